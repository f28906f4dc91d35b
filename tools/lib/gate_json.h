/* gate_json.h - a document of gate(1) as JSON (schemas/gate.schema.json) */

#ifndef GATE_JSON_H
#define GATE_JSON_H

#include <stdio.h>

#include "gate.h"

void gate_json_write(FILE *, const struct gate *);

/* Read what that wrote.  Dies if it is not a document of gate(1). */
struct gate gate_json_read(const char *path);

/* What a self-test found, for the document; dies if it is none. */
struct json_object *gate_selftest_read(const char *path);

#endif
