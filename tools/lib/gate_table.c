/* gate_table.c - a document of gate(1) as a table */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_formats.h"
#include "gate_prose.h"
#include "humane.h"

enum { VERDICT, WHO, WHAT, BASE, HEAD, CHANGE, COLUMNS };

struct line {
	const struct gate_row *row;
	char *cell[COLUMNS];
};

static struct line
make_line(const struct gate *g, const struct gate_row *r)
{
	char buf[HUMANE_MAX];

	return (struct line){r,
	    {xstrdup(gate_words[r->verdict]), gate_prose_who(g, r),
		gate_prose_what(r), xstrdup(gate_prose_value(buf, r, r->base)),
		xstrdup(gate_prose_value(buf, r, r->head)),
		xstrdup(gate_prose_ratio(buf, r))}};
}

static const char *
colour_of(enum gate_verdict verdict)
{
	switch (verdict) {
	case GATE_FAIL:
	case GATE_NEWLY_FAILING:
	case GATE_MISSING: return "\33[31m";
	case GATE_WARN:
	case GATE_INCONCLUSIVE:
	case GATE_ENVIRONMENT_CHANGED: return "\33[33m";
	case GATE_FIXED:
	case GATE_IMPROVED: return "\33[32m";
	default: return "";
	}
}

static void
write_cell(FILE *f, const char *text, int width, int right)
{
	if (right)
		fprintf(f, "%*s", width - humane_width(text), "");
	humane_pad(f, text, right ? 0 : width);
	fputs("  ", f);
}

static void
write_line(FILE *f, const struct line *l, const int width[COLUMNS], int colour)
{
	const struct gate_row *r = l->row;
	const char *on = colour ? colour_of(r->verdict) : "";

	for (int i = 0; i < COLUMNS; i++) {
		fputs(i == VERDICT ? on : "", f);
		write_cell(f, l->cell[i], width[i], i == BASE || i == HEAD);
		fputs(i == VERDICT && *on ? "\33[0m" : "", f);
	}
	if (r->reason)
		humane_pad(f, r->reason, 0);
	if (!isnan(r->rounds_needed))
		fprintf(f, " (%.0f rounds might tell)", r->rounds_needed);
	putc('\n', f);
}

static void
write_lines(FILE *f, const struct line *lines, size_t n, int colour)
{
	static const char *const titles[COLUMNS] = {
	    "verdict", "of", "", "base", "head", "ratio"};
	int width[COLUMNS], needed;

	for (int i = 0; i < COLUMNS; i++) {
		width[i] = humane_width(titles[i]);
		for (size_t j = 0; j < n; j++) {
			needed = humane_width(lines[j].cell[i]);
			if (width[i] < needed)
				width[i] = needed;
		}
	}
	for (int i = 0; i < COLUMNS; i++)
		if (i + 1 < COLUMNS)
			write_cell(
			    f, titles[i], width[i], i == BASE || i == HEAD);
		else
			fprintf(f, "%s\n", titles[i]);
	for (size_t i = 0; i < n; i++)
		write_line(f, &lines[i], width, colour);
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

void
gate_table_write(FILE *f, const struct gate *g, int all, int colour)
{
	struct gate_row *rows = xrealloc(NULL, g->len, sizeof *rows);
	struct line *lines = xrealloc(NULL, g->len, sizeof *lines);
	size_t n = 0, hidden = 0;

	if (g->len > 0) {
		memcpy(rows, g->row, g->len * sizeof *rows);
		qsort(rows, g->len, sizeof *rows, gate_worst_order);
	}
	for (size_t i = 0; i < g->len; i++) {
		if (rows[i].verdict == GATE_UNCHANGED && !all)
			hidden++;
		else
			lines[n++] = make_line(g, &rows[i]);
	}
	if (n > 0)
		write_lines(f, lines, n, colour);
	if (hidden > 0)
		fprintf(f, "unchanged  %zu (-v shows them)\n", hidden);
	fprintf(f, "\n%s: ", gate_overall(g));
	gate_prose_counts(f, g);
	fputs("; ", f);
	write_side(f, "base", &g->base);
	fputs(", ", f);
	write_side(f, "head", &g->head);
	putc('\n', f);
	gate_prose_method(f, g);
	putc('\n', f);
	for (int i = 0; i < GATE_REMARKS; i++)
		if (gate_prose_remark(f, g, i))
			putc('\n', f);
	for (size_t i = 0; i < n; i++)
		for (int j = 0; j < COLUMNS; j++)
			free(lines[i].cell[j]);
	free(lines);
	free(rows);
}
