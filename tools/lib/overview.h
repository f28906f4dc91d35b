/* overview.h - comparisons as a person reads them */

#ifndef OVERVIEW_H
#define OVERVIEW_H

#include <stdio.h>

#include "comparison.h"

/* A table for each metric and case, the best implementation first, and below
 * them what there is to remark. */
void overview_write(
    FILE *, const struct comparisons *, const struct gathered *, int colour);

/* The remarks alone, as warnings. */
void overview_warn(const struct comparisons *, const struct gathered *);

#endif
