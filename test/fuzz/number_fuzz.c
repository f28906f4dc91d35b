/* number_fuzz.c - a libFuzzer target: the number parser against strtod
 *
 * The input is parsed as text, and its first 8 bytes are formatted as a
 * double. */

#include <errno.h>
#include <math.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jsontext.h"
#include "number.h"

const char *const tool = "number_fuzz";

static int
same(double a, double b)
{
	return memcmp(&a, &b, sizeof a) == 0;
}

static int
matches(const char *pattern, const char *text)
{
	static struct {
		const char *pattern;
		regex_t compiled;
	} known[2];
	int i = 0;

	while (known[i].pattern && strcmp(known[i].pattern, pattern) != 0)
		i++;
	if (known[i].pattern == NULL) {
		known[i].pattern = pattern;
		if (regcomp(&known[i].compiled, pattern,
			REG_EXTENDED | REG_NOSUB) != 0)
			abort();
	}
	return regexec(&known[i].compiled, text, 0, NULL, 0) == 0;
}

static void
check_parse(const char *text, size_t len)
{
	int whole = strlen(text) == len, is_number, is_json;
	double value, want = strtod(text, NULL);
	enum number_error e = number_parse(text, len, &value);

	is_number = whole && matches("^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)"
				     "([eE][-+]?[0-9]+)?$",
				 text);
	is_json = whole && matches("^-?(0|[1-9][0-9]*)([.][0-9]+)?"
				   "([eE][-+]?[0-9]+)?$",
			       text);
	if (is_number != (e != NUMBER_JUNK))
		abort();
	if (is_number && (e == NUMBER_OK) != (isfinite(want) != 0))
		abort();
	if (e == NUMBER_OK && !same(value, want))
		abort();
	if (is_json != jsontext_is_number(text, len))
		abort();
}

/* How many digits of the text matter: without zeros at either end. */
static int
significant(const char *text)
{
	int count = 0, zeros = 0;

	for (; *text && *text != 'e'; text++) {
		if (*text < '0' || *text > '9' || (*text == '0' && !count))
			continue;
		zeros = *text == '0' ? zeros + 1 : 0;
		count++;
	}
	return count - zeros;
}

/* The text must read back as the value, and no text with fewer digits may.
 * (Below DBL_MIN fewer would do: 15 are more than such a double holds.) */
static void
check_format(double value)
{
	char text[NUMBER_MAX], shorter[NUMBER_MAX];
	double back;
	int digits;

	if (!isfinite(value))
		return;
	number_format(text, value);
	if (number_parse(text, strlen(text), &back) != NUMBER_OK ||
	    !same(back, value))
		abort();
	digits = significant(text);
	if (!isnormal(value) || digits < 2)
		return;
	snprintf(shorter, sizeof shorter, "%.*g", digits - 1, value);
	if (same(strtod(shorter, NULL), value))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	double value;

	if (text == NULL)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	check_parse(text, size);
	if (size >= sizeof value) {
		memcpy(&value, data, sizeof value);
		check_format(value);
	}
	free(text);
	return 0;
}
