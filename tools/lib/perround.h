/* perround.h - what a record has of a metric, one value a round
 *
 * Values within a round have that round in common, so they are not independent:
 * what is said of more rounds than these rests on one value of each. */

#ifndef PERROUND_H
#define PERROUND_H

#include <json-c/json.h>
#include <stddef.h>

#include "quantile.h"

struct perround {
	size_t n;
	long *round; /* ascending */
	double *value;
	int many;      /* each is a quantile of the many values of its round */
	char *missing; /* why there are none, else NULL */
};

/* Of a metric object of a record at path: its samples, or, if rounds have more
 * than one value each, the quantile (type 7) of each round, every value
 * weighted by its count.  These come from the record's raw files, whose paths
 * are relative to root.  Dies if such a file is not the one that the record was
 * made from; one that is not there is missing. */
struct perround perround_of(const char *path, struct json_object *record,
    struct json_object *metric, struct fraction, const char *root);
void perround_free(struct perround *);

#endif
