/* course.c - values in the order of time, read by series and segment */

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "course.h"
#include "die.h"
#include "keys.h"
#include "table.h"

static const char *const history_fields[COURSE_FIELDS] = {
    [COURSE_SERIES] = "series",
    [COURSE_BENCHMARK] = "benchmark",
    [COURSE_IMPLEMENTATION] = "implementation",
    [COURSE_PROFILE] = "profile",
    [COURSE_CASE] = "case",
    [COURSE_METRIC] = "metric",
    [COURSE_UNIT] = "unit"};

const struct course_source course_history = {.field = history_fields,
    .fields = COURSE_FIELDS,
    .value = "value",
    .history = 1,
    .rule = &shifts_default};

static const char *const history_texts[COURSE_TEXTS] = {
    [COURSE_LABEL] = "commit",
    [COURSE_TIME] = "time",
    [COURSE_STATUS] = "status",
    [COURSE_RUN] = "run_id",
    [COURSE_DIRTY] = "dirty",
    [COURSE_WORKLOAD] = "workload",
    [COURSE_DATASET] = "dataset",
    [COURSE_TOOLCHAIN] = "toolchain",
    [COURSE_MACHINE] = "machine"};

/* where columns are in a file; -1: there is none */
struct columns {
	int *field;
	int value, lo, hi, segment, direction, text[COURSE_TEXTS];
};

struct reading {
	const struct course_source *source;
	struct keys keys;
	struct course *course; /* by their index in keys */
	size_t size;
	void (*each)(void *context, const struct course *);
	void *context;
};

const char *
course_text(
    const struct course *c, const struct point *p, enum course_text which)
{
	return c->text + p->text[which];
}

const char *
course_field(const struct course *c, enum course_field which)
{
	const char *field = c->field;

	for (int i = 0; i < (int)which; i++)
		field += strlen(field) + 1;
	return field;
}

static struct columns
find_columns(const struct table *t, const struct course_source *s)
{
	struct columns c = {.field = xrealloc(NULL, s->fields + 1, sizeof(int)),
	    .value = (int)table_need(t, s->value),
	    .lo = -1,
	    .hi = -1,
	    .segment = -1,
	    .direction = -1};

	for (size_t i = 0; i < s->fields; i++)
		c.field[i] = (int)table_need(t, s->field[i]);
	for (int i = 0; i < COURSE_TEXTS; i++)
		c.text[i] =
		    s->history ? (int)table_need(t, history_texts[i]) : -1;
	if (s->history) {
		c.lo = (int)table_need(t, "lo");
		c.hi = (int)table_need(t, "hi");
		c.segment = (int)table_need(t, "segment");
		c.direction = (int)table_need(t, "direction");
	} else if (s->label) {
		c.text[COURSE_LABEL] = (int)table_need(t, s->label);
	}
	return c;
}

static size_t
keep_text(struct course *c, const char *text, size_t len)
{
	size_t at = c->text_len;

	while (c->text_len + len + 1 > c->text_size) {
		c->text_size = c->text_size ? 2 * c->text_size : 256;
		c->text = xrealloc(c->text, c->text_size, 1);
	}
	memcpy(c->text + at, text, len);
	c->text[at + len] = '\0';
	c->text_len += len + 1;
	return at;
}

static double
number_or_none(const struct table *t, const struct field *row, int column)
{
	if (column < 0 || row[column].len == 0)
		return NAN;
	return table_number(t, (size_t)column);
}

/* 2026-10-01T12:00:00 at least: seconds in the order of the text */
static int
is_time(const char *s)
{
	static const char form[] = "0000-00-00T00:00:00";

	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? !isdigit((unsigned char)s[i])
				   : s[i] != form[i])
			return 0;
	return 1;
}

static void
check_time(const struct table *t, const struct course *c,
    const struct segment *s, const char *time)
{
	const size_t seconds = sizeof "2026-10-01T12:00:00" - 1;

	if (!is_time(time))
		table_die(t, "time: not as in 2026-10-01T12:00:00Z: %s", time);
	if (s->n > 0 &&
	    strncmp(course_text(c, &s->point[s->n - 1], COURSE_TIME), time,
		seconds) > 0)
		table_die(t,
		    "time: %s is earlier than the row before it in "
		    "its series",
		    time);
}

static struct segment *
segment_of(struct course *c, const char *name)
{
	for (size_t i = c->n; i-- > 0;)
		if (strcmp(c->segment[i].name, name) == 0)
			return &c->segment[i];
	c->segment = xrealloc(c->segment, c->n + 1, sizeof *c->segment);
	c->segment[c->n] = (struct segment){.name = xstrdup(name)};
	return &c->segment[c->n++];
}

static void
add_point(struct course *c, const struct table *t, const struct columns *at,
    const struct field *row)
{
	const char *name = at->segment < 0 ? "" : row[at->segment].text;
	struct segment *s = segment_of(c, name);
	struct point *p;
	char number[32];

	if (at->text[COURSE_TIME] >= 0)
		check_time(t, c, s, row[at->text[COURSE_TIME]].text);
	if (s->n == s->size) {
		s->size = s->size ? 2 * s->size : 16;
		s->point = xrealloc(s->point, s->size, sizeof *s->point);
	}
	p = &s->point[s->n++];
	*p = (struct point){number_or_none(t, row, at->value),
	    number_or_none(t, row, at->lo), number_or_none(t, row, at->hi),
	    {0}};
	for (int i = 0; i < COURSE_TEXTS; i++)
		p->text[i] =
		    i >= COURSE_WORKLOAD && s->n > 1 ? s->point[0].text[i]
		    : at->text[i] < 0                ? keep_text(c, "", 0)
				      : keep_text(c, row[at->text[i]].text,
					    row[at->text[i]].len);
	if (at->text[COURSE_LABEL] < 0)
		p->text[COURSE_LABEL] = keep_text(c, number,
		    (size_t)snprintf(number, sizeof number, "%zu", s->n));
	if (at->text[COURSE_STATUS] >= 0 &&
	    strcmp(course_text(c, p, COURSE_STATUS), "ok") != 0)
		p->value = NAN;
	if (!isnan(p->value))
		c->latest = (size_t)(s - c->segment);
}

/* The series of a row. */
static size_t
index_of(struct reading *r, const struct table *t, const struct columns *at,
    const struct field *row)
{
	const struct course_source *source = r->source;
	size_t len = 0, old = r->size, i;
	char *key;

	for (i = 0; i < source->fields; i++)
		len += row[at->field[i]].len + 1;
	key = xrealloc(NULL, len + 1, 1);
	len = 0;
	for (i = 0; i < source->fields; i++) {
		memcpy(key + len, row[at->field[i]].text,
		    row[at->field[i]].len + 1);
		len += row[at->field[i]].len + 1;
	}
	i = keys_index(&r->keys, key, len);
	free(key);
	if (i >= r->size) {
		r->size = old ? 2 * old : 16;
		r->course = xrealloc(r->course, r->size, sizeof *r->course);
		memset(r->course + old, 0, (r->size - old) * sizeof *r->course);
	}
	if (r->course[i].closed)
		table_die(t, "a series that had ended: not grouped");
	return i;
}

static void
find_shifts(struct segment *s, const struct shifts_rule *rule)
{
	double *value = xrealloc(NULL, s->n + 1, sizeof *value);

	s->ok = xrealloc(NULL, s->n + 1, sizeof *s->ok);
	for (size_t i = 0; i < s->n; i++)
		if (!isnan(s->point[i].value)) {
			value[s->ok_len] = s->point[i].value;
			s->ok[s->ok_len++] = i;
		}
	s->shifts = shifts_of(value, s->ok_len, rule);
	free(value);
}

/* A series is complete: hand it over, and forget it. */
static void
close_course(struct reading *r, size_t i)
{
	struct course *c = &r->course[i];

	c->field = r->keys.key[i].text;
	c->unit = r->source->history ? course_field(c, COURSE_UNIT) : "";
	for (size_t j = 0; j < c->n; j++)
		find_shifts(&c->segment[j], r->source->rule);
	r->each(r->context, c);
	for (size_t j = 0; j < c->n; j++) {
		shifts_free(&c->segment[j].shifts);
		free(c->segment[j].name);
		free(c->segment[j].point);
		free(c->segment[j].ok);
	}
	free(c->segment);
	free(c->text);
	*c = (struct course){.closed = 1};
}

static enum course_better
better_of(const struct table *t, const char *direction)
{
	if (strcmp(direction, "lower") == 0)
		return COURSE_LOWER;
	if (strcmp(direction, "higher") == 0)
		return COURSE_HIGHER;
	if (strcmp(direction, "neutral") != 0)
		table_die(t, "direction: not lower, higher or neutral: %s",
		    direction);
	return COURSE_NEITHER;
}

/* current: the series of the last row of the files before, or of none. */
static void
read_file(struct reading *r, const char *path, size_t *current)
{
	struct table *t = table_open(path);
	struct columns at = find_columns(t, r->source);
	const struct field *row;

	while ((row = table_next(t))) {
		size_t i = index_of(r, t, &at, row);

		if (r->source->grouped && i != *current &&
		    *current < r->keys.len)
			close_course(r, *current);
		*current = i;
		r->course[i].better =
		    at.direction < 0 ? r->source->better
				     : better_of(t, row[at.direction].text);
		add_point(&r->course[i], t, &at, row);
	}
	free(at.field);
	table_close(t);
}

void
course_read(char *const paths[], const struct course_source *source,
    void (*each)(void *context, const struct course *), void *context)
{
	struct reading r = {.source = source, .each = each, .context = context};
	size_t current = SIZE_MAX;

	if (*paths == NULL)
		read_file(&r, NULL, &current);
	for (; *paths; paths++)
		read_file(&r, *paths, &current);
	for (size_t i = 0; i < r.keys.len; i++)
		if (!r.course[i].closed)
			close_course(&r, i);
	free(r.course);
	keys_free(&r.keys);
}

const struct point *
course_before(const struct segment *s, const struct shift *shift)
{
	return &s->point[s->ok[shift->at - 1]];
}

const struct point *
course_after(const struct segment *s, const struct shift *shift)
{
	return &s->point[s->ok[shift->at]];
}

const char *
course_verdict(const struct course *c, const struct shift *shift)
{
	if (c->better == COURSE_NEITHER)
		return "changed";
	return shift->up == (c->better == COURSE_HIGHER) ? "better" : "worse";
}

int
course_worse(const struct course *c, const struct segment *s,
    const struct shift *shift, double threshold)
{
	const struct shift *last = &s->shifts.shift[s->shifts.n - 1];
	double slack = (threshold - 1) * fabs(shift->before);
	double now = last->after, was = shift->before;

	if (strcmp(course_verdict(c, shift), "worse") != 0)
		return 0;
	if (shift == last)
		return 1;
	return c->better == COURSE_LOWER ? now > was + slack
					 : now < was - slack;
}
