/* null.c - a rank statistic's distribution if nothing but chance is at work */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "null.h"

struct null
null_signed(const long *rank, size_t n, int exact, double correction)
{
	struct null null = {.correction = correction};
	size_t top = 0;

	for (size_t i = 0; i < n; i++) {
		null.max += (double)rank[i];
		null.sd += (double)rank[i] * (double)rank[i] / 4;
	}
	null.mean = null.max / 2;
	null.sd = sqrt(null.sd);
	if (!exact)
		return null;
	/* in chances, not counts: 2^53 and more are no exact doubles */
	null.chance = xrealloc(NULL, (size_t)null.max + 1, sizeof(double));
	memset(null.chance, 0, ((size_t)null.max + 1) * sizeof(double));
	null.chance[0] = 1;
	for (size_t i = 0; i < n; i++) {
		size_t r = (size_t)rank[i];

		top += r;
		for (size_t sum = top; sum >= r; sum--)
			null.chance[sum] =
			    (null.chance[sum] + null.chance[sum - r]) / 2;
		for (size_t sum = 0; sum < r; sum++)
			null.chance[sum] /= 2;
	}
	return null;
}

struct null
null_drawn(const long *rank, size_t n, size_t m, int exact, double correction,
    double least)
{
	size_t all = n + m, top = 0, width;
	double mean = 0, *chance;
	struct null null = {.correction = correction};

	for (size_t i = 0; i < all; i++)
		mean += (double)rank[i] / (double)all;
	for (size_t i = 0; i < all; i++)
		null.sd += ((double)rank[i] - mean) * ((double)rank[i] - mean);
	null.sd *= (double)n / (double)all * (double)m / (double)(all - 1);
	null.sd = sqrt(null.sd);
	null.mean = mean * (double)m - least;
	for (size_t i = n; i < all; i++)
		top += (size_t)rank[i];
	null.max = (double)top - least;
	if (!exact)
		return null;
	/* chance[k][sum]: that k drawn from the ranks so far have that sum */
	width = top + 1;
	chance = xrealloc(NULL, (m + 1) * width, sizeof *chance);
	memset(chance, 0, (m + 1) * width * sizeof *chance);
	chance[0] = 1;
	for (size_t i = 1; i <= all; i++) {
		size_t r = (size_t)rank[i - 1];

		for (size_t k = i < m ? i : m; k > 0; k--) {
			double in = (double)k / (double)i, out = 1 - in;
			double *with = chance + k * width;
			const double *without = with - width;

			for (size_t sum = top; sum >= r; sum--)
				with[sum] =
				    out * with[sum] + in * without[sum - r];
			for (size_t sum = 0; sum < r; sum++)
				with[sum] *= out;
		}
	}
	null.chance = xrealloc(NULL, width - (size_t)least, sizeof(double));
	memcpy(null.chance, chance + m * width + (size_t)least,
	    (width - (size_t)least) * sizeof(double));
	free(chance);
	return null;
}

static double
normal(double z)
{
	return erfc(-z / sqrt(2)) / 2;
}

double
null_lower_tail(const struct null *null, double q)
{
	double sum = 0;

	if (null->chance == NULL)
		return normal((q + null->correction - null->mean) / null->sd);
	for (size_t i = 0; (double)i <= q; i++)
		sum += null->chance[i];
	return sum;
}

/* P(statistic >= q), which 1 - P(statistic < q) would round to 0 */
static double
upper_tail(const struct null *null, double q)
{
	double sum = 0;

	if (null->chance == NULL)
		return normal((null->mean - q + null->correction) / null->sd);
	for (size_t i = (size_t)null->max + 1; i > 0 && (double)(i - 1) >= q;)
		sum += null->chance[--i];
	return sum;
}

double
null_two_sided(const struct null *null, double q)
{
	if (null->sd <= 0)
		return 1;
	return fmin(1, 2 * fmin(null_lower_tail(null, q), upper_tail(null, q)));
}

uint64_t
null_index(const struct null *null, double tail)
{
	const double fuzz = 1e-14; /* 0.05 / 2 need not be a sum of chances */
	double lo = 1, hi = fmax(1, floor(null->max / 2));

	while (lo < hi) {
		double middle = floor((lo + hi) / 2);

		if (null_lower_tail(null, middle) >= tail - fuzz)
			hi = middle;
		else
			lo = middle + 1;
	}
	return (uint64_t)lo;
}
