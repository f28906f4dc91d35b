/* grid.h - cells of text in columns, each as wide as its widest cell */

#ifndef GRID_H
#define GRID_H

#include <stddef.h>
#include <stdio.h>

struct grid {
	size_t columns;
	const char
	    *align; /* of each column, l: left, r: right; NULL: all left */
	struct grid_cell {
		char *text;
		const char *colour; /* NULL: none */
	} * cell;                   /* row by row */
	size_t len, size;
	const char *spare; /* digits: columns that may be left out, if there is
			    * no room, the least important first; or NULL */
	int prose;         /* the last column goes on below its row */
};

/* Add the next cell, as it is or as printf(3) makes it; a row is full after so
 * many columns. */
void grid_add(struct grid *, const char *text);
void grid_format(struct grid *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The colour of the last cell, as lib/colour.h has it. */
void grid_colour(struct grid *, const char *colour);

/* Write it, two blanks between columns and none at the end of a line; no wider
 * than terminal_room has it, if that can be. */
void grid_write(FILE *, const struct grid *);
void grid_free(struct grid *);

#endif
