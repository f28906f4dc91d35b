/* history_record.h - the lines of the history that a record makes */

#ifndef HISTORY_RECORD_H
#define HISTORY_RECORD_H

#include <json-c/json.h>

#include "jsontext.h"

/* Append the lines of a record; all: of every metric, not only of those that
 * the benchmark is about.  Dies, with the record's path, if it is none. */
void history_record_lines(
    struct jsontext *, const char *path, struct json_object *record, int all);

#endif
