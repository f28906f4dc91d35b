/* gate_noise.h - how much a series differs from itself: earlier A/A pairs */

#ifndef GATE_NOISE_H
#define GATE_NOISE_H

#include <stdio.h>

#include "gate.h"

enum { GATE_NOISE_PAIRS = 30 }; /* fewer say too little */

struct gate_noise {
	struct keys keys; /* of series */
	struct gate_pairs {
		double *size; /* of the log-ratios */
		size_t len;
	} * pairs;
};

/* Read the CSV that gate_noise_write writes, of any number of runs.  Dies. */
struct gate_noise gate_noise_read(const char *path);
void gate_noise_free(struct gate_noise *);

/* Q3 + 3 IQR of the pairs of the row's series (quartiles of type 7), which is
 * the rule of rustc-perf; NAN if there are too few. */
double gate_noise_floor(struct gate_noise *, const struct gate_row *);

/* The pairs of this run: benchmark, implementation, profile, case, metric,
 * log_ratio. */
void gate_noise_write(FILE *, const struct gate *);

#endif
