/* finding.c - whether what is said of an implementation is what was measured */

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "direction.h"
#include "doubles.h"
#include "finding.h"
#include "json.h"
#include "perround.h"
#include "rank.h"

const char *const status_words[STATUSES] = {
    "validated", "failed", "inconclusive", "not run"};

static const double tail = (1 - FINDING_CONFIDENCE) / 2;

struct record
record_of(const char *path, struct json_object *json)
{
	struct record r = {path, json, NULL, NULL, NULL, NULL};

	if (!json_object_is_type(json, json_type_object))
		die("%s: not a record", path);
	if (!json_is(json, "schema_version", "1.0"))
		die("%s: not a record of version 1.0", path);
	r.benchmark = json_need_text(path, json, "benchmark_id");
	r.profile = json_need_text(path, json, "profile");
	r.implementation = json_need_text(path, json, "implementation");
	r.status = json_need_text(path, json, "status");
	return r;
}

__attribute__((format(printf, 3, 4))) static void
conclude(struct finding *f, enum status status, const char *fmt, ...)
{
	va_list ap;

	f->status = status;
	va_start(ap, fmt);
	f->reason = xvprintf(fmt, ap);
	va_end(ap);
}

static const struct record *
record_for(const struct record *records, size_t n, const char *benchmark,
    const char *profile, const char *implementation)
{
	const struct record *found = NULL;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(records[i].benchmark, benchmark) != 0 ||
		    strcmp(records[i].profile, profile) != 0 ||
		    strcmp(records[i].implementation, implementation) != 0)
			continue;
		if (found)
			die("%s and %s: two records of the same", found->path,
			    records[i].path);
		found = &records[i];
	}
	return found;
}

/* The metric of the claim in a record, or NULL. */
static struct json_object *
metric_of(const struct claim *c, const struct record *r)
{
	struct json_object *metrics = json_need(r->path, r->json, "metrics");
	struct json_object *metric;
	char *key;

	key = xprintf("%s%s%s", c->scase, *c->scase ? "/" : "", c->metric);
	metric = json_object_object_get(metrics, key);
	free(key);
	if (metric && !c->against && !json_is(metric, "unit", c->unit))
		die("%s: the unit of %s%s%s is not that of the claim, %s",
		    r->path, c->scase, *c->scase ? "/" : "", c->metric,
		    c->unit);
	return metric;
}

/* Of the rounds' values: the quantile of the claim, or, if each is a quantile
 * already, their median; and the order statistics that enclose it. */
static void
estimate(struct finding *f, struct perround *x)
{
	struct enclosing e;

	if (!x->many)
		f->of = f->claim->p;
	e = quantile_interval(f->of, x->n, FINDING_CONFIDENCE);
	qsort(x->value, x->n, sizeof *x->value, double_order);
	f->n = x->n;
	f->value = quantile_of(x->value, x->n, f->of);
	f->lo = e.lo ? x->value[e.lo - 1] : NAN;
	f->hi = e.hi ? x->value[e.hi - 1] : NAN;
	if (e.lo || e.hi)
		/* no more than it is, as percentile(1) writes it */
		f->confidence =
		    floor((1 - e.less - e.greater) * 1e6 + 1e-6) / 1e6;
}

/* The ratio that comparator(1) has found already: in the implementation's own
 * record, or, turned over, in that of the other. */
static int
ratio_compared(struct finding *f, const struct record *of,
    const char *reference, int inverse)
{
	struct json_object *rows =
	    json_need_array(of->path, of->json, "comparisons");
	const struct claim *c = f->claim;

	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		struct json_object *row = json_object_array_get_idx(rows, i);
		struct json_object *ratio = json_need(of->path, row, "ratio");
		double lo, hi, level;

		if (!json_is(row, "metric", c->metric) ||
		    !json_is(row, "case", c->scase) ||
		    !json_is(row, "reference", reference) || ratio == NULL)
			continue;
		lo = json_need_number(of->path, row, "ratio_lo");
		hi = json_need_number(of->path, row, "ratio_hi");
		level = json_need_number(of->path, row, "confidence");
		f->value = json_need_number(of->path, row, "ratio");
		f->n = (size_t)json_need_number(of->path, row, "n");
		if (inverse)
			f->value = 1 / f->value;
		if (level >= FINDING_CONFIDENCE) {
			f->lo = inverse ? 1 / hi : lo;
			f->hi = inverse ? 1 / lo : hi;
			f->confidence = level;
		}
		return 1;
	}
	return 0;
}

/* By the rounds that both have. */
static void
ratio_paired(
    struct finding *f, const struct perround *x, const struct perround *y)
{
	double *d = xrealloc(NULL, x->n, sizeof *d);
	int positive = 1;
	struct estimate e;
	size_t n = 0;

	for (size_t i = 0, j = 0; i < x->n && j < y->n;) {
		if (x->round[i] < y->round[j]) {
			i++;
		} else if (x->round[i] > y->round[j]) {
			j++;
		} else {
			positive &= x->value[i] > 0 && y->value[j] > 0;
			d[n++] = log(x->value[i++] / y->value[j++]);
		}
	}
	if (n == 0 || !positive) {
		conclude(f, NOT_RUN, "%s",
		    n ? "a value is 0 or less: there is no ratio"
		      : "there is no round that both have");
	} else {
		e = rank_paired(d, n, FINDING_CONFIDENCE);
		f->n = n;
		f->value = exp(e.center);
		if (e.level >= FINDING_CONFIDENCE) {
			f->lo = exp(e.lo);
			f->hi = exp(e.hi);
			f->confidence = e.level;
		}
	}
	free(d);
}

static void
measure_ratio(struct finding *f, const struct record *other, const char *root)
{
	const struct claim *c = f->claim;
	const struct record *own = f->record;
	struct json_object *mine = metric_of(c, own);
	struct json_object *theirs = metric_of(c, other);
	struct perround x, y;

	if (mine == NULL || theirs == NULL) {
		conclude(f, NOT_RUN, "there is no such metric in %s",
		    mine ? other->path : own->path);
		return;
	}
	if (strcmp(json_need_text(own->path, own->json, "run_id"),
		json_need_text(other->path, other->json, "run_id")) != 0) {
		conclude(f, NOT_RUN, "%s and %s are of different sessions",
		    c->implementation, c->against);
		return;
	}
	if (2 * c->p.over == c->p.under &&
	    (ratio_compared(f, own, c->against, 0) ||
		ratio_compared(f, other, c->implementation, 1)))
		return;
	x = perround_of(own->path, own->json, mine, c->p, root);
	y = perround_of(other->path, other->json, theirs, c->p, root);
	if (x.missing || y.missing)
		conclude(f, NOT_RUN, "%s", x.missing ? x.missing : y.missing);
	else if (2 * c->p.over != c->p.under && !(x.many && y.many))
		conclude(f, NOT_RUN,
		    "a round has one value, and that is no percentile");
	else
		ratio_paired(f, &x, &y);
	perround_free(&x);
	perround_free(&y);
}

/* What was counted, and every time the same, needs no interval. */
static int
is_exact(struct finding *f, struct json_object *metric)
{
	const char *path = f->record->path;
	double min;

	if (!direction_counts(f->claim->metric))
		return 0;
	min = json_need_number(path, metric, "min");
	if (min < json_need_number(path, metric, "max"))
		return 0;
	f->value = f->lo = f->hi = min;
	f->confidence = 1;
	f->n = (size_t)json_need_number(path, metric, "n");
	return 1;
}

static void
measure(struct finding *f, const char *root)
{
	struct json_object *metric = metric_of(f->claim, f->record);
	struct perround x;

	if (metric == NULL) {
		conclude(f, NOT_RUN, "there is no such metric in %s",
		    f->record->path);
		return;
	}
	if (is_exact(f, metric))
		return;
	x = perround_of(
	    f->record->path, f->record->json, metric, f->claim->p, root);
	if (x.missing)
		conclude(f, NOT_RUN, "%s", x.missing);
	else
		estimate(f, &x);
	perround_free(&x);
}

static int
is_met(const struct claim *c, double value)
{
	switch (c->relation) {
	case AT_MOST: return value <= c->target;
	case BELOW: return value < c->target;
	case AT_LEAST: return value >= c->target;
	default: return value > c->target;
	}
}

/* How many rounds it takes for an interval to have this end, which is the
 * largest or the least of all values: it misses the quantile if all values are
 * on one side.  The signed-rank test takes as many as the median. */
static double
least_rounds(const struct finding *f, int upper)
{
	double p = (double)f->of.over / (double)f->of.under;

	return ceil(log(tail + 0.5e-12) / log(upper ? p : 1 - p) - 1e-9);
}

/* An interval narrows with the square root of the rounds.  How many it takes
 * for its end to come to the target, from where it is. */
static double
rounds_needed(const struct finding *f, double end)
{
	double value = f->value, target = f->claim->target;
	double ratio;

	if (f->claim->against) {
		if (target <= 0)
			return INFINITY;
		ratio = log(end / value) / log(target / value);
	} else {
		ratio = (end - value) / (target - value);
	}
	return ceil((double)f->n * ratio * ratio) + 1;
}

static void
explain_open(struct finding *f, int upper)
{
	double least = least_rounds(f, upper);

	if (isfinite(least))
		conclude(f, UNDECIDED,
		    "too few rounds, %zu: it takes at least %.0f", f->n, least);
	else
		conclude(f, UNDECIDED,
		    "no number of rounds has %s bound for this percentile",
		    upper ? "an upper" : "a lower");
}

/* The end that must be beyond the target: the upper one if less is claimed and
 * it seems so, or if more is and it does not. */
static void
decide(struct finding *f)
{
	const struct claim *c = f->claim;
	int less = c->relation == AT_MOST || c->relation == BELOW;
	int seems = is_met(c, f->value), upper = less == seems;
	double end = upper ? f->hi : f->lo, rounds;

	if (isnan(end)) {
		explain_open(f, upper);
		return;
	}
	if (is_met(c, end) == seems) {
		f->status = seems ? VALIDATED : DISPROVED;
		if (!seems)
			conclude(f, DISPROVED, "none of the interval meets it");
		return;
	}
	rounds = rounds_needed(f, end);
	if (rounds < 10000)
		conclude(f, UNDECIDED,
		    "the target is within the interval: about %.0f rounds "
		    "might tell",
		    rounds);
	else
		conclude(f, UNDECIDED,
		    "the target is within the interval, and too near to tell");
}

/* Why there is nothing to measure of a record, as a word and a text. */
static void
explain_status(struct finding *f, enum status status, const struct record *r)
{
	struct json_object *reason = json_need(r->path, r->json, "reason");

	conclude(f, status, "%s: %s: %s", r->implementation, r->status,
	    reason ? json_object_get_string(reason) : "no reason is given");
}

/* Whether nothing was even tried, so that nothing is known either way. */
static int
is_unseen(const struct record *r)
{
	return strcmp(r->status, "missing_toolchain") == 0 ||
	       strcmp(r->status, "tool_missing") == 0 ||
	       strcmp(r->status, "tool_failed") == 0;
}

struct finding
finding_of(const struct claim *c, const char *profile,
    const struct record *records, size_t n, const char *root)
{
	struct finding f = {.claim = c,
	    .profile = profile,
	    .record = record_for(
		records, n, c->benchmark, profile, c->implementation),
	    .status = STATUSES,
	    .value = NAN,
	    .lo = NAN,
	    .hi = NAN,
	    .confidence = NAN,
	    .of = {1, 2}};
	const struct record *other =
	    c->against
		? record_for(records, n, c->benchmark, profile, c->against)
		: f.record;

	if (f.record == NULL || other == NULL)
		conclude(&f, NOT_RUN, "there is no record of %s",
		    f.record ? c->against : c->implementation);
	else if (is_unseen(f.record))
		explain_status(&f, NOT_RUN, f.record);
	else if (strcmp(f.record->status, "ok") != 0)
		explain_status(&f, DISPROVED, f.record);
	else if (strcmp(other->status, "ok") != 0)
		explain_status(&f, NOT_RUN, other);
	else if (c->against)
		measure_ratio(&f, other, root);
	else
		measure(&f, root);
	if (f.status == STATUSES)
		decide(&f);
	return f;
}

void
finding_free(struct finding *f)
{
	free(f->reason);
}
