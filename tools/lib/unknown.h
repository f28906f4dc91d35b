/* unknown.h - why what is null in a record is null */

#ifndef UNKNOWN_H
#define UNKNOWN_H

#include <json-c/json.h>

/* An object with the reason of each null in the record, by its path, such as
 * "metrics.wall_time.interval".  The environment explains its own; there is no
 * reason why nothing went wrong.  Dies if a null has no reason. */
struct json_object *unknown(struct json_object *record);

#endif
