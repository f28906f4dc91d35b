/* history_read.h - read a history line by line, in the order of its files */

#ifndef HISTORY_READ_H
#define HISTORY_READ_H

#include "history_files.h"
#include "history_line.h"

struct history_reader;

/* Read the history as it is now, whatever is appended meanwhile.  The folder is
 * locked until this returns; it stays open until the reader is closed.  Dies
 * with "tool: file:line: what is wrong"; only a torn last line is left out,
 * with a warning. */
struct history_reader *history_reader_open(struct history_folder *);
const struct history_line *history_reader_next(struct history_reader *);
/* How many lines were torn: 0 or 1. */
int history_reader_torn(const struct history_reader *);
void history_reader_close(struct history_reader *);

#endif
