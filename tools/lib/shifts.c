/* shifts.c - lasting changes in a series of values: where, how large, how sure
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "few.h"
#include "partition.h"
#include "rank.h"
#include "shifts.h"

const struct shifts_rule shifts_default = {4, 3, 0.05, 1.01};

static const double confidence = 0.95;
/* the median of |x - y| is so many standard deviations, if x and y are normal:
 * sqrt(2) times the third quartile of the normal distribution */
static const double median_difference = 0.9538725524089408;
/* of the range: sums of squares have digits enough for changes above this */
static const double sigma_of_range = 1e-5;
/* a higher autocorrelation is taken for this one */
static const double autocorrelation_max = 0.9;

/* a series under way */
struct work {
	const double *y;     /* logarithms, or the values themselves */
	size_t n, places;    /* places: where a change may be */
	double sigma, small; /* a change below this does not count */
	const struct shifts_rule *rule;
};

/* a change that may be one */
struct candidate {
	size_t at;
	struct estimate by; /* of the values after it to those before it */
	double p;           /* adjusted */
};

static double
median_of(const double *x, size_t n)
{
	double *copy = xrealloc(NULL, n, sizeof *copy), median;

	memcpy(copy, x, n * sizeof *x);
	median = rank_median(copy, n);
	free(copy);
	return median;
}

static int
all_positive(const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (x[i] <= 0)
			return 0;
	return 1;
}

/* The noise: sigma, had from differences, of which changes are only a few. */
static double
noise(const double *y, size_t n, double floor)
{
	double *d = xrealloc(NULL, n, sizeof *d), lo = y[0], hi = y[0], sigma;

	for (size_t i = 1; i < n; i++) {
		d[i - 1] = fabs(y[i] - y[i - 1]);
		lo = fmin(lo, y[i]);
		hi = fmax(hi, y[i]);
	}
	sigma = n > 1 ? rank_median(d, n - 1) / median_difference : 0;
	free(d);
	return fmax(fmax(sigma, floor), sigma_of_range * (hi - lo));
}

/* The values in units of sigma, none further than 3 from the median of the
 * least - 1 before it, itself, and as many after it: a stretch of `least` has
 * the majority everywhere in it. */
static double *
without_outliers(const struct work *w)
{
	const double limit = 3;
	size_t reach = w->rule->least - 1;
	double *z = xrealloc(NULL, w->n, sizeof *z), middle = w->y[0];

	for (size_t i = 0; i < w->n; i++) {
		size_t begin = i < reach ? 0 : i - reach;
		size_t end = w->n - i <= reach ? w->n : i + reach + 1;
		double median = median_of(w->y + begin, end - begin);

		z[i] = (median - middle) / w->sigma +
		       fmin(fmax((w->y[i] - median) / w->sigma, -limit), limit);
	}
	return z;
}

static void
test(const struct work *w, struct candidate *c, size_t i, size_t count)
{
	size_t begin = i > 0 ? c[i - 1].at : 0;
	size_t end = i + 1 < count ? c[i + 1].at : w->n;
	size_t n = c[i].at - begin, m = end - c[i].at;
	double *before = xrealloc(NULL, n, sizeof *before);
	double *after = xrealloc(NULL, m, sizeof *after);

	memcpy(before, w->y + begin, n * sizeof *before);
	memcpy(after, w->y + c[i].at, m * sizeof *after);
	/* sorts both */
	c[i].by = rank_unpaired(after, m, before, n, confidence);
	if (n <= FEW_MAX && m >= RANK_EXACT)
		c[i].by.p = few_p(before, n, after, m);
	if (m <= FEW_MAX && n >= RANK_EXACT)
		c[i].by.p = few_p(after, m, before, n);
	c[i].p = fmin(1, c[i].by.p * (double)w->places);
	free(before);
	free(after);
}

/* The candidate to drop: the least certain, if one is not certain enough, or
 * else the smallest, if it is too small.  Returns count if all may stay. */
static size_t
worst(const struct work *w, const struct candidate *c, size_t count)
{
	size_t least_certain = 0, smallest = 0;

	for (size_t i = 0; i < count; i++) {
		if (c[i].by.p > c[least_certain].by.p)
			least_certain = i;
		if (fabs(c[i].by.center) < fabs(c[smallest].by.center))
			smallest = i;
	}
	if (c[least_certain].p > w->rule->alpha)
		return least_certain;
	return fabs(c[smallest].by.center) < w->small ? smallest : count;
}

static size_t
confirm(const struct work *w, struct candidate *c, size_t count)
{
	size_t drop;

	for (size_t i = 0; i < count; i++)
		test(w, c, i, count);
	while (count > 0 && (drop = worst(w, c, count)) < count) {
		memmove(c + drop, c + drop + 1, (--count - drop) * sizeof *c);
		if (drop > 0)
			test(w, c, drop - 1, count);
		if (drop < count)
			test(w, c, drop, count);
	}
	return count;
}

/* How a value resembles the one before it, within the stretches: 0 to 1.  As
 * each has a mean taken from the values themselves, the plain coefficient is
 * too low, by (1 + 3 r) / length. */
static double
autocorrelation(const double *z, size_t n, const size_t *change, size_t count)
{
	double squares = 0, products = 0, r;

	for (size_t i = 0, begin = 0; i <= count; i++) {
		size_t end = i < count ? change[i] : n;
		double mean = 0, last = 0;

		for (size_t j = begin; j < end; j++)
			mean += z[j] / (double)(end - begin);
		for (size_t j = begin; j < end; j++) {
			products += last * (z[j] - mean);
			last = z[j] - mean;
			squares += last * last;
		}
		begin = end;
	}
	r = squares > 0 ? products / squares : 0;
	r += (1 + 3 * r) * (double)(count + 1) / (double)n;
	return fmin(fmax(r, 0), autocorrelation_max);
}

/* Where the partition has changes: once for values that are independent, and,
 * if they turn out not to be, again with the penalty that is fair to them. */
static size_t
divide(const struct work *w, const double *z, size_t *change)
{
	double penalty = w->rule->factor * log((double)w->n), r;
	size_t count = partition(z, w->n, w->rule->least, penalty, change);

	r = autocorrelation(z, w->n, change, count);
	if (count > 0 && r > 0)
		count = partition(z, w->n, w->rule->least,
		    penalty * (1 + r) / (1 - r), change);
	return count;
}

static size_t
find(const struct work *w, struct candidate **found)
{
	double *z = without_outliers(w);
	size_t *change = xrealloc(NULL, w->n, sizeof *change);
	size_t count = divide(w, z, change);

	*found = xrealloc(NULL, count + 1, sizeof **found);
	for (size_t i = 0; i < count; i++)
		(*found)[i] = (struct candidate){.at = change[i]};
	free(change);
	free(z);
	return confirm(w, *found, count);
}

static struct shift
describe(const double *value, int logarithmic, const struct candidate *c,
    size_t begin, size_t end)
{
	struct shift s = {.at = c->at,
	    .up = c->by.center > 0,
	    .ratio = NAN,
	    .lo = NAN,
	    .hi = NAN,
	    .p = c->p,
	    .n_before = c->at - begin,
	    .n_after = end - c->at};

	s.before = median_of(value + begin, s.n_before);
	s.after = median_of(value + s.at, s.n_after);
	if (logarithmic) {
		s.ratio = exp(c->by.center);
		s.lo = exp(c->by.lo);
		s.hi = exp(c->by.hi);
	}
	return s;
}

struct shifts
shifts_of(const double *value, size_t n, const struct shifts_rule *rule)
{
	struct shifts all = {.logarithmic = all_positive(value, n)};
	double *y = xrealloc(NULL, n + 1, sizeof *y);
	struct work w = {.y = y, .n = n, .rule = rule};
	struct candidate *c;

	for (size_t i = 0; i < n; i++)
		y[i] = all.logarithmic ? log(value[i]) : fabs(value[i]);
	if (n > 0) {
		w.small = all.logarithmic
			      ? log(rule->threshold)
			      : (rule->threshold - 1) * median_of(y, n);
		if (!all.logarithmic)
			memcpy(y, value, n * sizeof *y);
		w.sigma = all.sigma = noise(y, n, w.small / 3);
	}
	if (n >= 2 * rule->least && w.sigma > 0) {
		w.places = n - 2 * rule->least + 1;
		all.n = find(&w, &c);
		all.shift = xrealloc(NULL, all.n + 1, sizeof *all.shift);
		for (size_t i = 0; i < all.n; i++)
			all.shift[i] = describe(value, all.logarithmic, &c[i],
			    i > 0 ? c[i - 1].at : 0,
			    i + 1 < all.n ? c[i + 1].at : n);
		free(c);
	}
	free(y);
	return all;
}

/* The least p of the rank test is that of two halves without an overlap: one of
 * all the ways to draw a half, twice, because there are two sides. */
size_t
shifts_needed(const struct shifts_rule *rule)
{
	size_t n = 0;
	double ways = 1, places;

	do {
		n++;
		ways *= n % 2 ? 2 * (double)n / (double)(n + 1) : 2;
		places = (double)n - 2 * (double)rule->least + 1;
	} while (n < 2 * rule->least || (2 / ways * places > rule->alpha &&
					    n < 2 * (size_t)RANK_EXACT));
	return n;
}

void
shifts_free(struct shifts *all)
{
	free(all->shift);
	all->shift = NULL;
	all->n = 0;
}
