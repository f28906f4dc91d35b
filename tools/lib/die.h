/* die.h - say what went wrong, and leave */

#ifndef DIE_H
#define DIE_H

#include <stdarg.h>
#include <stddef.h>

/* exit codes: 0 done, 1 the work failed or the answer is no, 2 wrong call */
enum { EXIT_USAGE = 2 };

/* each tool defines its own name */
extern const char *const tool;

/* what die exits with: 1, unless the tool defines its own because its 1 means
 * something else */
extern const int die_status;

/* "tool: message"; a format that ends in ':' adds strerror(errno) */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* warn, then exit with die_status */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* warn, then exit 2: the caller asked for something that makes no sense */
_Noreturn void misuse(const char *fmt, ...)
    __attribute__((format(printf, 1, 2)));

/* getopt(3), but "--help" is -h, which must be among the options. */
int next_option(int argc, char *const argv[], const char *options);

/* The text of usage, and after an empty line the help: all of it to stdout and
 * exit 0 if asked for (opt 'h'), else the usage alone to stderr and exit 2. */
_Noreturn void usage(const char *text, int opt);

/* allocate or die; xrealloc takes count and size so that it can check them */
void *xrealloc(void *p, size_t count, size_t size);
char *xstrdup(const char *s);

/* A text as printf(3) makes it; the caller frees it. */
char *xvprintf(const char *fmt, va_list ap)
    __attribute__((format(printf, 1, 0)));
char *xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
