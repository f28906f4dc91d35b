/* history_runs.h - which runs a history has, so that none is stored twice
 *
 * For each run of an implementation the file history.runs says how many series
 * are stored and the exclusive or of their numbers: a record that makes the
 * same is there already.  It is made from the history, and made again if its
 * last line does not fit the history's files. */

#ifndef HISTORY_RUNS_H
#define HISTORY_RUNS_H

#include "hashes.h"
#include "history_files.h"
#include "history_line.h"

struct history_run {
	uint64_t count, series;
};

struct history_runs {
	struct hashes known;
	struct history_run *run; /* by index in known */
	size_t size;
};

/* Count the series of a line in; the index of its run. */
size_t history_runs_add(struct history_runs *, const struct history_line *);
/* What is known of a run, all zero if nothing is. */
struct history_run history_runs_of(
    const struct history_runs *, struct hash run);
void history_runs_free(struct history_runs *);

/* Those of a history that is locked for writing. */
struct history_runs history_runs_load(struct history_folder *);

/* Remember more, after they were stored.  What cannot be written is only a
 * warning: the file will be made again. */
void history_runs_save(
    const struct history_folder *, const struct history_runs *more);

#endif
