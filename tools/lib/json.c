/* json.c - read JSON strictly, with the line in every message; build it */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "json.h"
#include "number.h"
#include "utf8.h"

/* The one value that text holds.  Dies with "name:line: not JSON: ..."; line is
 * that of text's first byte. */
static struct json_object *
json_text(const char *name, unsigned long line, const char *text, size_t len)
{
	struct json_tokener *tok = json_tokener_new();
	struct json_object *value = NULL;
	enum json_tokener_error error = json_tokener_error_parse_utf8_string;
	/* json-c's own check takes overlong forms, as C1 BC for '|' */
	size_t end = utf8_span(text, len);

	if (tok == NULL)
		die("out of memory");
	if (len > INT32_MAX)
		die("%s: too long for JSON", name);
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	if (end == len) {
		value = json_tokener_parse_ex(tok, text, (int)len);
		error = json_tokener_get_error(tok);
		end = json_tokener_get_parse_end(tok);
	}
	json_tokener_free(tok);
	if (error != json_tokener_success || value == NULL) {
		/* the line's own end does not begin another */
		for (size_t i = 0; i < end && i + 1 < len; i++)
			line += text[i] == '\n';
		die("%s:%lu: not JSON: %s", name, line,
		    error == json_tokener_continue
			? "it ends too early"
			: json_tokener_error_desc(error));
	}
	return value;
}

static FILE *
open_input(const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");

	if (f == NULL)
		die("%s:", path);
	return f;
}

static void
close_input(FILE *f, const char *path)
{
	if (ferror(f) || fclose(f) != 0)
		die("%s:", path);
}

char *
file_read(const char *path)
{
	FILE *f = open_input(path);
	size_t len = 0, size = 0;
	char *text = NULL;

	do {
		if (len == size) {
			size = size ? 2 * size : 1 << 16;
			text = xrealloc(text, size + 1, 1);
		}
		len += fread(text + len, 1, size - len, f);
	} while (len == size);
	close_input(f, path);
	if (memchr(text, '\0', len))
		die("%s: not a text: it holds a NUL", path);
	text[len] = '\0';
	return text;
}

struct json_object *
json_file(const char *path)
{
	char *text = file_read(path);
	struct json_object *value = json_text(path, 1, text, strlen(text));

	free(text);
	return value;
}

void
json_lines(const char *path,
    void (*row)(void *context, struct json_object *object), void *context)
{
	FILE *f = open_input(path);
	char *text = NULL;
	size_t size = 0;
	ssize_t len;
	struct json_object *object;

	for (unsigned long line = 1; (len = getline(&text, &size, f)) > 0;
	     line++) {
		if (text[len - 1] != '\n')
			die("%s:%lu: the last line is cut off", path, line);
		object = json_text(path, line, text, (size_t)len);
		if (!json_object_is_type(object, json_type_object))
			die("%s:%lu: not a JSON object", path, line);
		row(context, object);
		json_object_put(object);
	}
	free(text);
	close_input(f, path);
}

struct json_object *
json_need(const char *name, struct json_object *object, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, key, &value))
		die("%s: no \"%s\"", name, key);
	return value;
}

static struct json_object *
need_type(const char *name, struct json_object *object, const char *key,
    enum json_type type, const char *what)
{
	struct json_object *value = json_need(name, object, key);

	if (!json_object_is_type(value, type))
		die("%s: %s: not %s", name, key, what);
	return value;
}

const char *
json_need_text(const char *name, struct json_object *object, const char *key)
{
	return json_object_get_string(
	    need_type(name, object, key, json_type_string, "a text"));
}

struct json_object *
json_need_array(const char *name, struct json_object *object, const char *key)
{
	return need_type(name, object, key, json_type_array, "an array");
}

struct json_object *
json_need_object(const char *name, struct json_object *object, const char *key)
{
	return need_type(name, object, key, json_type_object, "an object");
}

double
json_need_number(const char *name, struct json_object *object, const char *key)
{
	double number;

	if (!json_is_number(json_need(name, object, key), &number))
		die("%s: %s: not a number", name, key);
	return number;
}

int
json_is_number(struct json_object *value, double *number)
{
	*number = json_object_get_double(value);
	return (json_object_is_type(value, json_type_int) ||
		   json_object_is_type(value, json_type_double)) &&
	       isfinite(*number);
}

int
json_lists(struct json_object *list, const char *text)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		const char *s =
		    json_object_get_string(json_object_array_get_idx(list, i));

		if (s && strcmp(s, text) == 0)
			return 1;
	}
	return 0;
}

struct json_object *
json_number(double value)
{
	char text[NUMBER_MAX];

	return json_object_new_double_s(value, number_format(text, value));
}

int
json_is(struct json_object *object, const char *key, const char *text)
{
	struct json_object *value;

	return json_object_object_get_ex(object, key, &value) && value &&
	       strcmp(json_object_get_string(value), text) == 0;
}

void
json_put_text(struct json_object *to, const char *key, const char *text)
{
	json_object_object_add(
	    to, key, text ? json_object_new_string(text) : NULL);
}

void
json_put_number(struct json_object *to, const char *key, double value)
{
	json_object_object_add(
	    to, key, isnan(value) ? NULL : json_number(value));
}

void
json_put_truth(struct json_object *to, const char *key, int value)
{
	json_object_object_add(
	    to, key, value < 0 ? NULL : json_object_new_boolean(value));
}

void
json_copy(
    struct json_object *to, const char *file, struct json_object *from, ...)
{
	const char *name, *old;
	char *new;
	va_list ap;

	va_start(ap, from);
	while ((name = va_arg(ap, const char *))) {
		old = strchr(name, '=') ? strchr(name, '=') + 1 : name;
		new = xstrdup(name);
		new[strcspn(new, "=")] = '\0';
		json_object_object_add(
		    to, new, json_object_get(json_need(file, from, old)));
		free(new);
	}
	va_end(ap);
}

struct json_object *
json_inner(struct json_object *to, const char *key)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(to, key, object);
	return object;
}

void
json_write(FILE *f, struct json_object *o)
{
	fprintf(f, "%s\n",
	    json_object_to_json_string_ext(
		o, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
		       JSON_C_TO_STRING_NOSLASHESCAPE));
}
