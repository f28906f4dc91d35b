/* facts.h - named facts in order, and for each that is not known the reason */

#ifndef FACTS_H
#define FACTS_H

#include <json-c/json.h>
#include <stdio.h>

struct facts {
	json_object *fields;
	json_object *reasons; /* of fields that are null */
};

struct facts facts_new(void);
void facts_free(struct facts *);

/* Take over value; NULL: it is not known, for that reason. */
void facts_add(
    struct facts *, const char *name, json_object *value, const char *reason);
/* NULL and "" are not known. */
void facts_add_text(
    struct facts *, const char *name, const char *text, const char *reason);
void facts_add_number(struct facts *, const char *name, double value);

/* A fact's text: strings without quotes, "null" if it is not known. */
const char *facts_text(const struct facts *, const char *name);

/* As one JSON object, the field "reasons" last. */
void facts_write_json(const struct facts *, FILE *);
/* As NAME<TAB>VALUE, sorted, for diff(1) and join(1). */
void facts_write_lines(const struct facts *, FILE *);

#endif
