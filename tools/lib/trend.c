/* trend.c - whether, and how fast, values rise: Mann-Kendall and Theil-Sen
 *
 * H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945);
 * M. G. Kendall, "Rank Correlation Methods" (1948), for the ties; H. Theil, "A
 * rank-invariant method of linear and polynomial regression analysis",
 * Indagationes Mathematicae 12 (1950); P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", JASA 63 (1968), for the interval. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "doubles.h"
#include "trend.h"

static const double z_95 = 1.959963984540054; /* two-sided */

/* n (n - 1) (2 n + 5): 18 times the variance of S for n values, and what ties
 * among n values take from it */
static double
variance_18(double n)
{
	return n * (n - 1) * (2 * n + 5);
}

/* 18 times the variance of S under no trend, less for groups of ties. */
static double
series_variance_18(const struct points *p)
{
	double *y = xrealloc(NULL, p->n, sizeof *y);
	double variance = variance_18((double)p->n);
	size_t end;

	memcpy(y, p->y, p->n * sizeof *y);
	qsort(y, p->n, sizeof *y, double_order);
	for (size_t i = 0; i < p->n; i = end) {
		for (end = i + 1; end < p->n && y[end] == y[i];)
			end++;
		variance -= variance_18((double)(end - i));
	}
	free(y);
	return variance;
}

/* The slopes of all pairs to slope, and the sum of their signs, S. */
static double
pairs(const struct points *p, double *slope)
{
	double s = 0;

	for (size_t i = 0; i < p->n; i++)
		for (size_t j = i + 1; j < p->n; j++) {
			double rise = p->y[j] - p->y[i];

			s += (rise > 0) - (rise < 0);
			*slope++ = rise / (p->x[j] - p->x[i]);
		}
	return s;
}

static double
middle(const double *sorted, size_t n)
{
	return n % 2 ? sorted[n / 2]
		     : sorted[n / 2 - 1] +
			   (sorted[n / 2] - sorted[n / 2 - 1]) / 2;
}

double
trend_median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, double_order);
	return count > 0 ? middle(values, count) : NAN;
}

struct trend
trend_of(const struct points *series, size_t count)
{
	struct trend t = {NAN, NAN, NAN, NAN};
	double s = 0, variance = 0, sd, outside;
	size_t n = 0, done = 0;
	double *slope;

	for (size_t i = 0; i < count; i++)
		if (series[i].n > 1)
			n += series[i].n * (series[i].n - 1) / 2;
	if (n == 0)
		return t;
	slope = xrealloc(NULL, n, sizeof *slope);
	for (size_t i = 0; i < count; i++) {
		if (series[i].n < 2)
			continue;
		s += pairs(&series[i], slope + done);
		done += series[i].n * (series[i].n - 1) / 2;
		variance += series_variance_18(&series[i]) / 18;
	}
	sd = sqrt(variance);
	t.z = s == 0 ? 0 : (s - copysign(1, s)) / sd;
	t.slope = trend_median(slope, n);
	/* so many slopes are below the interval, and as many above it */
	outside = floor(((double)n - z_95 * sd) / 2);
	t.lo = outside < 1 ? -INFINITY : slope[(size_t)outside - 1];
	t.hi = outside < 1 ? INFINITY : slope[n - (size_t)outside];
	free(slope);
	return t;
}
