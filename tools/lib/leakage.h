/* leakage.h - whether a program leaks, from all of its processes */

#ifndef LEAKAGE_H
#define LEAKAGE_H

#include <stddef.h>

#include "lives.h"

enum leakage_verdict { LEAKAGE_INCONCLUSIVE, LEAKAGE_STEADY, LEAKAGE_LEAKING };

enum { LEAKAGE_PROCESSES_MIN = 3 };

/* an estimate with its 95 % interval; NAN: not known */
struct estimate {
	double value, lo, hi;
};

struct leakage {
	const char *name;
	size_t processes; /* that were ok */
	enum leakage_verdict verdict;
	char reason[320];
	/* the growth of memory, and the least that would have been found */
	struct estimate per_operation_B, per_s_B;
	double detectable_per_operation_B, detectable_per_s_B;
	double z;      /* of all processes together */
	double peak_B; /* of all of the series */
	/* how much the rate of operations has changed from the first to the
	 * last of them: -0.1 is 10 % less */
	struct estimate drift;
	double samples, operations, seconds; /* of all processes */
};

struct leakage leakage_of(const struct program *);

const char *leakage_word(enum leakage_verdict);

#endif
