/* grid.c - cells of text in columns, each as wide as its widest cell */

#include <stdlib.h>

#include "die.h"
#include "grid.h"
#include "humane.h"

void
grid_add(struct grid *g, const char *text)
{
	if (g->len == g->size) {
		g->size = g->size ? 2 * g->size : 256;
		g->cell = xrealloc(g->cell, g->size, sizeof *g->cell);
	}
	g->cell[g->len++] = xstrdup(text);
}

void
grid_write(FILE *f, const struct grid *g)
{
	int *width = xrealloc(NULL, g->columns, sizeof *width), one;

	if (g->columns == 0)
		die("a table without columns");
	for (size_t i = 0; i < g->columns; i++)
		width[i] = 0;
	for (size_t i = 0; i < g->len; i++)
		if ((one = humane_width(g->cell[i])) > width[i % g->columns])
			width[i % g->columns] = one;
	for (size_t i = 0; i < g->len; i++) {
		int last = (i + 1) % g->columns == 0;

		humane_pad(f, g->cell[i], last ? 0 : width[i % g->columns]);
		fputs(last ? "\n" : "  ", f);
	}
	free(width);
}

void
grid_free(struct grid *g)
{
	for (size_t i = 0; i < g->len; i++)
		free(g->cell[i]);
	free(g->cell);
	*g = (struct grid){.columns = g->columns};
}
