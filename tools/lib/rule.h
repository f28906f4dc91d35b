/* rule.h - the rules of a JSON schema: read, understood, found by $ref */

#ifndef RULE_H
#define RULE_H

#include <json-c/json.h>
#include <stddef.h>

/* a rule and the document it stands in, since a $ref is relative to it */
struct rule {
	struct rules *all;
	size_t document;
	struct json_object *json;
};

/* Read a schema and those it refers to; dies if one is not understood, with
 * the file and the keyword. */
struct rule rule_open(const char *path);
void rule_close(struct rule);

/* The rule that json is, where r is. */
struct rule rule_beside(struct rule r, struct json_object *json);

/* What a $ref in the document of r leads to; .json is NULL if nothing is there,
 * which rule_open refuses. */
struct rule rule_follow(struct rule r, const char *ref);

/* Whether text matches a POSIX extended regular expression; -1 if it is none.
 */
int rule_matches(const char *pattern, const char *text);

#endif
