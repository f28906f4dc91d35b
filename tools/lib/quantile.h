/* quantile.h - where quantiles lie among sorted numbers */

#ifndef QUANTILE_H
#define QUANTILE_H

#include <stdint.h>

/* a percentage as an exact fraction of one */
struct fraction {
	uint64_t over, under;
};

/* "99.9" is { 999, 1000 }.  0 if the text is not a decimal number from 0 to 100
 * with at most nine decimals. */
int quantile_percent(const char *text, struct fraction *);

/* A quantile of n numbers: (1 - h) * x[lo] + h * x[hi], the ranks from 1. */
struct position {
	uint64_t lo, hi;
	double h;
};

/* By the nine definitions of R. J. Hyndman and Y. Fan, "Sample quantiles in
 * statistical packages", The American Statistician 50 (1996), numbered as there
 * and in R.  In integers: a rank that is whole is found whole. */
struct position quantile_position(struct fraction, int type, uint64_t n);

/* (1 - h) * lo + h * hi, never outside [lo, hi]. */
double quantile_between(double lo, double hi, double h);

/* The quantile, of type 7, of n > 0 sorted numbers. */
double quantile_of(const double *sorted, uint64_t n, struct fraction);

/* The largest k for which x[k] and x[n + 1 - k] enclose the median with at
 * least this probability, whatever the distribution, or 1 if none does; the
 * probability is put in *achieved.  1 - 2 P(B < k), B binomial (n, 1/2): H. A.
 * David and H. N. Nagaraja, "Order Statistics", 3rd ed. (2003), 7.1. */
uint64_t quantile_median_interval(uint64_t n, double level, double *achieved);

/* The ranks, from 1, of two order statistics of n numbers that enclose a
 * quantile of what they were drawn from, whatever the distribution.  Each end
 * misses it with a probability of at most (1 - level) / 2, which is given: that
 * the quantile is less than x[lo], greater than x[hi].  A rank is 0 where n is
 * too small for such an end, and then it misses nothing.  By the binomial
 * distribution (n, p): David and Nagaraja, as above.  For the median these are
 * the ranks of quantile_median_interval. */
struct enclosing {
	uint64_t lo, hi;
	double less, greater;
};
struct enclosing quantile_interval(struct fraction, uint64_t n, double level);

#endif
