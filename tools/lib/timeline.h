/* timeline.h - the time series of a process tree, as sampler writes it */

#ifndef TIMELINE_H
#define TIMELINE_H

#include <stdio.h>

#include "tree.h"

/* One sample; what is NAN is not known, and written as an empty field. */
struct moment {
	double time_s, late_s;
	long missed;
	struct tree_sample tree;
	double cost_s;
};

void timeline_write_header(FILE *);
void timeline_write(FILE *, const struct moment *);

/* All samples taken together. */
struct timeline {
	long samples, missed;
	double late_max_s;
	struct tree_sample peak;
	int series;      /* keep the points, too */
	int cpu_unknown; /* at some of them */
	struct timeline_point {
		double time_s, anon_B, cpu_s;
	} * at;
	size_t len, size;
};

struct timeline timeline_new(int series);
void timeline_free(struct timeline *);
void timeline_add(struct timeline *, const struct moment *);

/* Write the points and the peaks as lines that a program reports on
 * $SAMPLES_FD, samples(5). Dies. */
void timeline_report(const struct timeline *, double cost_s, int fd);

#endif
