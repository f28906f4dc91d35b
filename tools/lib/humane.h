/* humane.h - numbers and names for people: short, with units, in columns */

#ifndef HUMANE_H
#define HUMANE_H

#include <stddef.h>
#include <stdio.h>

enum { HUMANE_MAX = 96 };

/* Texts are UTF-8, as files are: what goes to a terminal goes by humane_pad. */

/* A value with its unit, three digits and a prefix: "1.37 ms", "12.0 MiB". */
const char *humane_value(char buf[HUMANE_MAX], double value, const char *unit);

/* A ratio and its interval: "×3.42 [3.31, 3.55]"; without the interval if lo is
 * not a number. */
const char *humane_ratio(
    char buf[HUMANE_MAX], double ratio, double lo, double hi);

/* How many columns a UTF-8 text takes, one for each character. */
int humane_width(const char *s);

/* Write s, padded with blanks to width columns; "?" for control characters,
 * which might move the cursor, and "u" and "x" for the signs of a value and a
 * ratio, µ and ×, unless the locale is UTF-8. */
void humane_pad(FILE *, const char *s, int width);

#endif
