/* series.h - samples gathered for comparing: one value a round
 *
 * Only timed runs count.  What a run reported more than once of a metric is
 * reduced to the median, each value weighted by its count. */

#ifndef SERIES_H
#define SERIES_H

#include <stddef.h>

struct implementation {
	const char *name;
	int timed;
	int failed; /* a timed run was not ok, or there was none */
	int twice;  /* two files have a value of the same round */
};

/* what one implementation gave of one metric */
struct series {
	const struct implementation *implementation;
	size_t n;        /* rounds; 0: it gave none */
	long *round;     /* ascending */
	double *value;   /* of that round */
	char *disturbed; /* the run's metric "disturbed" was not 0 */
};

/* one metric of one case: a series of each implementation, sorted by name */
struct group {
	const char *scase, *metric, *unit;
	struct series *series;
};

struct gathered {
	struct group *groups; /* sorted by case, then metric */
	size_t groups_len;
	struct implementation **implementations; /* sorted by name */
	size_t implementations_len;
	int marked; /* there is a metric "disturbed" */
	void *memory;
};

/* Read files (none: standard input), of which only the named metrics are kept
 * (a comma between two names).  Dies if one of them has no timed sample though
 * not all implementations failed, a metric has two units, or an implementation
 * has two runs in one round, as their positions tell.  If two files have the
 * same run, there is a warning. */
struct gathered series_gather(char *const paths[], const char *metrics);

/* A series of n values, to be set, of the rounds 1 to n, undisturbed; and an
 * end to it. */
struct series series_new(size_t n);
void series_drop(struct series *);

/* Whether name is one of the names between commas. */
int series_listed(const char *names, const char *name);

void series_free(struct gathered *);

#endif
