/* gate_confirm.c - what failed was measured again: does it fail again? */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_confirm.h"
#include "json.h"

static int
same_implementation(const struct gate_row *a, const struct gate_row *b)
{
	return strcmp(a->benchmark, b->benchmark) == 0 &&
	       strcmp(a->implementation, b->implementation) == 0 &&
	       strcmp(a->profile, b->profile) == 0;
}

static struct gate_row *
find(const struct gate *g, const struct gate_row *like)
{
	for (size_t i = 0; i < g->len; i++)
		if (gate_order(&g->row[i], like) == 0)
			return &g->row[i];
	return NULL;
}

/* The row of the implementation as a whole, if it did not run in that. */
static struct gate_row *
find_broken(const struct gate *g, const struct gate_row *of)
{
	for (size_t i = 0; g->row && i < g->len; i++)
		if (g->row[i].verdict == GATE_NEWLY_FAILING &&
		    same_implementation(&g->row[i], of))
			return &g->row[i];
	return NULL;
}

/* Whether a row of the second measurement answers for one that failed. */
static int
answers(const struct gate *first, const struct gate_row *r)
{
	const struct gate_row *before = find(first, r);

	if ((before && gate_fails(before->verdict)) || find_broken(first, r))
		return 1;
	if (r->verdict != GATE_NEWLY_FAILING)
		return 0;
	for (size_t i = 0; i < first->len; i++)
		if (gate_fails(first->row[i].verdict) &&
		    same_implementation(&first->row[i], r))
			return 1;
	return 0;
}

void
gate_confirm_only(struct gate *second, const struct gate *first)
{
	size_t *place = xrealloc(NULL, second->len, sizeof *place);
	size_t kept = 0, trials = 0;

	for (size_t i = 0; i < second->len; i++) {
		place[i] = SIZE_MAX;
		if (answers(first, &second->row[i])) {
			place[i] = kept;
			second->row[kept++] = second->row[i];
		}
	}
	second->len = kept;
	/* those to drop go to the end */
	for (size_t i = 0; i < second->trials; i++) {
		struct gate_trial t = second->trial[i];

		if (place[t.row] == SIZE_MAX)
			continue;
		t.row = place[t.row];
		second->trial[i] = second->trial[trials];
		second->trial[trials++] = t;
	}
	while (second->trials > trials)
		gate_drop_trial(second);
	free(place);
}

/* Copy a row into another document: its texts, too. */
static void
adopt(struct gate *g, struct gate_row *to, const struct gate_row *from)
{
	*to = *from;
	for (size_t i = 0; i < GATE_FIELDS; i++) {
		void *at = (char *)to + gate_fields[i].offset;

		if (gate_fields[i].type == GATE_TEXT ||
		    gate_fields[i].type == GATE_OPTIONAL)
			*(const char **)at = gate_text(g, *(const char **)at);
	}
}

/* What is to be said of a row that failed before. */
static void
compare(struct gate *g, struct gate_row *now, const struct gate_row *before)
{
	char how[64] = "";

	if (!isnan(before->ratio))
		snprintf(how, sizeof how, " (×%.3g)", before->ratio);
	now->confirmed = gate_fails(now->verdict);
	now->reason = gate_format(g, "failed %s%s, %s%s%s",
	    now->confirmed ? "before" : "once", how,
	    now->confirmed ? "and again" : "not again", now->reason ? ": " : "",
	    now->reason ? now->reason : "");
}

/* Take out the rows of implementations that did not run at first, but did. */
static void
drop_broken(struct gate *first, const struct gate *second)
{
	size_t kept = 0;

	for (size_t i = 0; i < first->len; i++) {
		const struct gate_row *r = &first->row[i];
		int runs = 0;

		for (size_t j = 0; j < second->len; j++)
			runs |= r->verdict == GATE_NEWLY_FAILING &&
				*second->row[j].metric &&
				same_implementation(r, &second->row[j]);
		if (!runs)
			first->row[kept++] = *r;
	}
	first->len = kept;
}

static void
describe(struct gate *first, const struct gate *second)
{
	json_object_put(first->rerun);
	first->rerun = json_object_new_object();
	json_put_text(first->rerun, "run_id", second->head.run_id);
	json_put_number(first->rerun, "rounds", gate_rounds(second));
	json_put_number(first->rerun, "family", (double)second->family);
}

void
gate_confirm(struct gate *first, const struct gate *second)
{
	for (size_t i = 0; i < second->len; i++) {
		const struct gate_row *r = &second->row[i];
		struct gate_row *before = find(first, r), was, *to = before;

		if (before == NULL)
			before = find_broken(first, r);
		if (before)
			was = *before;
		if (to == NULL)
			to = gate_add(
			    first, r->benchmark, r->implementation, r->profile);
		adopt(first, to, r);
		if (before)
			compare(first, to, &was);
	}
	drop_broken(first, second);
	describe(first, second);
	if (first->len > 0)
		qsort(first->row, first->len, sizeof *first->row, gate_order);
}
