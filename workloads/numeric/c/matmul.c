/* matmul.c - the product of two matrices, row by row */

#include "harness.h"

#include <string.h>

void
multiply(size_t n, const double *restrict a, const double *restrict b,
    double *restrict c)
{
	memset(c, 0, n * n * sizeof(*c));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			double factor = a[i * n + k];

			for (size_t j = 0; j < n; j++)
				c[i * n + j] += factor * b[k * n + j];
		}
}
