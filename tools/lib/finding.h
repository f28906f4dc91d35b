/* finding.h - whether what is said of an implementation is what was measured
 *
 * Intervals are two-sided, of 95 %, with at most 2.5 % beyond each end: so each
 * end is the one-sided bound of 97.5 % as well, and a claim that is false is
 * validated by at most 2.5 % of all sessions. */

#ifndef FINDING_H
#define FINDING_H

#include <json-c/json.h>
#include <stddef.h>

#include "claim.h"
#include "quantile.h"

#define FINDING_CONFIDENCE 0.95

struct record {
	const char *path;
	struct json_object *json;
	const char *benchmark, *profile, *implementation, *status;
};

/* Dies if the JSON is no record. */
struct record record_of(const char *path, struct json_object *);

enum status { VALIDATED, DISPROVED, UNDECIDED, NOT_RUN, STATUSES };
extern const char *const status_words[STATUSES];

/* What was found; NAN is what there is none of. */
struct finding {
	const struct claim *claim;
	const char *profile;
	const struct record *record; /* NULL: none of the implementation */
	enum status status;
	char *reason; /* NULL: there is nothing to explain */
	double value, lo, hi, confidence;
	size_t n;           /* rounds */
	struct fraction of; /* the quantile of their values that it is */
};

/* Hold the claim against the records; root is where the paths of raw files
 * begin.  Dies if records contradict each other or their files. */
struct finding finding_of(const struct claim *, const char *profile,
    const struct record *records, size_t n, const char *root);
void finding_free(struct finding *);

#endif
