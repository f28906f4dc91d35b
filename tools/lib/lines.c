/* lines.c - read plain numbers, one a line, fast */

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "lines.h"
#include "number.h"

/* what is read at once, and what may be looked at beyond it */
enum { BLOCK = 1 << 17, BEYOND = 24 };

struct lines {
	const char *name;
	int fd, ended;
	unsigned long line; /* of the next number */
	size_t next;        /* where it begins */
	size_t whole;       /* the end of the last whole line */
	size_t len;
	char block[BLOCK + BEYOND];
};

/* The value of eight digits, the first in the lowest byte: pairs, then fours,
 * then all (D. Lemire, "Number parsing at a gigabyte per second", 2021). */
static inline uint64_t
eight_digits(uint64_t v)
{
	const uint64_t mask = UINT64_C(0x000000ff000000ff);

	v = v * 10 + (v >> 8);
	return ((v & mask) * (100 + (UINT64_C(1000000) << 32)) +
		   ((v >> 16) & mask) * (1 + (UINT64_C(10000) << 32))) >>
	       32;
}

/* Add the digits at s to *mantissa, their number to *count, eight at a time;
 * the end of them.  Looks up to seven bytes beyond. */
static inline const char *
digits(const char *s, uint64_t *mantissa, unsigned *count)
{
	static const uint64_t power10[] = {
	    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};

	for (;;) {
		uint64_t v, others;
		unsigned n;

		memcpy(&v, s, sizeof v);
		v = le64toh(v) ^ UINT64_C(0x3030303030303030);
		/* the high bit of each byte that is more than 9; a carry only
		 * spoils the bytes after the first such */
		others = (v | (v + UINT64_C(0x7676767676767676))) &
			 UINT64_C(0x8080808080808080);
		if (others) {
			n = (unsigned)__builtin_ctzll(others) / 8;
			/* leading zeros in place of what follows; in two steps,
			 * as n may be 0 */
			v = v << 8 * (7 - n) << 8;
			*mantissa = *mantissa * power10[n] + eight_digits(v);
			*count += n;
			return s + n;
		}
		*mantissa = *mantissa * 100000000 + eight_digits(v);
		*count += 8;
		s += 8;
	}
}

/* The newline that ends the line at s.  It is looked for first, and apart from
 * the digits, so that the processor can begin with the next line before it is
 * done with this one. */
static inline const char *
line_end(const char *s)
{
	const uint64_t low = UINT64_C(0x0101010101010101);

	for (int i = 0; i < 16; i += 8) {
		uint64_t v, found;

		memcpy(&v, s + i, sizeof v);
		v = le64toh(v) ^ low * '\n';
		/* the high bit of each byte that is 0; what a borrow spoils
		 * comes after the first such */
		found = (v - low) & ~v & low << 7;
		if (found)
			return s + i + __builtin_ctzll(found) / 8;
	}
	return rawmemchr(s + 16, '\n');
}

/* The usual line, [-]digits[.digits] of at most 19 digits: 0 if this is not
 * one. */
static inline int
usual_line(const char *s, const char *end, double *value)
{
	uint64_t mantissa = 0;
	unsigned whole = 0, decimals = 0;
	int negative = *s == '-';

	s = digits(s + negative, &mantissa, &whole);
	if (*s == '.')
		s = digits(s + 1, &mantissa, &decimals);
	s += *s == '\r';
	if (s != end || whole + decimals == 0 || whole + decimals > 19)
		return 0;
	if (mantissa <= UINT64_C(1) << 53)
		*value = (double)mantissa / number_power10[decimals];
	else if (!number_decimal(mantissa, -(int)decimals, value))
		return 0;
	if (negative)
		*value = -*value;
	return 1;
}

/* Any line.  Dies. */
static void
any_line(const struct lines *in, const char *s, const char *end, double *value)
{
	size_t len = (size_t)(end - s);
	enum number_error e;

	if (len > 0 && s[len - 1] == '\r')
		len--;
	e = number_parse(s, len, value);
	if (e != NUMBER_OK)
		die("%s:%lu: %s: \"%.*s\"", in->name, in->line,
		    number_strerror(e), len < 40 ? (int)len : 40, s);
}

/* Read until there is a whole line or the end. */
static void
fill(struct lines *in)
{
	size_t kept = in->len - in->next;

	memmove(in->block, in->block + in->next, kept);
	in->next = 0;
	in->whole = 0;
	in->len = kept;
	while (in->whole == 0 && !in->ended) {
		char *s = in->block + in->len, *end;
		ssize_t len;

		if (in->len == BLOCK)
			die("%s:%lu: not a number: %d bytes", in->name,
			    in->line, BLOCK);
		len = read(in->fd, s, BLOCK - in->len);
		if (len < 0 && errno != EINTR)
			die("%s:", in->name);
		if (len < 0)
			continue;
		if (len == 0) {
			in->ended = 1;
			if (in->len > 0)
				*s = '\n', len = 1;
		}
		in->len += (size_t)len;
		end = memrchr(s, '\n', (size_t)len);
		if (end)
			in->whole = (size_t)(end + 1 - in->block);
	}
}

struct lines *
lines_open(const char *path)
{
	struct lines *in = xrealloc(NULL, 1, sizeof *in);

	*in = (struct lines){.name = path, .line = 1};
	if (path == NULL || strcmp(path, "-") == 0)
		in->name = "standard input";
	else if ((in->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		die("%s:", path);
	return in;
}

void
lines_close(struct lines *in)
{
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	free(in);
}

size_t
lines_read(struct lines *in, double *x, size_t size)
{
	const char *s, *end;
	size_t n = 0;

	if (in->next == in->whole) {
		fill(in);
		if (in->line == 1 && in->whole > 3 &&
		    memcmp(in->block, "\xef\xbb\xbf", 3) == 0)
			in->next = 3; /* a byte-order mark */
	}
	s = in->block + in->next;
	for (; s < in->block + in->whole && n < size; n++, in->line++) {
		end = line_end(s);
		if (!usual_line(s, end, &x[n]))
			any_line(in, s, end, &x[n]);
		x[n] += 0.0;
		s = end + 1;
	}
	in->next = (size_t)(s - in->block);
	return n;
}

const char *
lines_name(const struct lines *in)
{
	return in->name;
}
