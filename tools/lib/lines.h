/* lines.h - read plain numbers, one a line, fast */

#ifndef LINES_H
#define LINES_H

#include <stddef.h>

struct lines;

/* Open a file ("-" or NULL: standard input).  Dies. */
struct lines *lines_open(const char *path);
void lines_close(struct lines *);

/* The next numbers, at most size of them: how many, 0 at the end.  A
 * byte-order mark is skipped, LF and CRLF end a line, the last may lack it.
 * Dies with "tool: file:line: what is wrong" on a line that is not a number as
 * number_parse has it.  -0 becomes 0. */
size_t lines_read(struct lines *, double *x, size_t size);

/* The file's name as messages show it. */
const char *lines_name(const struct lines *);

#endif
