/* humane.c - numbers and names for people: short, with units, in columns */

#include <math.h>
#include <string.h>

#include "humane.h"
#include "terminal.h"

struct prefix {
	double factor;
	const char *name;
};

static const struct prefix seconds[] = {
    {1e-9, "ns"}, {1e-6, "µs"}, {1e-3, "ms"}, {1, "s"}};
static const struct prefix bytes[] = {{1, "B"}, {0x1p10, "KiB"},
    {0x1p20, "MiB"}, {0x1p30, "GiB"}, {0x1p40, "TiB"}};
static const struct prefix counts[] = {
    {1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}, {1e12, "T"}};

/* How many decimals leave three digits, if that many are before the point; -1:
 * there would be too many digits, take an exponent. */
static int
decimals(double value)
{
	int digits;

	if (value == 0)
		return 0;
	digits = (int)floor(log10(fabs(value)));
	return digits < -4 || digits > 5 ? -1 : digits > 2 ? 0 : 2 - digits;
}

/* "1.37" and the prefix "m"; 999.7 is 1.00 of the next. */
static const char *
scaled(char *number, size_t size, double value, const struct prefix *prefix,
    size_t n)
{
	size_t i = 0;

	while (i + 1 < n && fabs(value) >= 999.5 * prefix[i].factor)
		i++;
	value /= prefix[i].factor;
	if (decimals(value) < 0)
		snprintf(number, size, "%.3g", value);
	else
		snprintf(number, size, "%.*f", decimals(value), value);
	return prefix[i].name;
}

/* A count is seen to be one. */
static const char *
whole(char *number, size_t size, double value)
{
	snprintf(number, size, "%g", value);
	return "";
}

const char *
humane_value(char buf[HUMANE_MAX], double value, const char *unit)
{
	char number[32];
	const char *prefix;
	int is_time = strcmp(unit, "s") == 0;
	int is_size = strcmp(unit, "B") == 0; /* rates are decimal: MB/s */

	if (is_time)
		prefix = scaled(number, sizeof number, value, seconds, 4);
	else if (is_size)
		prefix = scaled(number, sizeof number, value, bytes, 5);
	else if (strcmp(unit, "1") == 0 && value == floor(value) &&
		 fabs(value) < 1000)
		prefix = whole(number, sizeof number, value);
	else
		prefix = scaled(number, sizeof number, value, counts,
		    strcmp(unit, "%") == 0 ? 1 : 5); /* no k% */
	if (is_time || is_size)
		unit = "";
	else if (strncmp(unit, "1", 1) == 0)
		unit++;
	snprintf(buf, HUMANE_MAX, "%s%s%s%.40s", number,
	    *prefix || (*unit && *unit != '/') ? " " : "", prefix, unit);
	return buf;
}

const char *
humane_ratio(char buf[HUMANE_MAX], double ratio, double lo, double hi)
{
	int places = decimals(ratio);

	if (places < 0) {
		snprintf(buf, HUMANE_MAX,
		    isnan(lo) ? "×%.3g" : "×%.3g [%.3g, %.3g]", ratio, lo, hi);
		return buf;
	}
	if (isnan(lo)) {
		snprintf(buf, HUMANE_MAX, "×%.*f", places, ratio);
		return buf;
	}
	/* an interval of two hundredths shows nothing in hundredths */
	if (hi - lo < 2 * pow(10, -places))
		places++;
	snprintf(buf, HUMANE_MAX, "×%.*f [%.*f, %.*f]", places, ratio, places,
	    lo, places, hi);
	return buf;
}

int
humane_width(const char *s)
{
	int width = 0;

	for (; *s; s++)
		width += (*s & 0xc0) != 0x80;
	return width;
}

/* What stands for a sign of ours, of two bytes, where it cannot be shown; or
 * 0. */
static int
ascii(const char *s)
{
	return strncmp(s, "µ", 2) == 0   ? 'u'
	       : strncmp(s, "×", 2) == 0 ? 'x'
					 : 0;
}

void
humane_pad(FILE *f, const char *s, int width)
{
	int plain = !terminal_utf8(), sign;

	width -= humane_width(s);
	for (; *s; s++)
		if (plain && (sign = ascii(s)) != 0) {
			putc(sign, f);
			s++;
		} else {
			putc((unsigned char)*s < ' ' || *s == 0x7f ? '?' : *s,
			    f);
		}
	while (width-- > 0)
		putc(' ', f);
}
