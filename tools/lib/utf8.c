/* utf8.c - is it UTF-8? */

#include "utf8.h"

/* The length of the character at s, 0 if it is none: the rows of "Well-Formed
 * UTF-8 Byte Sequences", The Unicode Standard, table 3-7. */
static size_t
character(const unsigned char *s, size_t len)
{
	unsigned char low = 0x80, high = 0xbf; /* bounds of the second byte */
	size_t need;

	if (*s < 0x80)
		return 1;
	if (*s < 0xc2 || *s > 0xf4)
		return 0;
	need = *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
	if (*s == 0xe0)
		low = 0xa0;
	else if (*s == 0xed)
		high = 0x9f;
	else if (*s == 0xf0)
		low = 0x90;
	else if (*s == 0xf4)
		high = 0x8f;
	if (len < need || s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < need; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return need;
}

size_t
utf8_span(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t at = 0, step;

	while (at < len && (step = character(p + at, len - at)) > 0)
		at += step;
	return at;
}
