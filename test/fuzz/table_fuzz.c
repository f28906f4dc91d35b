/* table_fuzz.c - a libFuzzer target: the CSV reader against a second one
 *
 * The first byte of the input sets the size of the reader's buffer, so that
 * rows are cut at every place; the rest is the file.  Rows, fields and lines
 * must be those of the plain reader below, and so must the line of an error. */

#include <setjmp.h>
#include <stdint.h>
#include <sys/mman.h>

static size_t buffer_size;
#define BUFFER buffer_size
#include "table.c"

const char *const tool = "table_fuzz";

/* In place of die.c: an error ends the run, not the process. */
static jmp_buf failed;
static char message[256];
static void *first; /* the table is the first that is allocated */

void
die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	longjmp(failed, 1);
}

void
misuse(const char *fmt, ...)
{
	(void)fmt;
	abort();
}

void *
xrealloc(void *p, size_t count, size_t size)
{
	p = realloc(p, count && size ? count * size : 1);
	if (p == NULL)
		abort();
	if (first == NULL)
		first = p;
	return p;
}

char *
xstrdup(const char *s)
{
	char *copy = strdup(s);

	if (copy == NULL)
		abort();
	return copy;
}

char *
xvprintf(const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		abort();
	return text;
}

char *
xprintf(const char *fmt, ...)
{
	char *text;
	va_list ap;

	va_start(ap, fmt);
	text = xvprintf(fmt, ap);
	va_end(ap);
	return text;
}

/* The second reader: one row, byte by byte. */
struct plain {
	const char *at, *end;
	unsigned long line, row_line;
	char *text; /* the row's fields, each with a NUL */
	size_t text_len, count;
	size_t *lens; /* of the fields */
};

enum result { ROW, END, BAD_BYTE, OPEN_QUOTE };

/* Does a line or the file end at s?  How many bytes is that? */
static int
line_end(const struct plain *r, const char *s, size_t *len)
{
	*len = s == r->end ? 0 : *s == '\n' ? 1 : 2;
	return s == r->end || *s == '\n' ||
	       (*s == '\r' && s + 1 < r->end && s[1] == '\n');
}

static enum result
plain_field(struct plain *r)
{
	size_t start = r->text_len, ignored;

	if (r->at < r->end && *r->at == '"') {
		for (r->at++;; r->at++) {
			if (r->at == r->end)
				return OPEN_QUOTE;
			if (*r->at == '\0')
				return BAD_BYTE;
			if (*r->at == '"' &&
			    (++r->at == r->end || *r->at != '"'))
				break;
			r->line += *r->at == '\n';
			r->text[r->text_len++] = *r->at;
		}
		if (!line_end(r, r->at, &ignored) && *r->at != ',')
			return BAD_BYTE;
	} else {
		for (; !line_end(r, r->at, &ignored) && *r->at != ',';
		     r->at++) {
			if (*r->at == '"' || *r->at == '\r' || *r->at == '\0')
				return BAD_BYTE;
			r->text[r->text_len++] = *r->at;
		}
	}
	r->lens[r->count++] = r->text_len - start;
	r->text[r->text_len++] = '\0';
	return ROW;
}

static enum result
plain_row(struct plain *r)
{
	enum result result;
	size_t len;

	while (r->at < r->end && line_end(r, r->at, &len)) {
		r->at += len;
		r->line++;
	}
	r->text_len = r->count = 0;
	r->row_line = r->line;
	if (r->at == r->end)
		return END;
	while ((result = plain_field(r)) == ROW) {
		if (r->at < r->end && *r->at == ',') {
			r->at++;
			continue;
		}
		line_end(r, r->at, &len);
		r->at += len;
		r->line += len > 0;
		break;
	}
	return result;
}

static int
repeats(char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(names[i], names[j]) == 0)
				return 1;
	return 0;
}

static void
fail(const struct plain *r, const char *what)
{
	fprintf(stderr, "line %lu: %s; the reader says: %s\n", r->row_line,
	    what, message);
	abort();
}

/* The reader has failed: should it have, with this message? */
static void
expect_error(const struct plain *r, unsigned long line, const char *what)
{
	char want[sizeof message];

	snprintf(want, sizeof want, "standard input:%lu: %s", line, what);
	if (strncmp(message, want, strlen(want)) != 0)
		fail(r, want);
}

/* The plain reader's row is not the next of a table of width columns (0: no
 * header yet).  What should the message be? */
static void
check_error(const struct plain *r, enum result result, size_t width)
{
	char *names[1024], *name = r->text, want[64];

	if (result == BAD_BYTE) {
		expect_error(r, r->line, ""); /* whichever comes first */
	} else if (result == OPEN_QUOTE) {
		expect_error(r, r->row_line, "quoted field without an end");
	} else if (result == END) {
		if (width || strstr(message, ": empty: ") == NULL)
			fail(r, "nothing wrong");
	} else if (width) {
		if (r->count == width)
			fail(r, "nothing wrong");
		snprintf(want, sizeof want, "%zu columns, want %zu", r->count,
		    width);
		expect_error(r, r->row_line, want);
	} else {
		for (size_t i = 0; i < r->count && i < 1024; i++) {
			names[i] = name;
			name += r->lens[i] + 1;
		}
		if (r->count <= 1024 && !repeats(names, r->count))
			fail(r, "nothing wrong");
		expect_error(r, r->row_line, "two columns named ");
	}
}

static void
check_row(const struct plain *r, enum result result, const struct table *t)
{
	const char *text = r->text;

	if (result != ROW || r->count != t->width ||
	    r->row_line != table_line(t))
		fail(r, "another row");
	for (size_t i = 0; i < r->count; i++) {
		const struct field *f = &t->fields[i];

		if (f->len != r->lens[i] ||
		    memcmp(f->text, text, f->len + 1) != 0)
			fail(r, "another field");
		text += r->lens[i] + 1;
	}
}

static void
compare(struct plain *r)
{
	struct table *volatile t = NULL;
	enum result volatile result = plain_row(r);

	if (setjmp(failed)) {
		check_error(r, result, t ? t->width : 0);
		if (first)
			table_close(first);
		return;
	}
	t = table_open("-");
	if (result != ROW || r->count != t->width)
		fail(r, "another header");
	for (size_t i = 0, at = 0; i < r->count; i++) {
		if (strcmp(table_header(t, i), r->text + at) != 0)
			fail(r, "another header");
		at += r->lens[i] + 1;
	}
	for (;;) {
		result = plain_row(r);
		if (table_next(t) == NULL)
			break;
		check_row(r, result, t);
	}
	if (result != END)
		fail(r, "the end is missing");
	table_close(t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plain r = {.line = 1};

	if (size < 1)
		return 0;
	if (lseek(STDIN_FILENO, 0, SEEK_SET) < 0 || buffer_size == 0) {
		int fd = memfd_create("input", 0);

		if (fd < 0 || dup2(fd, STDIN_FILENO) < 0)
			abort();
	}
	buffer_size = 3 + data[0];
	data++;
	size--;
	if (ftruncate(STDIN_FILENO, 0) < 0 ||
	    pwrite(STDIN_FILENO, data, size, 0) != (ssize_t)size ||
	    lseek(STDIN_FILENO, 0, SEEK_SET) < 0)
		abort();
	r.at = (const char *)data;
	r.end = r.at + size;
	if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		r.at += 3;
	r.text = malloc(2 * size + 2);
	r.lens = malloc((size + 1) * sizeof *r.lens);
	message[0] = '\0';
	first = NULL;
	compare(&r);
	free(r.text);
	free(r.lens);
	return 0;
}
