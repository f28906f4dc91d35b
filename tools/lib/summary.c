/* summary.c - the figures that describe many numbers */

#include <math.h>
#include <stdlib.h>

#include "die.h"
#include "exact.h"
#include "select.h"
#include "summary.h"

/* The array grows by half: realloc moves pages of this size, not bytes, and
 * pages never written to take no memory. */
double *
numbers_room(struct numbers *a, size_t want)
{
	if (a->size - a->len < want) {
		a->size += a->size / 2 + want;
		a->x = xrealloc(a->x, a->size, sizeof *a->x);
		if (a->count)
			a->count =
			    xrealloc(a->count, a->size, sizeof *a->count);
	}
	return a->x + a->len;
}

int
numbers_add(struct numbers *a, double x, uint64_t count)
{
	double *room = numbers_room(a, 1);

	if (count > NUMBERS_MAX - a->n)
		return 0;
	if (count != 1 && a->count == NULL) {
		a->count = xrealloc(NULL, a->size, sizeof *a->count);
		for (size_t i = 0; i < a->len; i++)
			a->count[i] = 1;
	}
	*room = x;
	if (a->count)
		a->count[a->len] = count;
	a->len++;
	a->n += count;
	return 1;
}

void
numbers_free(struct numbers *a)
{
	free(a->x);
	free(a->count);
}

/* a number and its count; sorted, the count of all up to here */
struct counted {
	double x;
	uint64_t count;
};

static int
ascending(const void *a, const void *b)
{
	double x = ((const struct counted *)a)->x;
	double y = ((const struct counted *)b)->x;

	return (x > y) - (x < y);
}

/* value[i] = the rank[i]-th smallest, from 0; the m ranks ascend */
static void
at_ranks(struct numbers *a, const size_t *rank, double *value, size_t m)
{
	struct counted *c;
	size_t at = 0;
	uint64_t below = 0;

	if (a->count == NULL) {
		select_ranks(a->x, a->len, rank, value, m);
		return;
	}
	c = xrealloc(NULL, a->len, sizeof *c);
	for (size_t i = 0; i < a->len; i++)
		c[i] = (struct counted){a->x[i], a->count[i]};
	qsort(c, a->len, sizeof *c, ascending);
	for (size_t i = 0; i < m; i++) {
		while (below + c[at].count <= rank[i])
			below += c[at++].count;
		value[i] = c[at].x;
	}
	free(c);
}

static void
exact_moments(const struct numbers *a, struct summary *s)
{
	struct part *part = calloc(EXACT_PARTS, sizeof *part);
	struct exact e = {0};

	if (part == NULL)
		die("out of memory");
	for (size_t i = 0; i < a->len; i++) {
		struct part *p = &part[exact_part(a->x[i])];

		if (a->count)
			exact_add_times(p, a->x[i], a->count[i]);
		else
			exact_add(p, a->x[i]);
	}
	for (unsigned i = 0; i < EXACT_PARTS; i++)
		if (part[i].sum[0] | part[i].sum[1])
			exact_fold(&e, i, &part[i]);
	free(part);
	s->mean = exact_mean(&e, a->n);
	s->stddev = a->n > 1 ? exact_stddev(&e, a->n) : NAN;
}

static int
by_rank(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* Sort, drop repetitions: how many are left. */
static size_t
unique(size_t *rank, size_t len)
{
	size_t m = 0;

	qsort(rank, len, sizeof *rank, by_rank);
	for (size_t i = 0; i < len; i++)
		if (m == 0 || rank[m - 1] != rank[i])
			rank[m++] = rank[i];
	return m;
}

/* ranks, and what was found there */
struct found {
	size_t *rank, len;
	double *value;
};

static double
found(const struct found *f, uint64_t rank)
{
	size_t key = rank - 1;
	size_t *at = bsearch(&key, f->rank, f->len, sizeof key, by_rank);

	return f->value[at - f->rank];
}

static double
found_between(const struct found *f, struct position p)
{
	return quantile_between(found(f, p.lo), found(f, p.hi), p.h);
}

/* The median of the distances from it.  A distance may be too large for a
 * double, and the median of two may be: then there is none. */
static double
deviation(struct numbers *a, double median)
{
	struct position p = quantile_position((struct fraction){1, 2}, 7, a->n);
	size_t rank[2] = {p.lo - 1, p.hi - 1};
	double value[2] = {0}, mad;
	size_t m = unique(rank, 2);

	for (size_t i = 0; i < a->len; i++)
		a->x[i] = fabs(a->x[i] - median);
	at_ranks(a, rank, value, m);
	mad = quantile_between(value[0], value[m - 1], p.h);
	return isfinite(mad) ? mad : NAN;
}

void
summarise(struct numbers *a, const struct summary_want *w, struct summary *s)
{
	struct position median =
	    quantile_position((struct fraction){1, 2}, 7, a->n);
	uint64_t k = quantile_median_interval(a->n, w->level, &s->confidence);
	size_t most = 2 * w->len + 6;
	struct found f = {xrealloc(NULL, most, sizeof *f.rank), 0,
	    xrealloc(NULL, most, sizeof *f.value)};

	exact_moments(a, s);
	f.rank[f.len++] = 0;
	f.rank[f.len++] = a->n - 1;
	f.rank[f.len++] = k - 1;
	f.rank[f.len++] = a->n - k;
	f.rank[f.len++] = median.lo - 1;
	f.rank[f.len++] = median.hi - 1;
	for (size_t i = 0; i < w->len; i++) {
		struct position p = quantile_position(w->p[i], w->type, a->n);

		f.rank[f.len++] = p.lo - 1;
		f.rank[f.len++] = p.hi - 1;
	}
	f.len = unique(f.rank, f.len);
	at_ranks(a, f.rank, f.value, f.len);
	s->min = found(&f, 1);
	s->max = found(&f, a->n);
	s->median_lo = found(&f, k);
	s->median_hi = found(&f, a->n + 1 - k);
	for (size_t i = 0; i < w->len; i++)
		s->quantile[i] = found_between(
		    &f, quantile_position(w->p[i], w->type, a->n));
	s->mad = deviation(a, found_between(&f, median));
	free(f.rank);
	free(f.value);
}
