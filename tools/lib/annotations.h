/* annotations.h - changes that people have accepted, and until when
 *
 * A file is a list of objects that obeys schemas/annotations.schema.json. */

#ifndef ANNOTATIONS_H
#define ANNOTATIONS_H

#include <stddef.h>

/* what an annotation is about, or a change: NULL if it does not say */
struct annotated {
	const char *implementation, *scase, *metric, *profile;
};

struct annotation {
	struct annotated about;
	const char *from; /* a commit, or its first 7 digits or more; a date */
	const char *reason;
	const char *expires; /* a date: its last day */
	int expired;
	const char *path; /* its file, and its place in that */
	size_t index;
	int shown, used; /* of annotations_mark */
};

struct annotations {
	struct annotation *annotation;
	size_t n;
	char today[16]; /* 2026-11-21, by UTC */
	char **commit;  /* the newest first */
	size_t commits;
	void *memory; /* of all texts */
};

/* what happened after one run and before the next */
struct span {
	const char *from_commit, *to_commit;
	const char *from_time, *to_time;
};

/* None yet.  Today is SOURCE_DATE_EPOCH, if that is set; dies if it is not a
 * number. */
struct annotations annotations_none(void);

/* Add those of a file; the order of commits, one a line, as git rev-list prints
 * them.  Die with "tool: file: [1].expires: what is wrong". */
void annotations_add(struct annotations *, const char *path);
void annotations_order(struct annotations *, const char *path);

/* The first annotation that accepts a change; if there is none, the first that
 * did so until it expired; or NULL. */
const struct annotation *annotations_find(
    const struct annotations *, const struct annotated *, const struct span *);

/* Mark those that are about a series; and, if span is not NULL, those that
 * accept a change in it, expired or not. */
void annotations_mark(
    struct annotations *, const struct annotated *, const struct span *);

/* Warn of those that are about a series, but accept no change. */
void annotations_warn(const struct annotations *);

void annotations_free(struct annotations *);

#endif
