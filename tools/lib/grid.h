/* grid.h - cells of text in columns, each as wide as its widest cell */

#ifndef GRID_H
#define GRID_H

#include <stddef.h>
#include <stdio.h>

struct grid {
	size_t columns;
	char **cell; /* row by row */
	size_t len, size;
};

/* Add the next cell; a row is full after so many columns. */
void grid_add(struct grid *, const char *text);
/* Write it, two blanks between columns, all to the left. */
void grid_write(FILE *, const struct grid *);
void grid_free(struct grid *);

#endif
