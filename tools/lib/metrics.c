/* metrics.c - the metrics of an implementation, from the summary's rows */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "direction.h"
#include "json.h"
#include "metrics.h"

struct work {
	struct json_object *metrics;
	const char *file, *implementation;
	const struct rounds *rounds;
};

/* The series that a row of the summary is about.  A summary that does not agree
 * with the rounds was made from others. */
static const struct series *
series_of(const struct work *w, const char *key, const char *scase,
    const char *metric, struct json_object *row)
{
	const struct series *series = rounds_series(w->rounds, scase, metric);
	struct json_object *n = json_need(w->file, row, "n");

	if (series == NULL || !json_is(row, "unit", series->unit))
		die("%s: %s: not in the rounds", w->file, key);
	if (json_object_get_double(n) != series->n)
		die("%s: %s: n is %s, but the rounds hold %g", w->file, key,
		    json_object_get_string(n), series->n);
	if (json_object_object_get_ex(w->metrics, key, NULL))
		die("%s: %s: there twice", w->file, key);
	return series;
}

/* A row of the summary, if it is ours, becomes a metric. */
static void
add_row(void *context, struct json_object *row)
{
	const struct work *w = context;
	const char *metric, *scase;
	const struct series *series;
	struct json_object *to;
	char *key;

	if (!json_is(row, "implementation", w->implementation))
		return;
	metric = json_object_get_string(json_need(w->file, row, "metric"));
	scase = json_object_get_string(json_need(w->file, row, "case"));
	if (metric == NULL)
		die("%s: a row without a metric", w->file);
	if (rounds_bookkeeping(metric))
		return;
	if (scase == NULL)
		scase = "";
	key = xprintf("%s%s%s", scase, *scase ? "/" : "", metric);
	series = series_of(w, key, scase, metric, row);
	to = json_inner(w->metrics, key);
	json_put_text(to, "metric", metric);
	json_put_text(to, "case", scase);
	json_put_text(to, "unit", series->unit);
	json_put_text(to, "direction", direction_of(metric, series->unit));
	json_copy(to, w->file, row, "value=median", "n", "min", "q1", "median",
	    "q3", "p90", "p95", "p99", "p99.9", "max", "mean", "stddev", "mad",
	    NULL);
	if (json_need(w->file, row, "median_lo"))
		json_copy(json_inner(to, "interval"), w->file, row,
		    "lo=median_lo", "hi=median_hi", "confidence", NULL);
	else
		json_put_text(to, "interval", NULL);
	json_object_object_add(to, "samples", json_object_get(series->values));
	if (series->values == NULL && series->medians)
		json_object_object_add(
		    to, "round_medians", json_object_get(series->medians));
	free(key);
}

void
metrics_add(struct json_object *metrics, const char *summary,
    const char *implementation, const struct rounds *rounds)
{
	struct work w = {metrics, summary, implementation, rounds};
	size_t found;

	json_lines(summary, add_row, &w);
	found = (size_t)json_object_object_length(metrics);
	if (found != rounds->count)
		die("%s: %zu metrics of %s, but the rounds hold %zu", summary,
		    found, implementation, rounds->count);
}
