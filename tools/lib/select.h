/* select.h - order statistics without sorting */

#ifndef SELECT_H
#define SELECT_H

#include <stddef.h>

/* value[i] = the rank[i]-th smallest (0: the least) of the n > 0 numbers at x,
 * none of them NaN or -0.  The m ranks ascend, without repetition.  Takes a few
 * passes over x and at most n / 4 numbers of memory besides; the order of x may
 * change. */
void select_ranks(
    double *x, size_t n, const size_t *rank, double *value, size_t m);

#endif
