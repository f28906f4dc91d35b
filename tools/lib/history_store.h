/* history_store.h - append lines to a history: all of them, each once */

#ifndef HISTORY_STORE_H
#define HISTORY_STORE_H

#include <stddef.h>

#include "textlines.h"

struct history_stored {
	size_t added, known; /* lines */
};

/* Append the lines, as history_line_write writes them, that the history does
 * not have: no two lines of one series and one run.  They are read twice by way
 * of open, which returns them from the beginning.  history.jsonl is put aside
 * once it has limit bytes or more.  Dies; then what was not written whole is
 * taken back. */
struct history_stored history_store(const char *path, size_t limit,
    struct textlines *(*open)(void *context), void *context);

#endif
