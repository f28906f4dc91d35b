/* fft.c - the fast Fourier transform, radix 2, in sweeps that are all alike */

#include "harness.h"

#include <math.h>
#include <string.h>

struct fft {
	unsigned log2;
	const struct complex *in;
	struct complex *out, *spare;
	struct complex *twiddles; /* n / 2: exp(-2 pi i k / n) */
	uint32_t *reversed;       /* n: the bits of the place, in reverse */
};

struct fft *
fft_plan(unsigned log2, struct complex *in, struct complex *out)
{
	struct fft *f = zeroed(1, sizeof(*f));
	size_t n = (size_t)1 << log2;

	f->log2 = log2;
	f->in = in;
	f->out = out;
	f->spare = zeroed(n, sizeof(*f->spare));
	f->twiddles = zeroed(n / 2, sizeof(*f->twiddles));
	f->reversed = zeroed(n, sizeof(*f->reversed));
	for (size_t k = 0; k < n / 2; k++) {
		double angle = -2 * M_PI * (double)k / (double)n;

		f->twiddles[k] = (struct complex){cos(angle), sin(angle)};
	}
	for (uint32_t i = 0; i < n; i++)
		f->reversed[i] = f->reversed[i / 2] / 2 | (i & 1) << (log2 - 1);
	return f;
}

/* Join neighbours: half of the points are twice as many transforms as before,
 * each of half as many points; 2^shift in a row have the same twiddle. */
static void
sweep(size_t half, unsigned shift, const struct complex *restrict twiddles,
    const struct complex *restrict from, struct complex *restrict to)
{
	for (size_t start = 0; start < half; start += (size_t)1 << shift) {
		const struct complex w = twiddles[start];

		for (size_t i = start; i < start + ((size_t)1 << shift); i++) {
			const struct complex even = from[2 * i];
			const struct complex odd = from[2 * i + 1];
			const struct complex turned = {
			    w.re * odd.re - w.im * odd.im,
			    w.re * odd.im + w.im * odd.re};

			to[i].re = even.re + turned.re;
			to[i].im = even.im + turned.im;
			to[i + half].re = even.re - turned.re;
			to[i + half].im = even.im - turned.im;
		}
	}
}

void
fft_forward(struct fft *f)
{
	size_t n = (size_t)1 << f->log2;
	/* the sweeps go to and fro, and the last one goes to out */
	struct complex *from = f->log2 % 2 ? f->spare : f->out;
	struct complex *to = f->log2 % 2 ? f->out : f->spare;

	for (size_t i = 0; i < n; i++)
		from[i] = f->in[f->reversed[i]];
	for (unsigned shift = f->log2; shift-- > 0;) {
		struct complex *swap = from;

		sweep(n / 2, shift, f->twiddles, from, to);
		from = to;
		to = swap;
	}
}
