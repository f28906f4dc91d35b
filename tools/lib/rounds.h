/* rounds.h - the runs of one implementation, from its raw round files */

#ifndef ROUNDS_H
#define ROUNDS_H

#include <json-c/json.h>
#include <stddef.h>

#include "row.h"
#include "weighted.h"

struct run {
	long round, position;
	enum phase phase;
	char *status;
	char *answer; /* digest, NULL if none was taken */
	char *reason; /* why it failed, as it left it; NULL if it did not say */
	double start_time, wall_time;              /* s; NAN if unknown */
	double exit_code, term_signal, exec_errno; /* 0 if not there */
	int disturbed;                             /* -1 if unknown */
};

/* the values of one case and metric over the timed, or the observed, runs that
 * went well */
struct series {
	char *scase, *metric, *unit;
	double n;                    /* how many, weights counted */
	struct json_object *values;  /* one a run, in order; NULL if not so */
	struct json_object *medians; /* of each timed run; NULL if not so */
	struct weighted *now;        /* what the last run gave */
	size_t now_len, now_size;
	size_t run; /* the last run that added to it */
};

struct rounds {
	struct run *run;
	size_t runs, timed;
	int every; /* a series has all values, however many a run */
	struct series *series;
	size_t count;
};

/* What a status but "ok" may be, from the worst to the mildest, then NULL. */
extern const char *const rounds_faults[];

/* Read the files in the order of their numbers.  A run of X.csv that failed may
 * have said why in the first line of X/reason.txt.  With every, a series keeps
 * all its values: there are no other files that have them.  Dies if a row is of
 * another implementation, or a round is there twice. */
struct rounds rounds_read(
    const char *implementation, char *path[], size_t count, int every);
void rounds_free(struct rounds *);

/* Every run that went well but gave another answer gave a bad one, whatever
 * timer was told to expect. */
void rounds_expect(struct rounds *, const char *answer);

/* The series of a case and metric, NULL if there is none. */
struct series *rounds_series(
    const struct rounds *, const char *scase, const char *metric);

/* Whether a metric is about the measuring (when, with which exit code), not
 * about what the implementation costs: then it has no series. */
int rounds_bookkeeping(const char *metric);

/* Whether a metric is about what went on around the run: neither more nor less
 * of it is better. */
int rounds_surroundings(const char *metric);

#endif
