/* null.h - a rank statistic's distribution if nothing but chance is at work */

#ifndef NULL_H
#define NULL_H

#include <stddef.h>
#include <stdint.h>

struct null {
	double *chance; /* of 0, 1, ... max, freed by the caller; NULL: take
			 * the normal distribution */
	double max;
	double mean, sd, correction; /* correction: for continuity */
};

/* The sum of ranks, each counted or not by the toss of a coin. */
struct null null_signed(
    const long *rank, size_t n, int exact, double correction);

/* The sum of m ranks drawn blindly from n + m, less least. */
struct null null_drawn(const long *rank, size_t n, size_t m, int exact,
    double correction, double least);

/* P(statistic <= q), and the two-sided p of q */
double null_lower_tail(const struct null *, double q);
double null_two_sided(const struct null *, double q);

/* The smallest q with P(statistic <= q) >= tail, but at least 1: the ordered
 * sums number q from below and from above end the interval (as in R). */
uint64_t null_index(const struct null *, double tail);

#endif
