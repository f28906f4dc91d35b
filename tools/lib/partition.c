/* partition.c - where the mean of a series changes: the optimal partition
 *
 * The partition is the one that PELT finds (R. Killick, P. Fearnhead and I. A.
 * Eckley, "Optimal detection of changepoints with a linear computational cost",
 * JASA 107, 2012), which takes quadratic time where there is no change.  So it
 * is found by functional pruning (R. Maidstone, T. Hocking, G. Rigaill and P.
 * Fearnhead, "On optimal multiple changepoint algorithms for large data",
 * Statistics and Computing 27, 2017), extended to stretches of a minimum
 * length: a change is considered only when a stretch after it is long enough.
 *
 * If the last stretch up to t began after the first s values and has the level
 * m, all costs t a sum that is the same for every s, and
 *
 *     g_s(m) = F(s) - squares(s) + 2 m sum(s) - m^2 s
 *
 * where F(s) is the least cost of the first s values, sum and squares are
 * theirs. g_s does not depend on t, so an s that is above the others at every m
 * will never be the best again.  What is kept is the lower envelope of all g_s:
 * the intervals of m, in ascending order, and the s that is lowest in each. */

#include <math.h>
#include <stdlib.h>

#include "die.h"
#include "partition.h"

/* Noise needs some dozens of pieces, a long smooth slope up to one for each
 * value. */
enum { PIECES_MAX = 2048 };

struct piece {
	double lo, hi;
	size_t from; /* s */
};

struct envelope {
	struct piece *piece;
	size_t n, size;
};

struct search {
	double *sum, *squares; /* of the first s values */
	double *cost;          /* F(s) */
	size_t *from;          /* where its last stretch begins */
	double penalty;
};

static void
append(struct envelope *e, double lo, double hi, size_t from)
{
	if (!(lo < hi))
		return;
	if (e->n > 0 && e->piece[e->n - 1].from == from) {
		e->piece[e->n - 1].hi = hi;
		return;
	}
	if (e->n == e->size) {
		e->size = e->size ? 2 * e->size : 64;
		e->piece = xrealloc(e->piece, e->size, sizeof *e->piece);
	}
	e->piece[e->n++] = (struct piece){lo, hi, from};
}

/* Leave out every other piece; those that stay take their place, at a cost that
 * is not the lowest there. */
static void
thin(struct envelope *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i += 2) {
		e->piece[n] = e->piece[i];
		e->piece[n++].hi = e->piece[i + 1 < e->n ? i + 1 : i].hi;
	}
	e->n = n;
}

/* The envelope `to`: that of `old`, and of g_s.  s comes after all in old, so
 * its parabola is the steeper one: an old one is lower within two roots, around
 * the mean of the values between. */
static void
lower(struct envelope *to, const struct envelope *old, const struct search *f,
    size_t s)
{
	to->n = 0;
	for (size_t i = 0; i < old->n; i++) {
		const struct piece *p = &old->piece[i];
		double a = (double)(s - p->from),
		       b = f->sum[s] - f->sum[p->from];
		double c = f->cost[s] - f->squares[s] -
			   (f->cost[p->from] - f->squares[p->from]);
		double square = b * b + a * c, half, left, right;

		if (!(square > 0)) {
			append(to, p->lo, p->hi, s);
			continue;
		}
		half = sqrt(square) / a;
		left = fmin(fmax(b / a - half, p->lo), p->hi);
		right = fmin(fmax(b / a + half, p->lo), p->hi);
		append(to, p->lo, left, s);
		append(to, left, right, p->from);
		append(to, right, p->hi, s);
	}
	if (to->n > PIECES_MAX)
		thin(to);
}

/* The cost of the first t values, if the last stretch begins where this piece
 * says, at the level within it that is best. */
static double
cost_of(const struct search *f, const struct piece *p, size_t t)
{
	double n = (double)(t - p->from), sum = f->sum[t] - f->sum[p->from];
	double mean = sum / n, off = 0;

	if (mean < p->lo)
		off = p->lo - mean;
	else if (mean > p->hi)
		off = mean - p->hi;
	return f->cost[p->from] + f->penalty + f->squares[t] -
	       f->squares[p->from] - sum * mean + n * off * off;
}

static void
look_back(struct search *f, const struct envelope *e, size_t t)
{
	f->cost[t] = INFINITY;
	for (size_t i = 0; i < e->n; i++) {
		double cost = cost_of(f, &e->piece[i], t);

		if (cost < f->cost[t]) {
			f->cost[t] = cost;
			f->from[t] = e->piece[i].from;
		}
	}
}

static size_t
walk_back(const struct search *f, size_t n, size_t *change)
{
	size_t count = 0;

	for (size_t t = f->from[n]; t > 0; t = f->from[t])
		change[count++] = t;
	for (size_t i = 0; i < count / 2; i++) {
		size_t swap = change[i];

		change[i] = change[count - 1 - i];
		change[count - 1 - i] = swap;
	}
	return count;
}

size_t
partition(
    const double *value, size_t n, size_t least, double penalty, size_t *change)
{
	double *room = xrealloc(NULL, n + 1, 3 * sizeof *room);
	struct search f = {room, room + n + 1, room + 2 * (n + 1),
	    xrealloc(NULL, n + 1, sizeof *f.from), penalty};
	struct envelope now = {0}, next = {0};
	double lo = value[0], hi = value[0];
	size_t count;

	f.sum[0] = f.squares[0] = 0;
	f.cost[0] = -penalty;
	for (size_t t = 1; t <= n; t++) {
		/* from the first value: so sums stay small */
		double x = value[t - 1] - value[0];

		f.sum[t] = f.sum[t - 1] + x;
		f.squares[t] = f.squares[t - 1] + x * x;
		f.from[t] = 0;
		lo = fmin(lo, value[t - 1]);
		hi = fmax(hi, value[t - 1]);
	}
	if (n >= 2 * least)
		append(&now, lo - value[0], hi - value[0], 0);
	for (size_t t = least; t <= n && now.n > 0; t++) {
		if (t >= 2 * least) {
			struct envelope swap;

			lower(&next, &now, &f, t - least);
			swap = now;
			now = next;
			next = swap;
		}
		look_back(&f, &now, t);
	}
	count = walk_back(&f, n, change);
	free(now.piece);
	free(next.piece);
	free(f.from);
	free(room);
	return count;
}
