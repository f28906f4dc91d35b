/* rank.c - estimates and tests by ranks, for values of any distribution */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "doubles.h"
#include "null.h"
#include "rank.h"

/* Sums a[i] + b[j]: all of them, or, if half, those with i <= j (a is b). */
struct sums {
	const double *a, *b; /* double_order */
	size_t n, m;
	int half;
};

static void
sort(double *values, size_t n)
{
	qsort(values, n, sizeof *values, double_order);
}

static uint64_t
count_up_to(const struct sums *s, double limit)
{
	uint64_t count = 0;
	size_t j = s->m; /* b[j] and all after it are too large for a[i] */

	for (size_t i = 0; i < s->n; i++) {
		while (j > 0 && s->a[i] + s->b[j - 1] > limit)
			j--;
		if (!s->half)
			count += j;
		else if (j > i)
			count += j - i;
	}
	return count;
}

/* The k-th smallest sum (k from 1): the smallest number that k sums do not
 * exceed.  Bisecting the doubles themselves finds it, exactly, in at most 64
 * counts, since a rounded sum never falls when a term rises. */
static double
nth_sum(const struct sums *s, uint64_t k)
{
	uint64_t lo = double_key(s->a[0] + s->b[0]);
	uint64_t hi = double_key(s->a[s->n - 1] + s->b[s->m - 1]);

	while (lo < hi) {
		uint64_t middle = lo + (hi - lo) / 2;

		if (count_up_to(s, double_from_key(middle)) >= k)
			hi = middle;
		else
			lo = middle + 1;
	}
	return double_from_key(lo);
}

static double
median_sum(const struct sums *s, uint64_t count)
{
	double upper = nth_sum(s, count / 2 + 1);

	return count % 2 ? upper : (nth_sum(s, count / 2) + upper) / 2;
}

static void
set_interval(struct estimate *e, const struct sums *s, uint64_t count,
    const struct null *null, double confidence)
{
	uint64_t index = null_index(null, (1 - confidence) / 2);

	e->lo = nth_sum(s, index);
	e->hi = nth_sum(s, count + 1 - index);
	e->level = fmax(0, 1 - 2 * null_lower_tail(null, (double)(index - 1)));
}

/* Twice the mid-ranks of n sorted values: whole numbers even if tied.  Returns
 * if there are ties. */
static int
double_ranks(const double *sorted, size_t n, long *rank)
{
	int tied = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sorted[end] == sorted[i];)
			end++;
		tied |= end - i > 1;
		for (size_t j = i; j < end; j++)
			rank[j] = (long)(i + end + 1);
	}
	return tied;
}

/* The ranks 1 to n, of untied values. */
static long *
plain_ranks(size_t n)
{
	long *rank = xrealloc(NULL, n, sizeof *rank);

	for (size_t i = 0; i < n; i++)
		rank[i] = (long)i + 1;
	return rank;
}

/* Where a value lies among the sorted: any place of its equals. */
static size_t
place(const double *sorted, size_t n, double value)
{
	const double *at =
	    bsearch(&value, sorted, n, sizeof value, double_order);

	return (size_t)(at - sorted);
}

static double
signed_rank_p(const double *d, size_t n)
{
	double *size = xrealloc(NULL, n, sizeof *size), sum = 0, p;
	long *rank = xrealloc(NULL, n, sizeof *rank);
	size_t zeros = 0;
	struct null null;

	for (size_t i = 0; i < n; i++)
		size[i] = fabs(d[i]);
	sort(size, n);
	double_ranks(size, n, rank);
	while (zeros < n && size[zeros] == 0)
		zeros++;
	for (size_t i = 0; i < n; i++)
		if (d[i] > 0)
			sum += (double)rank[place(size, n, d[i])];
	null = null_signed(rank + zeros, n - zeros, n < RANK_EXACT, 1);
	p = null_two_sided(&null, sum);
	free(null.chance);
	free(rank);
	free(size);
	return p;
}

struct estimate
rank_paired(double *d, size_t n, double confidence)
{
	struct sums sums = {d, d, n, n, 1};
	uint64_t count = (uint64_t)n * (n + 1) / 2;
	long *rank = plain_ranks(n);
	struct null null = null_signed(rank, n, n < RANK_EXACT, 0.5);
	struct estimate e;

	sort(d, n);
	set_interval(&e, &sums, count, &null, confidence);
	e.center = median_sum(&sums, count) / 2;
	e.lo /= 2;
	e.hi /= 2;
	e.p = signed_rank_p(d, n);
	free(null.chance);
	free(rank);
	return e;
}

struct estimate
rank_unpaired(double *x, size_t n, double *y, size_t m, double confidence)
{
	int exact = n < RANK_EXACT && m < RANK_EXACT, tied;
	size_t all = n + m;
	double *pool = xrealloc(NULL, all, sizeof *pool), sum = 0, least;
	double *minus = xrealloc(NULL, m, sizeof *minus);
	long *rank = plain_ranks(all);
	struct sums sums = {x, minus, n, m, 0};
	struct null null;
	struct estimate e;

	sort(x, n);
	sort(y, m);
	for (size_t j = 0; j < m; j++)
		minus[j] = -y[m - 1 - j];
	least = (double)n * (double)(n + 1) / 2;
	null = null_drawn(rank, m, n, exact, 0.5, least);
	set_interval(&e, &sums, (uint64_t)n * m, &null, confidence);
	e.center = median_sum(&sums, (uint64_t)n * m);

	memcpy(pool, x, n * sizeof *x);
	memcpy(pool + n, y, m * sizeof *y);
	sort(pool, all);
	tied = double_ranks(pool, all, rank);
	for (size_t i = 0; i < n; i++)
		sum += (double)rank[place(pool, all, x[i])] / 2;
	if (tied) {
		free(null.chance);
		null = null_drawn(rank, m, n, exact, 1, 2 * least);
	}
	e.p = null_two_sided(&null, (tied ? 2 : 1) * (sum - least));
	free(null.chance);
	free(rank);
	free(minus);
	free(pool);
	return e;
}

double
rank_a12(double *x, size_t n, double *y, size_t m)
{
	double twice = 0;
	size_t below = 0, not_above = 0;

	sort(x, n);
	sort(y, m);
	for (size_t i = 0; i < n; i++) {
		while (below < m && y[below] < x[i])
			below++;
		while (not_above < m && y[not_above] <= x[i])
			not_above++;
		twice += (double)(below + not_above);
	}
	return twice / (2 * (double)n * (double)m);
}

static int
by_pointed(const void *a, const void *b)
{
	return double_order(*(void *const *)a, *(void *const *)b);
}

void
rank_holm(double *p, size_t n)
{
	double **order = xrealloc(NULL, n, sizeof *order);
	double least = 0;

	for (size_t i = 0; i < n; i++)
		order[i] = &p[i];
	qsort(order, n, sizeof *order, by_pointed);
	for (size_t i = 0; i < n; i++) {
		least = fmax(least, fmin(1, (double)(n - i) * *order[i]));
		*order[i] = least;
	}
	free(order);
}

double
rank_median(double *x, size_t n)
{
	sort(x, n);
	return n % 2 ? x[n / 2] : x[n / 2 - 1] + (x[n / 2] - x[n / 2 - 1]) / 2;
}
