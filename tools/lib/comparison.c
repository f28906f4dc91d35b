/* comparison.c - how two implementations differ in one metric of one case */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "die.h"
#include "effect.h"
#include "rank.h"
#include "samples.h"

const char *
verdict_word(enum verdict verdict, const char *unit)
{
	int time = strcmp(unit, "s") == 0 || samples_more_is_better(unit);
	int size = strcmp(unit, "B") == 0;

	switch (verdict) {
	case FAILED: return "failed";
	case EQUIVALENT: return "equivalent";
	case BETTER: return time ? "faster" : size ? "smaller" : "lower";
	case WORSE: return time ? "slower" : size ? "larger" : "higher";
	default: return "inconclusive";
	}
}

/* The values, to be sorted; the caller frees them. */
static double *
copy(const struct series *s)
{
	double *x = xrealloc(NULL, s->n, sizeof *x);

	return memcpy(x, s->value, s->n * sizeof *x);
}

static double
a12(const struct series *a, const struct series *b)
{
	double *x = copy(a), *y = copy(b);
	double result = rank_a12(x, a->n, y, b->n);

	free(x);
	free(y);
	return result;
}

static struct comparison
compare_two(const struct group *group, const struct series *a,
    const struct series *b, double confidence)
{
	struct comparison c = {.group = group,
	    .series = a,
	    .reference = b,
	    .ratio = NAN,
	    .lo = NAN,
	    .hi = NAN,
	    .level = NAN,
	    .p = NAN,
	    .p_holm = NAN,
	    .a12 = NAN,
	    .mde = NAN,
	    .quiet = NAN,
	    .quiet_lo = NAN,
	    .quiet_hi = NAN,
	    .rounds_needed = NAN,
	    .verdict = a->implementation->failed ? FAILED : INCONCLUSIVE};
	struct estimate e, quiet;
	size_t n;

	if (b == NULL || a->n == 0 || b->n == 0)
		return c;
	c.paired = effect_paired(a, b);
	c.positive = effect_positive(a) && effect_positive(b);
	c.a12 = a12(a, b);
	if (!c.positive)
		return c;
	e = effect_log_ratio(a, b, c.paired, 0, confidence, &n);
	c.ratio = exp(e.center);
	c.level = e.level;
	c.p = e.p;
	if (e.level > 0) {
		c.lo = exp(e.lo);
		c.hi = exp(e.hi);
		c.mde = exp((e.hi - e.lo) / 2);
	}
	quiet = e;
	c.n_quiet = n;
	if (effect_disturbed(a) || effect_disturbed(b))
		quiet =
		    effect_log_ratio(a, b, c.paired, 1, confidence, &c.n_quiet);
	if (c.n_quiet > 0 && quiet.level >= confidence) {
		c.quiet = exp(quiet.center);
		c.quiet_lo = exp(quiet.lo);
		c.quiet_hi = exp(quiet.hi);
	}
	return c;
}

/* Are the interval on one side of 1, and the ratio beyond the threshold? */
static int
is_beyond(const struct comparison *c, double threshold)
{
	return (c->hi < 1 && c->ratio < 1 / threshold) ||
	       (c->lo > 1 && c->ratio > threshold);
}

static enum verdict
judge(const struct comparison *c, double confidence, double threshold)
{
	if (!(c->level >= confidence))
		return INCONCLUSIVE;
	if (c->p_holm < 1 - confidence && is_beyond(c, threshold))
		return (c->hi < 1) == samples_more_is_better(c->group->unit)
			   ? WORSE
			   : BETTER;
	if (c->lo >= 1 / threshold && c->hi <= threshold)
		return EQUIVALENT;
	return INCONCLUSIVE;
}

/* The first group of the first metric: of the empty case, if there is one. */
static const struct group *
first_group(const struct gathered *g, const char *metrics)
{
	const struct group *group = g->groups;
	size_t len = strcspn(metrics, ",");

	while (strncmp(group->metric, metrics, len) != 0 ||
	       group->metric[len] != '\0')
		group++;
	return group;
}

/* The best of these names (NULL: of all); NULL if all of them failed. */
static const struct implementation *
best(const struct gathered *g, const struct group *group, const char *names)
{
	const struct implementation *found = NULL;
	double least = INFINITY;

	for (size_t i = 0; i < g->implementations_len; i++) {
		double median = series_median(&group->series[i]);

		if (names && !series_listed(names, g->implementations[i]->name))
			continue;
		if (samples_more_is_better(group->unit))
			median = -median;
		if (median < least) {
			least = median;
			found = g->implementations[i];
		}
	}
	return found;
}

static const struct implementation *
named(const struct gathered *g, const char *name)
{
	for (size_t i = 0; i < g->implementations_len; i++)
		if (strcmp(g->implementations[i]->name, name) == 0)
			return g->implementations[i];
	return NULL;
}

/* Whether each name of a list is there; dies if one is not. */
static void
need_names(const struct gathered *g, const char *names)
{
	char *copy = xstrdup(names), *rest = copy;

	for (char *name; (name = strsep(&rest, ","));)
		if (named(g, name) == NULL)
			die("no implementation \"%s\" in the samples", name);
	free(copy);
}

/* Who all are compared with, and whether the data chose. */
static const struct implementation *
find_reference(const struct gathered *g, const struct group *first,
    const char *names, int *chosen)
{
	const struct implementation *one = names ? named(g, names) : NULL;

	*chosen = one == NULL;
	if (one)
		return one;
	if (names)
		need_names(g, names);
	return best(g, first, names);
}

/* Compare the implementations of one group with the reference, into row[]; give
 * back how many rows.  Holm's family is these, or all pairs of implementations
 * if the data chose the reference. */
static size_t
compare_group(const struct group *group, size_t k,
    const struct implementation *reference, int all_pairs, double confidence,
    struct comparison *row)
{
	const struct series *s = group->series, *ref = NULL;
	double *p = xrealloc(NULL, k * (k + 1) / 2, sizeof *p);
	size_t n = 0, family = 0, shown;

	for (size_t a = 0; reference && a < k; a++)
		if (s[a].implementation == reference)
			ref = &s[a];
	for (size_t a = 0; a < k; a++)
		if (s[a].implementation->failed || &s[a] != ref)
			row[n++] = compare_two(group, &s[a], ref, confidence);
	for (size_t i = 0; i < n; i++)
		if (!isnan(row[i].p))
			p[family++] = row[i].p;
	shown = family;
	for (size_t a = 0; all_pairs && a < k; a++)
		for (size_t b = 0; b < a; b++)
			if (&s[a] != ref && &s[b] != ref) {
				p[family] =
				    compare_two(group, &s[a], &s[b], confidence)
					.p;
				family += isnan(p[family]) ? 0 : 1;
			}
	rank_holm(p, family);
	for (size_t i = n; i-- > 0;) {
		row[i].family = family;
		if (!isnan(row[i].p))
			row[i].p_holm = p[--shown];
	}
	free(p);
	return n;
}

/* A wide interval that excludes 1 need not become narrow, as long as there are
 * too few rounds for p. */
static double
rounds_needed(const struct comparison *c, double confidence, double threshold)
{
	double mde[] = {NAN, c->level > 0 ? c->mde : NAN}, need = NAN;

	for (int i = !is_beyond(c, threshold); i < 2 && isnan(need); i++)
		need = effect_rounds_needed(c->series->n, c->reference->n,
		    mde[i], c->family, confidence, threshold);
	return need;
}

/* What can only be said once a group is done: verdicts, and rounds needed. */
static void
judge_all(struct comparisons *all)
{
	for (size_t i = 0; i < all->len; i++) {
		struct comparison *c = &all->row[i];

		if (c->reference == NULL || isnan(c->ratio))
			continue;
		c->verdict = judge(c, all->confidence, all->threshold);
		if (c->verdict == INCONCLUSIVE)
			c->rounds_needed =
			    rounds_needed(c, all->confidence, all->threshold);
	}
}

struct comparisons
compare(const struct gathered *g, const char *references, const char *metrics,
    double confidence, double threshold)
{
	size_t k = g->implementations_len;
	int chosen;
	struct comparisons all = {
	    .confidence = confidence, .threshold = threshold};

	all.first = first_group(g, metrics);
	all.reference = find_reference(g, all.first, references, &chosen);
	all.row = xrealloc(NULL, g->groups_len * k, sizeof *all.row);
	for (size_t i = 0; i < g->groups_len; i++)
		all.len += compare_group(&g->groups[i], k, all.reference,
		    chosen, confidence, all.row + all.len);
	judge_all(&all);
	return all;
}

struct comparisons
compare_pairs(const struct gathered *g, double confidence, double threshold)
{
	size_t k = g->implementations_len;
	struct comparisons all = {
	    .confidence = confidence, .threshold = threshold};

	all.row = xrealloc(NULL, g->groups_len * k * k, sizeof *all.row);
	for (size_t i = 0; i < g->groups_len; i++)
		for (size_t r = 0; r < k; r++)
			if (!g->implementations[r]->failed)
				all.len += compare_group(&g->groups[i], k,
				    g->implementations[r], 1, confidence,
				    all.row + all.len);
	judge_all(&all);
	return all;
}
