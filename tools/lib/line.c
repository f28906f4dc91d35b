/* line.c - a straight line through points, by medians */

#include <math.h>
#include <stdlib.h>

#include "die.h"
#include "line.h"
#include "trend.h"

struct line
line_of(const double *x, const double *y, size_t n)
{
	double *value = xrealloc(NULL, n * (n + 1) / 2 + 1, sizeof *value);
	struct line line = {NAN, NAN};
	size_t pairs = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			if (x[i] != x[j])
				value[pairs++] = (y[j] - y[i]) / (x[j] - x[i]);
	if (pairs > 0) {
		line.slope = trend_median(value, pairs);
		for (size_t i = 0; i < n; i++)
			value[i] = y[i] - line.slope * x[i];
		line.intercept = trend_median(value, n);
	}
	free(value);
	return line;
}
