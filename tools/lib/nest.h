/* nest.h - the JSON object that a row of columns with dotted names becomes
 *
 * Columns a.b, x and a.c become {"a":{"b":_,"c":_},"x":_}.  All but the values
 * is text that is known once the names are. */

#ifndef NEST_H
#define NEST_H

#include <stddef.h>

struct nest_cell {
	size_t column;
	char *before; /* the text that leads to its value, such as },"x": */
	size_t before_len;
};

struct nest {
	struct nest_cell *cells; /* in the order of the output */
	size_t len;
	char *after; /* the text behind the last value */
	size_t after_len;
};

/* Why names do not make an object, and which. */
struct nest_error {
	const char *what;
	size_t column;
};

/* Plan the object of len > 0 columns; if flat, a dot is a character like any
 * other.  1, or 0 with *error filled in. */
int nest_plan(struct nest *, const char *const *names, size_t len, int flat,
    struct nest_error *error);
void nest_free(struct nest *);

#endif
