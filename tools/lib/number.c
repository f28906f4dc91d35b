/* number.c - numbers as text: strict in, shortest out */

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "number.h"

__extension__ typedef unsigned __int128 u128;

/* exact: 5^22 < 2^53 */
const double number_power10[23] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8,
    1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22};

/* If both the mantissa and the power of ten are exact doubles, one operation on
 * them is correctly rounded (W. D. Clinger, "How to read floating point numbers
 * accurately", PLDI 1990, the fast case).  The 17 digits of a double in full
 * are more than 2^53: then 10^19 < 2^64 lets the product, or the quotient to 62
 * bits with its remainder, be had in 128 bits, and be rounded once. */
int
number_decimal(uint64_t mantissa, int exponent, double *value)
{
	uint64_t power = 1;
	u128 shifted, quotient;
	int shift;

	if (mantissa <= UINT64_C(1) << 53 && exponent >= -22 &&
	    exponent <= 22) {
		*value = (double)mantissa;
		if (exponent < 0)
			*value /= number_power10[-exponent];
		else
			*value *= number_power10[exponent];
		return 1;
	}
	if (mantissa == 0 || exponent < -19 || exponent > 19)
		return 0;
	for (int i = abs(exponent); i > 0; i--)
		power *= 10;
	if (exponent >= 0) {
		*value = (double)((u128)mantissa * power);
		return 1;
	}
	shift = 63 + __builtin_clzll(mantissa);
	shifted = (u128)mantissa << shift;
	quotient = shifted / power;
	*value =
	    ldexp((double)(quotient | (quotient * power != shifted)), -shift);
	return 1;
}

static enum number_error
parse_slowly(const char *s, size_t len, double *value)
{
	char small[128], *copy = len < sizeof small ? small : malloc(len + 1);

	if (copy == NULL)
		die("out of memory");
	memcpy(copy, s, len);
	copy[len] = '\0';
	*value = strtod(copy, NULL);
	if (copy != small)
		free(copy);
	return isfinite(*value) ? NUMBER_OK : NUMBER_RANGE;
}

/* Up to 19 digits are gathered in a 64-bit integer; more, and exponents far
 * from zero, go to strtod. */
enum number_error
number_parse(const char *s, size_t len, double *value)
{
	const char *p = s, *end = s + len, *digits, *point;
	uint64_t mantissa = 0;
	int negative = 0, exponent = 0, count;

	if (p < end && (*p == '-' || *p == '+'))
		negative = *p++ == '-';
	digits = p;
	for (; p < end && (unsigned)(*p - '0') < 10; p++)
		mantissa = mantissa * 10 + (unsigned)(*p - '0');
	count = (int)(p - digits);
	if (p < end && *p == '.') {
		point = ++p;
		for (; p < end && (unsigned)(*p - '0') < 10; p++)
			mantissa = mantissa * 10 + (unsigned)(*p - '0');
		exponent = -(int)(p - point);
		count -= exponent;
	}
	if (count == 0)
		return NUMBER_JUNK;
	if (p < end && (*p == 'e' || *p == 'E')) {
		int sign = 1, e = 0;

		if (++p < end && (*p == '-' || *p == '+'))
			sign = *p++ == '-' ? -1 : 1;
		if (p == end)
			return NUMBER_JUNK;
		for (; p < end && (unsigned)(*p - '0') < 10; p++)
			if (e < 100000)
				e = e * 10 + (*p - '0');
		exponent += sign * e;
	}
	if (p != end)
		return NUMBER_JUNK;
	if (count > 19 || !number_decimal(mantissa, exponent, value))
		return parse_slowly(s, len, value);
	if (negative)
		*value = -*value;
	return NUMBER_OK;
}

const char *
number_strerror(enum number_error e)
{
	return e == NUMBER_RANGE ? "out of range" : "not a number";
}

const char *
number_format(char buf[NUMBER_MAX], double value)
{
	/* below the normal numbers there are fewer digits to tell apart */
	int precision = fabs(value) < DBL_MIN ? 1 : 15;

	do
		snprintf(buf, NUMBER_MAX, "%.*g", precision, value);
	while (strtod(buf, NULL) != value && precision++ < 17);
	return buf;
}

double
number_option_real(int opt, const char *arg, double min, double max)
{
	double value;
	enum number_error e = number_parse(arg, strlen(arg), &value);

	if (e != NUMBER_OK)
		misuse("-%c: %s: \"%s\"", opt, number_strerror(e), arg);
	if (value < min)
		misuse("-%c: too small: %s (at least %g)", opt, arg, min);
	if (value > max)
		misuse("-%c: too large: %s (at most %g)", opt, arg, max);
	return value;
}

long
number_option(int opt, const char *arg, long min, long max)
{
	double value = number_option_real(opt, arg, (double)min, (double)max);

	if (value != floor(value))
		misuse("-%c: not a whole number: \"%s\"", opt, arg);
	return (long)value;
}
