/* few.c - the rank test of a few values against many */

#include <math.h>

#include "few.h"

/* How many of m sorted values are below x, or, if equals count, not above. */
static size_t
below(const double *sorted, size_t m, double x, int equals)
{
	size_t lo = 0, hi = m;

	while (lo < hi) {
		size_t middle = lo + (hi - lo) / 2;

		if (sorted[middle] < x || (equals && sorted[middle] == x))
			lo = middle + 1;
		else
			hi = middle;
	}
	return lo;
}

/* P(the sum of n uniform numbers <= x), for x up to about n / 2: beyond that
 * terms cancel out. */
static double
uniform_sum(double x, size_t n)
{
	double sum = 0, term = 1; /* n over k, by n factorial, signed */

	for (size_t k = 1; k <= n; k++)
		term /= (double)k;
	for (size_t k = 0; k <= n && x > (double)k; k++) {
		sum += term * pow(x - (double)k, (double)n);
		term *= -(double)(n - k) / (double)(k + 1);
	}
	return sum;
}

double
few_p(const double *few, size_t n, const double *sorted, size_t m)
{
	double twice = 0, u, count = (double)n, many = (double)m;

	for (size_t i = 0; i < n; i++)
		twice += (double)(below(sorted, m, few[i], 0) +
				  below(sorted, m, few[i], 1));
	u = fmin(twice / 2, count * many - twice / 2);
	/* 0.5 for continuity; the rest makes mean and variance right */
	return fmin(1, 2 * uniform_sum((u + 0.5 + count * (count + 1) / 4) /
					   (many + (count + 1) / 2),
			       n));
}
