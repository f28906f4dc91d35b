/* scaling.h - what a program takes to start, and for each item
 *
 * Every round gives a line of its own (line.h): its intercept is the start-up,
 * its slope the cost of an item.  Rounds are what is independent, and not the
 * runs in them, so estimates are medians over the rounds, with the
 * distribution-free interval of order statistics (quantile.h). */

#ifndef SCALING_H
#define SCALING_H

#include <stddef.h>

#include "sizes.h"

struct scaled {
	double value, lo, hi; /* NAN: unknown; INFINITY: no bound is known */
};

enum scaling_verdict {
	SCALING_LINEAR,
	SCALING_NOT_LINEAR,
	SCALING_INCONCLUSIVE,
	SCALING_FAILED
};

struct scaling {
	const char *name;
	size_t rounds, sizes;
	double items_min, items_max;
	struct scaled intercept, slope;
	/* at the smallest and at the largest size: how much of the value is
	 * not on the line, as a share of 1 */
	struct scaled residual_min, residual_max;
	double confidence; /* that the intervals achieve */
	enum scaling_verdict verdict;
	char reason[128];

	/* against the reference, paired by round: how many times its slope,
	 * and from how many items on the one with the smaller slope takes
	 * less; NAN for the reference itself */
	struct scaled ratio, break_even;

	const struct sized *of;
	struct line *line; /* by round */
};

struct scalings {
	struct scaling *row; /* sorted by name */
	size_t len;
	const struct scaling *reference; /* NULL: none worked */
};

/* The reference is the one of the smallest slope among these names (a comma
 * between two; NULL: all).  Dies if none of them is there. */
struct scalings scaling_of(const struct sizes *, const char *references);
void scaling_free(struct scalings *);

const char *scaling_word(enum scaling_verdict);

#endif
