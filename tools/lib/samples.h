/* samples.h - read samples CSV, the format of samples(5) */

#ifndef SAMPLES_H
#define SAMPLES_H

#include "row.h"

#include <stddef.h>

#include "table.h"

/* the header timer writes */
#define SAMPLES_HEADER                                                       \
	"implementation,round,position,phase,status,case,metric,unit,value," \
	"count"

struct sample {
	const char *implementation; /* texts are valid until the next sample */
	long round;                 /* 1, 2, ...: what was measured together */
	long position;              /* 1, 2, ...: its turn within the round */
	enum phase phase;
	const char *status; /* "ok", or what went wrong */
	const char *scase;  /* sub-measurement; empty: the whole */
	const char *metric;
	const char *unit;
	double value;
	double count; /* weight, 1 unless a histogram was reported */
};

struct samples;

/* Open a file ("-" or NULL: standard input); dies if a column is missing. */
struct samples *samples_open(const char *path);
void samples_close(struct samples *);

/* The next sample into *s: 1, or 0 at the end.  Dies on a row that is not one.
 * samples_die says what is wrong with the current row in the same form. */
int samples_next(struct samples *, struct sample *s);
_Noreturn void samples_die(const struct samples *, const char *what);

/* The file's name as messages show it, and the line of the current row. */
const char *samples_name(const struct samples *);
unsigned long samples_line(const struct samples *);

/* Whether larger values of a unit are the better ones: rates are better high,
 * all that is spent is better low. */
int samples_more_is_better(const char *unit);

#endif
