/* rowsort.c - rows of text in the order of a short key, in bounded memory
 *
 * Rows are gathered; when they fill the memory they are sorted and written to a
 * temporary file, and in the end the files are merged. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "jsontext.h"
#include "rowsort.h"

struct row {
	size_t at; /* of the key in the text, with the row behind it */
	size_t len;
};

struct part {
	FILE *file;
	char *row; /* its first row that is not yet written, key first */
	size_t len, size;
};

struct rowsort {
	size_t key_len, memory;
	struct jsontext text;
	struct row *row;
	size_t rows, size;
	int sorted; /* the rows came in order */
	struct part *part;
	size_t parts;
};

struct rowsort *
rowsort_new(size_t key_len, size_t memory)
{
	struct rowsort *s = xrealloc(NULL, 1, sizeof *s);

	*s =
	    (struct rowsort){.key_len = key_len, .memory = memory, .sorted = 1};
	return s;
}

void
rowsort_free(struct rowsort *s)
{
	for (size_t i = 0; i < s->parts; i++) {
		fclose(s->part[i].file);
		free(s->part[i].row);
	}
	free(s->part);
	free(s->text.text);
	free(s->row);
	free(s);
}

static int
by_key(const void *a, const void *b, void *sorter)
{
	const struct rowsort *s = sorter;
	const struct row *x = a, *y = b;
	int order =
	    memcmp(s->text.text + x->at, s->text.text + y->at, s->key_len);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void
sort(struct rowsort *s)
{
	if (!s->sorted)
		qsort_r(s->row, s->rows, sizeof *s->row, by_key, s);
}

static void
spill(struct rowsort *s)
{
	FILE *f = tmpfile();

	if (f == NULL)
		die("a temporary file:");
	sort(s);
	for (const struct row *r = s->row; r < s->row + s->rows; r++)
		if (fwrite(&r->len, sizeof r->len, 1, f) != 1 ||
		    fwrite(s->text.text + r->at, 1, r->len, f) != r->len)
			die("a temporary file:");
	if (fflush(f) != 0 || fseek(f, 0, SEEK_SET) != 0)
		die("a temporary file:");
	s->part = xrealloc(s->part, s->parts + 1, sizeof *s->part);
	s->part[s->parts++] = (struct part){.file = f};
	s->text.len = s->rows = 0;
	s->sorted = 1;
}

void
rowsort_add(struct rowsort *s, const char *key, const char *row, size_t len)
{
	if (s->rows && s->text.len + s->rows * sizeof *s->row + len > s->memory)
		spill(s);
	if (s->rows == s->size) {
		s->size = s->size ? 2 * s->size : 256;
		s->row = xrealloc(s->row, s->size, sizeof *s->row);
	}
	if (s->rows &&
	    memcmp(s->text.text + s->row[s->rows - 1].at, key, s->key_len) > 0)
		s->sorted = 0;
	s->row[s->rows++] = (struct row){s->text.len, s->key_len + len};
	jsontext_raw(&s->text, key, s->key_len);
	jsontext_raw(&s->text, row, len);
}

/* Read the next row of a part: len 0 is the end. */
static void
advance(struct part *p)
{
	size_t len;

	p->len = 0;
	if (fread(&len, sizeof len, 1, p->file) != 1) {
		if (ferror(p->file))
			die("a temporary file:");
		return;
	}
	if (len > p->size)
		p->row = xrealloc(p->row, p->size = 2 * len, 1);
	if (fread(p->row, 1, len, p->file) != len)
		die("a temporary file:");
	p->len = len;
}

void
rowsort_write(struct rowsort *s, FILE *f)
{
	struct part *least;

	if (s->parts == 0) {
		sort(s);
		for (const struct row *r = s->row; r < s->row + s->rows; r++)
			fwrite(s->text.text + r->at + s->key_len, 1,
			    r->len - s->key_len, f);
		return;
	}
	spill(s);
	for (size_t i = 0; i < s->parts; i++)
		advance(&s->part[i]);
	for (;;) {
		least = NULL;
		for (struct part *p = s->part; p < s->part + s->parts; p++)
			if (p->len &&
			    (least == NULL ||
				memcmp(p->row, least->row, s->key_len) < 0))
				least = p;
		if (least == NULL)
			return;
		fwrite(least->row + s->key_len, 1, least->len - s->key_len, f);
		advance(least);
	}
}
