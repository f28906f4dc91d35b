/* exact.c - sums of numbers and of their squares without rounding */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exact.h"

enum { DIGIT = 48, SUM_UNIT = -1074, SQUARES_UNIT = -2148 };

/* big += v << bit, or -= if subtract; what is beyond its end is lost */
static void
add_shifted(uint64_t *big, size_t len, unsigned bit, const uint64_t *v,
    size_t words, int subtract)
{
	size_t at = bit / 64;
	unsigned shift = bit % 64;
	uint64_t high = 0, carry = 0;

	for (size_t i = 0; at < len && (i <= words || carry); i++, at++) {
		uint64_t word = i < words ? v[i] : 0;
		uint64_t add = word << shift | high;

		high = shift ? word >> (64 - shift) : 0;
		if (subtract) {
			uint64_t old = big[at], less = old - add;

			big[at] = less - carry;
			carry = (old < add) | (less < carry);
		} else {
			uint64_t sum = big[at] + add;

			big[at] = sum + carry;
			carry = (sum < add) | (big[at] < sum);
		}
	}
}

/* Whether big is negative; its magnitude goes to m. */
static int
magnitude(const uint64_t *big, size_t len, uint64_t *m)
{
	int negative = (int)(big[len - 1] >> 63);

	memset(m, 0, len * sizeof *m);
	add_shifted(m, len, 0, big, len, negative);
	return negative;
}

/* The 64 highest bits of big, the first of them set, times 2^*exponent; *rest
 * says whether lower ones were set.  0 if big is. */
static uint64_t
highest(const uint64_t *big, size_t len, int *exponent, int *rest)
{
	uint64_t top;
	int zeros;

	*rest = 0;
	*exponent = 0;
	while (len > 0 && big[len - 1] == 0)
		len--;
	if (len == 0)
		return 0;
	top = big[len - 1];
	zeros = __builtin_clzll(top);
	*exponent = (int)(len - 1) * 64 - zeros;
	if (zeros > 0 && len > 1) {
		top = top << zeros | big[len - 2] >> (64 - zeros);
		*rest = big[len - 2] << zeros != 0;
	} else {
		top <<= zeros;
		*rest = len > 1 && big[len - 2] != 0;
	}
	for (size_t i = 0; i + 2 < len; i++)
		*rest |= big[i] != 0;
	return top;
}

void
exact_add_times(struct part *p, double x, uint64_t count)
{
	uint64_t m = exact_significand(x);
	uint128 square = (uint128)m * m, product = (uint128)m * count;
	uint128 low = (uint128)(uint64_t)square * count;
	uint128 high = (square >> 64) * count + (low >> 64);
	uint64_t sum[2] = {(uint64_t)product, (uint64_t)(product >> 64)};
	uint64_t squares[3] = {
	    (uint64_t)low, (uint64_t)high, (uint64_t)(high >> 64)};

	add_shifted(p->sum, 2, 0, sum, 2, 0);
	add_shifted(p->squares, 3, 0, squares, 3, 0);
}

void
exact_fold(struct exact *e, unsigned index, const struct part *p)
{
	unsigned exponent = index & 0x7ff;

	/* subnormal numbers have the smallest normal ones' unit */
	exponent -= exponent != 0;
	add_shifted(e->sum, EXACT_SUM, exponent, p->sum, 2, index >> 11 != 0);
	add_shifted(e->squares, EXACT_SQUARES, 2 * exponent, p->squares, 3, 0);
}

double
exact_mean(const struct exact *e, uint64_t n)
{
	uint64_t m[EXACT_SUM], top;
	int negative = magnitude(e->sum, EXACT_SUM, m), exponent, rest;
	uint128 quotient;
	double mean;

	top = highest(m, EXACT_SUM, &exponent, &rest);
	quotient = ((uint128)top << 64) / n;
	rest |= quotient * n != (uint128)top << 64;
	/* the last bit only says that more follows: rounding needs no more */
	mean = ldexp(
	    (double)(quotient | (unsigned)rest), exponent - 64 + SUM_UNIT);
	return negative ? -mean : mean;
}

/* The variance is (n * squares - sum^2) / (n * (n - 1)): here no digit cancels
 * that matters, as all are there. */
double
exact_stddev(const struct exact *e, uint64_t n)
{
	enum { LEN = 2 * EXACT_SUM };
	uint64_t m[EXACT_SUM], v[LEN] = {0}, top;
	int exponent, rest;
	double variance;

	for (size_t i = 0; i < EXACT_SQUARES; i++) {
		uint128 p = (uint128)e->squares[i] * n;
		uint64_t words[2] = {(uint64_t)p, (uint64_t)(p >> 64)};

		add_shifted(v, LEN, (unsigned)(64 * i), words, 2, 0);
	}
	magnitude(e->sum, EXACT_SUM, m);
	for (size_t i = 0; i < EXACT_SUM; i++)
		for (size_t j = 0; m[i] && j < EXACT_SUM; j++) {
			uint128 p = (uint128)m[i] * m[j];
			uint64_t words[2] = {(uint64_t)p, (uint64_t)(p >> 64)};

			if (p)
				add_shifted(v, LEN, (unsigned)(64 * (i + j)),
				    words, 2, 1);
		}
	top = highest(v, LEN, &exponent, &rest);
	variance = (double)top / ((double)n * (double)(n - 1));
	if (exponent & 1) {
		variance *= 2;
		exponent--;
	}
	return ldexp(sqrt(variance), (exponent + SQUARES_UNIT) / 2);
}

size_t
exact_digits(int squares)
{
	return (size_t)(squares ? EXACT_SQUARES : EXACT_SUM) * 64 / DIGIT;
}

double
exact_digit(const struct exact *e, int squares, size_t i, int *exponent)
{
	uint64_t m[EXACT_SQUARES], digit;
	size_t len = squares ? EXACT_SQUARES : EXACT_SUM;
	size_t bit = i * DIGIT, word = bit / 64, shift = bit % 64;
	int negative = magnitude(squares ? e->squares : e->sum, len, m);

	digit = m[word] >> shift;
	if (shift > 64 - DIGIT && word + 1 < len)
		digit |= m[word + 1] << (64 - shift);
	digit &= (UINT64_C(1) << DIGIT) - 1;
	*exponent = (int)bit + (squares ? SQUARES_UNIT : SUM_UNIT);
	return negative ? -(double)digit : (double)digit;
}

int
exact_put(struct exact *e, int squares, double exponent, double digit)
{
	double bit = exponent - (squares ? SQUARES_UNIT : SUM_UNIT);
	uint64_t word = (uint64_t)fabs(digit);

	if (!(bit >= 0 && fmod(bit, DIGIT) == 0 &&
		bit / DIGIT < (double)exact_digits(squares)) ||
	    fabs(digit) >= (double)(UINT64_C(1) << DIGIT) ||
	    fabs(digit) != floor(fabs(digit)) || (squares && digit < 0))
		return 0;
	if (squares)
		add_shifted(
		    e->squares, EXACT_SQUARES, (unsigned)bit, &word, 1, 0);
	else
		add_shifted(
		    e->sum, EXACT_SUM, (unsigned)bit, &word, 1, digit < 0);
	return 1;
}
