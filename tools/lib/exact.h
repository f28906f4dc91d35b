/* exact.h - sums of numbers and of their squares without rounding
 *
 * So that mean and standard deviation do not depend on the order of the
 * numbers, cannot overflow on the way, and those of merged sketches are those
 * of all their numbers together.  The sums are fixed-point integers wide enough
 * for any 2^53 doubles (after R. M. Neal, "Fast exact summation using small and
 * large superaccumulators", 2015). */

#ifndef EXACT_H
#define EXACT_H

#include <stddef.h>
#include <stdint.h>

#include "doubles.h"

__extension__ typedef unsigned __int128 uint128;

/* in units of 2^-1074 and 2^-2148 */
enum { EXACT_SUM = 35, EXACT_SQUARES = 68 };

struct exact {
	uint64_t sum[EXACT_SUM]; /* two's complement, the lowest word first */
	uint64_t squares[EXACT_SQUARES];
};

/* What the numbers of one sign and exponent add up to: integers, since their
 * significands are.  There are EXACT_PARTS of these; exact_part says which a
 * number belongs to. */
enum { EXACT_PARTS = 1 << 12 };

struct part {
	uint64_t sum[2], squares[3];
};

static inline unsigned
exact_part(double x)
{
	return (unsigned)(double_bits(x) >> 52);
}

/* |x| in units of the last place that its exponent has. */
static inline uint64_t
exact_significand(double x)
{
	uint64_t bits = double_bits(x), implicit = UINT64_C(1) << 52;

	return (bits & (implicit - 1)) |
	       ((bits >> 52 & 0x7ff) != 0 ? implicit : 0);
}

/* Add x, once or count times, to its part. */
static inline void
exact_add(struct part *p, double x)
{
	uint64_t m = exact_significand(x);
	uint128 sum = ((uint128)p->sum[1] << 64 | p->sum[0]) + m;
	uint128 square = (uint128)m * m;
	uint128 low = ((uint128)p->squares[1] << 64 | p->squares[0]) + square;

	p->sum[0] = (uint64_t)sum;
	p->sum[1] = (uint64_t)(sum >> 64);
	p->squares[0] = (uint64_t)low;
	p->squares[1] = (uint64_t)(low >> 64);
	p->squares[2] += low < square;
}

void exact_add_times(struct part *, double x, uint64_t count);

/* Add the part with this index to the sums. */
void exact_fold(struct exact *, unsigned index, const struct part *);

/* The mean of n > 0 numbers, correctly rounded, and the standard deviation of
 * n > 1 (with n - 1), within 2 units in the last place; it may be infinite. */
double exact_mean(const struct exact *, uint64_t n);
double exact_stddev(const struct exact *, uint64_t n);

/* The sums as text can have them: the sum of digit * 2^exponent over all i,
 * each digit less than 2^48.  exact_digit gives the i-th of the sum (or of the
 * squares), its exponent in *exponent, and 0 where there is none; exact_digits
 * is how many i there are.  exact_put adds such a digit: 0 if it cannot be
 * one. */
size_t exact_digits(int squares);
double exact_digit(const struct exact *, int squares, size_t i, int *exponent);
int exact_put(struct exact *, int squares, double exponent, double digit);

#endif
