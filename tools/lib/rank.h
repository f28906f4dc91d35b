/* rank.h - estimates and tests by ranks, for values of any distribution
 *
 * All they take for granted is that values are independent, and differences
 * symmetric about their center (unpaired: that one side is the other, shifted).
 *
 * The estimates are Hodges and Lehmann's (1963), the intervals those that go
 * with Wilcoxon's tests (Hollander, Wolfe and Chicken, "Nonparametric
 * Statistical Methods", 3rd ed., 3.1-3.3 and 4.1-4.3), with the index that R's
 * wilcox.test takes.  Up to RANK_EXACT - 1 values (on each side) the null
 * distribution is exact, above that normal with continuity correction.
 *
 * Ties: p stays exact, for it is taken from the permutation distribution of the
 * mid-ranks at hand (normal: with the variance of the mid-ranks).  Differences
 * of zero keep their rank and count for neither side (Pratt, "Remarks on zeros
 * and ties in the Wilcoxon signed rank procedures", JASA 54, 1959).  The
 * interval is that of untied data: it then covers at least as often as it says
 * (Pratt and Gibbons, "Concepts of Nonparametric Theory", 1981, 2.4 and 3.6).
 */

#ifndef RANK_H
#define RANK_H

#include <stddef.h>

enum { RANK_EXACT = 50 };

struct estimate {
	double center; /* the Hodges-Lehmann estimate */
	double lo, hi; /* its interval, ends included */
	double level;  /* the confidence it achieves: more than was asked, or
			* less if there are too few values; 0: no interval */
	double p;      /* two-sided, for the center being 0 */
};

/* The center of n > 0 differences d, which get sorted: the median of the Walsh
 * averages (d[i] + d[j]) / 2, i <= j.  Time n log n, memory n. */
struct estimate rank_paired(double *d, size_t n, double confidence);

/* The shift from y (m > 0 values) to x (n > 0), which get sorted: the median of
 * the differences x[i] - y[j].  Time (n + m) log (n + m), memory n + m. */
struct estimate rank_unpaired(
    double *x, size_t n, double *y, size_t m, double confidence);

/* P(X > Y) + P(X = Y) / 2 (Vargha and Delaney, "A critique and improvement of
 * the CL common language effect size statistics", 2000).  x and y get sorted.
 */
double rank_a12(double *x, size_t n, double *y, size_t m);

/* Put Holm's adjusted p-values in place of p (Holm, "A simple sequentially
 * rejective multiple test procedure", Scand. J. Statist. 6, 1979). */
void rank_holm(double *p, size_t n);

/* The median of n > 0 values, which get sorted. */
double rank_median(double *x, size_t n);

#endif
