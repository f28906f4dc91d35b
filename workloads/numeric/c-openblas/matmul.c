/* matmul.c - the product of two matrices, by OpenBLAS */

#include "harness.h"

#include <cblas.h>

void
multiply(size_t size, const double *a, const double *b, double *c)
{
	blasint n = (blasint)size;

	openblas_set_num_threads(1);
	cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n,
	    b, n, 0, c, n);
}
