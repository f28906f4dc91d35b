/* sys.h - the small text files in which the kernel says what it knows */

#ifndef SYS_H
#define SYS_H

#include <stddef.h>

/* The longest line kept, with its NUL. */
enum { SYS_LINE = 256 };

/* The beginning of an open file (-1: none), as far as it fits, as text; "" if
 * it cannot be read. */
char *sys_text(int fd, char *buf, size_t size);

/* The first line of the file whose name fmt makes, or NULL if it cannot be read
 * or is blank.  Blanks around it are cut, and bytes that are not printable
 * ASCII become '?', so that it can go into any text. */
char *sys_line(char buf[SYS_LINE], const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The whole number on that line into *value: 1, or 0 if there is none. */
int sys_number(long long *value, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Make any text such a line, in place. */
char *sys_clean(char *s);

/* Whether the comma-separated list, which may end with a newline, has the word.
 */
int sys_listed(const char *list, const char *word);

#endif
