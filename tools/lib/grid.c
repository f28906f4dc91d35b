/* grid.c - cells of text in columns, each as wide as its widest cell */

#include <stdarg.h>
#include <stdlib.h>

#include "colour.h"
#include "die.h"
#include "grid.h"
#include "humane.h"
#include "terminal.h"

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

/* How wide each column is. */
static int *
widths(const struct grid *g)
{
	int *width = xrealloc(NULL, g->columns, sizeof *width), one;

	if (g->columns == 0)
		die("a table without columns");
	for (size_t i = 0; i < g->columns; i++)
		width[i] = 0;
	for (size_t i = 0; i < g->len; i++)
		if ((one = humane_width(g->cell[i].text)) >
		    width[i % g->columns])
			width[i % g->columns] = one;
	return width;
}

/* Mark with -1 the columns that there is no room for. */
static void
leave_out(const struct grid *g, int *width, int room)
{
	size_t fixed = g->columns - (g->prose ? 1 : 0);
	int all = -2;

	for (size_t i = 0; i < fixed; i++)
		all += width[i] + 2;
	for (const char *p = g->spare; p && *p && room > 0 && all > room; p++) {
		all -= width[*p - '0'] + 2;
		width[*p - '0'] = -1;
	}
}

static void
write_row(
    FILE *f, const struct grid *g, size_t first, const int *width, int room)
{
	const int indent = 4;
	size_t fixed = g->columns - (g->prose ? 1 : 0);
	const char *prose = g->cell[first + g->columns - 1].text;
	int blanks = 0, at = 0, fits;

	for (size_t i = 0; i < fixed; i++) {
		const struct grid_cell *cell = &g->cell[first + i];
		int pad = width[i] - humane_width(cell->text);
		int right = g->align && g->align[i] == 'r';

		if (width[i] < 0)
			continue;
		at += width[i] + 2;
		blanks += right ? pad : 0;
		if (*cell->text) {
			write_cell(f, cell, blanks);
			blanks = 0;
		}
		blanks += 2 + (right ? 0 : pad);
	}
	fits = terminal_fits(prose, at, room);
	if (!g->prose || *prose == '\0' || (first == 0 && !fits)) {
		putc('\n', f);
		return;
	}
	fprintf(f, "%*s", fits ? blanks : 0, "");
	terminal_wrap(f, prose, at, indent, room);
}

void
grid_write(FILE *f, const struct grid *g)
{
	int *width = widths(g), room = terminal_room(f);

	leave_out(g, width, room);
	for (size_t i = 0; i < g->len; i += g->columns)
		write_row(f, g, i, width, room);
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
