/* matmul.c - the product of two matrices, by OpenBLAS
 *
 * The library starts its threads when it is loaded, and they spin for a while
 * even if they are told later that there shall be one.  So it is loaded here,
 * once the environment says so. */

#include "harness.h"

#include <cblas.h>
#include <dlfcn.h>
#include <stdlib.h>

static __typeof__(&cblas_dgemm) dgemm;

__attribute__((constructor)) static void
load(void)
{
	void *library;

	setenv("OPENBLAS_NUM_THREADS", "1", 1);
	library = dlopen("libopenblas.so.0", RTLD_NOW);
	if (!library)
		die("%s", dlerror());
	dgemm = (__typeof__(dgemm))dlsym(library, "cblas_dgemm");
	if (!dgemm)
		die("%s", dlerror());
}

void
multiply(size_t size, const double *a, const double *b, double *c)
{
	blasint n = (blasint)size;

	dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n,
	    0, c, n);
}
