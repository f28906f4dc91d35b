/* growth.c - whether the memory of one process grows without end */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "growth.h"

enum {
	BLOCKS_MIN = 12, /* for the normal approximation, and four a third */
	BLOCKS_MAX = 40,
	BLOCK_SAMPLES = 10,
	KEPT_MIN = BLOCKS_MIN * BLOCK_SAMPLES,
	FLOOR_B = 256 << 10, /* what counters of the kernel may be off */
};

static const double z_min = 2.33; /* one-sided 1 % */
static const double growth_min = 0.01;

struct window
growth_window(size_t n)
{
	return (struct window){n / 4, n - n / 20};
}

size_t
growth_samples_min(void)
{
	for (size_t n = KEPT_MIN;; n++) {
		struct window w = growth_window(n);

		if (w.end - w.begin >= KEPT_MIN)
			return n;
	}
}

static struct points
block_minima(const double *time_s, const double *bytes, size_t n)
{
	struct window w = growth_window(n);
	size_t len = w.end - w.begin, blocks = len / BLOCK_SAMPLES;
	struct points p = {.n = blocks < BLOCKS_MAX ? blocks : BLOCKS_MAX};

	p.x = xrealloc(NULL, p.n, sizeof *p.x);
	p.y = xrealloc(NULL, p.n, sizeof *p.y);
	for (size_t b = 0; b < p.n; b++) {
		size_t least = w.begin + b * len / p.n;
		size_t end = w.begin + (b + 1) * len / p.n;

		for (size_t i = least; i < end; i++)
			if (bytes[i] < bytes[least])
				least = i;
		p.x[b] = time_s[least];
		p.y[b] = bytes[least];
	}
	return p;
}

static double
slope_of(const struct points *p, size_t begin, size_t end)
{
	struct points part = {p->x + begin, p->y + begin, end - begin};

	return trend_of(&part, 1).slope;
}

static double
least_of(const struct points *p, size_t begin, size_t end)
{
	double least = INFINITY;

	for (size_t i = begin; i < end; i++)
		least = fmin(least, p->y[i]);
	return least;
}

static double
median_of(const struct points *p)
{
	double *y = xrealloc(NULL, p->n, sizeof *y), median;

	memcpy(y, p->y, p->n * sizeof *y);
	median = trend_median(y, p->n);
	free(y);
	return median;
}

static enum growth_cause
judge(const struct points *p, const struct trend *t, double floor_B)
{
	double growth_B = t->slope * (p->x[p->n - 1] - p->x[0]);
	size_t a = p->n / 3, b = 2 * p->n / 3;
	double rise = growth_B / 6, low = least_of(p, 0, a);
	double mid = least_of(p, a, b), high = least_of(p, b, p->n);

	if (t->z <= z_min || t->lo <= 0)
		return GROWTH_NO_TREND;
	if (growth_B <= floor_B)
		return GROWTH_SMALL;
	if (slope_of(p, p->n / 2, p->n) <= slope_of(p, 0, p->n / 2) / 2)
		return GROWTH_SLOWS;
	if (mid - low <= rise || high - mid <= rise)
		return GROWTH_FALLS_BACK;
	return GROWTH_GROWS;
}

struct growth
growth_of(const double *time_s, const double *bytes, size_t n)
{
	struct growth g = {.cause = GROWTH_TOO_SHORT};
	double floor_B, seconds, half;

	if (n < growth_samples_min())
		return g;
	g.least = block_minima(time_s, bytes, n);
	g.trend = trend_of(&g.least, 1);
	floor_B = fmax(FLOOR_B, growth_min * median_of(&g.least));
	g.cause = judge(&g.least, &g.trend, floor_B);
	/* What exceeds the floor, and then has halves and thirds that pass.
	 * The halves of a straight line of this slope differ too much with a
	 * probability of 2.5 % if it is 6.3 times half as large as the
	 * interval is wide: sqrt(8 (1 + 0.5^2)) / (1 - 0.5), since each half's
	 * own is sqrt(8) times as wide.  9 leaves room for the thirds, and for
	 * three processes that must agree: in simulations more than nine of ten
	 * such leaks were found. */
	half = (g.trend.hi - g.trend.lo) / 2;
	seconds = g.least.x[g.least.n - 1] - g.least.x[0];
	g.detectable_B_per_s = fmax(9 * half, floor_B / seconds + half);
	return g;
}

void
growth_free(struct growth *g)
{
	free(g->least.x);
	free(g->least.y);
}
