/* accepted.c - which change of a series has an annotation */

#include <string.h>

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
	const char *field = c->field, *of[COURSE_FIELDS];
	struct annotated about;

	if (all->n == 0)
		return NULL;
	for (int i = 0; i < COURSE_FIELDS; i++) {
		of[i] = field;
		field += strlen(field) + 1;
	}
	about = (struct annotated){of[COURSE_IMPLEMENTATION], of[COURSE_CASE],
	    of[COURSE_METRIC], of[COURSE_PROFILE]};
	return annotations_find(all, &about, &span);
}
