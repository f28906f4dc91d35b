/* accepted.c - which change of a series has an annotation */

#include "accepted.h"

static struct span
span_of(
    const struct course *c, const struct segment *s, const struct shift *shift)
{
	const struct point *p = course_before(s, shift);
	const struct point *q = course_after(s, shift);

	return (struct span){course_text(c, p, COURSE_LABEL),
	    course_text(c, q, COURSE_LABEL), course_text(c, p, COURSE_TIME),
	    course_text(c, q, COURSE_TIME)};
}

static struct annotated
about(const struct course *c)
{
	return (struct annotated){course_field(c, COURSE_IMPLEMENTATION),
	    course_field(c, COURSE_CASE), course_field(c, COURSE_METRIC),
	    course_field(c, COURSE_PROFILE)};
}

const struct annotation *
accepted_by(const struct annotations *all, const struct course *c,
    const struct segment *s, const struct shift *shift)
{
	struct span span = span_of(c, s, shift);
	struct annotated series;

	if (all->n == 0)
		return NULL;
	series = about(c);
	return annotations_find(all, &series, &span);
}

void
accepted_mark(struct annotations *all, const struct course *c)
{
	struct annotated series;

	if (all->n == 0)
		return;
	series = about(c);
	annotations_mark(all, &series, NULL);
	for (size_t i = 0; i < c->n; i++)
		for (size_t j = 0; j < c->segment[i].shifts.n; j++) {
			struct span span = span_of(
			    c, &c->segment[i], &c->segment[i].shifts.shift[j]);

			annotations_mark(all, &series, &span);
		}
}
