/* normalizer.c - join summary, comparison, spec, environment and provenance
 * into a record */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "json.h"
#include "out.h"
#include "rounds.h"
#include "schema.h"
#include "unknown.h"

const char *const tool = "normalizer";

static const char usage_text[] =
    "usage: normalizer -S spec -c comparison -f checksums -i implementation "
    "-m summary -s session -x schema [-o file] [round ...]\n";

struct opts {
	const char *checksums, *comparison, *implementation, *output, *schema,
	    *session, *spec, *summary;
};

struct work {
	const struct opts *o;
	struct json_object *session, *build, *spec;
	const char *expected; /* the right answer, NULL if nobody knows */
	struct rounds rounds;
	struct json_object *record, *metrics, *comparisons;
};

static int
is(struct json_object *object, const char *key, const char *text)
{
	struct json_object *value;

	return json_object_object_get_ex(object, key, &value) && value &&
	       strcmp(json_object_get_string(value), text) == 0;
}

static void
put_text(struct json_object *to, const char *key, const char *text)
{
	json_object_object_add(
	    to, key, text ? json_object_new_string(text) : NULL);
}

static void
put_number(struct json_object *to, const char *key, double value)
{
	json_object_object_add(
	    to, key, isnan(value) ? NULL : json_number(value));
}

/* a true-or-false where -1 is unknown */
static void
put_truth(struct json_object *to, const char *key, int value)
{
	json_object_object_add(
	    to, key, value < 0 ? NULL : json_object_new_boolean(value));
}

/* Copy the members named, up to a NULL, of an object read from a file. */
__attribute__((sentinel)) static void
copy(struct json_object *to, const char *file, struct json_object *from, ...)
{
	va_list ap;
	const char *key;

	va_start(ap, from);
	while ((key = va_arg(ap, const char *)))
		json_object_object_add(
		    to, key, json_object_get(json_need(file, from, key)));
	va_end(ap);
}

/* A new object that is the member key of to. */
static struct json_object *
inner(struct json_object *to, const char *key)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(to, key, object);
	return object;
}

/* ---- what happened ---- */

static void
add_status(struct work *w)
{
	char *reason;

	if (is(w->build, "status", "ok")) {
		put_text(
		    w->record, "status", rounds_judge(&w->rounds, &reason));
		put_text(w->record, "reason", reason);
		free(reason);
		return;
	}
	copy(w->record, w->o->session, w->build, "status", "reason", NULL);
}

static void
add_answer(struct work *w)
{
	struct json_object *answer = inner(w->record, "answer");
	const char *digest = NULL;
	int count = 0, differ = 0, wrong = 0, verified = -1;

	for (size_t i = 0; i < w->rounds.runs; i++) {
		const struct run *run = &w->rounds.run[i];

		/* a run that was cut short has no answer worth a digest */
		if (run->answer == NULL ||
		    !(strcmp(run->status, "ok") == 0 ||
			strcmp(run->status, "bad_answer") == 0))
			continue;
		count++;
		differ |= digest && strcmp(digest, run->answer) != 0;
		wrong |= w->expected && strcmp(w->expected, run->answer) != 0;
		digest = run->answer;
	}
	if (wrong || (w->expected && count && (size_t)count == w->rounds.runs))
		verified = !wrong;
	put_truth(answer, "verified", verified);
	put_text(answer, "expected", w->expected);
	put_text(answer, "digest", differ ? NULL : digest);
	json_object_object_add(answer, "runs", json_object_new_int(count));
}

static void
add_rounds(struct work *w)
{
	struct json_object *list = json_object_new_array(), *o;
	int disturbed = 0, known = 1, timed = 0;

	json_object_object_add(w->record, "rounds", list);
	for (size_t i = 0; i < w->rounds.runs; i++) {
		const struct run *run = &w->rounds.run[i];

		o = json_object_new_object();
		json_object_array_add(list, o);
		put_number(o, "round", (double)run->round);
		put_number(o, "position", (double)run->position);
		put_text(o, "phase", run->warmup ? "warmup" : "timed");
		put_text(o, "status", run->status);
		put_number(o, "start_time", run->start_time);
		put_number(o, "wall_time", run->wall_time);
		put_truth(o, "disturbed", run->disturbed);
		put_text(o, "answer", run->answer);
		if (run->warmup)
			continue;
		timed++;
		disturbed += run->disturbed > 0;
		known &= run->disturbed >= 0;
	}
	o = inner(w->record, "disturbances");
	put_number(o, "rounds", known ? (double)disturbed : NAN);
	put_number(o, "of", (double)timed);
}

/* ---- summary and comparison ---- */

/* Rates are better high, all that is spent is better low. */
static const char *
direction(const char *metric, const char *unit)
{
	size_t len = strlen(unit);

	if (rounds_surroundings(metric))
		return "neutral";
	return len > 1 && strcmp(unit + len - 2, "/s") == 0 ? "higher"
							    : "lower";
}

/* The series that a row of the summary is about.  A summary that does not agree
 * with the rounds was made from others. */
static const struct series *
series_of(const struct work *w, const char *key, const char *scase,
    const char *metric, struct json_object *row)
{
	const char *file = w->o->summary;
	const struct series *series = rounds_series(&w->rounds, scase, metric);
	struct json_object *n = json_need(file, row, "n");

	if (series == NULL || !is(row, "unit", series->unit))
		die("%s: %s: not in the rounds", file, key);
	if (json_object_get_double(n) != series->n)
		die("%s: %s: n is %s, but the rounds hold %g", file, key,
		    json_object_get_string(n), series->n);
	if (json_object_object_get_ex(w->metrics, key, NULL))
		die("%s: %s: there twice", file, key);
	return series;
}

static void
add_interval(struct work *w, struct json_object *to, struct json_object *row)
{
	const char *file = w->o->summary;
	struct json_object *lo = json_need(file, row, "median_lo"), *interval;

	if (lo == NULL) {
		json_object_object_add(to, "interval", NULL);
		return;
	}
	interval = inner(to, "interval");
	json_object_object_add(interval, "lo", json_object_get(lo));
	json_object_object_add(
	    interval, "hi", json_object_get(json_need(file, row, "median_hi")));
	copy(interval, file, row, "confidence", NULL);
}

/* A row of the summary, if it is ours, becomes a metric. */
static void
summary_row(void *context, struct json_object *row)
{
	struct work *w = context;
	const char *file = w->o->summary, *metric, *scase;
	const struct series *series;
	struct json_object *to;
	char *key;

	if (!is(row, "implementation", w->o->implementation))
		return;
	metric = json_object_get_string(json_need(file, row, "metric"));
	scase = json_object_get_string(json_need(file, row, "case"));
	if (metric == NULL)
		die("%s: a row without a metric", file);
	if (rounds_bookkeeping(metric))
		return;
	if (scase == NULL)
		scase = "";
	if (asprintf(&key, "%s%s%s", scase, *scase ? "/" : "", metric) < 0)
		die("out of memory");
	series = series_of(w, key, scase, metric, row);
	to = inner(w->metrics, key);
	put_text(to, "metric", metric);
	put_text(to, "case", scase);
	put_text(to, "unit", series->unit);
	put_text(to, "direction", direction(metric, series->unit));
	json_object_object_add(
	    to, "value", json_object_get(json_need(file, row, "median")));
	copy(to, file, row, "n", "min", "q1", "median", "q3", "p90", "p95",
	    "p99", "max", "mean", "stddev", "mad", NULL);
	add_interval(w, to, row);
	json_object_object_add(to, "samples", json_object_get(series->values));
	free(key);
}

static void
comparison_row(void *context, struct json_object *row)
{
	struct work *w = context;

	if (!is(row, "implementation", w->o->implementation))
		return;
	if (json_need(w->o->comparison, row, "case") == NULL)
		put_text(row, "case", "");
	json_object_array_add(w->comparisons, json_object_get(row));
}

static void
add_numbers(struct work *w)
{
	size_t found;

	w->metrics = inner(w->record, "metrics");
	w->comparisons = json_object_new_array();
	json_object_object_add(w->record, "comparisons", w->comparisons);
	/* numbers from the rounds that happened to work are worse than none */
	if (!is(w->record, "status", "ok"))
		return;
	json_lines(w->o->summary, summary_row, w);
	found = (size_t)json_object_object_length(w->metrics);
	if (found != w->rounds.count)
		die("%s: %zu metrics of %s, but the rounds hold %zu",
		    w->o->summary, found, w->o->implementation,
		    w->rounds.count);
	json_lines(w->o->comparison, comparison_row, w);
}

/* ---- where it comes from ---- */

static void
add_identity(struct work *w)
{
	put_text(w->record, "schema_version", "1.0");
	copy(w->record, w->o->spec, w->spec, "benchmark_id", "title",
	    "category", NULL);
	put_text(w->record, "implementation", w->o->implementation);
	copy(w->record, w->o->session, w->build, "language", "variant", NULL);
	copy(w->record, w->o->session, w->session, "profile", NULL);
}

static void
add_provenance(struct work *w)
{
	const char *session = w->o->session;
	struct json_object *r = w->record, *o, *own;

	json_object_object_add(r, "timestamp",
	    json_object_get(json_need(session, w->session, "started")));
	copy(r, session, w->session, "run_id", "commit_sha", "dirty", NULL);
	o = inner(r, "spec");
	json_object_object_add(o, "sha256",
	    json_object_get(json_need(session, w->session, "spec_sha256")));
	copy(o, w->o->spec, w->spec, "description", "arguments", "compare",
	    NULL);
	json_object_object_add(o, "work",
	    json_object_object_get_ex(w->spec, "work", &own)
		? json_object_get(own)
		: json_object_new_array());
	copy(r, session, w->session, "dataset", "timer_sha256", NULL);
	copy(inner(r, "build"), session, w->build, "command", "toolchain",
	    "artifact", "lockfile", NULL);
	o = inner(r, "fairness");
	copy(o, w->o->spec, json_need(w->o->spec, w->spec, "fairness"), "class",
	    "rules", NULL);
	copy(o, session, w->build, "tags", NULL);
	/* the class is the benchmark's, or the implementation's own */
	if (json_object_object_get_ex(
		json_object_object_get(o, "tags"), "class", &own))
		json_object_object_add(o, "class", json_object_get(own));
	o = inner(r, "order");
	put_text(o, "method",
	    "blocks of two rounds: a seeded permutation of "
	    "the implementations, then its reverse");
	copy(o, session, w->session, "seed", NULL);
	copy(r, session, w->session, "environment", NULL);
}

/* the checksum of path among the lines of sha256sum(1), or NULL */
static const char *
checksum(const char *text, const char *path)
{
	size_t len = strlen(path);

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strspn(text, "0123456789abcdef") == 64 &&
		    strcspn(text, "\n") == 66 + len &&
		    memcmp(text + 66, path, len) == 0)
			return text;
	return NULL;
}

static void
add_raw(struct work *w, char *path[], size_t count)
{
	struct json_object *list = json_object_new_array(), *file;
	char *text = file_read(w->o->checksums);
	const char *sum;
	struct stat st;

	json_object_object_add(w->record, "raw", list);
	for (size_t i = 0; i < count; i++) {
		sum = checksum(text, path[i]);
		if (sum == NULL)
			die("%s: no checksum of %s", w->o->checksums, path[i]);
		if (stat(path[i], &st) < 0)
			die("%s:", path[i]);
		file = json_object_new_object();
		json_object_array_add(list, file);
		put_text(file, "path", path[i]);
		json_object_object_add(
		    file, "sha256", json_object_new_string_len(sum, 64));
		put_number(file, "bytes", (double)st.st_size);
	}
	free(text);
}

static void
check(const struct work *w)
{
	char *wrong = schema_check(w->o->schema, w->record);

	if (wrong)
		die("%s/%s: %s",
		    json_object_get_string(
			json_object_object_get(w->record, "benchmark_id")),
		    w->o->implementation, wrong);
}

/* Read what the rounds are about and check that they are there. */
static void
begin(struct work *w, char *path[], size_t count)
{
	struct json_object *all =
	    json_need(w->o->session, w->session, "implementations");
	size_t timed = 0;

	if (!json_object_object_get_ex(all, w->o->implementation, &w->build))
		die("%s: no implementation \"%s\"", w->o->session,
		    w->o->implementation);
	w->expected = json_object_get_string(
	    json_need(w->o->session, w->session, "answer"));
	w->rounds = rounds_read(w->o->implementation, path, count);
	for (size_t i = 0; i < w->rounds.runs; i++) {
		struct run *run = &w->rounds.run[i];

		timed += !run->warmup;
		/* whatever answer timer was told to expect */
		if (w->expected && run->answer &&
		    strcmp(run->status, "ok") == 0 &&
		    strcmp(run->answer, w->expected) != 0) {
			free(run->status);
			run->status = xstrdup("bad_answer");
		}
	}
	if (timed == 0 && is(w->build, "status", "ok"))
		die("%s: no timed rounds", w->o->implementation);
}

static void
normalize(const struct opts *o, char *path[], size_t count)
{
	struct work w = {.o = o,
	    .session = json_file(o->session),
	    .spec = json_file(o->spec),
	    .record = json_object_new_object()};
	struct out out;

	begin(&w, path, count);
	add_identity(&w);
	add_status(&w);
	add_provenance(&w);
	add_answer(&w);
	add_rounds(&w);
	add_numbers(&w);
	add_raw(&w, path, count);
	json_object_object_add(w.record, "unknown", unknown(w.record));
	check(&w);
	out = out_open(o->output);
	fprintf(out.f, "%s\n",
	    json_object_to_json_string_ext(
		w.record, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
			      JSON_C_TO_STRING_NOSLASHESCAPE));
	out_close(&out);
	rounds_free(&w.rounds);
	json_object_put(w.record);
	json_object_put(w.session);
	json_object_put(w.spec);
}

int
main(int argc, char *argv[])
{
	struct opts o = {0};
	int c;

	while ((c = getopt(argc, argv, "S:c:f:hi:m:o:s:x:")) != -1) {
		switch (c) {
		case 'S': o.spec = optarg; break;
		case 'c': o.comparison = optarg; break;
		case 'f': o.checksums = optarg; break;
		case 'i': o.implementation = optarg; break;
		case 'm': o.summary = optarg; break;
		case 'o': o.output = optarg; break;
		case 's': o.session = optarg; break;
		case 'x': o.schema = optarg; break;
		default: usage(usage_text, c);
		}
	}
	if (!o.spec || !o.comparison || !o.checksums || !o.implementation ||
	    !o.summary || !o.session || !o.schema)
		usage(usage_text, '?');
	normalize(&o, argv + optind, (size_t)(argc - optind));
	return 0;
}
