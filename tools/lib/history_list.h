/* history_list.h - which lines of a history are asked for, and its series */

#ifndef HISTORY_LIST_H
#define HISTORY_LIST_H

#include "history_read.h"
#include "utc.h"

/* By field, the text it must have; NULL: any. */
struct history_filter {
	const char *want[HISTORY_FIELDS];
};

int history_matches(const struct history_filter *, const struct history_line *);

struct history_series {
	char series[HISTORY_ID];
	char *benchmark, *implementation, *profile, *scase, *metric, *unit;
	size_t runs, segments;
	char first_time[UTC_LEN + 1], last_time[UTC_LEN + 1];
	char *last_value, *last_commit; /* "": there is none */
};

struct history_list {
	struct history_series *series; /* in order of their names */
	size_t len, lines;
	size_t torn; /* lines that are, or were, torn */
};

/* The series with lines that match; memory for each of them, none for lines.
 * Dies. */
struct history_list history_list_read(
    const char *path, const struct history_filter *);
void history_list_free(struct history_list *);

#endif
