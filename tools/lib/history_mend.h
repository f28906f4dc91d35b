/* history_mend.h - a last line that was torn, by a loss of power or a full disk
 */

#ifndef HISTORY_MEND_H
#define HISTORY_MEND_H

#include "history_files.h"

/* If the last line of history.jsonl is cut off or is none, move it to
 * history.torn, and say so.  Needs the lock for writing. */
void history_mend(const struct history_folder *);

#endif
