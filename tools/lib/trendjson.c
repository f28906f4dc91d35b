/* trendjson.c - the course of a series as JSON, for a dashboard */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "accepted.h"
#include "die.h"
#include "jsontext.h"
#include "number.h"
#include "table.h"
#include "trendjson.h"

static void
put(struct jsontext *j, const char *s)
{
	jsontext_raw(j, s, strlen(s));
}

/* "name": and before it a comma, unless it is the first of an object. */
static void
put_name(struct jsontext *j, const char *name)
{
	if (j->text[j->len - 1] != '{')
		put(j, ",");
	put(j, "\"");
	put(j, name);
	put(j, "\":");
}

static void
put_string(struct jsontext *j, const char *s)
{
	size_t len = strlen(s);
	char *copy = xrealloc(NULL, len + 1 + TABLE_SLACK, 1);

	memcpy(copy, s, len + 1);
	memset(copy + len + 1, 0, TABLE_SLACK);
	if (!jsontext_string(j, copy, len))
		die("not UTF-8, so not JSON: %.80s", s);
	free(copy);
}

static void
put_text(struct jsontext *j, const char *name, const char *s)
{
	put_name(j, name);
	put_string(j, s);
}

/* twelve digits: the rest differs from one machine's logarithm to another's */
static void
put_estimate(struct jsontext *j, const char *name, double value)
{
	char text[NUMBER_MAX];

	put_name(j, name);
	snprintf(text, sizeof text, "%.12g", value);
	put(j, isfinite(value) ? text : "null");
}

static void
put_number(struct jsontext *j, const char *name, double value)
{
	char text[NUMBER_MAX];

	put_name(j, name);
	put(j, isfinite(value) ? number_format(text, value) : "null");
}

static void
put_point(struct jsontext *j, const struct course *c, const struct point *p,
    int history)
{
	put(j, "{");
	put_text(
	    j, history ? "commit" : "label", course_text(c, p, COURSE_LABEL));
	put_number(j, "value", p->value);
	if (history) {
		put_number(j, "lo", p->lo);
		put_number(j, "hi", p->hi);
		put_text(j, "time", course_text(c, p, COURSE_TIME));
		put_text(j, "status", course_text(c, p, COURSE_STATUS));
		put_text(j, "run_id", course_text(c, p, COURSE_RUN));
		put_text(j, "dirty", course_text(c, p, COURSE_DIRTY));
	}
	put(j, "}");
}

static void
put_shift(struct jsontext *j, const struct course *c, const struct segment *s,
    const struct shift *f, const struct view *v)
{
	const struct annotation *a = accepted_by(v->annotations, c, s, f);

	put(j, "{");
	/* of the first point after it, among all points of the segment */
	put_number(j, "point", (double)s->ok[f->at]);
	put_text(j, "from", course_text(c, course_before(s, f), COURSE_LABEL));
	put_text(j, "to", course_text(c, course_after(s, f), COURSE_LABEL));
	put_number(j, "before", f->before);
	put_number(j, "after", f->after);
	put_estimate(j, "ratio", f->ratio);
	put_estimate(j, "ratio_lo", f->lo);
	put_estimate(j, "ratio_hi", f->hi);
	put_estimate(j, "p", f->p);
	put_text(j, "verdict", course_verdict(c, f));
	put_number(j, "n_before", (double)f->n_before);
	put_number(j, "n_after", (double)f->n_after);
	put_name(j, "annotation");
	if (a) {
		put(j, "{");
		put_text(j, "reason", a->reason);
		put_text(j, "expires", a->expires);
		put_name(j, "expired");
		put(j, a->expired ? "true}" : "false}");
	} else {
		put(j, "null");
	}
	put(j, "}");
}

static void
put_segment(struct jsontext *j, const struct course *c, const struct segment *s,
    const struct view *v)
{
	put(j, "{");
	if (v->source->history)
		put_text(j, "segment", s->name);
	put_name(j, "points");
	put(j, "[");
	for (size_t i = 0; i < s->n; i++) {
		put(j, i > 0 ? ",\n" : "");
		put_point(j, c, &s->point[i], v->source->history);
	}
	put(j, "]");
	put_name(j, "changes");
	put(j, "[");
	for (size_t i = 0; i < s->shifts.n; i++) {
		put(j, i > 0 ? "," : "");
		put_shift(j, c, s, &s->shifts.shift[i], v);
	}
	put(j, "]}");
}

void
trendjson_write(FILE *f, const struct course *c, const struct view *v)
{
	static const char *const better[] = {[COURSE_NEITHER] = "neutral",
	    [COURSE_LOWER] = "lower",
	    [COURSE_HIGHER] = "higher"};
	const char *field = c->field;
	struct jsontext j = {0};

	put(&j, "{");
	for (size_t i = 0; i < v->source->fields; i++) {
		put(&j, i > 0 ? "," : "");
		put_string(&j, v->source->field[i]);
		put(&j, ":");
		put_string(&j, field);
		field += strlen(field) + 1;
	}
	put_text(&j, "direction", better[c->better]);
	put_name(&j, "segments");
	put(&j, "[");
	for (size_t i = 0; i < c->n; i++) {
		put(&j, i > 0 ? ",\n" : "");
		put_segment(&j, c, &c->segment[i], v);
	}
	put(&j, "]}");
	fwrite(j.text, 1, j.len, f);
	free(j.text);
}
