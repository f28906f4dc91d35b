/* reported.c - the samples a program reports of itself, on $SAMPLES_FD */

#include <string.h>
#include <unistd.h>

#include "number.h"
#include "reported.h"

void
reported_open(struct reported *r, int fd)
{
	r->fd = fd;
	r->offset = 0;
	r->used = r->len = 0;
	r->line = 0;
	r->error = NULL;
}

/* The end of the line that begins at buffer + used, reading on if need be. */
static char *
line_end(struct reported *r)
{
	char *end = memchr(r->buffer + r->used, '\n', r->len - r->used);
	ssize_t len;

	if (end)
		return end;
	r->offset += (off_t)r->used;
	len = pread(r->fd, r->buffer, sizeof r->buffer, r->offset);
	r->used = 0;
	r->len = len < 0 ? 0 : (size_t)len;
	if (len < 0)
		r->error = "cannot be read";
	else if (len > 0 && (end = memchr(r->buffer, '\n', r->len)) == NULL)
		r->error = r->len < sizeof r->buffer ? "cut off: no newline"
						     : "line too long";
	return end;
}

/* The end of the field at s: a comma or end.  NULL: misplaced quote. */
static const char *
field_end(const char *s, const char *end)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.*): all before end was read */
	if (s == end || *s != '"') {
		for (; s < end && *s != ','; s++)
			if (*s == '"')
				return NULL;
		return s;
	}
	for (s++; s < end; s++)
		if (*s == '"' && (++s == end || *s != '"'))
			return s == end || *s == ',' ? s : NULL;
	return NULL;
}

/* Fill in field[]; what is wrong, or NULL. */
static const char *
split(struct reported *r, const char *s, const char *end)
{
	int n = 0;

	r->field[REPORTED_COUNT] = (struct field){"1", 1};
	r->quoted[REPORTED_COUNT] = 0;
	for (;; s++) {
		const char *stop = field_end(s, end);
		int quoted;

		if (stop == NULL)
			return "misplaced quote";
		if (n == REPORTED_FIELDS)
			return "more than 5 fields";
		quoted = r->quoted[n] = stop > s && *s == '"';
		r->field[n++] = (struct field){
		    s + quoted, (size_t)(stop - s) - 2 * (size_t)quoted};
		s = stop;
		if (s == end)
			return n < REPORTED_COUNT ? "fewer than 4 fields"
						  : NULL;
	}
}

static const char *
check(const struct field *field)
{
	double value;

	if (field[REPORTED_METRIC].len == 0)
		return "no metric";
	if (field[REPORTED_UNIT].len == 0)
		return "no unit";
	if (number_parse(field[REPORTED_VALUE].text, field[REPORTED_VALUE].len,
		&value) != NUMBER_OK)
		return "value: not a number";
	if (number_parse(field[REPORTED_COUNT].text, field[REPORTED_COUNT].len,
		&value) != NUMBER_OK ||
	    value <= 0)
		return "count: not a positive number";
	return NULL;
}

int
reported_next(struct reported *r)
{
	char *s, *end;

	if (r->error)
		return 0;
	end = line_end(r);
	r->line++;
	if (end == NULL)
		return 0;
	s = r->buffer + r->used;
	r->used = (size_t)(end + 1 - r->buffer);
	if (end > s && end[-1] == '\r')
		end--;
	if (memchr(s, '\0', (size_t)(end - s)) ||
	    memchr(s, '\r', (size_t)(end - s)))
		r->error = "control character";
	else if ((r->error = split(r, s, end)) == NULL)
		r->error = check(r->field);
	return r->error == NULL;
}

static int
field_is(struct field f, const char *text)
{
	return strlen(text) == f.len && memcmp(f.text, text, f.len) == 0;
}

/* The rates of the case that this line has a wall time of. */
static void
write_rates(const struct reported *r, FILE *f, const struct row_key *key,
    const struct rates *rates)
{
	double wall_s, count;

	if (!field_is(r->field[REPORTED_METRIC], "wall_time") ||
	    !field_is(r->field[REPORTED_UNIT], "s"))
		return;
	number_parse(r->field[REPORTED_VALUE].text,
	    r->field[REPORTED_VALUE].len, &wall_s);
	number_parse(r->field[REPORTED_COUNT].text,
	    r->field[REPORTED_COUNT].len, &count);
	rates_write(rates, f, key, r->field[REPORTED_CASE], wall_s, count);
}

void
reported_write(
    int fd, FILE *f, const struct row_key *key, const struct rates *rates)
{
	struct reported r;

	reported_open(&r, fd);
	while (reported_next(&r)) {
		if (key->phase == OBSERVED &&
		    field_is(r.field[REPORTED_UNIT], "s"))
			continue;
		row_key_write(f, key);
		for (int i = 0; i < REPORTED_FIELDS; i++) {
			const char *quote = r.quoted[i] ? "\"" : "";

			fprintf(f, "%s%.*s%s%c", quote, (int)r.field[i].len,
			    r.field[i].text, quote,
			    i < REPORTED_FIELDS - 1 ? ',' : '\n');
		}
		write_rates(&r, f, key, rates);
	}
}
