/* trend.h - whether, and how fast, values rise: Mann-Kendall and Theil-Sen
 *
 * No distribution is assumed, and single values, however far out, hardly
 * matter.  Several series are taken together as the seasonal test does: pairs
 * are made within each series only, so that levels may differ (R. M. Hirsch,
 * J. R. Slack and R. A. Smith, "Techniques of trend analysis for monthly water
 * quality data", Water Resources Research 18, 1982). */

#ifndef TREND_H
#define TREND_H

#include <stddef.h>

struct points {
	double *x, *y; /* x ascending, no two the same */
	size_t n;
};

struct trend {
	double z; /* of Mann-Kendall, with continuity correction; 0 if all y are
		   * the same */
	double slope, lo, hi; /* Theil-Sen, with a 95 % interval; -INFINITY and
			       * INFINITY if the points are too few for one */
};

/* All is NAN if there is no pair of points. */
struct trend trend_of(const struct points *series, size_t count);

/* Of count numbers, which are put in order; NAN if there are none. */
double trend_median(double *values, size_t count);

#endif
