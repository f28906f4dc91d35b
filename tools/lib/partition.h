/* partition.h - where the mean of a series changes: the optimal partition */

#ifndef PARTITION_H
#define PARTITION_H

#include <stddef.h>

/* Divide n > 0 values into stretches of at least `least` so that the sum of all
 * squared distances from the mean of a value's own stretch, and of penalty for
 * every change from one stretch to the next, is the smallest there is.  The
 * values must be so scaled that squares of their differences are far from
 * overflow.  The index of the first value of each stretch but the first goes to
 * change, which has room for n; returns their number.
 *
 * The time is linear in n: at most 2048 candidates are kept.  Noise needs
 * dozens; long slopes without noise might need more, and then the sum may be a
 * little above the smallest. */
size_t partition(const double *value, size_t n, size_t least, double penalty,
    size_t *change);

#endif
