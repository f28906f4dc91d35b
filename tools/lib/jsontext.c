/* jsontext.c - write JSON (RFC 8259) as text, into a growing buffer */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "die.h"
#include "jsontext.h"
#include "utf8.h"

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Room for more bytes; the place to write them. */
static char *
reserve(struct jsontext *j, size_t more)
{
	if (j->size - j->len < more) {
		j->size = 2 * (j->len + more);
		j->text = xrealloc(j->text, j->size, 1);
	}
	return j->text + j->len;
}

void
jsontext_raw(struct jsontext *j, const char *s, size_t len)
{
	memcpy(reserve(j, len), s, len);
	j->len += len;
}

static uint64_t
load(const void *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return word;
}

/* Is a byte of the word zero?  (H. S. Warren, "Hacker's Delight", 6-1; where
 * it is does not matter here) */
static uint64_t
has_zero(uint64_t word)
{
	return (word - EACH(0x01)) & ~word & EACH(0x80);
}

static uint64_t
needs_escape(uint64_t word)
{
	uint64_t control = (word - EACH(0x20)) & ~word & EACH(0x80);

	return control | has_zero(word ^ EACH('"')) |
	       has_zero(word ^ EACH('\\'));
}

/* Write a few bytes, some of which need escapes; the end. */
static char *
escape(char *out, const char *s, size_t len)
{
	static const char shorts[256] = {['"'] = '"',
	    ['\\'] = '\\',
	    ['\b'] = 'b',
	    ['\f'] = 'f',
	    ['\n'] = 'n',
	    ['\r'] = 'r',
	    ['\t'] = 't'};

	for (const char *end = s + len; s < end; s++) {
		unsigned char c = (unsigned char)*s;

		if (shorts[c]) {
			*out++ = '\\';
			*out++ = shorts[c];
		} else if (c < 0x20) {
			out += sprintf(out, "\\u%04x", c);
		} else {
			*out++ = *s;
		}
	}
	return out;
}

int
jsontext_string(struct jsontext *j, const char *s, size_t len)
{
	static const unsigned char first[16] = {
	    255, 255, 255, 255, 255, 255, 255, 255};
	char *out = reserve(j, 6 * len + 16);
	uint64_t all = 0;

	*out++ = '"';
	for (size_t i = 0; i < len; i += 8) {
		size_t n = len - i < 8 ? len - i : 8;
		uint64_t mask = load(first + 8 - n);
		uint64_t word = (load(s + i) & mask) | (EACH(' ') & ~mask);

		all |= word;
		if (needs_escape(word)) {
			out = escape(out, s + i, n);
		} else {
			memcpy(out, &word, 8);
			out += n;
		}
	}
	*out++ = '"';
	if ((all & EACH(0x80)) && utf8_span(s, len) != len)
		return 0;
	j->len = (size_t)(out - j->text);
	return 1;
}

static const char *
digits(const char *s)
{
	while ((unsigned)(*s - '0') < 10)
		s++;
	return s;
}

int
jsontext_is_number(const char *s, size_t len)
{
	const char *end = s + len, *start;

	if (*s == '-')
		s++;
	if (*s == '0') {
		s++;
	} else {
		s = digits(start = s);
		if (s == start)
			return 0;
	}
	if (*s == '.') {
		s = digits(start = s + 1);
		if (s == start)
			return 0;
	}
	if (*s == 'e' || *s == 'E') {
		s++;
		if (*s == '-' || *s == '+')
			s++;
		s = digits(start = s);
		if (s == start)
			return 0;
	}
	return s == end;
}
