/* doubles.h - doubles as bits, and as integers in the same order */

#ifndef DOUBLES_H
#define DOUBLES_H

#include <stdint.h>
#include <string.h>

static inline uint64_t
double_bits(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	return bits;
}

static inline double
double_from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof x);
	return x;
}

/* An integer of the same order as the numbers, none of them NaN, and back: the
 * lower half of the integers are the negative numbers, backwards. */
static inline uint64_t
double_key(double x)
{
	uint64_t bits = double_bits(x);

	return bits ^ (-(bits >> 63) | UINT64_C(1) << 63);
}

static inline double
double_from_key(uint64_t key)
{
	return double_from_bits(
	    key ^ (key >> 63 ? UINT64_C(1) << 63 : UINT64_MAX));
}

/* for qsort and bsearch */
static inline int
double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

#endif
