/* table.c - read CSV (RFC 4180) row by row: a pull interface over libcsv
 *
 * A row that lies in the buffer as a whole, has as many fields as the header
 * and no doubled quote needs no state machine: it is split where it lies.
 * All other rows, right or wrong, are libcsv's, which gets them line by line,
 * so that the line of an error is known.  test/fuzz/table_fuzz.c holds both
 * against a third reader.  Memory is bounded by the buffer and the longest
 * row. */

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "number.h"
#include "table.h"

/* the fuzz target sets a small one, so that every row is cut somewhere */
#ifndef BUFFER
enum { BUFFER = 1 << 17 };
#endif
enum { BLOCK = 1 << 12 };

static const char stray_cr[] = "carriage return without newline";

struct table {
	struct csv_parser parser;
	const char *name;
	int fd, eof;
	char *buffer; /* a NUL at its end; unread: [at, end) */
	size_t at, end;
	unsigned long line; /* of buffer[at] */

	/* the row libcsv is in */
	char *text; /* its fields, each with a NUL */
	size_t text_len, text_size;
	int cr, ended;

	struct field *fields; /* the current row; libcsv's have no text yet */
	size_t count, fields_size;

	char **header;
	size_t width;
	unsigned long row_line, header_line;
};

/* Read more behind what is unread; at the end of the file, say so. */
static void
fill(struct table *t)
{
	ssize_t len;

	memmove(t->buffer, t->buffer + t->at, t->end - t->at);
	t->end -= t->at;
	t->at = 0;
	do
		len = read(t->fd, t->buffer + t->end, BUFFER - t->end);
	while (len < 0 && errno == EINTR);
	if (len < 0)
		die("%s:", t->name);
	t->eof = len == 0;
	t->end += (size_t)len;
	t->buffer[t->end] = '\0';
}

static void
on_field(void *field, size_t len, void *table)
{
	struct table *t = table;

	if (t->cr)
		die("%s:%lu: %s", t->name, t->line, stray_cr);
	if (t->text_len + len + 1 + TABLE_SLACK > t->text_size) {
		t->text_size = 2 * (t->text_len + len + 1 + TABLE_SLACK);
		t->text = xrealloc(t->text, t->text_size, 1);
	}
	memcpy(t->text + t->text_len, field, len);
	t->text[t->text_len + len] = '\0';
	t->text_len += len + 1;
	if (t->count == t->fields_size) {
		t->fields_size = t->fields_size ? 2 * t->fields_size : 64;
		t->fields =
		    xrealloc(t->fields, t->fields_size, sizeof *t->fields);
	}
	t->fields[t->count++].len = len;
}

/* CSV_REPALL_NL: called for each CR and LF that is not quoted; -1 is the end
 * of the file. */
static void
on_row(int end, void *table)
{
	struct table *t = table;

	if (end == '\r' && t->cr++)
		die("%s:%lu: %s", t->name, t->line, stray_cr);
	t->ended = end != '\r';
}

/* Give libcsv the rest of a line, as far as it is in the buffer. */
static void
feed(struct table *t)
{
	char *line = t->buffer + t->at;
	char *newline = memchr(line, '\n', t->end - t->at);
	size_t len = newline ? (size_t)(newline + 1 - line) : t->end - t->at;

	if (memchr(line, '\0', len))
		die("%s:%lu: NUL byte", t->name, t->line);
	if (csv_parse(&t->parser, line, len, on_field, on_row, t) != len)
		die("%s:%lu: %s", t->name, t->line,
		    csv_error(&t->parser) == CSV_EPARSE
			? "misplaced quote"
			: csv_strerror(csv_error(&t->parser)));
	if (newline && t->cr && !t->ended)
		die("%s:%lu: %s", t->name, t->line, stray_cr);
	t->at += len;
	t->line += newline != NULL;
}

/* A row by libcsv: 1, or 0 at the end of the file.  A blank line is a row
 * without fields. */
static int
hard_row(struct table *t)
{
	const char *text;

	t->count = t->text_len = 0;
	t->cr = t->ended = 0;
	while (!t->ended && !(t->eof && t->at == t->end)) {
		if (t->at == t->end)
			fill(t);
		else
			feed(t);
	}
	if (!t->ended) {
		if (t->cr)
			die("%s:%lu: %s", t->name, t->line, stray_cr);
		if (csv_fini(&t->parser, on_field, on_row, t) != 0)
			die("%s:%lu: quoted field without an end", t->name,
			    t->row_line);
		if (t->count == 0)
			return 0;
	}
	text = t->text;
	for (size_t i = 0; i < t->count; i++) {
		t->fields[i].text = text;
		text += t->fields[i].len + 1;
	}
	return 1;
}

/* where an unquoted field may end */
static const unsigned char special[256] = {
    ['\0'] = 1, ['\n'] = 1, ['\r'] = 1, ['"'] = 1, [','] = 1};

enum found { EASY, HARD, CUT };

/* Split the row at buffer[at], unless it is hard, or cut by the end of the
 * buffer, where a NUL stops each loop. */
static enum found
easy_row(struct table *t)
{
	char *p = t->buffer + t->at, *end = t->buffer + t->end, *start;
	unsigned long lines = 1;

	if (*p == '\n' || *p == '\r')
		return HARD;
	for (size_t i = 0; i < t->width; i++) {
		if (i > 0 && *p++ != ',')
			return p > end ? CUT : HARD;
		start = p;
		if (*p == '"') {
			for (start = ++p; *p != '"' && *p != '\0'; p++)
				lines += *p == '\n';
			t->fields[i].len = (size_t)(p - start);
			if (*p++ == '\0')
				return p > end ? CUT : HARD;
		} else {
			while (!special[(unsigned char)*p])
				p++;
			t->fields[i].len = (size_t)(p - start);
		}
		t->fields[i].text = start;
	}
	if (*p == '\r')
		p++;
	if (*p != '\n')
		return p == end ? CUT : HARD;
	for (size_t i = 0; i < t->width; i++) {
		start = t->buffer + (t->fields[i].text - t->buffer);
		start[t->fields[i].len] = '\0';
	}
	t->at = (size_t)(p + 1 - t->buffer);
	t->line += lines;
	t->count = t->width;
	return EASY;
}

/* Read on until another line has ended: 0 if there is no more, or no room. */
static int
fill_line(struct table *t)
{
	size_t seen;

	do {
		seen = t->end - t->at;
		if (seen == BUFFER || t->eof)
			return 0;
		fill(t);
	} while (
	    !t->eof && memchr(t->buffer + seen, '\n', t->end - seen) == NULL);
	return 1;
}

/* The next row into fields[0 .. count): 1, or 0 at the end of the file. */
static int
next_row(struct table *t)
{
	enum found found;

	do {
		t->row_line = t->line;
		do
			found = t->width ? easy_row(t) : HARD;
		while (found == CUT && fill_line(t));
		if (found != EASY && !hard_row(t))
			return 0;
	} while (t->count == 0);
	return 1;
}

/* Blanks belong to the field (RFC 4180, 2.4); libcsv would trim them. */
static int
is_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/* A byte-order mark is not part of the first column's name. */
static void
skip_mark(struct table *t)
{
	while (t->end < 3 && !t->eof)
		fill(t);
	if (t->end >= 3 && memcmp(t->buffer, "\xef\xbb\xbf", 3) == 0)
		t->at = 3;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A name that two columns have, or NULL. */
static const char *
twice(char *const *header, size_t width)
{
	char **sorted = xrealloc(NULL, width, sizeof *sorted);
	const char *found = NULL;

	memcpy(sorted, header, width * sizeof *sorted);
	qsort(sorted, width, sizeof *sorted, by_name);
	for (size_t i = 1; i < width && found == NULL; i++)
		if (strcmp(sorted[i - 1], sorted[i]) == 0)
			found = sorted[i];
	free(sorted);
	return found;
}

static void
read_header(struct table *t)
{
	const char *name;

	if (!next_row(t))
		die("%s: empty: no header row", t->name);
	t->header_line = t->row_line;
	t->header = xrealloc(NULL, t->count, sizeof *t->header);
	for (size_t i = 0; i < t->count; i++)
		t->header[i] = xstrdup(t->fields[i].text);
	t->width = t->count;
	if ((name = twice(t->header, t->width)) != NULL)
		table_die(t, "two columns named \"%s\"", name);
}

struct table *
table_open(const char *path)
{
	struct table *t = xrealloc(NULL, 1, sizeof *t);

	*t = (struct table){.name = path, .line = 1};
	if (path == NULL || strcmp(path, "-") == 0)
		t->name = "standard input";
	else if ((t->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		die("%s:", path);
	if (csv_init(&t->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
		die("out of memory");
	csv_set_space_func(&t->parser, is_blank);
	csv_set_blk_size(&t->parser, BLOCK);
	t->buffer = xrealloc(NULL, BUFFER + TABLE_SLACK, 1);
	skip_mark(t);
	read_header(t);
	return t;
}

void
table_close(struct table *t)
{
	if (t->fd != STDIN_FILENO)
		close(t->fd);
	csv_free(&t->parser);
	for (size_t i = 0; i < t->width; i++)
		free(t->header[i]);
	free(t->header);
	free(t->fields);
	free(t->text);
	free(t->buffer);
	free(t);
}

const char *
table_name(const struct table *t)
{
	return t->name;
}

size_t
table_width(const struct table *t)
{
	return t->width;
}

const char *
table_header(const struct table *t, size_t column)
{
	return t->header[column];
}

size_t
table_need(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->width; i++)
		if (strcmp(t->header[i], name) == 0)
			return i;
	die("%s:%lu: no column \"%s\"", t->name, t->header_line, name);
}

const struct field *
table_next(struct table *t)
{
	if (!next_row(t))
		return NULL;
	if (t->count != t->width)
		table_die(t, "%zu columns, want %zu", t->count, t->width);
	return t->fields;
}

unsigned long
table_line(const struct table *t)
{
	return t->row_line;
}

double
table_number(const struct table *t, size_t column)
{
	const struct field *f = &t->fields[column];
	double value;
	enum number_error e = number_parse(f->text, f->len, &value);

	if (e != NUMBER_OK)
		table_die(t, "%s: %s: \"%s\"", t->header[column],
		    number_strerror(e), f->text);
	return value;
}

void
table_die(const struct table *t, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = xvprintf(fmt, ap);
	va_end(ap);
	die("%s:%lu: %s", t->name, t->row_line, text);
}
