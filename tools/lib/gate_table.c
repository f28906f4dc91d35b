/* gate_table.c - a document of gate(1) as a table */

#include <math.h>
#include <stdlib.h>

#include "colour.h"
#include "die.h"
#include "gate_formats.h"
#include "gate_prose.h"
#include "grid.h"
#include "humane.h"
#include "terminal.h"

static const char *
colour_of(enum gate_verdict verdict)
{
	switch (verdict) {
	case GATE_FAIL:
	case GATE_NEWLY_FAILING:
	case GATE_MISSING: return COLOUR_BAD;
	case GATE_WARN:
	case GATE_INCONCLUSIVE:
	case GATE_ENVIRONMENT_CHANGED: return COLOUR_OPEN;
	case GATE_FIXED:
	case GATE_IMPROVED: return COLOUR_GOOD;
	default: return NULL;
	}
}

/* How many rows of a verdict are shown, the worst, unless all are asked for:
 * there may be a hundred about which nothing is to be done. */
static size_t
most(enum gate_verdict v)
{
	switch (v) {
	case GATE_UNCHANGED: return 0;
	case GATE_INCONCLUSIVE:
	case GATE_EQUIVALENT: return 10;
	default: return SIZE_MAX;
	}
}

static void
add_row(
    struct grid *t, const struct gate *g, const struct gate_row *r, int colour)
{
	char buf[HUMANE_MAX], *who = gate_prose_who(g, r);
	char *what = gate_prose_what(r);
	const char *reason = r->reason ? r->reason : "";

	grid_add(t, gate_words[r->verdict]);
	grid_colour(t, colour ? colour_of(r->verdict) : NULL);
	grid_add(t, who);
	grid_add(t, what);
	grid_add(t, gate_prose_value(buf, r, r->base));
	grid_add(t, gate_prose_value(buf, r, r->head));
	grid_add(t, gate_prose_ratio(buf, r));
	if (isnan(r->rounds_needed))
		grid_add(t, reason);
	else
		grid_format(
		    t, "%s (%.0f rounds might tell)", reason, r->rounds_needed);
	free(who);
	free(what);
}

static void
write_side(FILE *f, const char *name, const struct gate_side *side)
{
	fprintf(f, "%s ", name);
	if (side->name)
		humane_pad(f, side->name, 0);
	else if (side->commit_sha)
		fprintf(f, "%.12s%s", side->commit_sha,
		    side->dirty == 1 ? " (dirty)" : "");
	else
		fputs("unknown", f);
}

/* The i-th remark, or what was done (-1), no wider than the terminal. */
static void
write_remark(FILE *f, const struct gate *g, int i)
{
	char *text;
	size_t size;
	FILE *line = open_memstream(&text, &size);

	if (line == NULL)
		die("out of memory");
	if (i < 0)
		gate_prose_method(line, g);
	else
		gate_prose_remark(line, g, i);
	if (fclose(line) != 0)
		die("out of memory");
	if (size > 0)
		terminal_wrap(f, text, 0, 0, terminal_room(f));
	free(text);
}

void
gate_table_write(FILE *f, const struct gate *g, int all, int colour)
{
	static const char *const titles[] = {
	    "verdict", "of", "", "base", "head", "ratio", ""};
	struct grid t = {.columns = sizeof titles / sizeof *titles,
	    .align = "lllrrll",
	    .spare = "34",
	    .prose = 1};
	struct gate_row *rows = gate_worst_first(g);
	size_t n[GATE_VERDICTS] = {0}, shown = 0;

	for (size_t i = 0; i < t.columns; i++)
		grid_add(&t, titles[i]);
	for (size_t i = 0; i < g->len; i++)
		if (n[rows[i].verdict]++ < most(rows[i].verdict) || all) {
			add_row(&t, g, &rows[i], colour);
			shown++;
		}
	if (shown > 0)
		grid_write(f, &t);
	for (enum gate_verdict v = 0; v < GATE_VERDICTS && !all; v++)
		if (n[v] > most(v))
			fprintf(f, "%s  %zu%s (-v shows them)\n", gate_words[v],
			    n[v] - most(v), most(v) > 0 ? " more" : "");
	fprintf(f, "\n%s: ", gate_overall(g));
	gate_prose_counts(f, g);
	fputs("; ", f);
	write_side(f, "base", &g->base);
	fputs(", ", f);
	write_side(f, "head", &g->head);
	putc('\n', f);
	for (int i = -1; i < GATE_REMARKS; i++)
		write_remark(f, g, i);
	grid_free(&t);
	free(rows);
}
