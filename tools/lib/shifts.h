/* shifts.h - lasting changes in a series of values: where, how large, how sure
 *
 * In this order:
 * - values are replaced by their logarithms, if all are above 0;
 * - sigma is the noise, from the differences of neighbours, and never less than
 *   a third of what counts as a change;
 * - a value further than 3 sigma from the median of those around it is put to
 *   that distance;
 * - the optimal partition with a penalty of factor * sigma^2 * log n gives
 *   candidates; if values resemble those before them, with the correlation r,
 *   it is made again with that times (1 + r) / (1 - r);
 * - candidates are dropped, the least certain first, until each that is left is
 *   found between its neighbours by the rank test, even if p is multiplied by
 *   the number of places where a change may be, and is large enough. */

#ifndef SHIFTS_H
#define SHIFTS_H

#include <stddef.h>

struct shifts_rule {
	size_t least;     /* values between two changes; 2 or more */
	double factor;    /* of the penalty */
	double alpha;     /* p, adjusted for all places, is at most this */
	double threshold; /* ratio from which on a change counts; above 1 */
};

/* what the project takes for granted; test/reference/changepoint.py says why */
extern const struct shifts_rule shifts_default;

struct shift {
	size_t at;                /* the index of the first value after it */
	int up;                   /* whether values are higher after it */
	double before, after;     /* medians */
	double ratio, lo, hi;     /* after to before, by ranks, with the 95 %
				   * interval; NAN if a value is not above 0 */
	double p;                 /* of the rank test, adjusted */
	size_t n_before, n_after; /* values up to the neighbouring changes */
};

struct shifts {
	struct shift *shift; /* in order; free with shifts_free */
	size_t n;
	double
	    sigma; /* of the logarithms, or of the values if not logarithmic */
	int logarithmic;
};

struct shifts shifts_of(
    const double *value, size_t n, const struct shifts_rule *);
/* So many values there must be for a change to be found at all. */
size_t shifts_needed(const struct shifts_rule *);

void shifts_free(struct shifts *);

#endif
