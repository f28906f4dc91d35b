/* rule.c - the rules of a JSON schema: read, understood, found by $ref */

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "json.h"
#include "rule.h"

struct document {
	char *name; /* file name beside the first one */
	struct json_object *root;
};

struct rules {
	char *folder;
	struct document *documents;
	size_t count;
};

/* types of JSON values, as a set */
enum {
	BOOLEAN = 1 << json_type_boolean,
	INTEGER = 1 << json_type_int,
	NUMBER = 1 << json_type_double | INTEGER,
	OBJECT = 1 << json_type_object,
	ARRAY = 1 << json_type_array,
	STRING = 1 << json_type_string,
	SCHEMA = OBJECT | BOOLEAN,
	ANY = -1
};

struct rule
rule_beside(struct rule r, struct json_object *json)
{
	r.json = json;
	return r;
}

int
rule_matches(const char *pattern, const char *text)
{
	regex_t regex;
	int found;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return -1;
	found = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

/* The document whose name is the first len bytes, or the number of them. */
static size_t
find(const struct rules *all, const char *name, size_t len)
{
	size_t i = 0;

	while (i < all->count &&
	       (strlen(all->documents[i].name) != len ||
		   memcmp(all->documents[i].name, name, len) != 0))
		i++;
	return i;
}

static void
add(struct rules *all, const char *name, size_t len)
{
	struct document *new;
	char *path;

	all->documents =
	    xrealloc(all->documents, all->count + 1, sizeof *all->documents);
	new = &all->documents[all->count++];
	new->name = xprintf("%.*s", (int)len, name);
	path = xprintf("%s%s", all->folder, new->name);
	new->root = json_file(path);
	free(path);
}

struct rule
rule_follow(struct rule r, const char *ref)
{
	size_t len = strcspn(ref, "#");

	if (len > 0)
		r.document = find(r.all, ref, len);
	if (json_pointer_get(r.all->documents[r.document].root,
		ref[len] ? ref + len + 1 : "", &r.json) != 0)
		r.json = NULL;
	return r;
}

_Noreturn static void
refuse(struct rule r, const char *at, const char *why)
{
	die("%s%s: %s: %s", r.all->folder, r.all->documents[r.document].name,
	    at, why);
}

/* NOLINTBEGIN(misc-no-recursion): no deeper than the JSON, and json-c reads no
 * more than 32 levels of it */

static void understand(struct rule, const char *at);

/* Below a keyword: a schema in each member. */
static void
understand_members(struct rule r, const char *at)
{
	char *path;

	json_object_object_foreach(r.json, key, member)
	{
		path = xprintf("%s/%s", at, key);
		understand(rule_beside(r, member), path);
		free(path);
	}
}

/* A pattern means the same to every validator if it is a POSIX extended
 * expression that escapes punctuation only: no \d, \w, \b. */
static void
check_pattern(struct rule r, const char *at, const char *pattern)
{
	for (const char *p = pattern; (p = strchr(p, '\\')); p += 2)
		if (!ispunct((unsigned char)p[1]))
			refuse(r, at, "not a plain pattern");
	if (rule_matches(pattern, "") < 0)
		refuse(r, at, "not a plain pattern");
}

static void
understand_pattern(struct rule r, const char *at)
{
	check_pattern(r, at, json_object_get_string(r.json));
}

static void
understand_patterns(struct rule r, const char *at)
{
	json_object_object_foreach(r.json, pattern, rule)
	{
		(void)rule;
		check_pattern(r, at, pattern);
	}
	understand_members(r, at);
}

static void
understand_format(struct rule r, const char *at)
{
	const char *format = json_object_get_string(r.json);

	if (strcmp(format, "date-time") != 0 && strcmp(format, "date") != 0)
		refuse(r, at, "unknown format");
}

static void
understand_ref(struct rule r, const char *at)
{
	struct rules *all = r.all;
	const char *ref = json_object_get_string(r.json);
	size_t len = strcspn(ref, "#");

	if (len > 0 && find(all, ref, len) == all->count) {
		add(all, ref, len);
		understand((struct rule){all, all->count - 1,
			       all->documents[all->count - 1].root},
		    "#");
	}
	if (rule_follow(r, ref).json == NULL)
		refuse(r, at, "leads nowhere");
}

/* The keywords, the types that their values may have, and what else there is to
 * understand of them. */
static const struct keyword {
	const char *name;
	int types;
	void (*understand)(struct rule, const char *at);
} keywords[] = {
    {"$comment", STRING, NULL},
    {"$defs", OBJECT, understand_members},
    {"$id", STRING, NULL},
    {"$ref", STRING, understand_ref},
    {"$schema", STRING, NULL},
    {"additionalProperties", SCHEMA, understand},
    {"const", ANY, NULL},
    {"description", STRING, NULL},
    {"enum", ARRAY, NULL},
    {"examples", ARRAY, NULL},
    {"exclusiveMinimum", NUMBER, NULL},
    {"format", STRING, understand_format},
    {"items", SCHEMA, understand},
    {"maximum", NUMBER, NULL},
    {"minItems", INTEGER, NULL},
    {"minLength", INTEGER, NULL},
    {"minimum", NUMBER, NULL},
    {"pattern", STRING, understand_pattern},
    {"patternProperties", OBJECT, understand_patterns},
    {"properties", OBJECT, understand_members},
    {"required", ARRAY, NULL},
    {"title", STRING, NULL},
    {"type", STRING | ARRAY, NULL},
};

static void
understand_keyword(struct rule r, const char *key, const char *at)
{
	const struct keyword *k = keywords;
	const struct keyword *end = k + sizeof keywords / sizeof *k;

	while (k < end && strcmp(k->name, key) != 0)
		k++;
	if (k == end)
		refuse(r, at, "unknown keyword");
	if (!(1 << json_object_get_type(r.json) & k->types))
		refuse(r, at, "not of the type it must have");
	if (k->understand)
		k->understand(r, at);
}

static void
understand(struct rule r, const char *at)
{
	char *path;

	if (json_object_is_type(r.json, json_type_boolean))
		return;
	if (!json_object_is_type(r.json, json_type_object))
		refuse(r, at, "not a schema");
	json_object_object_foreach(r.json, key, member)
	{
		path = xprintf("%s/%s", at, key);
		understand_keyword(rule_beside(r, member), key, path);
		free(path);
	}
}

/* NOLINTEND(misc-no-recursion) */

struct rule
rule_open(const char *path)
{
	struct rules *all = xrealloc(NULL, 1, sizeof *all);
	struct rule first = {.all = all};
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash + 1 - path) : 0;

	*all = (struct rules){.folder = xstrdup(path)};
	all->folder[len] = '\0';
	add(all, path + len, strlen(path + len));
	first.json = all->documents[0].root;
	understand(first, "#");
	return first;
}

void
rule_close(struct rule r)
{
	struct rules *all = r.all;

	for (size_t i = 0; i < all->count; i++) {
		free(all->documents[i].name);
		json_object_put(all->documents[i].root);
	}
	free(all->documents);
	free(all->folder);
	free(all);
}
