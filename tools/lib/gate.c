/* gate.c - what gate(1) decides: rows of verdicts, and the document they make
 */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate.h"

const char *const gate_words[GATE_VERDICTS] = {
    [GATE_FAIL] = "fail",
    [GATE_NEWLY_FAILING] = "newly_failing",
    [GATE_MISSING] = "missing",
    [GATE_WARN] = "warn",
    [GATE_INCONCLUSIVE] = "inconclusive",
    [GATE_ENVIRONMENT_CHANGED] = "environment_changed",
    [GATE_NEW] = "new",
    [GATE_FIXED] = "fixed",
    [GATE_IMPROVED] = "improved",
    [GATE_EQUIVALENT] = "equivalent",
    [GATE_UNCHANGED] = "unchanged",
};

#define FIELD(name, type)                                    \
	{                                                    \
#name, type, offsetof(struct gate_row, name) \
	}

const struct gate_field gate_fields[GATE_FIELDS] = {
    FIELD(benchmark, GATE_TEXT),
    FIELD(implementation, GATE_TEXT),
    FIELD(profile, GATE_TEXT),
    {"case", GATE_TEXT, offsetof(struct gate_row, scase)},
    FIELD(metric, GATE_TEXT),
    FIELD(unit, GATE_TEXT),
    FIELD(verdict, GATE_WORD),
    FIELD(reason, GATE_OPTIONAL),
    FIELD(base, GATE_NUMBER),
    FIELD(head, GATE_NUMBER),
    FIELD(ratio, GATE_NUMBER),
    FIELD(ratio_lo, GATE_NUMBER),
    FIELD(ratio_hi, GATE_NUMBER),
    FIELD(confidence, GATE_NUMBER),
    FIELD(p, GATE_NUMBER),
    FIELD(p_holm, GATE_NUMBER),
    FIELD(noise_floor, GATE_NUMBER),
    FIELD(noise_source, GATE_OPTIONAL),
    FIELD(control_ratio, GATE_NUMBER),
    FIELD(warn_percent, GATE_NUMBER),
    FIELD(fail_percent, GATE_NUMBER),
    FIELD(floor, GATE_NUMBER),
    FIELD(n_base, GATE_NUMBER),
    FIELD(n_head, GATE_NUMBER),
    FIELD(paired, GATE_TRUTH),
    FIELD(more_is_better, GATE_TRUTH),
    FIELD(rounds_needed, GATE_NUMBER),
    FIELD(confirmed, GATE_TRUTH),
    FIELD(environment, GATE_OPTIONAL),
};

const char *
gate_text(struct gate *g, const char *s)
{
	size_t i;

	if (s == NULL)
		return NULL;
	i = keys_index(&g->texts, s, strlen(s)); /* may move the keys */
	return g->texts.key[i].text;
}

const char *
gate_format(struct gate *g, const char *fmt, ...)
{
	va_list ap;
	char *text;
	const char *kept;

	va_start(ap, fmt);
	text = xvprintf(fmt, ap);
	va_end(ap);
	kept = gate_text(g, text);
	free(text);
	return kept;
}

struct gate_row *
gate_add(struct gate *g, const char *benchmark, const char *implementation,
    const char *profile)
{
	struct gate_row *row;

	/* room for twice as many whenever their number is a power of two */
	if ((g->len & (g->len - 1)) == 0)
		g->row =
		    xrealloc(g->row, g->len ? 2 * g->len : 1, sizeof *g->row);
	row = &g->row[g->len++];
	*row = (struct gate_row){.benchmark = gate_text(g, benchmark),
	    .implementation = gate_text(g, implementation),
	    .profile = gate_text(g, profile),
	    .scase = "",
	    .metric = "",
	    .unit = "",
	    .verdict = GATE_UNCHANGED};
	for (size_t i = 0; i < GATE_FIELDS; i++) {
		char *at = (char *)row + gate_fields[i].offset;

		if (gate_fields[i].type == GATE_NUMBER)
			*(double *)(void *)at = NAN;
		else if (gate_fields[i].type == GATE_TRUTH)
			*(int *)(void *)at = -1;
	}
	return row;
}

struct gate_trial *
gate_add_trial(struct gate *g)
{
	if ((g->trials & (g->trials - 1)) == 0)
		g->trial = xrealloc(
		    g->trial, g->trials ? 2 * g->trials : 1, sizeof *g->trial);
	g->trial[g->trials] = (struct gate_trial){.row = g->len - 1};
	return &g->trial[g->trials++];
}

void
gate_drop_trial(struct gate *g)
{
	struct gate_trial *t = &g->trial[--g->trials];

	series_drop(&t->base);
	series_drop(&t->head);
	series_drop(&t->control);
}

void
gate_free_trials(struct gate *g)
{
	while (g->trials > 0)
		gate_drop_trial(g);
	free(g->trial);
	g->trial = NULL;
}

void
gate_free(struct gate *g)
{
	gate_free_trials(g);
	free(g->row);
	json_object_put(g->selftest);
	json_object_put(g->rerun);
	keys_free(&g->texts);
}

int
gate_verdict_of(const char *word)
{
	for (int v = 0; v < GATE_VERDICTS; v++)
		if (strcmp(word, gate_words[v]) == 0)
			return v;
	return -1;
}

int
gate_order(const void *a, const void *b)
{
	const struct gate_row *x = a, *y = b;
	const char *const pairs[][2] = {{x->benchmark, y->benchmark},
	    {x->implementation, y->implementation}, {x->profile, y->profile},
	    {x->scase, y->scase}, {x->metric, y->metric}};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		int order = strcmp(pairs[i][0], pairs[i][1]);

		if (order != 0)
			return order;
	}
	return 0;
}

int
gate_fails(enum gate_verdict v)
{
	return v == GATE_FAIL || v == GATE_MISSING || v == GATE_NEWLY_FAILING;
}

int
gate_open(enum gate_verdict v)
{
	return v == GATE_INCONCLUSIVE || v == GATE_ENVIRONMENT_CHANGED;
}

double
gate_loss(const struct gate_row *r)
{
	return r->more_is_better == 1 ? 1 / r->ratio : r->ratio;
}

static int
worst_order(const void *a, const void *b)
{
	const struct gate_row *x = a, *y = b;
	double x_loss = gate_loss(x), y_loss = gate_loss(y);

	if (x->verdict != y->verdict)
		return x->verdict < y->verdict ? -1 : 1;
	if (isnan(x_loss) != isnan(y_loss))
		return isnan(x_loss) ? 1 : -1;
	if (x_loss < y_loss || x_loss > y_loss)
		return x_loss > y_loss ? -1 : 1;
	return gate_order(a, b);
}

struct gate_row *
gate_worst_first(const struct gate *g)
{
	struct gate_row *rows = xrealloc(NULL, g->len, sizeof *rows);

	if (g->len > 0) {
		memcpy(rows, g->row, g->len * sizeof *rows);
		qsort(rows, g->len, sizeof *rows, worst_order);
	}
	return rows;
}

size_t
gate_count(const struct gate *g, enum gate_verdict verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < g->len; i++)
		n += g->row[i].verdict == verdict;
	return n;
}

const char *
gate_overall(const struct gate *g)
{
	int fails = 0, warns = 0, open = 0;

	for (size_t i = 0; i < g->len; i++) {
		fails |= gate_fails(g->row[i].verdict);
		warns |= g->row[i].verdict == GATE_WARN;
		open |= gate_open(g->row[i].verdict);
	}
	return fails ? "fail" : warns ? "warn" : open ? "inconclusive" : "pass";
}

double
gate_rounds(const struct gate *g)
{
	double most = NAN;

	for (size_t i = 0; i < g->len; i++)
		if (g->row[i].paired >= 0)
			most = fmax(
			    most, fmax(g->row[i].n_base, g->row[i].n_head));
	return most;
}

int
gate_paired(const struct gate *g)
{
	int paired = -1;

	for (size_t i = 0; i < g->len; i++)
		if (g->row[i].paired >= 0)
			paired = paired != 0 && g->row[i].paired;
	return paired;
}
