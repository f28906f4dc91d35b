/* scaling.c - what a program takes to start, and for each item */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "line.h"
#include "quantile.h"
#include "scaling.h"
#include "series.h"
#include "trend.h"

static const double confidence = 0.95;

/* How far off the line an end may be, as a share, for the line to be believed.
 */
static const double bend_max = 0.10;

static const struct scaled unknown = {NAN, NAN, NAN};

static const size_t sizes_min = 3;

const char *
scaling_word(enum scaling_verdict verdict)
{
	static const char *const words[] = {[SCALING_LINEAR] = "linear",
	    [SCALING_NOT_LINEAR] = "not_linear",
	    [SCALING_INCONCLUSIVE] = "inconclusive",
	    [SCALING_FAILED] = "failed"};

	return words[verdict];
}

/* The median of n values, which get sorted, and its interval. */
static struct scaled
middle(double *values, size_t n, double *achieved)
{
	struct scaled s = unknown;
	size_t k;

	*achieved = 0;
	if (n == 0)
		return s;
	for (size_t i = 0; i < n; i++)
		if (isnan(values[i]))
			return s;
	k = quantile_median_interval(n, confidence, achieved);
	s.value = trend_median(values, n);
	if (isnan(s.value)) /* between two infinities */
		s.value = INFINITY;
	s.lo = values[k - 1];
	s.hi = values[n - k];
	return s;
}

typedef double of_round(const struct scaling *, size_t round);

static double
intercept(const struct scaling *s, size_t i)
{
	return s->line[i].intercept;
}

static double
slope(const struct scaling *s, size_t i)
{
	return s->line[i].slope;
}

/* What the line leaves of the value at this size, as a share of it; of several
 * runs of the size their median.  NAN if there is nothing to be a share of. */
static double
residual(const struct scaling *s, size_t i, double items)
{
	const struct sized_round *r = &s->of->round[i];
	double line = s->line[i].intercept + s->line[i].slope * items, median;
	double *values = xrealloc(NULL, r->n, sizeof *values);
	size_t n = 0;

	for (size_t j = 0; j < r->n; j++)
		if (r->items[j] == items)
			values[n++] =
			    r->value[j] > 0 ? 1 - line / r->value[j] : NAN;
	median = trend_median(values, n);
	free(values);
	/* a run that made the line is on it, but for rounding */
	return fabs(median) < 1e-12 ? 0 : median;
}

static double
residual_min(const struct scaling *s, size_t i)
{
	return residual(s, i, s->items_min);
}

static double
residual_max(const struct scaling *s, size_t i)
{
	return residual(s, i, s->items_max);
}

static struct scaled
over_rounds(struct scaling *s, of_round *f)
{
	double *values = xrealloc(NULL, s->rounds + 1, sizeof *values);
	struct scaled estimate;

	for (size_t i = 0; i < s->rounds; i++)
		values[i] = f(s, i);
	estimate = middle(values, s->rounds, &s->confidence);
	free(values);
	return estimate;
}

static size_t
count_sizes(const struct sized_round *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += i == 0 || r->items[i] != r->items[i - 1];
	return n;
}

static int
is_within(const struct scaled *bend)
{
	return bend->lo >= -bend_max && bend->hi <= bend_max;
}

static int
is_beyond(const struct scaled *bend)
{
	return fabs(bend->value) > bend_max && (bend->lo > 0 || bend->hi < 0);
}

static void
judge(struct scaling *s)
{
	const struct scaled *end = &s->residual_min;
	double items = s->items_min;

	s->verdict = SCALING_INCONCLUSIVE;
	if (s->sizes < sizes_min) {
		snprintf(s->reason, sizeof s->reason,
		    "%zu sizes: a line takes %zu to be seen", s->sizes,
		    sizes_min);
		return;
	}
	if (s->confidence < confidence) {
		snprintf(s->reason, sizeof s->reason,
		    "%zu rounds: an interval of %g %% takes 6", s->rounds,
		    100 * confidence);
		return;
	}
	if (isnan(s->residual_min.value) || isnan(s->residual_max.value)) {
		snprintf(s->reason, sizeof s->reason, "a value is 0 or less");
		return;
	}
	if (is_within(&s->residual_min) && is_within(&s->residual_max)) {
		s->verdict = SCALING_LINEAR;
		return;
	}
	/* the end that is the worse */
	if (fabs(s->residual_max.value) > fabs(end->value)) {
		end = &s->residual_max;
		items = s->items_max;
	}
	if (is_beyond(end)) {
		s->verdict = SCALING_NOT_LINEAR;
		snprintf(s->reason, sizeof s->reason,
		    "%+.0f %% off the line at %.12g items: do not read the "
		    "intercept as start-up",
		    100 * end->value, items);
	} else
		snprintf(s->reason, sizeof s->reason,
		    "these rounds cannot tell whether it is a line within %g "
		    "%%",
		    100 * bend_max);
}

static struct scaling
scale(const struct sized *of)
{
	struct scaling s = {.name = of->name,
	    .of = of,
	    .rounds = of->rounds,
	    .items_min = NAN,
	    .items_max = NAN,
	    .intercept = unknown,
	    .slope = unknown,
	    .residual_min = unknown,
	    .residual_max = unknown,
	    .ratio = unknown,
	    .break_even = unknown,
	    .verdict = SCALING_FAILED};

	if (of->failed) {
		snprintf(s.reason, sizeof s.reason, "%s", of->failed);
		return s;
	}
	s.line = xrealloc(NULL, s.rounds, sizeof *s.line);
	for (size_t i = 0; i < s.rounds; i++)
		s.line[i] = line_of(
		    of->round[i].items, of->round[i].value, of->round[i].n);
	s.sizes = count_sizes(of->round);
	s.items_min = of->round->items[0];
	s.items_max = of->round->items[of->round->n - 1];
	s.residual_min = over_rounds(&s, residual_min);
	s.residual_max = over_rounds(&s, residual_max);
	s.intercept = over_rounds(&s, intercept);
	s.slope = over_rounds(&s, slope);
	judge(&s);
	return s;
}

/* From how many items on the one whose slope is smaller takes less: 0 if it
 * always does, INFINITY if in this round it never does. */
static double
crossing(struct line flat, struct line steep)
{
	double gain = steep.slope - flat.slope;
	double lost = flat.intercept - steep.intercept;

	if (gain <= 0)
		return INFINITY;
	return lost > 0 ? lost / gain : 0;
}

static int
same_rounds(const struct sized *a, const struct sized *b)
{
	if (a->rounds != b->rounds)
		return 0;
	for (size_t i = 0; i < a->rounds; i++)
		if (a->round[i].round != b->round[i].round)
			return 0;
	return 1;
}

static void
hold_against(struct scaling *s, const struct scaling *reference)
{
	int steeper = s->slope.value >= reference->slope.value;
	double *ratio, *even, achieved;

	if (!same_rounds(s->of, reference->of)) {
		warn("%s: not measured in the same rounds as %s: not compared",
		    s->name, reference->name);
		return;
	}
	ratio = xrealloc(NULL, s->rounds, sizeof *ratio);
	even = xrealloc(NULL, s->rounds, sizeof *even);
	for (size_t i = 0; i < s->rounds; i++) {
		struct line mine = s->line[i], its = reference->line[i];

		ratio[i] = mine.slope > 0 && its.slope > 0
			       ? mine.slope / its.slope
			       : NAN;
		even[i] = steeper ? crossing(its, mine) : crossing(mine, its);
	}
	s->ratio = middle(ratio, s->rounds, &achieved);
	s->break_even = middle(even, s->rounds, &achieved);
	free(ratio);
	free(even);
}

static const struct scaling *
choose(const struct scalings *all, const char *references)
{
	const struct scaling *best = NULL;
	size_t named = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct scaling *s = &all->row[i];

		if (references && !series_listed(references, s->name))
			continue;
		named++;
		if (isfinite(s->slope.value) &&
		    (best == NULL || s->slope.value < best->slope.value))
			best = s;
	}
	if (named == 0)
		die("no implementation \"%s\" in the samples", references);
	return best;
}

struct scalings
scaling_of(const struct sizes *sizes, const char *references)
{
	struct scalings all = {
	    xrealloc(NULL, sizes->len, sizeof *all.row), sizes->len, NULL};

	for (size_t i = 0; i < sizes->len; i++)
		all.row[i] = scale(&sizes->program[i]);
	all.reference = choose(&all, references);
	for (size_t i = 0; i < all.len && all.reference; i++)
		if (&all.row[i] != all.reference &&
		    all.row[i].verdict != SCALING_FAILED)
			hold_against(&all.row[i], all.reference);
	return all;
}

void
scaling_free(struct scalings *all)
{
	for (size_t i = 0; i < all->len; i++)
		free(all->row[i].line);
	free(all->row);
}
