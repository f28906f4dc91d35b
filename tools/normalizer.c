/* normalizer.c - join summary, comparison, spec, environment and provenance
 * into a record */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "json.h"
#include "metrics.h"
#include "out.h"
#include "outcome.h"
#include "rawfiles.h"
#include "rounds.h"
#include "schema.h"
#include "unknown.h"

const char *const tool = "normalizer";

static const char usage_text[] =
    "usage: normalizer -S spec -c comparison -f checksums -i implementation "
    "-m summary -s session -x schema [-e evidence] [-g graph] [-l leaks] "
    "[-o file] [-w sweep] [round ...]\n"
    "\n"
    "  -S spec            the benchmark's spec.json\n"
    "  -c comparison      output of comparator, as JSON Lines by csv2json\n"
    "  -e evidence        what the last round left as evidence.json\n"
    "  -f checksums       output of sha256sum for the round files, and what "
    "is kept\n"
    "                     with them\n"
    "  -g graph           what is to be known of its flame graph, JSON\n"
    "  -i implementation  whose record to write\n"
    "  -l leaks           output of leak, as JSON Lines by csv2json\n"
    "  -m summary         output of percentile, as JSON Lines by csv2json\n"
    "  -o file            write here, whole or not at all (default standard "
    "output)\n"
    "  -s session         provenance, JSON\n"
    "  -w sweep           its line over inputs of several sizes, JSON\n"
    "  -x schema          JSON Schema that the record must obey\n"
    "\n"
    "example: normalizer -i rust -s session.json -S spec.json -m summary.jsonl "
    "-c comparison.jsonl -f SHA256SUMS -x schemas/result.schema.json "
    "raw/rust.csv\n";

struct opts {
	const char *checksums, *comparison, *evidence, *graph, *implementation,
	    *leaks, *output, *schema, *session, *spec, *summary, *sweep;
};

struct work {
	const struct opts *o;
	struct json_object *session, *build, *spec;
	struct json_object *source; /* where it was imported from, or NULL */
	const char *expected;       /* the right answer, NULL if nobody knows */
	struct rounds rounds;
	struct json_object *record, *comparisons;
};

static void
comparison_row(void *context, struct json_object *row)
{
	struct work *w = context;

	if (!json_is(row, "implementation", w->o->implementation))
		return;
	if (json_need(w->o->comparison, row, "case") == NULL)
		json_put_text(row, "case", "");
	json_object_array_add(w->comparisons, json_object_get(row));
}

static void
add_numbers(struct work *w)
{
	struct json_object *metrics = json_inner(w->record, "metrics");

	w->comparisons = json_object_new_array();
	json_object_object_add(w->record, "comparisons", w->comparisons);
	/* numbers from the rounds that happened to work are worse than none */
	if (!json_is(w->record, "status", "ok"))
		return;
	metrics_add(metrics, w->o->summary, w->o->implementation, &w->rounds);
	json_lines(w->o->comparison, comparison_row, w);
}

/* Its row of leak(1), without its name. */
static void
stability_row(void *context, struct json_object *row)
{
	struct work *w = context;

	if (!json_is(row, "implementation", w->o->implementation))
		return;
	json_object_object_del(row, "implementation");
	json_object_object_add(w->record, "stability", json_object_get(row));
}

/* What was found out about an artifact in runs of their own, if it is this one;
 * path may be NULL. */
static void
add_apart(struct work *w, const char *name, const char *path)
{
	struct json_object *value, *artifact, *digest;

	if (path == NULL)
		return;
	value = json_file(path);
	digest = json_need(path, value, "artifact_sha256");
	artifact = json_need(w->o->session, w->build, "artifact");
	if (artifact &&
	    json_is(artifact, "sha256", json_object_get_string(digest)))
		json_object_object_add(w->record, name, value);
	else
		json_object_put(value);
}

/* What only some benchmarks have: a server beside the runs, the machine's
 * peaks, what was found, memory over time, a flame graph, a sweep. */
static void
add_extras(struct work *w)
{
	static const char *const names[] = {"server", "roofline"};
	struct json_object *value;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (json_object_object_get_ex(w->session, names[i], &value) &&
		    value)
			json_object_object_add(
			    w->record, names[i], json_object_get(value));
	if (w->source)
		json_copy(w->record, w->o->session, w->build, "source", NULL);
	if (w->o->evidence && json_is(w->record, "status", "ok"))
		json_object_object_add(
		    w->record, "evidence", json_file(w->o->evidence));
	if (w->o->leaks && json_is(w->record, "status", "ok"))
		json_lines(w->o->leaks, stability_row, w);
	add_apart(w, "flame_graph", w->o->graph);
	add_apart(w, "scaling", w->o->sweep);
}

static void
add_identity(struct work *w)
{
	json_put_text(w->record, "schema_version", "1.0");
	json_copy(w->record, w->o->spec, w->spec, "benchmark_id", "title",
	    "category", NULL);
	json_put_text(w->record, "implementation", w->o->implementation);
	json_copy(
	    w->record, w->o->session, w->build, "language", "variant", NULL);
	json_copy(w->record, w->o->session, w->session, "profile", NULL);
}

/* Who runs programs of others must say what they did: without that, nothing is
 * known to have been looked at. */
static void
demand_evidence(struct work *w)
{
	if (w->o->evidence || !json_is(w->record, "status", "ok") ||
	    !json_object_object_get_ex(w->spec, "tools", NULL))
		return;
	json_put_text(w->record, "status", "tool_failed");
	json_put_text(w->record, "reason", "it left no evidence.json");
}

static void
add_provenance(struct work *w)
{
	static const char *const optional[] = {"incomparable", "gate"};
	const char *session = w->o->session;
	struct json_object *r = w->record, *o, *own;

	json_copy(r, session, w->session, "timestamp=started", "run_id",
	    "commit_sha", "dirty", NULL);
	o = json_inner(r, "spec");
	json_copy(o, session, w->session, "sha256=spec_sha256", NULL);
	json_copy(o, w->o->spec, w->spec, "description", "arguments", "compare",
	    NULL);
	json_object_object_add(o, "work",
	    json_object_object_get_ex(w->spec, "work", &own)
		? json_object_get(own)
		: json_object_new_array());
	for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
		if (json_object_object_get_ex(w->spec, optional[i], &own))
			json_object_object_add(
			    o, optional[i], json_object_get(own));
	json_copy(r, session, w->session, "dataset", "timer_sha256", NULL);
	json_copy(json_inner(r, "build"), session, w->build, "command",
	    "toolchain", "artifact", "lockfile", NULL);
	o = json_inner(r, "fairness");
	json_copy(o, w->o->spec, json_need(w->o->spec, w->spec, "fairness"),
	    "class", "rules", NULL);
	json_copy(o, session, w->build, "tags", NULL);
	/* the class is the benchmark's, or the implementation's own */
	if (json_object_object_get_ex(
		json_object_object_get(o, "tags"), "class", &own))
		json_object_object_add(o, "class", json_object_get(own));
	o = json_inner(r, "order");
	if (w->source)
		json_copy(o, session, w->session, "method=order", NULL);
	else
		json_put_text(o, "method",
		    "blocks of two rounds: a seeded permutation of "
		    "the implementations, then its reverse");
	json_copy(o, session, w->session, "seed", NULL);
	json_copy(r, session, w->session, "environment", NULL);
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

	if (!json_object_object_get_ex(all, w->o->implementation, &w->build))
		die("%s: no implementation \"%s\"", w->o->session,
		    w->o->implementation);
	w->expected = json_object_get_string(
	    json_need(w->o->session, w->session, "answer"));
	json_object_object_get_ex(w->build, "source", &w->source);
	w->rounds =
	    rounds_read(w->o->implementation, path, count, w->source != NULL);
	if (w->expected)
		rounds_expect(&w->rounds, w->expected);
	if (w->rounds.timed == 0 && json_is(w->build, "status", "ok"))
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
	if (json_is(w.build, "status", "ok"))
		outcome_status(w.record, &w.rounds);
	else
		json_copy(
		    w.record, o->session, w.build, "status", "reason", NULL);
	demand_evidence(&w);
	add_provenance(&w);
	outcome_answer(w.record, &w.rounds, w.expected);
	outcome_rounds(w.record, &w.rounds);
	add_numbers(&w);
	add_extras(&w);
	/* an import's round files are made of others, which the session names
	 */
	if (w.source)
		json_copy(w.record, o->session, w.session, "raw", NULL);
	else
		json_object_object_add(
		    w.record, "raw", rawfiles_list(o->checksums, path, count));
	json_object_object_add(w.record, "unknown", unknown(w.record));
	check(&w);
	out = out_open(o->output);
	json_write(out.f, w.record);
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

	while (
	    (c = next_option(argc, argv, "S:c:e:f:g:hi:l:m:o:s:w:x:")) != -1) {
		switch (c) {
		case 'S': o.spec = optarg; break;
		case 'c': o.comparison = optarg; break;
		case 'e': o.evidence = optarg; break;
		case 'f': o.checksums = optarg; break;
		case 'g': o.graph = optarg; break;
		case 'i': o.implementation = optarg; break;
		case 'l': o.leaks = optarg; break;
		case 'm': o.summary = optarg; break;
		case 'o': o.output = optarg; break;
		case 's': o.session = optarg; break;
		case 'w': o.sweep = optarg; break;
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
