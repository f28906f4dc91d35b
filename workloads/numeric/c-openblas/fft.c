/* fft.c - the fast Fourier transform, by FFTW */

#include "harness.h"

#include <fftw3.h>

struct fft {
	fftw_plan plan;
};

struct fft *
fft_plan(unsigned log2, struct complex *in, struct complex *out)
{
	struct fft *f = zeroed(1, sizeof(*f));

	f->plan = fftw_plan_dft_1d(1 << log2, (fftw_complex *)in,
	    (fftw_complex *)out, FFTW_FORWARD, FFTW_ESTIMATE);
	if (!f->plan)
		die("out of memory");
	return f;
}

void
fft_forward(struct fft *f)
{
	fftw_execute(f->plan);
}
