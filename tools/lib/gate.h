/* gate.h - what gate(1) decides: rows of verdicts, and the document they make
 *
 * A reader fills a document with rows: those that need no test have their
 * verdict at once, the others get a trial each, which gate_decide judges.
 * Texts belong to the document. */

#ifndef GATE_H
#define GATE_H

#include <json-c/json.h>
#include <stddef.h>

#include "keys.h"
#include "series.h"

/* the worst first: so tables are sorted */
enum gate_verdict {
	GATE_FAIL,
	GATE_NEWLY_FAILING,
	GATE_MISSING,
	GATE_WARN,
	GATE_INCONCLUSIVE,
	GATE_ENVIRONMENT_CHANGED,
	GATE_NEW,
	GATE_FIXED,
	GATE_IMPROVED,
	GATE_EQUIVALENT,
	GATE_UNCHANGED,
	GATE_VERDICTS
};
extern const char *const gate_words[GATE_VERDICTS];

/* One series, or one implementation: then scase and metric are empty.  NAN is
 * what could not be had, -1 a truth that nobody knows. */
struct gate_row {
	const char *benchmark, *implementation, *profile, *scase, *metric,
	    *unit;
	enum gate_verdict verdict;
	const char *reason;       /* may be NULL, as may be the next two */
	const char *environment;  /* what differs, but was compared by force */
	const char *noise_source; /* control, history or none */
	double base, head;        /* medians */
	double ratio, ratio_lo, ratio_hi, confidence, p, p_holm;
	double noise_floor;   /* of the log of the ratio */
	double control_ratio; /* the control's, to the base */
	double warn_percent, fail_percent, floor;
	double n_base, n_head;
	int paired, more_is_better;
	double rounds_needed;
	int phase;     /* the time of a part of a run, taken once in each */
	int confirmed; /* by a second measurement, if the first failed */
};

/* what a row is judged by; each side may have no value (n is 0) */
struct gate_trial {
	size_t row;
	struct series base, head, control;
	int paired, control_paired; /* measured in the same session */
};

/* where one side's numbers come from */
struct gate_side {
	const char *name;                /* of the samples; NULL: of records */
	const char *commit_sha, *run_id; /* NULL: unknown, or several */
	int dirty;
};

struct gate {
	struct gate_row *row; /* by gate_order, once it is decided */
	size_t len;
	struct gate_trial *trial;
	size_t trials;
	struct gate_side base, head;
	const char *machine_class; /* NULL: unknown, or several */
	double confidence, warn_percent, fail_percent;
	size_t family;                /* tests that p was adjusted for */
	struct json_object *selftest; /* NULL: none */
	struct json_object *rerun;    /* what confirmed it; NULL: nothing */
	struct keys texts;
};

/* a row's fields by name, in the order of the columns */
enum gate_type {
	GATE_TEXT,     /* const char *, never NULL */
	GATE_OPTIONAL, /* const char *, may be NULL */
	GATE_NUMBER,   /* double, NAN for null */
	GATE_TRUTH,    /* int, -1 for null */
	GATE_WORD      /* enum gate_verdict */
};
struct gate_field {
	const char *name;
	enum gate_type type;
	size_t offset; /* in struct gate_row */
};
enum { GATE_FIELDS = 29 };
extern const struct gate_field gate_fields[GATE_FIELDS];

/* A text that lives as long as the document; NULL stays NULL. */
const char *gate_text(struct gate *, const char *);
const char *gate_format(struct gate *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A new row about an implementation, with nothing known, verdict unchanged. */
struct gate_row *gate_add(struct gate *, const char *benchmark,
    const char *implementation, const char *profile);

/* A trial of the last row; and not, after all. */
struct gate_trial *gate_add_trial(struct gate *);
void gate_drop_trial(struct gate *);
void gate_free_trials(struct gate *);

/* The verdict of that name, or -1. */
int gate_verdict_of(const char *word);

/* Order by benchmark, implementation, profile, case, metric. */
int gate_order(const void *row, const void *other);

/* All rows, the worst verdicts first, and then the greatest loss; the caller
 * frees them. */
struct gate_row *gate_worst_first(const struct gate *);

/* Whether a verdict fails the gate, and whether it leaves the question open. */
int gate_fails(enum gate_verdict);
int gate_open(enum gate_verdict);

/* How many times worse head is than base, above 1 if it is worse. */
double gate_loss(const struct gate_row *);

/* How many rows have a verdict; and all of them in a word: "fail", "warn",
 * "inconclusive" or "pass". */
size_t gate_count(const struct gate *, enum gate_verdict);
const char *gate_overall(const struct gate *);

/* The rounds of the longest series, and whether all that were tested are
 * paired: -1 if none was. */
double gate_rounds(const struct gate *);
int gate_paired(const struct gate *);

void gate_free(struct gate *);

#endif
