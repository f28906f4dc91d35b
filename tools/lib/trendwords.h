/* trendwords.h - what a series, a point and a change are called */

#ifndef TRENDWORDS_H
#define TRENDWORDS_H

#include <stdio.h>

#include "annotations.h"
#include "course.h"

enum { WORDS_MAX = 160, WORDS_DATE = 10, WORDS_MINUTE = 16 };

/* how a person gets to see a series */
struct view {
	const struct course_source *source;
	const struct annotations *annotations;
	size_t runs; /* so many of the last are in the table */
	int columns, ascii, colour;
};

/* "?" for what a terminal might act on. */
void trendwords_safe(FILE *, const char *);

/* "etl/rust wall_time (quick)"; "service=a route=b" */
void trendwords_heading(FILE *, const struct course *, const struct view *);

/* "x1.12 slower", with the ratio's interval if asked for; without a ratio,
 * "higher". */
void trendwords_change(FILE *, const struct course *, const struct shift *,
    const struct view *, int interval);

/* "new baseline: machine, toolchain changed", of a segment but the first. */
void trendwords_baseline(FILE *, const struct course *, const struct segment *);

/* A commit as short as people write it, "+" if there was more than that; or the
 * label as it is. */
void trendwords_commit(char text[WORDS_MAX], const struct course *,
    const struct point *, const struct view *);

/* The day of a point, or also its time. */
void trendwords_time(char text[WORDS_MAX], const struct course *,
    const struct point *, size_t len);

#endif
