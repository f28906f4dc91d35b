/* history_files.h - the files of a history: which there are, and the lock
 *
 * history.jsonl grows.  Once it is large enough it is renamed to
 * history-NNNNNN.jsonl, counted from 1, compressed to history-NNNNNN.jsonl.gz
 * under a temporary name, and unlinked when the compressed file has its name
 * and is on the disk.  So each line is in a plain file or in a compressed one,
 * or in both: then the plain one counts. */

#ifndef HISTORY_FILES_H
#define HISTORY_FILES_H

#include "textlines.h"

#define HISTORY_LIVE "history.jsonl"
#define HISTORY_TORN "history.torn"
#define HISTORY_RUNS "history.runs"

enum { HISTORY_NAME = 64 };

struct history_folder {
	const char *path; /* for messages */
	int fd;
	int lock;                  /* -1: none */
	unsigned long first, last; /* rotated files; 0: none */
};

/* Make the folder, and those above it, if it is not there.  Dies. */
void history_folder_make(const char *path);

/* Open the folder, made if it is not there and create is set, and lock it for
 * writing or for reading.  A reader goes without a lock where it may not make
 * one.  Dies. */
struct history_folder history_folder_open(const char *path, int create);
void history_folder_unlock(struct history_folder *);
void history_folder_close(struct history_folder *);

/* Open a rotated file for reading.  It needs no lock: what is in it stays. */
struct textlines *history_rotated_open(
    const struct history_folder *, unsigned long number);

/* Put aside history.jsonl as a rotated file; and compress all rotated files
 * that still are plain: a full disk is only a warning, as nothing is lost.
 * Both need the lock for writing. */
void history_rotate(struct history_folder *);
void history_compress(struct history_folder *);

/* Make what was renamed or unlinked last. */
void history_folder_sync(const struct history_folder *);

#endif
