/* out.h - output that is whole or absent */

#ifndef OUT_H
#define OUT_H

#include <stdio.h>

struct out {
	FILE *f;          /* write here */
	const char *path; /* NULL: standard output */
	char *real; /* path behind symbolic links; NULL: written in place */
	int named;  /* the data has a temporary name already */
};

/* Open path for writing, standard output if path is NULL.  A regular file
 * comes into being, or is replaced, only by out_close: until then the data has
 * no name, so that an interrupt or SIGKILL leaves nothing behind.  Dies. */
struct out out_open(const char *path);

/* Flush, check, and give the file its name.  Dies if a byte was lost. */
void out_close(struct out *);

/* Write s as a CSV field (RFC 4180): quoted only if it must be. */
void out_field(FILE *, const char *s);

/* Write a comma and value: all twelve digits that mean something, and none of
 * those in which one machine's logarithm differs from another's; nothing for
 * what is not a number. */
void out_number(FILE *, double value);

/* What to write to path: what is asked for ('C', 'T', ...), or, if that is 0, a
 * table ('T') on a terminal and CSV ('C') elsewhere. */
int out_form(int asked, const char *path);

/* Whether that may be coloured: on a terminal, unless NO_COLOR says not to. */
int out_coloured(const char *path);

#endif
