/* rates.h - work done per second: amounts that are divided by the wall time */

#ifndef RATES_H
#define RATES_H

#include <stddef.h>
#include <stdio.h>

#include "row.h"

struct rate {
	char *metric, *unit; /* one allocation */
	double amount;
};

struct rates {
	struct rate *rate;
	size_t len;
};

/* Add one from metric:unit:amount, the argument of -u; a wrong one ends the
 * program. */
void rates_add(struct rates *, const char *arg);
void rates_free(struct rates *);

/* Whether a name, not NUL-terminated, is one of their metrics. */
int rates_have(const struct rates *, const char *name, size_t len);

void rates_write(
    const struct rates *, FILE *, const struct row_key *, double wall_s);

#endif
