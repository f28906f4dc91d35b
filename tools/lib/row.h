/* row.h - write samples CSV, the format of samples(5) */

#ifndef ROW_H
#define ROW_H

#include <stdio.h>

/* what a run is for: a statistic, warming up, or what it reports when it is
 * observed, and so not timed.  Derived is no run: a filter made the value of
 * all timed ones */
enum phase { TIMED, WARMUP, OBSERVED, DERIVED, PHASES };
extern const char *const phase_names[PHASES];

/* the columns before case, which all rows of a run share */
struct row_key {
	const char *implementation;
	long round, position;
	enum phase phase;
	const char *status;
};

/* Those columns, with the comma after them. */
void row_key_write(FILE *, const struct row_key *);

void row_write(FILE *, const struct row_key *, const char *scase,
    const char *metric, const char *unit, double value, double count);

/* A value and the ends of its interval: METRIC, METRIC_lo, METRIC_hi. */
void row_write_interval(FILE *, const struct row_key *, const char *scase,
    const char *metric, const char *unit, double value, double lo, double hi);

#endif
