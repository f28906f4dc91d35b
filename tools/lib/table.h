/* table.h - read CSV (RFC 4180) row by row: a pull interface over libcsv
 *
 * Strict: quotes must be right, every row has as many fields as the header, a
 * byte-order mark is skipped, CRLF and LF both end a row, and quoted fields may
 * hold newlines.  A blank line is no row (one empty field alone is written
 * ""); a NUL, or a carriage return that neither ends a line nor is quoted, is
 * an error.  Whatever breaks this ends the program with
 * "tool: file:line: what is wrong". */

#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

struct table;

/* So many bytes after a field may be read, whatever they hold: loops may take
 * a word at a time. */
enum { TABLE_SLACK = 8 };

struct field {
	const char *text; /* NUL-terminated, valid until the next table_next */
	size_t len;
};

/* Open a file ("-" or NULL: standard input) and read its header row.  Dies if
 * the file is empty. */
struct table *table_open(const char *path);
void table_close(struct table *);

/* The file's name as messages show it. */
const char *table_name(const struct table *);

/* The columns: their number, their names, and the index of one by name, which
 * must be there. */
size_t table_width(const struct table *);
const char *table_header(const struct table *, size_t column);
size_t table_need(const struct table *, const char *name);

/* The next row's fields, or NULL at the end; and the line it begins on, the
 * header's before the first row. */
const struct field *table_next(struct table *);
unsigned long table_line(const struct table *);

/* A field of the current row as a number.  Dies naming file, line and column
 * if it is not one. */
double table_number(const struct table *, size_t column);

/* Die with "tool: file:line: message" about the current row. */
_Noreturn void table_die(const struct table *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
