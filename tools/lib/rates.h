/* rates.h - work done per second: amounts that are divided by a wall time */

#ifndef RATES_H
#define RATES_H

#include <stddef.h>
#include <stdio.h>

#include "row.h"
#include "table.h"

struct rate {
	char *metric, *unit, *scase; /* one allocation; scase "": the run */
	double amount;
};

struct rates {
	struct rate *rate;
	size_t len;
};

/* Add one from metric:unit:amount[:case], the argument of -u; a wrong one ends
 * the program. */
void rates_add(struct rates *, const char *arg);
void rates_free(struct rates *);

/* Whether there is one of this case and metric. */
int rates_have(const struct rates *, struct field scase, struct field metric);

/* Write those of a case, of which this is a wall time seen count times; in
 * the columns from case to count. */
void rates_write(const struct rates *, FILE *, const struct row_key *,
    struct field scase, double wall_s, double count);

#endif
