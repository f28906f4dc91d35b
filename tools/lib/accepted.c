/* accepted.c - which change of a series has an annotation */

#include "accepted.h"

const struct annotation *
accepted_by(const struct annotations *all, const struct course *c,
    const struct segment *s, const struct shift *shift)
{
	const struct point *p = course_before(s, shift);
	const struct point *q = course_after(s, shift);
	struct span span = {course_text(c, p, COURSE_LABEL),
	    course_text(c, q, COURSE_LABEL), course_text(c, p, COURSE_TIME),
	    course_text(c, q, COURSE_TIME)};
	struct annotated about;

	if (all->n == 0)
		return NULL;
	about = (struct annotated){course_field(c, COURSE_IMPLEMENTATION),
	    course_field(c, COURSE_CASE), course_field(c, COURSE_METRIC),
	    course_field(c, COURSE_PROFILE)};
	return annotations_find(all, &about, &span);
}
