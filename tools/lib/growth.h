/* growth.h - whether the memory of one process grows without end
 *
 * The first quarter of the series (the program warms up) and the last twentieth
 * (it ends) are left out.  What is left is divided into at most 40 blocks, each
 * of at least 10 samples, and only the least of each counts, at its own time:
 * caches and collectors that fill and empty within a block leave no trace.  A
 * process leaks if all of this is so:
 *
 *   1. z of Mann-Kendall is above 2.33, and the 95 % interval of the Theil-Sen
 *      slope above 0;
 *   2. the growth, slope times the time from the first block to the last, is
 *      above 1 % of the memory and above 256 KiB;
 *   3. the slope of the second half is more than half that of the first: growth
 *      that comes to an end is none;
 *   4. each third's least value is above that of the third before by more than
 *      a sixth of the growth (without noise it is a third): what was taken in
 *      one step, or falls back, is not leaked. */

#ifndef GROWTH_H
#define GROWTH_H

#include <stddef.h>

#include "trend.h"

enum growth_cause {
	GROWTH_GROWS,
	GROWTH_NO_TREND,
	GROWTH_SMALL,
	GROWTH_SLOWS,
	GROWTH_FALLS_BACK,
	GROWTH_TOO_SHORT,
	GROWTH_CAUSES
};

/* The part of n values in order of time that is looked at: from begin up to but
 * not including end. */
struct window {
	size_t begin, end;
};

struct growth {
	struct points least; /* of each block; x is in seconds */
	struct trend trend;
	enum growth_cause cause;
	double detectable_B_per_s; /* a leak like this is found */
};

struct window growth_window(size_t n);

/* the least number of samples that a process needs */
size_t growth_samples_min(void);

struct growth growth_of(const double *time_s, const double *bytes, size_t n);
void growth_free(struct growth *);

#endif
