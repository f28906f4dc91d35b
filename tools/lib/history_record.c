/* history_record.c - the lines of the history that a record makes */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "hashes.h"
#include "history_line.h"
#include "history_record.h"
#include "json.h"
#include "number.h"
#include "toolchain.h"
#include "utc.h"

struct work {
	const char *path;
	struct json_object *record, *compare, *work;
	struct history_line line;
	struct jsontext *to;
};

static void
set_text(struct work *w, enum history_field field, const char *text)
{
	w->line.field[field] = (struct text){text, text ? strlen(text) : 0};
	w->line.type[field] = '"';
}

/* A member that is a text or null. */
static void
set_maybe(struct work *w, enum history_field field, struct json_object *object,
    const char *key)
{
	struct json_object *value = json_need(w->path, object, key);

	set_text(w, field, value ? json_need_text(w->path, object, key) : NULL);
}

/* A number, formatted into buf; NULL is null. */
static void
set_number(struct work *w, enum history_field field, char buf[NUMBER_MAX],
    struct json_object *value, const char *key)
{
	double number;

	w->line.type[field] = '0';
	w->line.field[field] = (struct text){NULL, 0};
	if (value == NULL)
		return;
	if (!json_is_number(value, &number))
		die("%s: \"%s\" is not a number", w->path, key);
	number_format(buf, number);
	w->line.field[field] = (struct text){buf, strlen(buf)};
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* NOLINTBEGIN(misc-no-recursion): no deeper than the JSON, which json-c limits
 */
static void sorted_json(struct jsontext *to, struct json_object *value);

static void
sorted_object(struct jsontext *to, struct json_object *object)
{
	size_t n = 0;
	const char **keys = xrealloc(
	    NULL, (size_t)json_object_object_length(object), sizeof *keys);
	struct json_object *name;

	json_object_object_foreach(object, key, unused)
	{
		(void)unused;
		keys[n++] = key;
	}
	qsort(keys, n, sizeof *keys, by_key);
	jsontext_raw(to, "{", 1);
	for (size_t i = 0; i < n; i++) {
		if (i)
			jsontext_raw(to, ",", 1);
		name = json_object_new_string(keys[i]);
		sorted_json(to, name);
		json_object_put(name);
		jsontext_raw(to, ":", 1);
		sorted_json(to, json_object_object_get(object, keys[i]));
	}
	jsontext_raw(to, "}", 1);
	free(keys);
}

/* JSON without blanks, whose members are in bytewise order of their keys. */
static void
sorted_json(struct jsontext *to, struct json_object *value)
{
	const char *text;

	if (json_object_is_type(value, json_type_object)) {
		sorted_object(to, value);
	} else if (json_object_is_type(value, json_type_array)) {
		jsontext_raw(to, "[", 1);
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			if (i)
				jsontext_raw(to, ",", 1);
			sorted_json(to, json_object_array_get_idx(value, i));
		}
		jsontext_raw(to, "]", 1);
	} else {
		text = json_object_to_json_string_ext(value,
		    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
		jsontext_raw(to, text, strlen(text));
	}
}

/* NOLINTEND(misc-no-recursion) */

/* What the record says about the work. */
static void
workload(const struct work *w, char digits[HISTORY_ID])
{
	struct json_object *spec = json_need_object(w->path, w->record, "spec");
	struct json_object *answer =
	    json_need_object(w->path, w->record, "answer");
	struct json_object *server = NULL;
	struct jsontext json = {0};
	size_t at[5] = {0};
	struct text part[4];

	json_object_object_get_ex(w->record, "server", &server);
	sorted_json(&json, json_need(w->path, spec, "arguments"));
	at[1] = json.len;
	sorted_json(&json, w->work);
	at[2] = json.len;
	sorted_json(&json, json_need(w->path, answer, "expected"));
	at[3] = json.len;
	sorted_json(
	    &json, server ? json_need(w->path, server, "command") : NULL);
	at[4] = json.len;
	for (int i = 0; i < 4; i++)
		part[i] = (struct text){json.text + at[i], at[i + 1] - at[i]};
	hash_write(digits, hash_of(part, 4));
	free(json.text);
}

/* Whether the benchmark is about this metric: it compares it, calls it work, or
 * counts what does not vary by chance. */
static int
is_wanted(const struct work *w, const char *scase, const char *metric)
{
	struct json_object *item, *of;

	if (json_lists(w->compare, metric))
		return 1;
	for (size_t i = 0; i < json_object_array_length(w->work); i++) {
		item = json_object_array_get_idx(w->work, i);
		if (!json_is(item, "metric", metric))
			continue;
		if (!json_object_object_get_ex(item, "case", &of)
			? !*scase
			: json_is(item, "case", scase))
			return 1;
	}
	return strcmp(metric, "instructions") == 0 ||
	       strncmp(metric, "alloc_", 6) == 0;
}

/* Complete and write the line. */
static void
add_line(struct work *w)
{
	char series[HISTORY_ID], segment[HISTORY_ID];
	const char *wrong;

	history_line_identify(&w->line, series, segment);
	set_text(w, H_SERIES, series);
	set_text(w, H_SEGMENT, segment);
	wrong = history_line_check(&w->line);
	if (wrong)
		die("%s: %.*s: %s", w->path, (int)w->line.field[H_METRIC].len,
		    w->line.field[H_METRIC].s, wrong);
	if (!history_line_write(w->to, &w->line))
		die("%s: not UTF-8", w->path);
}

static void
add_metric(struct work *w, struct json_object *metric)
{
	char value[NUMBER_MAX], lo[NUMBER_MAX], hi[NUMBER_MAX], n[NUMBER_MAX];
	struct json_object *interval = json_need(w->path, metric, "interval");

	/* as there is none of a standard deviation of a single run */
	if (json_need(w->path, metric, "value") == NULL)
		return;
	set_text(w, H_CASE, json_need_text(w->path, metric, "case"));
	set_text(w, H_METRIC, json_need_text(w->path, metric, "metric"));
	set_text(w, H_UNIT, json_need_text(w->path, metric, "unit"));
	set_text(w, H_DIRECTION, json_need_text(w->path, metric, "direction"));
	set_number(
	    w, H_VALUE, value, json_need(w->path, metric, "value"), "value");
	set_number(w, H_LO, lo,
	    interval ? json_need(w->path, interval, "lo") : NULL, "lo");
	set_number(w, H_HI, hi,
	    interval ? json_need(w->path, interval, "hi") : NULL, "hi");
	set_number(w, H_N, n, json_need(w->path, metric, "n"), "n");
	add_line(w);
}

static void
add_metrics(struct work *w, int all)
{
	struct json_object *metrics =
	    json_need_object(w->path, w->record, "metrics");

	json_object_object_foreach(metrics, key, metric)
	{
		if (!json_object_is_type(metric, json_type_object))
			die("%s: \"%s\" is not an object", w->path, key);
		if (all || is_wanted(w, json_need_text(w->path, metric, "case"),
			       json_need_text(w->path, metric, "metric")))
			add_metric(w, metric);
	}
}

/* The unit of a metric of the whole run, which a failed record does not say;
 * NULL: unknown. */
static const char *
unit_of(const char *metric)
{
	static const char *const bytes[] = {"max_rss", "encoded_size"};
	size_t len = strlen(metric);

	for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
		if (strcmp(metric, bytes[i]) == 0)
			return "B";
	if (strcmp(metric, "latency") == 0 || strcmp(metric, "overhead") == 0 ||
	    (len > 5 && strcmp(metric + len - 5, "_time") == 0))
		return "s";
	return NULL;
}

static int
add_failure(struct work *w, const char *metric)
{
	const char *unit = unit_of(metric);

	if (unit == NULL)
		return 0;
	set_text(w, H_CASE, "");
	set_text(w, H_METRIC, metric);
	set_text(w, H_UNIT, unit);
	set_text(w, H_DIRECTION, "lower");
	for (int i = H_VALUE; i <= H_HI; i++)
		w->line.field[i] = (struct text){NULL, 0};
	w->line.field[H_N] = (struct text){"0", 1};
	w->line.type[H_N] = '0';
	add_line(w);
	return 1;
}

/* A failure belongs to all that is compared, and is not lost if the units of
 * all that are unknown. */
static void
add_failures(struct work *w)
{
	int added = 0;

	for (size_t i = 0; i < json_object_array_length(w->compare); i++)
		added += add_failure(
		    w, json_object_get_string(
			   json_object_array_get_idx(w->compare, i)));
	if (added == 0)
		add_failure(w, "wall_time");
}

static void
check_texts(const struct work *w)
{
	for (size_t i = 0; i < json_object_array_length(w->compare); i++)
		if (!json_object_is_type(
			json_object_array_get_idx(w->compare, i),
			json_type_string))
			die("%s: \"compare\" is not a list of texts", w->path);
	for (size_t i = 0; i < json_object_array_length(w->work); i++)
		if (!json_object_is_type(json_object_array_get_idx(w->work, i),
			json_type_object))
			die("%s: \"work\" is not a list of objects", w->path);
}

void
history_record_lines(
    struct jsontext *to, const char *path, struct json_object *record, int all)
{
	struct work w = {.path = path, .record = record, .to = to};
	struct json_object *spec, *build, *value;
	char utc[UTC_LEN + 1], work[HISTORY_ID], dataset[HISTORY_ID] = "";
	char *toolchain = NULL;

	spec = json_need_object(path, record, "spec");
	w.compare = json_need_array(path, spec, "compare");
	w.work = json_need_array(path, spec, "work");
	check_texts(&w);
	set_text(&w, H_BENCHMARK, json_need_text(path, record, "benchmark_id"));
	set_text(&w, H_IMPLEMENTATION,
	    json_need_text(path, record, "implementation"));
	set_text(&w, H_LANGUAGE, json_need_text(path, record, "language"));
	set_text(&w, H_PROFILE, json_need_text(path, record, "profile"));
	set_text(&w, H_STATUS, json_need_text(path, record, "status"));
	set_maybe(&w, H_REASON, record, "reason");
	if (!utc_from(utc, json_need_text(path, record, "timestamp")))
		die("%s: \"timestamp\" is not a date and time", path);
	set_text(&w, H_TIME, utc);
	set_text(&w, H_RUN_ID, json_need_text(path, record, "run_id"));
	set_maybe(&w, H_COMMIT, record, "commit_sha");
	value = json_need(path, record, "dirty");
	set_text(&w, H_DIRTY, value ? json_object_get_string(value) : NULL);
	w.line.type[H_DIRTY] =
	    json_object_is_type(value, json_type_string) ? '"' : '0';
	workload(&w, work);
	set_text(&w, H_WORKLOAD, work);
	strncat(dataset,
	    json_need_text(path, json_need_object(path, record, "dataset"),
		"content_sha256"),
	    HISTORY_ID - 1);
	set_text(&w, H_DATASET, dataset);
	build = json_need_object(path, record, "build");
	set_maybe(&w, H_TOOLCHAIN, build, "toolchain");
	if (w.line.field[H_TOOLCHAIN].s)
		set_text(&w, H_TOOLCHAIN,
		    toolchain = toolchain_name(w.line.field[H_TOOLCHAIN].s));
	set_text(&w, H_MACHINE,
	    json_need_text(path, json_need_object(path, record, "environment"),
		"machine_class"));
	if (json_is(record, "status", "ok"))
		add_metrics(&w, all);
	else
		add_failures(&w);
	free(toolchain);
}
