/* series.c - samples gathered for comparing: one value a round */

#include <endian.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "keys.h"
#include "samples.h"
#include "series.h"
#include "weighted.h"

/* one execution of an implementation */
struct run {
	size_t implementation;
	long round, position;
	int disturbed;
};

/* kind and run by their index in the keys, later by their place in order */
struct value {
	size_t kind, run;
	size_t file; /* 1, 2, ... */
	double value, count;
};

/* All that is read, each thing once; what the keys number is beside them. */
struct memory {
	struct keys names; /* of implementations */
	struct implementation *implementations;
	struct keys kinds; /* case and metric */
	char **units;
	struct keys runs; /* name and round */
	struct run *run;
	struct value *values;
	size_t values_len, values_size;
	size_t files;
	struct weighted *some; /* of one kind and run */
	size_t some_size;
	char *key; /* the last that pair made */
	int marked;
};

/* The index of a text and what follows it: of these pairs, sorted, the texts
 * come first. */
static size_t
pair(struct memory *mem, struct keys *keys, const char *text, const void *next,
    size_t len)
{
	size_t text_len = strlen(text) + 1;

	mem->key = xrealloc(mem->key, text_len + len, 1);
	memcpy(mem->key, text, text_len);
	memcpy(mem->key + text_len, next, len);
	return keys_index(keys, mem->key, text_len + len);
}

static size_t
implementation_of(struct memory *mem, const char *name)
{
	size_t old = mem->names.len;
	size_t i = keys_index(&mem->names, name, strlen(name));

	if (i == old) {
		mem->implementations = xrealloc(
		    mem->implementations, i + 1, sizeof *mem->implementations);
		mem->implementations[i] =
		    (struct implementation){.name = mem->names.key[i].text};
	}
	return i;
}

static size_t
run_of(struct memory *mem, const struct samples *in, const struct sample *s,
    size_t implementation)
{
	/* the highest byte first: bytewise order is that of numbers */
	uint64_t round = htobe64((uint64_t)s->round);
	size_t old = mem->runs.len;
	size_t i =
	    pair(mem, &mem->runs, s->implementation, &round, sizeof round);

	if (i == old) {
		mem->run = xrealloc(mem->run, i + 1, sizeof *mem->run);
		mem->run[i] =
		    (struct run){implementation, s->round, s->position, 0};
	}
	if (mem->run[i].position != s->position)
		samples_die(in, "this implementation has run in this round "
				"already, at another position");
	return i;
}

static size_t
kind_of(
    struct memory *mem, const char *scase, const char *metric, const char *unit)
{
	size_t old = mem->kinds.len;
	size_t i = pair(mem, &mem->kinds, scase, metric, strlen(metric));

	if (i == old) {
		mem->units = xrealloc(mem->units, i + 1, sizeof *mem->units);
		mem->units[i] = xstrdup(unit);
	}
	return i;
}

/* Whether name is one of the names between commas. */
int
series_listed(const char *names, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = names;; s++) {
		size_t n = strcspn(s, ",");

		if (n == len && memcmp(s, name, len) == 0)
			return 1;
		s += n;
		if (*s == '\0')
			return 0;
	}
}

static void
add_value(struct memory *mem, size_t kind, size_t run, const struct sample *s)
{
	if (mem->values_len == mem->values_size) {
		mem->values_size = 2 * mem->values_size + 1024;
		mem->values = xrealloc(
		    mem->values, mem->values_size, sizeof *mem->values);
	}
	mem->values[mem->values_len++] =
	    (struct value){kind, run, mem->files, s->value, s->count};
}

static void
read_file(struct memory *mem, const char *path, const char *metrics)
{
	struct samples *in = samples_open(path);
	struct sample s;

	mem->files++;
	while (samples_next(in, &s)) {
		size_t who = implementation_of(mem, s.implementation);
		size_t run, kind;

		if (s.phase != TIMED)
			continue;
		run = run_of(mem, in, &s, who);
		mem->implementations[who].timed = 1;
		mem->implementations[who].failed |= strcmp(s.status, "ok") != 0;
		if (strcmp(s.metric, "disturbed") == 0 && *s.scase == '\0') {
			mem->marked = 1;
			mem->run[run].disturbed = s.value != 0;
		}
		if (!series_listed(metrics, s.metric))
			continue;
		kind = kind_of(mem, s.scase, s.metric, s.unit);
		if (strcmp(mem->units[kind], s.unit) != 0)
			samples_die(in, "unit: not that of this metric before");
		add_value(mem, kind, run, &s);
	}
	samples_close(in);
}

/* the metric of a kind, behind its case */
static const char *
metric_of(const struct memory *mem, size_t kind)
{
	const char *scase = mem->kinds.key[kind].text;

	return scase + strlen(scase) + 1;
}

/* Each metric must be there, for else its name is wrong; unless all
 * implementations failed before they could give it: that is still to be said,
 * of a kind without a unit. */
static void
check_metrics(struct memory *mem, const char *metrics)
{
	char *copy = xstrdup(metrics), *rest = copy;
	size_t ok = 0, i;

	for (i = 0; i < mem->names.len; i++)
		ok += !mem->implementations[i].failed;
	for (char *metric; (metric = strsep(&rest, ","));) {
		for (i = 0; i < mem->kinds.len; i++)
			if (strcmp(metric_of(mem, i), metric) == 0)
				break;
		if (i == mem->kinds.len && ok > 0)
			die("no timed sample of metric \"%s\"", metric);
		if (i == mem->kinds.len)
			kind_of(mem, "", metric, "");
	}
	free(copy);
}

/* The median of n sorted values. */
static double
median(struct memory *mem, const struct value *v, size_t n)
{
	if (n > mem->some_size) {
		mem->some_size = 2 * n;
		mem->some =
		    xrealloc(mem->some, mem->some_size, sizeof *mem->some);
	}
	for (size_t i = 0; i < n; i++)
		mem->some[i] = (struct weighted){v[i].value, v[i].count};
	return weighted_median(mem->some, n);
}

static void
add_round(struct series *s, const struct run *run, double value)
{
	s->round = xrealloc(s->round, s->n + 1, sizeof *s->round);
	s->value = xrealloc(s->value, s->n + 1, sizeof *s->value);
	s->disturbed = xrealloc(s->disturbed, s->n + 1, 1);
	s->round[s->n] = run->round;
	s->value[s->n] = value;
	s->disturbed[s->n] = (char)run->disturbed;
	s->n++;
}

static struct group
new_group(const struct gathered *g, const struct memory *mem, size_t kind)
{
	struct group group = {mem->kinds.key[kind].text, metric_of(mem, kind),
	    mem->units[kind],
	    xrealloc(NULL, g->implementations_len, sizeof *group.series)};

	for (size_t i = 0; i < g->implementations_len; i++)
		group.series[i] =
		    (struct series){.implementation = g->implementations[i]};
	return group;
}

/* The place of each key in their order. */
static size_t *
places(const size_t *order, size_t len)
{
	size_t *place = xrealloc(NULL, len, sizeof *place);

	for (size_t i = 0; i < len; i++)
		place[order[i]] = i;
	return place;
}

static int
by_place(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->run != y->run)
		return x->run < y->run ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

/* Put the values in order, told by the places of their kinds and runs, and
 * reduce each kind and run to one of a series. */
static void
fill_groups(struct gathered *g, struct memory *mem)
{
	size_t *kinds = keys_sorted(&mem->kinds),
	       *runs = keys_sorted(&mem->runs);
	size_t *names = keys_sorted(&mem->names);
	size_t *kind_at = places(kinds, mem->kinds.len);
	size_t *run_at = places(runs, mem->runs.len);
	size_t *name_at = places(names, mem->names.len);
	const struct value *v = mem->values, *end = v + mem->values_len, *next;

	for (size_t i = 0; i < g->implementations_len; i++)
		g->implementations[i] = &mem->implementations[names[i]];
	for (size_t i = 0; i < g->groups_len; i++)
		g->groups[i] = new_group(g, mem, kinds[i]);
	for (size_t i = 0; i < mem->values_len; i++) {
		mem->values[i].kind = kind_at[mem->values[i].kind];
		mem->values[i].run = run_at[mem->values[i].run];
	}
	if (v < end)
		qsort(mem->values, mem->values_len, sizeof *v, by_place);
	for (; v < end; v = next) {
		const struct run *run = &mem->run[runs[v->run]];
		size_t who = name_at[run->implementation];

		for (next = v + 1;
		     next < end && next->kind == v->kind && next->run == v->run;
		     next++)
			g->implementations[who]->twice |= next->file != v->file;
		if (!g->implementations[who]->failed)
			add_round(&g->groups[v->kind].series[who], run,
			    median(mem, v, (size_t)(next - v)));
	}
	free(kinds);
	free(runs);
	free(names);
	free(kind_at);
	free(run_at);
	free(name_at);
}

struct gathered
series_gather(char *const paths[], const char *metrics)
{
	struct memory *mem = xrealloc(NULL, 1, sizeof *mem);
	struct gathered g = {.memory = mem};

	*mem = (struct memory){0};
	if (*paths == NULL)
		read_file(mem, NULL, metrics);
	for (; *paths; paths++)
		read_file(mem, *paths, metrics);
	for (size_t i = 0; i < mem->names.len; i++)
		mem->implementations[i].failed |=
		    !mem->implementations[i].timed;
	check_metrics(mem, metrics);
	g.marked = mem->marked;
	g.implementations_len = mem->names.len;
	g.implementations =
	    xrealloc(NULL, g.implementations_len, sizeof *g.implementations);
	g.groups_len = mem->kinds.len;
	g.groups = xrealloc(NULL, g.groups_len, sizeof *g.groups);
	fill_groups(&g, mem);
	for (size_t i = 0; i < g.implementations_len; i++)
		if (g.implementations[i]->twice)
			warn("%s: the same round twice, in two files: one "
			     "value is made of both",
			    g.implementations[i]->name);
	return g;
}

struct series
series_new(size_t n)
{
	struct series s = {.n = n,
	    .round = xrealloc(NULL, n, sizeof *s.round),
	    .value = xrealloc(NULL, n, sizeof *s.value),
	    .disturbed = xrealloc(NULL, n, 1)};

	for (size_t i = 0; i < n; i++)
		s.round[i] = (long)i + 1;
	memset(s.disturbed, 0, n);
	return s;
}

void
series_drop(struct series *s)
{
	free(s->round);
	free(s->value);
	free(s->disturbed);
}

void
series_free(struct gathered *g)
{
	struct memory *mem = g->memory;

	for (size_t i = 0; i < g->groups_len; i++) {
		for (size_t j = 0; j < g->implementations_len; j++)
			series_drop(&g->groups[i].series[j]);
		free(g->groups[i].series);
		free(mem->units[i]);
	}
	free(g->groups);
	free(g->implementations);
	free(mem->implementations);
	free(mem->units);
	free(mem->run);
	free(mem->values);
	free(mem->some);
	free(mem->key);
	keys_free(&mem->names);
	keys_free(&mem->kinds);
	keys_free(&mem->runs);
	free(mem);
}
