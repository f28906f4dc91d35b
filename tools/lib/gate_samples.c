/* gate_samples.c - what gate(1) compares, from samples(5) */

#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_limits.h"
#include "gate_samples.h"
#include "samples.h"
#include "utf8.h"

enum { BASE, HEAD, CONTROL, SIDES };

/* the index of a name; a wrong call if it is not there */
static size_t
find(const struct gathered *g, const char *name)
{
	for (size_t i = 0; i < g->implementations_len; i++)
		if (strcmp(g->implementations[i]->name, name) == 0)
			return i;
	misuse("no implementation \"%s\" in the samples", name);
}

/* The only one that is not among those. */
static size_t
other(const struct gathered *g, const size_t *taken, size_t n)
{
	size_t found = g->implementations_len;

	for (size_t i = 0; i < g->implementations_len; i++) {
		size_t j = 0;

		while (j < n && taken[j] != i)
			j++;
		if (j < n)
			continue;
		if (found < g->implementations_len)
			misuse("more than two implementations: name both with "
			       "-b and -n, the control with -a");
		found = i;
	}
	if (found == g->implementations_len)
		misuse("nothing to compare: only one implementation");
	return found;
}

static struct series
copy(const struct series *s)
{
	struct series c = series_new(s->n);

	if (s->n > 0) {
		memcpy(c.round, s->round, s->n * sizeof *c.round);
		memcpy(c.value, s->value, s->n * sizeof *c.value);
		memcpy(c.disturbed, s->disturbed, s->n);
	}
	return c;
}

static const char *
name(struct gate *g, const char *s)
{
	if (utf8_span(s, strlen(s)) != strlen(s))
		die("a name in the samples is not UTF-8");
	return gate_text(g, s);
}

/* One case of one metric. */
static void
add_group(struct gate *g, const struct group *group, const char *head_name,
    const size_t *at, int controlled)
{
	const struct series *base = &group->series[at[BASE]];
	const struct series *head = &group->series[at[HEAD]];
	struct gate_row *row;
	struct gate_trial *t;

	if (base->n == 0 && head->n == 0)
		return;
	row = gate_add(g, "", head_name, "");
	row->scase = name(g, group->scase);
	row->metric = name(g, group->metric);
	row->unit = name(g, group->unit);
	row->more_is_better = samples_more_is_better(group->unit);
	gate_limits(g, row, NULL, 0);
	if (base->n == 0 || head->n == 0) {
		row->verdict = base->n == 0 ? GATE_NEW : GATE_MISSING;
		row->reason =
		    base->n == 0 ? "only head has it" : "only the base has it";
		return;
	}
	t = gate_add_trial(g);
	t->base = copy(base);
	t->head = copy(head);
	if (controlled)
		t->control = copy(&group->series[at[CONTROL]]);
	t->paired = t->control_paired = 1;
}

void
gate_samples(struct gate *g, char *const paths[], const char *metrics,
    const char *base, const char *head, const char *control)
{
	struct gathered all = series_gather(paths, metrics);
	size_t at[SIDES] = {0}, taken[SIDES], n = 0;
	const struct implementation *b, *h;
	struct gate_row *row;

	if (control)
		taken[n++] = at[CONTROL] = find(&all, control);
	if (base)
		taken[n++] = at[BASE] = find(&all, base);
	if (head)
		taken[n++] = at[HEAD] = find(&all, head);
	if (base == NULL)
		at[BASE] = other(&all, taken, n);
	if (head == NULL)
		at[HEAD] = other(&all, taken, n);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (taken[i] == taken[j])
				misuse("\"%s\" cannot be compared with itself",
				    all.implementations[taken[i]]->name);
	b = all.implementations[at[BASE]];
	h = all.implementations[at[HEAD]];
	g->base.name = name(g, b->name);
	g->head.name = name(g, h->name);
	if (control && all.implementations[at[CONTROL]]->failed)
		warn("%s: a run of the control was not ok, so it says nothing",
		    control);
	if (b->failed || h->failed) {
		row = gate_add(g, "", g->head.name, "");
		row->verdict = b->failed && h->failed ? GATE_UNCHANGED
			       : b->failed            ? GATE_FIXED
						      : GATE_NEWLY_FAILING;
		row->reason = b->failed && h->failed
				  ? "a run of each was not ok"
			      : b->failed ? "a run of the base was not ok"
					  : "a run was not ok";
	} else {
		for (size_t i = 0; i < all.groups_len; i++)
			add_group(g, &all.groups[i], g->head.name, at,
			    control != NULL);
	}
	series_free(&all);
}
