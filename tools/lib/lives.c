/* lives.c - samples gathered by process: the series of each, in order of time
 */

#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "lives.h"
#include "samples.h"
#include "series.h"

struct wanted {
	const char *memory, *operations;
};

static void
append(struct values *v, double value)
{
	if (v->n == v->size) {
		v->size = 2 * v->size + 256;
		v->value = xrealloc(v->value, v->size, sizeof *v->value);
	}
	v->value[v->n++] = value;
}

static struct program *
program_of(struct lives *all, const char *name)
{
	size_t i = keys_index(&all->names, name, strlen(name));

	if (i == all->n) {
		all->program =
		    xrealloc(all->program, ++all->n, sizeof *all->program);
		all->program[i] =
		    (struct program){.name = all->names.key[i].text};
	}
	return &all->program[i];
}

/* Most rows are of the process of the row before. */
static struct life *
life_of(struct program *p, const struct samples *in, const struct sample *s)
{
	for (size_t i = p->n; i-- > 0;)
		if (p->life[i].round == s->round) {
			if (p->life[i].position != s->position)
				samples_die(in,
				    "this implementation has run in this round "
				    "already, at another position");
			return &p->life[i];
		}
	p->life = xrealloc(p->life, p->n + 1, sizeof *p->life);
	p->life[p->n] =
	    (struct life){.round = s->round, .position = s->position};
	return &p->life[p->n++];
}

static void
need_unit(const struct samples *in, const struct sample *s, const char *unit)
{
	if (strcmp(s->unit, unit) != 0)
		samples_die(in, *unit == 's'
				    ? "unit: not s, as a time must have"
				    : "unit: not B, as memory must have");
}

static void
add(struct life *l, const struct samples *in, const struct sample *s,
    const struct wanted *w)
{
	if (strcmp(s->metric, "tree_time") == 0) {
		need_unit(in, s, "s");
		if (l->time_s.n > 0 &&
		    s->value <= l->time_s.value[l->time_s.n - 1])
			samples_die(in, "tree_time: not after the one before");
		append(&l->time_s, s->value);
	} else if (strcmp(s->metric, w->memory) == 0) {
		need_unit(in, s, "B");
		append(&l->memory, s->value);
	} else if (series_listed(w->operations, s->metric)) {
		need_unit(in, s, "s");
		append(&l->operation_s, s->value);
		l->operations += s->count;
	}
}

static void
read_file(struct lives *all, const char *path, const struct wanted *w)
{
	struct samples *in = samples_open(path);
	struct sample s;

	while (samples_next(in, &s)) {
		struct program *p = program_of(all, s.implementation);
		struct life *l;

		if (s.phase != TIMED)
			continue;
		l = life_of(p, in, &s);
		l->line = samples_line(in);
		if (strcmp(s.status, "ok") != 0)
			l->failed = 1;
		else
			add(l, in, &s, w);
	}
	for (size_t i = 0; i < all->n; i++)
		for (size_t j = 0; j < all->program[i].n; j++) {
			const struct life *l = &all->program[i].life[j];

			if (l->time_s.n != l->memory.n)
				die("%s:%lu: round %ld of %s ends with %zu "
				    "values of tree_time, but %zu of %s",
				    samples_name(in), l->line, l->round,
				    all->program[i].name, l->time_s.n,
				    l->memory.n, w->memory);
		}
	samples_close(in);
}

static int
by_name(const void *a, const void *b)
{
	const struct program *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int
by_round(const void *a, const void *b)
{
	const struct life *x = a, *y = b;

	return (x->round > y->round) - (x->round < y->round);
}

struct lives
lives_gather(char *const paths[], const char *memory, const char *operations)
{
	struct wanted w = {memory, operations};
	struct lives all = {0};
	size_t ok = 0, values = 0;

	if (*paths == NULL)
		read_file(&all, NULL, &w);
	for (; *paths; paths++)
		read_file(&all, *paths, &w);
	if (all.n > 0)
		qsort(all.program, all.n, sizeof *all.program, by_name);
	for (size_t i = 0; i < all.n; i++) {
		const struct program *p = &all.program[i];

		if (p->n > 0)
			qsort(p->life, p->n, sizeof *p->life, by_round);
		for (size_t j = 0; j < p->n; j++) {
			ok += !p->life[j].failed;
			values += p->life[j].memory.n;
		}
	}
	if (values == 0 && (ok > 0 || all.n == 0))
		die("no timed sample of metric \"%s\"", memory);
	return all;
}

void
lives_free(struct lives *all)
{
	for (size_t i = 0; i < all->n; i++) {
		for (size_t j = 0; j < all->program[i].n; j++) {
			free(all->program[i].life[j].time_s.value);
			free(all->program[i].life[j].memory.value);
			free(all->program[i].life[j].operation_s.value);
		}
		free(all->program[i].life);
	}
	free(all->program);
	keys_free(&all->names);
}
