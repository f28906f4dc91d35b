/* schema.h - check JSON against a schema (a subset of JSON Schema 2020-12)
 *
 * Keywords: $schema $id $comment $defs $ref title description examples type
 * enum const properties patternProperties required additionalProperties items
 * minItems minLength pattern minimum maximum exclusiveMinimum format.  $ref
 * leads to "#", "#/..." or "FILE#/..." beside the schema.  A pattern is a POSIX
 * extended regular expression without backslashes, so that it means the same to
 * other validators; of the formats date-time is known.  A schema with any other
 * keyword is refused: nothing goes unchecked in silence. */

#ifndef SCHEMA_H
#define SCHEMA_H

#include <json-c/json.h>

/* NULL if value obeys the schema that the file at path holds, else what does
 * not and why, beginning with its path: "$.metrics.wall_time.value: not a
 * number".  The caller frees it.  Dies if the schema is not understood. */
char *schema_check(const char *path, struct json_object *value);

#endif
