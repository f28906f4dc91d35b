/* perround.c - what a record has of a metric, one value a round */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "json.h"
#include "perround.h"
#include "samples.h"
#include "sha256.h"
#include "summary.h"

struct wanted {
	const char *implementation, *scase, *metric, *unit;
	struct fraction p;
};

static void
add(struct perround *all, long round, double value)
{
	all->round = xrealloc(all->round, all->n + 1, sizeof *all->round);
	all->value = xrealloc(all->value, all->n + 1, sizeof *all->value);
	all->round[all->n] = round;
	all->value[all->n++] = value;
}

/* The samples, and the rounds that they are of. */
static void
from_samples(struct perround *all, const char *path, struct json_object *record,
    struct json_object *samples)
{
	struct json_object *rounds = json_need_array(path, record, "rounds");
	struct json_object *run, *value;
	double sample;

	for (size_t i = 0; i < json_object_array_length(rounds); i++) {
		run = json_object_array_get_idx(rounds, i);
		if (!json_is(run, "phase", "timed"))
			continue;
		value = json_object_array_get_idx(samples, all->n);
		if (!json_is_number(value, &sample))
			die("%s: not a sample for each timed round", path);
		add(all, (long)json_need_number(path, run, "round"), sample);
	}
	if (all->n == 0 || all->n != json_object_array_length(samples))
		die("%s: not a sample for each timed round", path);
}

/* The file that the record was made from: 1, or 0 if there is none now. */
static int
is_there(const char *path, const char *file, const char *sha256)
{
	char now[SHA256_TEXT];
	FILE *f = fopen(file, "r");

	if (f == NULL && errno == ENOENT)
		return 0;
	if (f == NULL || sha256_stream(f, now) < 0)
		die("%s:", file);
	fclose(f);
	if (strcmp(now, sha256) != 0)
		die("%s: not the file that %s was made from: its SHA-256 is "
		    "another",
		    file, path);
	return 1;
}

static void
add_quantile(
    struct perround *all, struct numbers *x, long round, struct fraction p)
{
	struct summary_want want = {&p, 1, 7, 0.95};
	double value;
	struct summary s = {.quantile = &value};

	if (x->n > 0) {
		summarise(x, &want, &s);
		add(all, round, value);
	}
	numbers_free(x);
	*x = (struct numbers){0};
}

static void
from_file(struct perround *all, const char *file, const struct wanted *w)
{
	struct samples *in = samples_open(file);
	struct numbers x = {0};
	struct sample s;
	long round = 0;

	while (samples_next(in, &s)) {
		if (strcmp(s.implementation, w->implementation) != 0)
			samples_die(in, "of another implementation");
		if (s.round != round)
			add_quantile(all, &x, round, w->p);
		round = s.round;
		if (s.phase == WARMUP || strcmp(s.scase, w->scase) != 0 ||
		    strcmp(s.metric, w->metric) != 0)
			continue;
		if (strcmp(s.status, "ok") != 0 || strcmp(s.unit, w->unit) != 0)
			samples_die(in, "not as the record has it");
		if (!(s.count >= 1 && s.count == floor(s.count)) ||
		    /* 0: neither of the zeros is another number */
		    !numbers_add(&x, s.value + 0, (uint64_t)s.count))
			samples_die(in, "count: not a positive whole number");
	}
	add_quantile(all, &x, round, w->p);
	samples_close(in);
}

static void
from_raw(struct perround *all, const char *path, struct json_object *record,
    const struct wanted *w, const char *root)
{
	struct json_object *raw = json_need_array(path, record, "raw"), *file;
	const char *sha256;
	char *name;

	for (size_t i = 0; i < json_object_array_length(raw); i++) {
		file = json_object_array_get_idx(raw, i);
		sha256 = json_need_text(path, file, "sha256");
		name =
		    xprintf("%s/%s", root, json_need_text(path, file, "path"));
		if (is_there(path, name, sha256)) {
			from_file(all, name, w);
			free(name);
			continue;
		}
		all->missing =
		    xprintf("only the rounds' files have all values, and %s is "
			    "not there",
			name);
		free(name);
		return;
	}
}

struct perround
perround_of(const char *path, struct json_object *record,
    struct json_object *metric, struct fraction p, const char *root)
{
	struct json_object *samples = json_need(path, metric, "samples");
	struct perround all = {0};
	struct wanted w = {json_need_text(path, record, "implementation"),
	    json_need_text(path, metric, "case"),
	    json_need_text(path, metric, "metric"),
	    json_need_text(path, metric, "unit"), p};

	if (samples) {
		from_samples(&all, path, record,
		    json_need_array(path, metric, "samples"));
		return all;
	}
	all.many = 1;
	from_raw(&all, path, record, &w, root);
	if (all.missing)
		all.n = 0;
	else if (all.n == 0)
		die("%s: %s%s%s: no value in the rounds' files", path, w.scase,
		    *w.scase ? "/" : "", w.metric);
	return all;
}

void
perround_free(struct perround *all)
{
	free(all->round);
	free(all->value);
	free(all->missing);
}
