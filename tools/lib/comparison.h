/* comparison.h - how two implementations differ in one metric of one case */

#ifndef COMPARISON_H
#define COMPARISON_H

#include <stddef.h>

#include "series.h"

enum verdict { INCONCLUSIVE, EQUIVALENT, BETTER, WORSE, FAILED };

/* Ratios are implementation / reference; NAN is what could not be had. */
struct comparison {
	const struct group *group;
	const struct series *series, *reference; /* reference: may be NULL */
	int paired;                              /* by round */
	int positive; /* all values are, so that there are ratios */
	double ratio, lo, hi, level;
	double p, p_holm;
	size_t family; /* how many p-values Holm's adjustment saw */
	double a12; /* chance that the implementation's value is the larger */
	double
	    mde; /* the least ratio that this many rounds would tell from 1 */
	size_t n_quiet; /* rounds in which neither was disturbed */
	double quiet, quiet_lo, quiet_hi;
	double rounds_needed; /* for mde to be the threshold */
	enum verdict verdict;
};

struct comparisons {
	struct comparison *row; /* by group, reference, implementation */
	size_t len;
	const struct group *first; /* the question that matters most */
	const struct implementation
	    *reference; /* NULL: all failed, or each in turn */
	double confidence, threshold;
};

/* Compare all implementations with a reference: the one of that name, or of
 * several (with commas between; NULL: all) the one whose median of the first of
 * metrics (a comma ends it) is the best.  Then the data
 * chose what to compare, so p is adjusted for all pairs.  The family is one
 * metric of one case: each is a question of its own.  Dies if there is no such
 * implementation. */
struct comparisons compare(const struct gathered *, const char *references,
    const char *metrics, double confidence, double threshold);

/* Compare every implementation with every other, by group, reference,
 * implementation; p is adjusted for all pairs.  reference and first are NULL.
 */
struct comparisons compare_pairs(
    const struct gathered *, double confidence, double threshold);

/* "faster", "larger", ...: the verdict in words that suit the unit */
const char *verdict_word(enum verdict, const char *unit);

#endif
