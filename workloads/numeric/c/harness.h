/* harness.h - what all C programs of numeric do alike, and what each gives */

#ifndef HARNESS_H
#define HARNESS_H

#include <stddef.h>
#include <stdint.h>

struct complex {
	double re, im;
};

/* The next number of splitmix64: Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014; constants by Vigna. */
static inline uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return z ^ (z >> 31);
}

_Noreturn void die(const char *fmt, ...);
/* zeroed memory, or death */
void *zeroed(size_t count, size_t size);

/* c = a b, all of them n x n, row by row */
void multiply(size_t n, const double *a, const double *b, double *c);

/* Prepare to transform 2^log2 points, from in to out: what depends on their
 * number alone. */
struct fft *fft_plan(unsigned log2, struct complex *in, struct complex *out);
void fft_forward(struct fft *plan);

/* how many of the samples lie in the quarter of the circle */
uint64_t count_inside(uint64_t seed, uint64_t samples);

#endif
