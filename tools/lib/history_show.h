/* history_show.h - what a history holds, as CSV or for people */

#ifndef HISTORY_SHOW_H
#define HISTORY_SHOW_H

#include <stdio.h>

#include "history_list.h"

/* The lines that match, in order of time; people see fewer columns.  Dies, and
 * has written nothing then. */
void history_show_lines(
    FILE *, const char *path, const struct history_filter *, int for_people);

void history_show_series(FILE *, const struct history_list *, int for_people);

#endif
