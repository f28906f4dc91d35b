/* number.h - numbers as text: strict in, shortest out */

#ifndef NUMBER_H
#define NUMBER_H

#include <stddef.h>
#include <stdint.h>

enum number_error {
	NUMBER_OK,
	NUMBER_JUNK, /* not a decimal number, or something after it */
	NUMBER_RANGE /* too large for a double */
};

/* The longest text number_format writes, with its NUL. */
enum { NUMBER_MAX = 32 };

/* Parse the len bytes at s, all of them, as a decimal number in the form
 * [+-]digits[.digits][(e|E)[+-]digits], at least one digit before the
 * exponent, correctly rounded.  No blanks, no hexadecimal, no NaN, no
 * infinity.  s[len] must be readable (a field's end or a NUL). */
enum number_error number_parse(const char *s, size_t len, double *value);

/* Parts of a parser, for readers of many numbers: 10^0 .. 10^22 are exact
 * doubles, and mantissa * 10^exponent correctly rounded; number_decimal returns
 * 0 if that takes more than 128 bits. */
extern const double number_power10[23];
int number_decimal(uint64_t mantissa, int exponent, double *value);

/* What a failed parse is called in a message: "not a number", ... */
const char *number_strerror(enum number_error);

/* The shortest decimal text that reads back as value. */
const char *number_format(char buf[NUMBER_MAX], double value);

/* Option arguments: a whole number or a decimal in [min, max], or a message
 * that names the option, and exit 2. */
long number_option(int opt, const char *arg, long min, long max);
double number_option_real(int opt, const char *arg, double min, double max);

#endif
