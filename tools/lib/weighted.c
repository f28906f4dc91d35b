/* weighted.c - values that count more than once */

#include "weighted.h"

double
weighted_median(const struct weighted *v, size_t n)
{
	double total = 0, below = 0;

	for (size_t i = 0; i < n; i++)
		total += v[i].count;
	for (size_t i = 0; i < n; i++) {
		below += v[i].count;
		if (below * 2 == total && i + 1 < n)
			return v[i].value + (v[i + 1].value - v[i].value) / 2;
		if (below * 2 >= total)
			return v[i].value;
	}
	return v[n - 1].value;
}
