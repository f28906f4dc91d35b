/* claim.h - what a spec says of its implementations
 */

#ifndef CLAIM_H
#define CLAIM_H

#include <json-c/json.h>
#include <stddef.h>

#include "quantile.h"

enum relation { AT_MOST, BELOW, AT_LEAST, ABOVE, RELATIONS };

/* as in a spec, and as a sign */
extern const char *const relation_words[RELATIONS];
extern const char *const relation_signs[RELATIONS];

struct claim {
	const char *benchmark, *text, *implementation, *metric, *unit;
	const char *against; /* NULL: no ratio */
	const char *scase;   /* "": the whole */
	double percentile;   /* NAN: none was named */
	struct fraction p;   /* the same; without one, the median */
	enum relation relation;
	double target;
	struct json_object *profiles; /* NULL: every one */
};

/* The claims of the spec that path holds: added to *list, *n of them then.
 * Texts belong to spec.  Dies if something of a claim makes no sense. */
void claims_of(
    const char *path, struct json_object *spec, struct claim **list, size_t *n);

/* Whether the claim is made in this profile. */
int claim_of_profile(const struct claim *, const char *profile);

#endif
