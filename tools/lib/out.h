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

#endif
