/* schema.c - check JSON against a schema (a subset of JSON Schema 2020-12)
 *
 * Keywords mean what the specification says: JSON Schema Core and Validation,
 * draft 2020-12 (json-schema.org). */

#include <ctype.h>
#include <math.h>
#include <regex.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "json.h"
#include "schema.h"

struct document {
	char *name; /* file name beside the first one */
	struct json_object *root;
};

struct schema {
	char *folder;
	struct document *documents;
	size_t count;
};

/* where we are in the value: a list from the leaf up to "$" */
struct place {
	const struct place *up;
	const char *key; /* NULL: an array's element */
	size_t index;
};

/* a rule and the document it stands in, since a $ref is relative to it */
struct rule {
	size_t document;
	struct json_object *json;
};

static const char *const date_time =
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])"
    ":[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3])"
    ":[0-5][0-9])$"; /* RFC 3339, section 5.6 */

/* the text of member key, or NULL */
static const char *
text_of(struct json_object *json, const char *key)
{
	struct json_object *member;

	return json_object_object_get_ex(json, key, &member)
		   ? json_object_get_string(member)
		   : NULL;
}

static int
matches(const char *pattern, const char *text)
{
	regex_t regex;
	int found;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return -1;
	found = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

/* The document called name, read if it is new. */
static size_t
document(struct schema *s, const char *name)
{
	char *path;
	size_t i;

	for (i = 0; i < s->count; i++)
		if (strcmp(s->documents[i].name, name) == 0)
			return i;
	if (asprintf(&path, "%s%s", s->folder, name) < 0)
		die("out of memory");
	s->documents = xrealloc(s->documents, i + 1, sizeof *s->documents);
	s->documents[i].name = xstrdup(name);
	s->documents[i].root = json_file(path);
	s->count++;
	free(path);
	return i;
}

/* What ref leads to; .json is NULL if nothing is there. */
static struct rule
follow(const struct schema *s, struct rule from, const char *ref)
{
	size_t len = strcspn(ref, "#");
	struct rule to = {from.document, NULL};

	for (size_t i = 0; len > 0 && i < s->count; i++)
		if (strncmp(s->documents[i].name, ref, len) == 0 &&
		    s->documents[i].name[len] == '\0')
			to.document = i;
	if (json_pointer_get(s->documents[to.document].root,
		ref[len] ? ref + len + 1 : "", &to.json) != 0)
		to.json = NULL;
	return to;
}

/* A pattern means the same to every validator if it is a POSIX extended
 * expression that escapes punctuation only: no \d, \w, \b. */
static int
is_plain(const char *pattern)
{
	for (const char *p = pattern; (p = strchr(p, '\\')); p += 2)
		if (!ispunct((unsigned char)p[1]))
			return 0;
	return matches(pattern, "") >= 0;
}

/* NOLINTBEGIN(misc-no-recursion): no deeper than the JSON, and json-c reads no
 * more than 32 levels of it */

/* ---- reading a schema: is all of it understood? ---- */

_Noreturn static void
refuse(const struct schema *s, struct rule r, const char *at, const char *why)
{
	die("%s%s: %s: %s", s->folder, s->documents[r.document].name, at, why);
}

static void understand(struct schema *, struct rule, const char *at);

static void
understand_members(struct schema *s, struct rule r, const char *at)
{
	char *path;

	json_object_object_foreach(r.json, key, member)
	{
		if (asprintf(&path, "%s/%s", at, key) < 0)
			die("out of memory");
		understand(s, (struct rule){r.document, member}, path);
		free(path);
	}
}

static void
understand_ref(struct schema *s, struct rule r, const char *ref, const char *at)
{
	size_t known = s->count, other;
	char *name = xstrdup(ref);

	name[strcspn(name, "#")] = '\0';
	if (*name) {
		other = document(s, name);
		if (s->count > known)
			understand(s,
			    (struct rule){other, s->documents[other].root},
			    "#");
	}
	free(name);
	if (follow(s, r, ref).json == NULL)
		refuse(s, r, at, "leads nowhere");
}

static void
understand_keyword(struct schema *s, struct rule r, const char *key,
    struct json_object *json, const char *at)
{
	static const char *const plain[] = {"$schema", "$id", "$comment",
	    "title", "description", "examples", "type", "enum", "const",
	    "required", "minItems", "minLength", "minimum", "maximum",
	    "exclusiveMinimum"};
	struct rule inner = {r.document, json};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(key, plain[i]) == 0)
			return;
	if (strcmp(key, "$defs") == 0 || strcmp(key, "properties") == 0) {
		understand_members(s, inner, at);
	} else if (strcmp(key, "patternProperties") == 0) {
		json_object_object_foreach(json, pattern, ignored)
		{
			(void)ignored;
			if (!is_plain(pattern))
				refuse(s, r, at, "not a plain pattern");
		}
		understand_members(s, inner, at);
	} else if (strcmp(key, "items") == 0 ||
		   strcmp(key, "additionalProperties") == 0) {
		understand(s, inner, at);
	} else if (strcmp(key, "pattern") == 0) {
		if (!is_plain(json_object_get_string(json)))
			refuse(s, r, at, "not a plain pattern");
	} else if (strcmp(key, "format") == 0) {
		if (strcmp(json_object_get_string(json), "date-time") != 0)
			refuse(s, r, at, "unknown format");
	} else if (strcmp(key, "$ref") == 0) {
		understand_ref(s, r, json_object_get_string(json), at);
	} else {
		refuse(s, r, at, "unknown keyword");
	}
}

static void
understand(struct schema *s, struct rule r, const char *at)
{
	char *path;

	if (json_object_is_type(r.json, json_type_boolean))
		return;
	if (!json_object_is_type(r.json, json_type_object))
		refuse(s, r, at, "not a schema");
	json_object_object_foreach(r.json, key, member)
	{
		if (asprintf(&path, "%s/%s", at, key) < 0)
			die("out of memory");
		understand_keyword(s, r, key, member, path);
		free(path);
	}
}

struct schema *
schema_open(const char *path)
{
	struct schema *s = xrealloc(NULL, 1, sizeof *s);
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash + 1 - path) : 0;

	*s = (struct schema){.folder = xstrdup(path)};
	s->folder[len] = '\0';
	document(s, path + len);
	understand(s, (struct rule){0, s->documents[0].root}, "#");
	return s;
}

void
schema_close(struct schema *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->documents[i].name);
		json_object_put(s->documents[i].root);
	}
	free(s->documents);
	free(s->folder);
	free(s);
}

/* ---- checking a value ---- */

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
	char *what, *text = NULL;
	size_t size;
	va_list ap;
	FILE *f;

	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) < 0)
		die("out of memory");
	va_end(ap);
	f = open_memstream(&text, &size);
	if (f == NULL)
		die("out of memory");
	print_place(f, at);
	fprintf(f, ": %s", what);
	free(what);
	if (fclose(f) != 0)
		die("out of memory");
	return text;
}

static int
is_type(struct json_object *value, const char *type)
{
	double d = json_object_get_double(value);

	switch (json_object_get_type(value)) {
	case json_type_null: return strcmp(type, "null") == 0;
	case json_type_boolean: return strcmp(type, "boolean") == 0;
	case json_type_object: return strcmp(type, "object") == 0;
	case json_type_array: return strcmp(type, "array") == 0;
	case json_type_string: return strcmp(type, "string") == 0;
	case json_type_int:
	case json_type_double: break;
	}
	return strcmp(type, "number") == 0 ||
	       (strcmp(type, "integer") == 0 && d == floor(d));
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

static int
is_number(struct json_object *value)
{
	return json_object_is_type(value, json_type_int) ||
	       json_object_is_type(value, json_type_double);
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
	const char *text = json_object_get_string(value);
	struct json_object *limit;

	if (json_object_object_get_ex(rule, "minimum", &limit) &&
	    d < json_object_get_double(limit))
		return fail(at, "%s is too small, at least %s", text,
		    json_object_get_string(limit));
	if (json_object_object_get_ex(rule, "exclusiveMinimum", &limit) &&
	    d <= json_object_get_double(limit))
		return fail(at, "%s is too small, more than %s", text,
		    json_object_get_string(limit));
	if (json_object_object_get_ex(rule, "maximum", &limit) &&
	    d > json_object_get_double(limit))
		return fail(at, "%s is too large, at most %s", text,
		    json_object_get_string(limit));
	return NULL;
}

static char *
check_string(
    struct json_object *rule, struct json_object *value, const struct place *at)
{
	const char *text = json_object_get_string(value), *pattern;
	struct json_object *least;
	int64_t length = 0;

	if (strlen(text) != (size_t)json_object_get_string_len(value))
		return fail(at, "a NUL in a text");
	for (const char *p = text; *p; p++)
		length += (*p & 0xc0) != 0x80; /* code points of UTF-8 */
	if (json_object_object_get_ex(rule, "minLength", &least) &&
	    length < json_object_get_int64(least))
		return fail(at, length ? "too short" : "empty");
	if ((pattern = text_of(rule, "pattern")) && !matches(pattern, text))
		return fail(at, "\"%s\" does not match %s", text, pattern);
	if (text_of(rule, "format") && !matches(date_time, text))
		return fail(at, "\"%s\" is not a date and time", text);
	return NULL;
}

static char *check(const struct schema *, struct rule,
    struct json_object *value, const struct place *);

static char *
check_array(const struct schema *s, struct rule r, struct json_object *value,
    const struct place *at)
{
	size_t count = json_object_array_length(value);
	struct rule items = {r.document, NULL};
	struct json_object *least;
	char *wrong = NULL;

	if (json_object_object_get_ex(r.json, "minItems", &least) &&
	    count < (size_t)json_object_get_int64(least))
		return fail(at, "%zu items, at least %s", count,
		    json_object_get_string(least));
	if (!json_object_object_get_ex(r.json, "items", &items.json))
		return NULL;
	for (size_t i = 0; i < count && wrong == NULL; i++)
		wrong = check(s, items, json_object_array_get_idx(value, i),
		    &(struct place){at, NULL, i});
	return wrong;
}

/* one member of an object: by its name, by a pattern, or as one of the rest */
static char *
check_member(const struct schema *s, struct rule r, const char *key,
    struct json_object *value, const struct place *at)
{
	struct place inner = {at, key, 0};
	struct rule found = {r.document, NULL};
	struct json_object *group;
	char *wrong = NULL;
	int known = 0;

	if (json_object_object_get_ex(r.json, "properties", &group) &&
	    json_object_object_get_ex(group, key, &found.json)) {
		known = 1;
		wrong = check(s, found, value, &inner);
	}
	if (json_object_object_get_ex(r.json, "patternProperties", &group)) {
		json_object_object_foreach(group, pattern, rule)
		{
			if (wrong || !matches(pattern, key))
				continue;
			known = 1;
			found.json = rule;
			wrong = check(s, found, value, &inner);
		}
	}
	if (!known && json_object_object_get_ex(
			  r.json, "additionalProperties", &found.json))
		wrong = check(s, found, value, &inner);
	return wrong;
}

static char *
check_object(const struct schema *s, struct rule r, struct json_object *value,
    const struct place *at)
{
	struct json_object *required;
	char *wrong = NULL;

	if (json_object_object_get_ex(r.json, "required", &required))
		for (size_t i = 0; i < json_object_array_length(required);
		     i++) {
			const char *key = json_object_get_string(
			    json_object_array_get_idx(required, i));

			if (!json_object_object_get_ex(value, key, NULL))
				return fail(
				    &(struct place){at, key, 0}, "missing");
		}
	json_object_object_foreach(value, key, member)
	{
		if (wrong == NULL)
			wrong = check_member(s, r, key, member, at);
	}
	return wrong;
}

static char *
check(const struct schema *s, struct rule r, struct json_object *value,
    const struct place *at)
{
	struct json_object *rule;
	char *wrong = NULL;

	if (json_object_is_type(r.json, json_type_boolean))
		return json_object_get_boolean(r.json)
			   ? NULL
			   : fail(at, "not in the schema");
	if (json_object_object_get_ex(r.json, "$ref", &rule))
		wrong = check(
		    s, follow(s, r, json_object_get_string(rule)), value, at);
	if (!wrong && json_object_object_get_ex(r.json, "type", &rule))
		wrong = check_type(rule, value, at);
	if (!wrong && json_object_object_get_ex(r.json, "enum", &rule))
		wrong = check_enum(rule, value, at);
	if (!wrong && json_object_object_get_ex(r.json, "const", &rule) &&
	    !equal(rule, value))
		wrong = fail(at, "not %s", json_object_to_json_string(rule));
	if (wrong)
		return wrong;
	switch (json_object_get_type(value)) {
	case json_type_object: return check_object(s, r, value, at);
	case json_type_array: return check_array(s, r, value, at);
	case json_type_string: return check_string(r.json, value, at);
	case json_type_int:
	case json_type_double: return check_number(r.json, value, at);
	default: return NULL;
	}
}

/* Numbers that are none, wherever they hide: json-c reads NaN and Infinity, and
 * cuts whole numbers down to 64 bits. */
static char *
check_finite(struct json_object *value, const struct place *at)
{
	char *wrong = NULL;

	switch (json_object_get_type(value)) {
	case json_type_object: {
		json_object_object_foreach(value, key, member)
		{
			if (wrong == NULL)
				wrong = check_finite(
				    member, &(struct place){at, key, 0});
		}
		return wrong;
	}
	case json_type_array:
		for (size_t i = 0;
		     i < json_object_array_length(value) && wrong == NULL; i++)
			wrong =
			    check_finite(json_object_array_get_idx(value, i),
				&(struct place){at, NULL, i});
		return wrong;
	case json_type_double:
		return isfinite(json_object_get_double(value))
			   ? NULL
			   : fail(at, "not a finite number");
	case json_type_int:
		return json_object_get_uint64(value) == UINT64_MAX ||
			       json_object_get_int64(value) == INT64_MIN
			   ? fail(at, "out of range")
			   : NULL;
	default: return NULL;
	}
}

char *
schema_check(const struct schema *s, struct json_object *value)
{
	const struct place top = {NULL, NULL, 0};
	char *wrong = check_finite(value, &top);

	return wrong ? wrong
		     : check(s, (struct rule){0, s->documents[0].root}, value,
			   &top);
}

/* NOLINTEND(misc-no-recursion) */
