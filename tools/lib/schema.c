/* schema.c - check JSON against a schema (a subset of JSON Schema 2020-12)
 *
 * Keywords mean what the specification says: JSON Schema Core and Validation,
 * draft 2020-12 (json-schema.org). */

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "rule.h"
#include "schema.h"

/* where we are in the value: a list from the leaf up to "$" */
struct place {
	const struct place *up;
	const char *key; /* NULL: an array's element */
	size_t index;
};

/* RFC 3339, section 5.6 */
#define DATE "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define TIME                                                        \
	"([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?" \
	"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
static const char date[] = "^" DATE "$", date_time[] = "^" DATE "T" TIME "$";

/* NOLINTBEGIN(misc-no-recursion): no deeper than the JSON, and json-c reads no
 * more than 32 levels of it */

static void
print_place(FILE *f, const struct place *at)
{
	if (at->up == NULL) {
		putc('$', f);
		return;
	}
	print_place(f, at->up);
	if (at->key)
		fprintf(f, ".%s", at->key);
	else
		fprintf(f, "[%zu]", at->index);
}

__attribute__((format(printf, 2, 3))) static char *
fail(const struct place *at, const char *fmt, ...)
{
	char *text;
	size_t size;
	va_list ap;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		die("out of memory");
	print_place(f, at);
	fputs(": ", f);
	va_start(ap, fmt);
	vfprintf(f, fmt, ap);
	va_end(ap);
	if (fclose(f) != 0)
		die("out of memory");
	return text;
}

/* What json-c reads but nobody means: NaN and Infinity, whole numbers cut down
 * to 64 bits, a text that C ends early. */
static char *
check_sound(struct json_object *value, const struct place *at)
{
	switch (json_object_get_type(value)) {
	case json_type_double:
		return isfinite(json_object_get_double(value))
			   ? NULL
			   : fail(at, "not a finite number");
	case json_type_int:
		return json_object_get_uint64(value) == UINT64_MAX ||
			       json_object_get_int64(value) == INT64_MIN
			   ? fail(at, "out of range")
			   : NULL;
	case json_type_string:
		return memchr(json_object_get_string(value), '\0',
			   (size_t)json_object_get_string_len(value))
			   ? fail(at, "a NUL in a text")
			   : NULL;
	default: return NULL;
	}
}

static int
is_number(struct json_object *value)
{
	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double);
}

static int
is_type(struct json_object *value, const char *type)
{
	double d = json_object_get_double(value);

	if (is_number(value))
		return strcmp(type, "number") == 0 ||
		       (strcmp(type, "integer") == 0 && d == floor(d));
	return strcmp(type, json_type_to_name(json_object_get_type(value))) ==
	       0;
}

/* "type": a name or a list of names */
static char *
check_type(
    struct json_object *type, struct json_object *value, const struct place *at)
{
	int list = json_object_is_type(type, json_type_array);
	size_t count = list ? json_object_array_length(type) : 1;
	char names[128] = "";

	for (size_t i = 0; i < count; i++) {
		const char *name = json_object_get_string(
		    list ? json_object_array_get_idx(type, i) : type);
		size_t used = strlen(names);

		if (is_type(value, name))
			return NULL;
		snprintf(names + used, sizeof names - used, "%s%s",
		    i ? " or " : "", name);
	}
	return fail(
	    at, "not %s %s", strchr("aeiou", *names) ? "an" : "a", names);
}

/* 1 and 1.0 are equal, as JSON Schema has it */
static int
equal(struct json_object *a, struct json_object *b)
{
	if (is_number(a) && is_number(b))
		return json_object_get_double(a) == json_object_get_double(b);
	return json_object_equal(a, b);
}

static char *
check_enum(
    struct json_object *list, struct json_object *value, const struct place *at)
{
	for (size_t i = 0; i < json_object_array_length(list); i++)
		if (equal(json_object_array_get_idx(list, i), value))
			return NULL;
	return fail(at, "%s is not one of %s",
	    json_object_to_json_string(value),
	    json_object_to_json_string_ext(list, JSON_C_TO_STRING_PLAIN));
}

static char *
check_number(
    struct json_object *rule, struct json_object *value, const struct place *at)
{
	double d = json_object_get_double(value);
	struct json_object *limit;
	const char *wrong = NULL;

	if (json_object_object_get_ex(rule, "minimum", &limit) &&
	    d < json_object_get_double(limit))
		wrong = "small, at least";
	else if (json_object_object_get_ex(rule, "exclusiveMinimum", &limit) &&
		 d <= json_object_get_double(limit))
		wrong = "small, more than";
	else if (json_object_object_get_ex(rule, "maximum", &limit) &&
		 d > json_object_get_double(limit))
		wrong = "large, at most";
	return wrong
		   ? fail(at, "%s is too %s %s", json_object_get_string(value),
			 wrong, json_object_get_string(limit))
		   : NULL;
}

static char *
check_string(
    struct json_object *rule, struct json_object *value, const struct place *at)
{
	const char *text = json_object_get_string(value), *pattern;
	struct json_object *keyword;
	int64_t length = 0;

	for (const char *p = text; *p; p++)
		length += (*p & 0xc0) != 0x80; /* code points of UTF-8 */
	if (json_object_object_get_ex(rule, "minLength", &keyword) &&
	    length < json_object_get_int64(keyword))
		return fail(at, length ? "too short" : "empty");
	if (json_object_object_get_ex(rule, "pattern", &keyword)) {
		pattern = json_object_get_string(keyword);
		if (!rule_matches(pattern, text))
			return fail(
			    at, "\"%s\" does not match %s", text, pattern);
	}
	if (json_object_object_get_ex(rule, "format", &keyword)) {
		int day = strcmp(json_object_get_string(keyword), "date") == 0;

		if (!rule_matches(day ? date : date_time, text))
			return fail(at, "\"%s\" is not a date%s", text,
			    day ? "" : " and time");
	}
	return NULL;
}

static char *check(
    struct rule, struct json_object *value, const struct place *);

static char *
check_array(struct rule r, struct json_object *value, const struct place *at)
{
	size_t count = json_object_array_length(value);
	struct json_object *keyword;
	char *wrong = NULL;

	if (json_object_object_get_ex(r.json, "minItems", &keyword) &&
	    (int64_t)count < json_object_get_int64(keyword))
		return fail(at, "%zu items, at least %s", count,
		    json_object_get_string(keyword));
	keyword = json_object_object_get(r.json, "items");
	for (size_t i = 0; i < count && wrong == NULL; i++)
		wrong = check(rule_beside(r, keyword),
		    json_object_array_get_idx(value, i),
		    &(struct place){at, NULL, i});
	return wrong;
}

/* one member of an object: by its name, by a pattern, or as one of the rest */
static char *
check_member(struct rule r, struct json_object *value, const struct place *at)
{
	struct json_object *group, *rule;
	char *wrong = NULL;
	int known = 0;

	if (json_object_object_get_ex(r.json, "properties", &group) &&
	    json_object_object_get_ex(group, at->key, &rule)) {
		known = 1;
		wrong = check(rule_beside(r, rule), value, at);
	}
	if (json_object_object_get_ex(r.json, "patternProperties", &group)) {
		json_object_object_foreach(group, pattern, its_rule)
		{
			if (wrong || !rule_matches(pattern, at->key))
				continue;
			known = 1;
			wrong = check(rule_beside(r, its_rule), value, at);
		}
	}
	if (known)
		return wrong;
	rule = json_object_object_get(r.json, "additionalProperties");
	return check(rule_beside(r, rule), value, at);
}

static char *
check_object(struct rule r, struct json_object *value, const struct place *at)
{
	struct json_object *required =
	    json_object_object_get(r.json, "required");
	char *wrong = NULL;

	for (size_t i = 0; required && i < json_object_array_length(required);
	     i++) {
		const char *key = json_object_get_string(
		    json_object_array_get_idx(required, i));

		if (!json_object_object_get_ex(value, key, NULL))
			return fail(&(struct place){at, key, 0}, "missing");
	}
	json_object_object_foreach(value, key, member)
	{
		if (wrong == NULL)
			wrong = check_member(
			    r, member, &(struct place){at, key, 0});
	}
	return wrong;
}

/* All of the value is looked at, if only for being sound: r.json is NULL where
 * there is no rule. */
static char *
check(struct rule r, struct json_object *value, const struct place *at)
{
	struct json_object *keyword;
	char *wrong = check_sound(value, at);

	if (!wrong && json_object_is_type(r.json, json_type_boolean) &&
	    !json_object_get_boolean(r.json))
		wrong = fail(at, "not in the schema");
	if (!wrong && json_object_object_get_ex(r.json, "$ref", &keyword))
		wrong = check(
		    rule_follow(r, json_object_get_string(keyword)), value, at);
	if (!wrong && json_object_object_get_ex(r.json, "type", &keyword))
		wrong = check_type(keyword, value, at);
	if (!wrong && json_object_object_get_ex(r.json, "enum", &keyword))
		wrong = check_enum(keyword, value, at);
	if (!wrong && json_object_object_get_ex(r.json, "const", &keyword) &&
	    !equal(keyword, value))
		wrong = fail(at, "not %s", json_object_to_json_string(keyword));
	if (wrong)
		return wrong;
	switch (json_object_get_type(value)) {
	case json_type_object: return check_object(r, value, at);
	case json_type_array: return check_array(r, value, at);
	case json_type_string: return check_string(r.json, value, at);
	case json_type_int:
	case json_type_double: return check_number(r.json, value, at);
	default: return NULL;
	}
}

/* NOLINTEND(misc-no-recursion) */

char *
schema_check(const char *path, struct json_object *value)
{
	const struct place top = {NULL, NULL, 0};
	struct rule first = rule_open(path);
	char *wrong = check(first, value, &top);

	rule_close(first);
	return wrong;
}
