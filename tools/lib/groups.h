/* groups.h - gather numbers, or sketches of them, by group */

#ifndef GROUPS_H
#define GROUPS_H

#include <stddef.h>

#include "keys.h"
#include "sketch.h"
#include "summary.h"

struct names {
	char **name;
	size_t len;
};

void names_add(struct names *, const char *name);
void names_split(struct names *, const char *list); /* at commas */
void names_free(struct names *);

/* which rows and columns to read, and what to keep of them */
struct selection {
	struct names groups, filters; /* filters: COLUMN=VALUE */
	const char *value, *count;    /* columns; count may be NULL */
	double error;                 /* of sketches; 0: keep all numbers */
	int all_groups;               /* groups are those of the first file */
};

struct group {
	struct numbers numbers;
	struct sketch *sketch; /* NULL: none yet */
};

struct groups {
	struct keys keys;    /* a group's fields, each ended by a NUL */
	struct group *group; /* by their index in keys */
	size_t size;
};

/* Add what a file holds ("-" or NULL: standard input).  All die with
 * "tool: file:line: what is wrong". */

/* Plain numbers, one a line; all are one group, without fields. */
void groups_read_lines(
    struct groups *, const struct selection *, const char *path);

/* CSV. */
void groups_read_table(
    struct groups *, const struct selection *, const char *path);

/* Sketches as CSV, sketch(5).  If s->groups is empty, it becomes the columns
 * that this file has before those of the sketch. */
void groups_read_sketches(
    struct groups *, struct selection *, const char *path);

void groups_free(struct groups *);

#endif
