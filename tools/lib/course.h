/* course.h - values in the order of time, read by series and segment
 *
 * A series is what has the same texts in some columns.  A segment is a part of
 * it whose values may be compared: its shifts are its own. */

#ifndef COURSE_H
#define COURSE_H

#include <stddef.h>

#include "shifts.h"

/* the columns of history(1) that make a series */
enum course_field {
	COURSE_SERIES,
	COURSE_BENCHMARK,
	COURSE_IMPLEMENTATION,
	COURSE_PROFILE,
	COURSE_CASE,
	COURSE_METRIC,
	COURSE_UNIT,
	COURSE_FIELDS
};

/* texts of a point; empty if there is no such column */
enum course_text {
	COURSE_LABEL, /* the commit, or else the number of the point */
	COURSE_TIME,
	COURSE_STATUS, /* "ok", or what went wrong */
	COURSE_RUN,
	COURSE_DIRTY,
	COURSE_WORKLOAD, /* this and the next: of the segment's first point */
	COURSE_DATASET,
	COURSE_TOOLCHAIN,
	COURSE_MACHINE,
	COURSE_TEXTS
};

struct point {
	double value, lo, hi;      /* NAN: there is none */
	size_t text[COURSE_TEXTS]; /* where they are in the series' text */
};

struct segment {
	char *name;
	struct point *point; /* in the order of the input */
	size_t n, size;
	size_t *ok; /* the indices of points that have a value */
	size_t ok_len;
	struct shifts shifts; /* its indices are those of ok */
};

/* what is better */
enum course_better { COURSE_NEITHER, COURSE_LOWER, COURSE_HIGHER };

struct course {
	const char *field; /* the fields that make a series, each with a NUL */
	const char *unit;  /* empty: not known */
	enum course_better better;
	struct segment *segment; /* in order of first appearance */
	size_t n, latest;        /* latest: the one of the last value */
	char *text;              /* of all points */
	size_t text_len, text_size;
	int closed; /* complete, written and forgotten */
};

struct course_source {
	/* the columns that make a series, of values, and of labels or NULL */
	const char *const *field;
	size_t fields;
	const char *value, *label;
	int history; /* the input has all columns of history(1) */
	int grouped; /* a series is complete when another begins */
	enum course_better better; /* if not history */
	const struct shifts_rule *rule;
};

/* What reads history's own columns. */
extern const struct course_source course_history;

/* Read files (none: standard input) and call each for every series in order of
 * first appearance, its shifts found.  Dies on values that are no numbers, rows
 * out of the order of time, and, if grouped, a series that comes back. */
void course_read(char *const paths[], const struct course_source *,
    void (*each)(void *context, const struct course *), void *context);

/* A field of a series of history(1). */
const char *course_field(const struct course *, enum course_field);

const char *course_text(
    const struct course *, const struct point *, enum course_text);

/* The point before which, and at which, a shift is. */
const struct point *course_before(const struct segment *, const struct shift *);
const struct point *course_after(const struct segment *, const struct shift *);

/* "better", "worse", or "changed" if that is not known */
const char *course_verdict(const struct course *, const struct shift *);

/* Whether a shift is for the worse, and the segment has not come back from it
 * since: its last level is not as good as that before the shift. */
int course_worse(const struct course *, const struct segment *,
    const struct shift *, double threshold);

#endif
