/* series.c - samples gathered for comparing: one value a round */

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "samples.h"
#include "series.h"

/* what is measured; one of each */
struct kind {
	char *scase, *metric, *unit;
};

/* one execution of an implementation; one of each */
struct run {
	struct implementation *implementation;
	long round, position;
	int disturbed;
};

struct value {
	const struct kind *kind;
	const struct run *run;
	double value, count;
};

/* All that is read, each thing once: lists to walk, trees to search. */
struct memory {
	void *implementations, *kinds, *runs;
	struct implementation **list;
	size_t list_len;
	struct value *values;
	size_t values_len, values_size;
	int marked;
};

static int
by_name(const void *a, const void *b)
{
	const struct implementation *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int
by_kind(const void *a, const void *b)
{
	const struct kind *x = a, *y = b;
	int order = strcmp(x->scase, y->scase);

	return order ? order : strcmp(x->metric, y->metric);
}

static int
by_run(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	if (x->implementation != y->implementation)
		return by_name(x->implementation, y->implementation);
	return (x->round > y->round) - (x->round < y->round);
}

static int
by_value(const void *a, const void *b)
{
	const struct value *x = a, *y = b;
	int order = x->kind == y->kind ? 0 : by_kind(x->kind, y->kind);

	if (order == 0 && x->run != y->run)
		order = by_run(x->run, y->run);
	if (order == 0)
		order = (x->value > y->value) - (x->value < y->value);
	return order;
}

static int
by_pointed_name(const void *a, const void *b)
{
	return by_name(*(void *const *)a, *(void *const *)b);
}

/* The thing in the tree that is like key, or a copy of key, now in the tree. */
static void *
once(void **tree, const void *key, size_t size,
    int (*compare)(const void *, const void *), int *is_new)
{
	const void **node = tsearch(key, tree, compare);

	if (node == NULL)
		die("out of memory");
	*is_new = *node == key;
	if (*is_new)
		*node = memcpy(xrealloc(NULL, 1, size), key, size);
	return (void *)*node;
}

static struct implementation *
implementation_of(struct memory *mem, const struct sample *s)
{
	struct implementation key = {.name = (char *)s->implementation}, *found;
	int is_new;

	found = once(&mem->implementations, &key, sizeof key, by_name, &is_new);
	if (is_new) {
		found->name = xstrdup(s->implementation);
		mem->list =
		    xrealloc(mem->list, mem->list_len + 1, sizeof *mem->list);
		mem->list[mem->list_len++] = found;
	}
	return found;
}

static struct run *
run_of(struct memory *mem, const struct samples *in, const struct sample *s,
    struct implementation *implementation)
{
	struct run key = {implementation, s->round, s->position, 0}, *found;
	int is_new;

	found = once(&mem->runs, &key, sizeof key, by_run, &is_new);
	if (found->position != s->position)
		samples_die(in, "this implementation has run in this round "
				"already, at another position");
	return found;
}

static const struct kind *
copy_kind(struct memory *mem, const struct kind *key, int *is_new)
{
	struct kind *found;

	found = once(&mem->kinds, key, sizeof *key, by_kind, is_new);
	if (*is_new) {
		found->scase = xstrdup(key->scase);
		found->metric = xstrdup(key->metric);
		found->unit = xstrdup(key->unit);
	}
	return found;
}

static const struct kind *
kind_of(struct memory *mem, const struct samples *in, const struct sample *s)
{
	struct kind key = {
	    (char *)s->scase, (char *)s->metric, (char *)s->unit};
	const struct kind *found;
	int is_new;

	found = copy_kind(mem, &key, &is_new);
	if (!is_new && strcmp(found->unit, s->unit) != 0)
		samples_die(in, "unit: not that of this metric before");
	return found;
}

/* Whether name is one of the names between commas. */
static int
listed(const char *names, const char *name)
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
read_file(struct memory *mem, const char *path, const char *metrics)
{
	struct samples *in = samples_open(path);
	struct sample s;

	while (samples_next(in, &s)) {
		struct implementation *who = implementation_of(mem, &s);
		struct run *run;

		if (s.warmup)
			continue;
		run = run_of(mem, in, &s, who);
		who->timed = 1;
		who->failed |= strcmp(s.status, "ok") != 0;
		if (strcmp(s.metric, "disturbed") == 0 && *s.scase == '\0') {
			mem->marked = 1;
			run->disturbed = s.value != 0;
		}
		if (!listed(metrics, s.metric))
			continue;
		if (mem->values_len == mem->values_size) {
			mem->values_size = 2 * mem->values_size + 1024;
			mem->values = xrealloc(
			    mem->values, mem->values_size, sizeof *mem->values);
		}
		mem->values[mem->values_len++] =
		    (struct value){kind_of(mem, in, &s), run, s.value, s.count};
	}
	samples_close(in);
}

/* The median of n sorted values, each as if it were there count times. */
static double
weighted_median(const struct value *v, size_t n)
{
	double total = 0, below = 0;

	for (size_t i = 0; i < n; i++)
		total += v[i].count;
	for (size_t i = 0; i < n; i++) {
		below += v[i].count;
		if (below * 2 == total && i + 1 < n)
			return v[i].value + (v[i + 1].value - v[i].value) / 2;
		if (below * 2 >= total)
			return v[i].value;
	}
	return v[n - 1].value;
}

/* The values of one kind and run, v[0] to v[n - 1], become one of the series.
 */
static void
add_round(struct series *s, const struct value *v, size_t n)
{
	s->round = xrealloc(s->round, s->n + 1, sizeof *s->round);
	s->value = xrealloc(s->value, s->n + 1, sizeof *s->value);
	s->disturbed = xrealloc(s->disturbed, s->n + 1, 1);
	s->round[s->n] = v->run->round;
	s->value[s->n] = weighted_median(v, n);
	s->disturbed[s->n] = (char)v->run->disturbed;
	s->n++;
}

static struct group *
add_group(struct gathered *g, const struct kind *kind)
{
	struct group *group;

	g->groups = xrealloc(g->groups, g->groups_len + 1, sizeof *g->groups);
	group = &g->groups[g->groups_len++];
	*group = (struct group){kind->scase, kind->metric, kind->unit,
	    xrealloc(NULL, g->implementations_len, sizeof(struct series))};
	for (size_t i = 0; i < g->implementations_len; i++)
		group->series[i] =
		    (struct series){.implementation = g->implementations[i]};
	return group;
}

static void
make_groups(struct gathered *g, struct memory *mem)
{
	const struct value *v = mem->values, *end = v + mem->values_len, *next;
	const struct kind *kind = NULL;
	struct group *group = NULL;
	size_t i = 0;

	if (mem->values_len > 0)
		qsort(mem->values, mem->values_len, sizeof *v, by_value);
	for (; v < end; v = next) {
		if (group == NULL || v->kind != kind) {
			kind = v->kind;
			group = add_group(g, kind);
			i = 0;
		}
		while (g->implementations[i] != v->run->implementation)
			i++;
		for (next = v + 1; next < end && next->kind == v->kind &&
				   next->run == v->run;)
			next++;
		if (!g->implementations[i]->failed)
			add_round(&group->series[i], v, (size_t)(next - v));
	}
}

static int
by_group(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int order = strcmp(x->scase, y->scase);

	return order ? order : strcmp(x->metric, y->metric);
}

static int
has_group(const struct gathered *g, const char *metric)
{
	for (size_t i = 0; i < g->groups_len; i++)
		if (strcmp(g->groups[i].metric, metric) == 0)
			return 1;
	return 0;
}

/* Each metric must be there, for else its name is wrong; unless all
 * implementations failed before they could give it: that is still to be said,
 * in a group without a unit. */
static void
check_metrics(struct gathered *g, struct memory *mem, const char *metrics)
{
	size_t ok = 0, len;

	for (size_t i = 0; i < g->implementations_len; i++)
		ok += g->implementations[i]->failed ? 0 : 1;
	for (const char *s = metrics;; s += len + 1) {
		char empty[] = "", *metric;
		struct kind key = {empty, NULL, empty};
		int is_new;

		len = strcspn(s, ",");
		metric = xstrdup(s);
		metric[len] = '\0';
		key.metric = metric;
		if (!has_group(g, metric)) {
			if (ok > 0)
				die("no timed sample of metric \"%s\"", metric);
			add_group(g, copy_kind(mem, &key, &is_new));
		}
		free(metric);
		if (s[len] == '\0')
			break;
	}
	if (g->groups_len > 0)
		qsort(g->groups, g->groups_len, sizeof *g->groups, by_group);
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
	if (mem->list_len > 0)
		qsort(mem->list, mem->list_len, sizeof *mem->list,
		    by_pointed_name);
	g.implementations = mem->list;
	g.implementations_len = mem->list_len;
	for (size_t i = 0; i < mem->list_len; i++)
		mem->list[i]->failed |= !mem->list[i]->timed;
	g.marked = mem->marked;
	make_groups(&g, mem);
	check_metrics(&g, mem, metrics);
	return g;
}

static void
free_implementation(void *p)
{
	free(((struct implementation *)p)->name);
	free(p);
}

static void
free_kind(void *p)
{
	struct kind *kind = p;

	free(kind->scase);
	free(kind->metric);
	free(kind->unit);
	free(kind);
}

void
series_free(struct gathered *g)
{
	struct memory *mem = g->memory;

	for (size_t i = 0; i < g->groups_len; i++) {
		for (size_t j = 0; j < g->implementations_len; j++) {
			free(g->groups[i].series[j].round);
			free(g->groups[i].series[j].value);
			free(g->groups[i].series[j].disturbed);
		}
		free(g->groups[i].series);
	}
	free(g->groups);
	free(mem->list);
	free(mem->values);
	tdestroy(mem->runs, free);
	tdestroy(mem->kinds, free_kind);
	tdestroy(mem->implementations, free_implementation);
	free(mem);
}
