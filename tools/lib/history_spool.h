/* history_spool.h - gather lines for a history before it is locked: if one is
 * wrong, none is stored */

#ifndef HISTORY_SPOOL_H
#define HISTORY_SPOOL_H

#include "history_store.h"
#include "jsontext.h"

struct history_spool;

/* A file without a name in the history's folder, which is made if need be. */
struct history_spool *history_spool_open(const char *path);

/* Add a record's lines; those of all records in a folder and below, of whose
 * JSON files some may be no records; and lines in the form of the history,
 * plain or compressed ("-": standard input).  Die if something is wrong. */
void history_spool_record(
    struct history_spool *, const char *path, int all_metrics);
void history_spool_folder(
    struct history_spool *, const char *path, int all_metrics);
void history_spool_lines(struct history_spool *, const char *path);

/* Append what was gathered to the history. */
struct history_stored history_spool_store(struct history_spool *, size_t limit);

#endif
