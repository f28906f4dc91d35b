/* comparison.c - how two implementations differ in one metric of one case */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "die.h"
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

double
series_median(const struct series *s)
{
	double *x, median;

	if (s->n == 0)
		return NAN;
	x = copy(s);
	median = rank_median(x, s->n);
	free(x);
	return median;
}

static int
same_rounds(const struct series *a, const struct series *b)
{
	return a->n == b->n &&
	       memcmp(a->round, b->round, a->n * sizeof *a->round) == 0;
}

static int
all_positive(const struct series *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->value[i] <= 0)
			return 0;
	return 1;
}

static int
any_disturbed(const struct series *s)
{
	return s->n > 0 && memchr(s->disturbed, 1, s->n) != NULL;
}

/* The logarithms of the values, or of the undisturbed ones, into log. */
static size_t
logs(const struct series *s, int quiet, double *log_value)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!quiet || !s->disturbed[i])
			log_value[n++] = log(s->value[i]);
	return n;
}

/* The log of the ratio of a to b.  *n is how many rounds it rests on, the fewer
 * of the two sides if unpaired; there is no estimate if that is 0. */
static struct estimate
log_ratio(const struct series *a, const struct series *b, int paired, int quiet,
    double confidence, size_t *n)
{
	double *x = xrealloc(NULL, a->n, sizeof *x);
	double *y = xrealloc(NULL, b->n, sizeof *y);
	struct estimate e = {.level = 0};
	size_t m;

	*n = 0;
	if (paired) {
		/* log x - log y, not log(x / y): so swapping a and b changes
		 * nothing but the sign */
		for (size_t i = 0; i < a->n; i++)
			if (!quiet || (!a->disturbed[i] && !b->disturbed[i]))
				x[(*n)++] = log(a->value[i]) - log(b->value[i]);
		if (*n > 0)
			e = rank_paired(x, *n, confidence);
	} else {
		*n = logs(a, quiet, x);
		m = logs(b, quiet, y);
		if (*n > 0 && m > 0)
			e = rank_unpaired(x, *n, y, m, confidence);
		if (m < *n)
			*n = m;
	}
	free(x);
	free(y);
	return e;
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
	c.paired = same_rounds(a, b);
	c.positive = all_positive(a) && all_positive(b);
	c.a12 = a12(a, b);
	if (!c.positive)
		return c;
	e = log_ratio(a, b, c.paired, 0, confidence, &n);
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
	if (any_disturbed(a) || any_disturbed(b))
		quiet = log_ratio(a, b, c.paired, 1, confidence, &c.n_quiet);
	if (c.n_quiet > 0 && quiet.level >= confidence) {
		c.quiet = exp(quiet.center);
		c.quiet_lo = exp(quiet.lo);
		c.quiet_hi = exp(quiet.hi);
	}
	return c;
}

/* The rounds it takes to bring mde down to the threshold: an interval narrows
 * with the square root of n.  Not fewer than it takes for the smallest p there
 * is, 2 / 2^n (Wilcoxon's, paired), to count in this family. */
static double
rounds_needed(const struct comparison *c, double confidence, double threshold)
{
	size_t n = c->series->n, m = c->reference->n;
	double least = floor(log2((double)c->family / (1 - confidence))) + 2;
	double times = log(c->mde) / log(threshold),
	       most = n > m ? (double)n : (double)m, need = least;

	if (c->level > 0)
		need = fmax(need, ceil(most * times * times));
	return need > most ? need : NAN;
}

static enum verdict
judge(const struct comparison *c, double confidence, double threshold)
{
	int lower = c->hi < 1;
	int higher = c->lo > 1;

	if (!(c->level >= confidence))
		return INCONCLUSIVE;
	if (c->p_holm < 1 - confidence &&
	    ((lower && c->ratio < 1 / threshold) ||
		(higher && c->ratio > threshold)))
		return lower == samples_more_is_better(c->group->unit) ? WORSE
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

/* The implementation with the best median, NULL if none has one. */
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
	for (size_t i = 0; i < all.len; i++) {
		struct comparison *c = &all.row[i];

		if (c->reference == NULL || isnan(c->ratio))
			continue;
		c->verdict = judge(c, confidence, threshold);
		if (c->verdict == INCONCLUSIVE)
			c->rounds_needed =
			    rounds_needed(c, confidence, threshold);
	}
	return all;
}
