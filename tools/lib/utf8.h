/* utf8.h - is it UTF-8? */

#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>

/* How many of the len bytes at s come before the first that is not UTF-8 as
 * RFC 3629 has it (no overlong forms, no surrogates, nothing above U+10FFFF):
 * len if all is well. */
size_t utf8_span(const char *s, size_t len);

#endif
