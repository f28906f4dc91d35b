/* grid.c - cells of text in columns, each as wide as its widest cell */

#include <stdarg.h>
#include <stdlib.h>

#include "colour.h"
#include "die.h"
#include "grid.h"
#include "humane.h"

static void
add(struct grid *g, char *text)
{
	if (g->len == g->size) {
		g->size = g->size ? 2 * g->size : 256;
		g->cell = xrealloc(g->cell, g->size, sizeof *g->cell);
	}
	g->cell[g->len++] = (struct grid_cell){text, NULL};
}

void
grid_add(struct grid *g, const char *text)
{
	add(g, xstrdup(text));
}

void
grid_format(struct grid *g, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(g, xvprintf(fmt, ap));
	va_end(ap);
}

void
grid_colour(struct grid *g, const char *colour)
{
	g->cell[g->len - 1].colour = colour;
}

/* Write a cell with so many blanks before it. */
static void
write_cell(FILE *f, const struct grid_cell *cell, int blanks)
{
	fprintf(f, "%*s%s", blanks, "", cell->colour ? cell->colour : "");
	humane_pad(f, cell->text, 0);
	fputs(cell->colour ? COLOUR_OFF : "", f);
}

void
grid_write(FILE *f, const struct grid *g)
{
	int *width = xrealloc(NULL, g->columns, sizeof *width), one, blanks = 0;

	if (g->columns == 0)
		die("a table without columns");
	for (size_t i = 0; i < g->columns; i++)
		width[i] = 0;
	for (size_t i = 0; i < g->len; i++)
		if ((one = humane_width(g->cell[i].text)) >
		    width[i % g->columns])
			width[i % g->columns] = one;
	for (size_t i = 0; i < g->len; i++) {
		const struct grid_cell *cell = &g->cell[i];
		size_t column = i % g->columns;
		int pad = width[column] - humane_width(cell->text);
		int right = g->align && g->align[column] == 'r';

		blanks += right ? pad : 0;
		if (*cell->text) {
			write_cell(f, cell, blanks);
			blanks = 0;
		}
		blanks += 2 + (right ? 0 : pad);
		if (column + 1 == g->columns) {
			putc('\n', f);
			blanks = 0;
		}
	}
	free(width);
}

void
grid_free(struct grid *g)
{
	for (size_t i = 0; i < g->len; i++)
		free(g->cell[i].text);
	free(g->cell);
	*g = (struct grid){.columns = g->columns};
}
