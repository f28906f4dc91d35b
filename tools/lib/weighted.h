/* weighted.h - values that count more than once */

#ifndef WEIGHTED_H
#define WEIGHTED_H

#include <stddef.h>

struct weighted {
	double value, count;
};

/* The median of n > 0 values, sorted, each as if it were there count times. */
double weighted_median(const struct weighted *, size_t n);

#endif
