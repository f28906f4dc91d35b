/* sizes.h - samples of runs on inputs of several sizes, gathered by round
 *
 * Only timed runs count.  A run's size is its metric items. */

#ifndef SIZES_H
#define SIZES_H

#include <stddef.h>

/* the runs of one round, by ascending size */
struct sized_round {
	long round;
	double *items, *value;
	size_t n;
};

struct sized {
	const char *name;
	char *failed; /* what a timed run was instead of ok, "round 3:
		       * bad_answer"; NULL: all were ok */
	struct sized_round *round; /* ascending; all of the same sizes; none if
				    * one failed */
	size_t rounds;
};

struct sizes {
	struct sized *program; /* sorted by name */
	size_t len;
	char *unit; /* of the values */
	void *memory;
};

/* Read files (none: standard input).  Dies if a run that was ok has not exactly
 * one size and one value of the metric in this case, or the rounds of an
 * implementation are not of the same sizes. */
struct sizes sizes_read(
    char *const paths[], const char *metric, const char *scase);
void sizes_free(struct sizes *);

#endif
