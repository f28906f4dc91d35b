/* sizes.c - samples of runs on inputs of several sizes, gathered by round */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "keys.h"
#include "line.h"
#include "samples.h"
#include "sizes.h"

/* What a row tells of a run, in the order in which they are looked at. */
enum kind { SEEN, ITEMS, VALUE };

struct row {
	size_t who; /* later its place among the sorted names */
	long round, position;
	enum kind kind;
	double value;
};

struct memory {
	struct keys names;
	char **failed; /* by name, as in struct sized */
	struct row *row;
	size_t len, size;
};

static void
add(struct memory *mem, struct row row)
{
	if (mem->len == mem->size) {
		mem->size = 2 * mem->size + 1024;
		mem->row = xrealloc(mem->row, mem->size, sizeof *mem->row);
	}
	mem->row[mem->len++] = row;
}

static size_t
name_of(struct memory *mem, const char *name)
{
	size_t old = mem->names.len;
	size_t i = keys_index(&mem->names, name, strlen(name));

	if (i == old) {
		mem->failed = xrealloc(mem->failed, i + 1, sizeof *mem->failed);
		mem->failed[i] = NULL;
	}
	return i;
}

/* Of several failures the first in order of rounds is said, whatever the order
 * of files. */
static void
note_failure(struct memory *mem, size_t who, const struct sample *s)
{
	char **said = &mem->failed[who], *now;

	now = xprintf("round %ld: %s", s->round, s->status);
	if (*said == NULL ||
	    strtol(*said + strlen("round "), NULL, 10) > s->round) {
		free(*said);
		*said = now;
	} else
		free(now);
}

static void
read_file(struct memory *mem, struct sizes *all, const char *path,
    const char *metric, const char *scase)
{
	struct samples *in = samples_open(path);
	struct row last = {.round = -1};
	struct sample s;

	while (samples_next(in, &s)) {
		struct row row = {name_of(mem, s.implementation), s.round,
		    s.position, SEEN, s.value};

		if (s.phase != TIMED)
			continue;
		if (strcmp(s.status, "ok") != 0) {
			note_failure(mem, row.who, &s);
			continue;
		}
		if (row.who != last.who || row.round != last.round ||
		    row.position != last.position)
			add(mem, row);
		last = row;
		if (strcmp(s.metric, "input_items") == 0 && *s.scase == '\0') {
			row.kind = ITEMS;
			add(mem, row);
		}
		if (strcmp(s.metric, metric) != 0 ||
		    strcmp(s.scase, scase) != 0)
			continue;
		if (all->unit && strcmp(all->unit, s.unit) != 0)
			samples_die(in, "unit: not that of this metric before");
		if (all->unit == NULL)
			all->unit = xstrdup(s.unit);
		row.kind = VALUE;
		add(mem, row);
	}
	samples_close(in);
}

static int
by_run(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->round != y->round)
		return x->round < y->round ? -1 : 1;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

/* Put a run among those of its round, by size. */
static void
add_point(
    const struct sized *p, struct sized_round *r, double items, double value)
{
	size_t i = r->n++;

	if (r->n > LINE_POINTS_MAX)
		die("%s: round %ld has more than %d runs", p->name, r->round,
		    LINE_POINTS_MAX);
	r->items = xrealloc(r->items, r->n, sizeof *r->items);
	r->value = xrealloc(r->value, r->n, sizeof *r->value);
	for (; i > 0 && r->items[i - 1] > items; i--) {
		r->items[i] = r->items[i - 1];
		r->value[i] = r->value[i - 1];
	}
	r->items[i] = items;
	r->value[i] = value;
}

static struct sized_round *
round_of(struct sized *p, long round)
{
	if (p->rounds == 0 || p->round[p->rounds - 1].round != round) {
		p->round = xrealloc(p->round, p->rounds + 1, sizeof *p->round);
		p->round[p->rounds++] = (struct sized_round){.round = round};
	}
	return &p->round[p->rounds - 1];
}

/* The rows of one run, of which there is one of each kind, to its point. */
static const struct row *
add_run(struct sized *p, const struct row *row, const struct row *end,
    const char *metric)
{
	const struct row *first = row, *of[3] = {NULL};

	for (; row < end && row->who == first->who &&
	       row->round == first->round && row->position == first->position;
	     row++) {
		if (of[row->kind] && row->kind != SEEN)
			die("%s: round %ld: a run has %s twice", p->name,
			    row->round,
			    row->kind == ITEMS ? "input_items" : metric);
		of[row->kind] = row;
	}
	if (of[ITEMS] == NULL)
		die("%s: round %ld: a run without items: how large its input "
		    "is, timer -N says",
		    p->name, first->round);
	if (of[VALUE] == NULL)
		die("%s: round %ld: a run without %s", p->name, first->round,
		    metric);
	add_point(
	    p, round_of(p, first->round), of[ITEMS]->value, of[VALUE]->value);
	return row;
}

static void
check_rounds(const struct sized *p)
{
	for (size_t i = 1; i < p->rounds; i++)
		if (p->round[i].n != p->round[0].n ||
		    memcmp(p->round[i].items, p->round[0].items,
			p->round[0].n * sizeof *p->round->items) != 0)
			die("%s: round %ld is of other sizes than round %ld",
			    p->name, p->round[i].round, p->round[0].round);
}

static void
fill(struct sizes *all, struct memory *mem, const char *metric)
{
	size_t *order = keys_sorted(&mem->names);
	size_t *place = xrealloc(NULL, mem->names.len + 1, sizeof *place);
	const struct row *row = mem->row, *end = row + mem->len;

	all->len = mem->names.len;
	all->program = xrealloc(NULL, all->len + 1, sizeof *all->program);
	for (size_t i = 0; i < all->len; i++) {
		place[order[i]] = i;
		all->program[i] =
		    (struct sized){.name = mem->names.key[order[i]].text,
			.failed = mem->failed[order[i]]};
	}
	for (size_t i = 0; i < mem->len; i++)
		mem->row[i].who = place[mem->row[i].who];
	if (mem->len > 0)
		qsort(mem->row, mem->len, sizeof *mem->row, by_run);
	while (row < end) {
		struct sized *p = &all->program[row->who];

		if (p->failed)
			row++;
		else
			row = add_run(p, row, end, metric);
	}
	for (size_t i = 0; i < all->len; i++) {
		struct sized *p = &all->program[i];

		if (p->failed == NULL && p->rounds == 0)
			p->failed = mem->failed[order[i]] =
			    xstrdup("no timed run");
		check_rounds(p);
	}
	free(order);
	free(place);
}

struct sizes
sizes_read(char *const paths[], const char *metric, const char *scase)
{
	struct memory *mem = xrealloc(NULL, 1, sizeof *mem);
	struct sizes all = {.memory = mem};

	*mem = (struct memory){0};
	if (*paths == NULL)
		read_file(mem, &all, NULL, metric, scase);
	for (; *paths; paths++)
		read_file(mem, &all, *paths, metric, scase);
	if (mem->names.len == 0)
		die("nothing to fit: no samples");
	fill(&all, mem, metric);
	if (all.unit == NULL)
		all.unit = xstrdup("");
	return all;
}

void
sizes_free(struct sizes *all)
{
	struct memory *mem = all->memory;

	for (size_t i = 0; i < all->len; i++) {
		for (size_t j = 0; j < all->program[i].rounds; j++) {
			free(all->program[i].round[j].items);
			free(all->program[i].round[j].value);
		}
		free(all->program[i].round);
		free(all->program[i].failed);
	}
	free(all->program);
	free(all->unit);
	free(mem->failed);
	free(mem->row);
	keys_free(&mem->names);
	free(mem);
}
