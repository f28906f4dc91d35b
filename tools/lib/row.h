/* row.h - write samples CSV, the format of samples(5) */

#ifndef ROW_H
#define ROW_H

#include <stdio.h>

/* the columns before case, which all rows of a run share */
struct row_key {
	const char *implementation;
	long round, position;
	int warmup;
	const char *status;
};

/* Those columns, with the comma after them. */
void row_key_write(FILE *, const struct row_key *);

/* A row, its count 1. */
void row_write(FILE *, const struct row_key *, const char *scase,
    const char *metric, const char *unit, double value);

#endif
