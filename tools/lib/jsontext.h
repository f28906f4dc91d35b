/* jsontext.h - write JSON (RFC 8259) as text, into a growing buffer */

#ifndef JSONTEXT_H
#define JSONTEXT_H

#include <stddef.h>

struct jsontext {
	char *text; /* NULL at first; the caller frees it */
	size_t len, size;
};

/* Append len bytes as they are. */
void jsontext_raw(struct jsontext *, const char *s, size_t len);

/* Append a string, quoted and escaped: 1; or 0 and nothing appended if s is
 * not UTF-8.  Eight bytes after the end must be readable (TABLE_SLACK). */
int jsontext_string(struct jsontext *, const char *s, size_t len);

/* Are the len bytes at s a number as JSON writes it?  s[len] must be readable
 * and no part of a number. */
int jsontext_is_number(const char *s, size_t len);

#endif
