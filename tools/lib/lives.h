/* lives.h - samples gathered by process: the series of each, in order of time
 *
 * A timed run of an implementation in a round is one process (with those that
 * it starts).  Runs that were not ok are there, but hold nothing. */

#ifndef LIVES_H
#define LIVES_H

#include <stddef.h>

#include "keys.h"

struct values {
	double *value;
	size_t n, size;
};

struct life {
	long round, position;
	int failed;
	struct values time_s, memory; /* as many of the one as of the other */
	struct values operation_s;    /* as reported: of one or of several */
	double operations;            /* their number */
	unsigned long line;           /* of the last row */
};

struct program {
	const char *name;
	struct life *life; /* by round */
	size_t n;
};

struct lives {
	struct program *program; /* by name */
	size_t n;
	struct keys names;
};

/* Read files (none: standard input): the metrics tree_time, memory (in B) and
 * operations (in s; names with commas between, in all their cases).  Dies if a
 * process's times do not ascend, or are more or fewer than its values, or if
 * there is no value of memory at all, unless all failed. */
struct lives lives_gather(
    char *const paths[], const char *memory, const char *operations);
void lives_free(struct lives *);

#endif
