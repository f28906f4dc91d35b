/* summary.h - the figures that describe many numbers */

#ifndef SUMMARY_H
#define SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "quantile.h"

/* The most numbers there may be, and the greatest count: all whole numbers up
 * to here are doubles. */
#define NUMBERS_MAX (UINT64_C(1) << 53)

struct numbers {
	double *x;       /* no NaN, no -0 */
	uint64_t *count; /* how often each is there; NULL: once each */
	size_t len, size;
	uint64_t n; /* the sum of the counts */
};

/* Room for want more at the end, to be filled and counted by the caller, who
 * may do so only while there are no counts. */
double *numbers_room(struct numbers *, size_t want);

/* Add x, count times.  Returns 0 if that makes too many. */
int numbers_add(struct numbers *, double x, uint64_t count);
void numbers_free(struct numbers *);

/* what to find out */
struct summary_want {
	struct fraction *p; /* quantiles, of this type */
	size_t len;
	int type;
	double level; /* of the median's interval */
};

/* NaN: there is no such figure */
struct summary {
	double min, max, mean, stddev, mad;
	double median_lo, median_hi, confidence;
	double *quantile; /* room for want->len, by the caller */
};

/* Summarise n > 0 numbers; x is overwritten.  Mean and standard deviation are
 * exact sums, rounded; mad is the median absolute deviation from the median,
 * not scaled, both medians of type 7. */
void summarise(struct numbers *, const struct summary_want *, struct summary *);

#endif
