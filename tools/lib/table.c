/* table.c - read CSV (RFC 4180) row by row: a pull interface over libcsv
 *
 * libcsv pushes: csv_parse calls back for each field and each row.  So one
 * chunk of the file is parsed at a time; its complete rows wait here and are
 * handed out one by one.  Memory is bounded by a chunk and the longest row. */

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

enum { CHUNK = 1 << 16 };

/* where a field lies in the text, which may move while a chunk is parsed */
struct span {
	size_t start, len;
};

struct row {
	size_t first, count; /* spans[first .. first + count) */
	unsigned long line;
};

struct table {
	struct csv_parser parser;
	const char *name;
	char *chunk;
	int fd, ended;
	unsigned long line;     /* where the parser is */
	unsigned long row_line; /* where the row it is in began */

	char *text;
	size_t text_len, text_size;
	struct span *spans;
	size_t spans_len, spans_size, open; /* open: the unfinished row's first */
	struct row *rows;
	size_t rows_len, rows_size, next;

	char **header;
	struct field *fields; /* the current row, width of them */
	size_t width;
	unsigned long current_line;
};

/* Room for one more in an array that doubles. */
static void *
grown(void *array, size_t len, size_t *size, size_t each)
{
	if (len < *size)
		return array;
	*size = *size ? 2 * *size : 256;
	return xrealloc(array, *size, each);
}

static void
on_field(void *field, size_t len, void *table)
{
	struct table *t = table;
	const char *s = field, *end = s + len;

	if (memchr(s, '\0', len))
		die("%s:%lu: NUL byte", t->name, t->line);
	for (const char *p = s; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		t->line++;
	if (t->text_len + len + 1 > t->text_size) {
		t->text_size = 2 * (t->text_len + len + 1);
		t->text = xrealloc(t->text, t->text_size, 1);
	}
	memcpy(t->text + t->text_len, s, len);
	t->text[t->text_len + len] = '\0';
	t->spans = grown(t->spans, t->spans_len, &t->spans_size,
	    sizeof *t->spans);
	t->spans[t->spans_len++] = (struct span) { t->text_len, len };
	t->text_len += len + 1;
}

/* With CSV_REPALL_NL every line end calls back, a blank line without fields;
 * only so does the line count stay right. */
static void
on_row(int end, void *table)
{
	struct table *t = table;

	if (t->spans_len > t->open) {
		t->rows = grown(t->rows, t->rows_len, &t->rows_size,
		    sizeof *t->rows);
		t->rows[t->rows_len++] = (struct row) { t->open,
			t->spans_len - t->open, t->row_line };
		t->open = t->spans_len;
	}
	if (end == '\n')
		t->line++;
	t->row_line = t->line;
}

/* Forget the rows handed out; an unfinished one moves to the front. */
static void
forget(struct table *t)
{
	size_t kept = t->spans_len - t->open;
	size_t from = kept ? t->spans[t->open].start : t->text_len;

	if (kept > 0)
		memmove(t->text, t->text + from, t->text_len - from);
	for (size_t i = 0; i < kept; i++) {
		t->spans[i] = t->spans[t->open + i];
		t->spans[i].start -= from;
	}
	t->text_len -= from;
	t->spans_len = kept;
	t->open = t->rows_len = t->next = 0;
}

/* A byte-order mark is not part of the first column's name. */
static size_t
without_mark(char *chunk, size_t len)
{
	if (len < 3 || memcmp(chunk, "\xef\xbb\xbf", 3) != 0)
		return len;
	memmove(chunk, chunk + 3, len - 3);
	return len - 3;
}

static void
parse_more(struct table *t)
{
	ssize_t len;

	forget(t);
	do
		len = read(t->fd, t->chunk, CHUNK);
	while (len < 0 && errno == EINTR);
	if (len < 0)
		die("%s:", t->name);
	if (len == 0) {
		t->ended = 1;
		if (csv_fini(&t->parser, on_field, on_row, t) != 0)
			die("%s:%lu: %s", t->name, t->row_line,
			    "quoted field without an end");
		return;
	}
	if (t->header == NULL && t->line == 1)
		len = (ssize_t)without_mark(t->chunk, (size_t)len);
	if (csv_parse(&t->parser, t->chunk, (size_t)len, on_field, on_row, t) !=
	    (size_t)len)
		die("%s:%lu: %s", t->name, t->line,
		    csv_error(&t->parser) == CSV_EPARSE ? "misplaced quote" :
		    csv_strerror(csv_error(&t->parser)));
}

/* The next complete row, parsing as much as it takes; NULL at the end. */
static const struct row *
next_row(struct table *t)
{
	while (t->next == t->rows_len && !t->ended)
		parse_more(t);
	return t->next < t->rows_len ? &t->rows[t->next++] : NULL;
}

/* Blanks belong to the field (RFC 4180, 2.4); libcsv would trim them. */
static int
is_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
read_header(struct table *t)
{
	const struct row *row = next_row(t);

	if (row == NULL)
		die("%s: empty: no header row", t->name);
	t->width = row->count;
	t->header = xrealloc(NULL, t->width, sizeof *t->header);
	t->fields = xrealloc(NULL, t->width, sizeof *t->fields);
	for (size_t i = 0; i < t->width; i++) {
		t->header[i] = xstrdup(t->text + t->spans[row->first + i].start);
		for (size_t j = 0; j < i; j++)
			if (strcmp(t->header[i], t->header[j]) == 0)
				die("%s:%lu: two columns named \"%s\"",
				    t->name, row->line, t->header[i]);
	}
}

struct table *
table_open(const char *path)
{
	struct table *t = xrealloc(NULL, 1, sizeof *t);

	*t = (struct table) { .name = path, .line = 1, .row_line = 1 };
	if (path == NULL || strcmp(path, "-") == 0)
		t->name = "standard input";
	else if ((t->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		die("%s:", path);
	if (csv_init(&t->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
		die("out of memory");
	csv_set_space_func(&t->parser, is_blank);
	t->chunk = xrealloc(NULL, CHUNK, 1);
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
	free(t->rows);
	free(t->spans);
	free(t->text);
	free(t->chunk);
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

int
table_column(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->width; i++)
		if (strcmp(t->header[i], name) == 0)
			return (int)i;
	return -1;
}

size_t
table_need(const struct table *t, const char *name)
{
	int column = table_column(t, name);

	if (column < 0)
		die("%s:1: no column \"%s\"", t->name, name);
	return (size_t)column;
}

const struct field *
table_next(struct table *t)
{
	const struct row *row = next_row(t);

	if (row == NULL)
		return NULL;
	t->current_line = row->line;
	if (row->count != t->width)
		table_die(t, "%zu columns, want %zu", row->count, t->width);
	for (size_t i = 0; i < t->width; i++) {
		const struct span *s = &t->spans[row->first + i];

		t->fields[i] = (struct field) { t->text + s->start, s->len };
	}
	return t->fields;
}

unsigned long
table_line(const struct table *t)
{
	return t->current_line;
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

	fflush(stdout);
	fprintf(stderr, "%s: %s:%lu: ", tool, t->name, t->current_line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}
