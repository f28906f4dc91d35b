/* line.h - a straight line through points, by medians
 *
 * The slope is the median of the slopes of all pairs of points (H. Theil, "A
 * rank-invariant method of linear and polynomial regression analysis",
 * Indagationes Mathematicae 12, 1950); pairs of the same x have none and are
 * left out (P. K. Sen, "Estimates of the regression coefficient based on
 * Kendall's tau", JASA 63, 1968).  The intercept is the median of y - slope x.
 * Up to 29 % of the points may be anything. */

#ifndef LINE_H
#define LINE_H

#include <stddef.h>

/* the most points: memory goes with their square */
enum { LINE_POINTS_MAX = 4096 };

struct line {
	double intercept, slope; /* NAN if there are no two different x */
};

struct line line_of(const double *x, const double *y, size_t n);

#endif
