/* few.h - the rank test of a few values against many */

#ifndef FEW_H
#define FEW_H

#include <stddef.h>

enum { FEW_MAX = 12 };

/* The two-sided p of Mann and Whitney's test of n values, 1 to FEW_MAX, against
 * m sorted ones, some dozens or more.
 *
 * The places of the few among the many are as n uniform numbers, and their sum
 * has the distribution of J. O. Irwin and P. Hall (Biometrika 19, 1927), so
 * scaled that mean and variance are those of the statistic.  It is too large,
 * by less than a third where p is above 1e-5, and by more further out, where
 * the normal distribution is wrong by orders of magnitude. */
double few_p(const double *few, size_t n, const double *sorted, size_t m);

#endif
