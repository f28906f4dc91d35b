/* effect.h - how one series differs from another, as a ratio */

#ifndef EFFECT_H
#define EFFECT_H

#include <stddef.h>

#include "rank.h"
#include "series.h"

/* The median of a series, NAN if it has no value. */
double series_median(const struct series *);

/* Whether two series are of the same rounds, whether a ratio can be had of all
 * values (they are above 0), and whether a round was disturbed. */
int effect_paired(const struct series *, const struct series *);
int effect_positive(const struct series *);
int effect_disturbed(const struct series *);

/* The log of the ratio of a to b, by all rounds or the undisturbed ones.  *n is
 * how many rounds it rests on, the fewer of the two sides if unpaired; there is
 * no estimate if that is 0. */
struct estimate effect_log_ratio(const struct series *a, const struct series *b,
    int paired, int quiet, double confidence, size_t *n);

/* The rounds it takes to bring mde, the square root of the interval's ends'
 * ratio (NAN: there was no interval), down to the threshold: an interval
 * narrows with the square root of n.  Not fewer than it takes for the smallest
 * p there is, 2 / 2^n (Wilcoxon's, paired), to count in a family of so many.
 * NAN if n or m are as many. */
double effect_rounds_needed(size_t n, size_t m, double mde, size_t family,
    double confidence, double threshold);

#endif
