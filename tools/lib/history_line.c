/* history_line.c - a line of the history: one series in one run */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "history_line.h"
#include "number.h"
#include "toolchain.h"
#include "utc.h"
#include "utf8.h"

enum kind { NAME, TEXT, HEX16, COMMIT, NUMBER, TRUTH, TIME };

#define FIELD(name, kind, nullable)                                        \
	{                                                                  \
		name, ",\"" name "\":", sizeof ",\"" name "\":" - 1, kind, \
		    nullable                                               \
	}

static const struct {
	const char *name;
	char key[20];
	size_t len;
	enum kind kind;
	int nullable;
} field[HISTORY_FIELDS] = {
    FIELD("series", HEX16, 0),
    FIELD("segment", HEX16, 0),
    FIELD("benchmark", NAME, 0),
    FIELD("implementation", NAME, 0),
    FIELD("language", NAME, 0),
    FIELD("profile", NAME, 0),
    FIELD("case", TEXT, 0),
    FIELD("metric", NAME, 0),
    FIELD("unit", NAME, 0),
    FIELD("direction", NAME, 0),
    FIELD("status", NAME, 0),
    FIELD("reason", NAME, 1),
    FIELD("value", NUMBER, 1),
    FIELD("lo", NUMBER, 1),
    FIELD("hi", NUMBER, 1),
    FIELD("n", NUMBER, 0),
    FIELD("time", TIME, 0),
    FIELD("run_id", NAME, 0),
    FIELD("commit", COMMIT, 1),
    FIELD("dirty", TRUTH, 1),
    FIELD("workload", HEX16, 0),
    FIELD("dataset", HEX16, 0),
    FIELD("toolchain", NAME, 1),
    FIELD("machine", HEX16, 0),
};

static const char head[] = "{\"v\":1";

const char *
history_name(enum history_field f)
{
	return field[f].name;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Is all of it ASCII, with neither control characters nor backslashes?  Eight
 * bytes at a time: H. S. Warren, "Hacker's Delight", 6-1. */
static int
is_plain(const char *s, size_t len)
{
	uint64_t odd = 0, word;

	for (size_t i = 0; i < len; i += 8) {
		if (len - i < 8) {
			word = EACH(' ');
			memcpy(&word, s + i, len - i);
		} else {
			memcpy(&word, s + i, 8);
		}
		odd |= word | (word - EACH(0x20)) |
		       ((word ^ EACH('\\')) - EACH(0x01));
	}
	return (odd & EACH(0x80)) == 0;
}

static int
is(const struct text *t, const char *text)
{
	return t->len == strlen(text) && memcmp(t->s, text, t->len) == 0;
}

static int
is_hex(const struct text *t, size_t min, size_t max)
{
	unsigned odd = 0;

	for (size_t i = 0; i < t->len; i++)
		odd |= (unsigned)(t->s[i] - '0') > 9 &&
		       (unsigned)(t->s[i] - 'a') > 5;
	return !odd && t->len >= min && t->len <= max;
}

/* A number of JSON that a double can hold; only a long one, or one with an
 * exponent, may be too large. */
static int
is_number(const struct text *t)
{
	double value;

	if (!jsontext_is_number(t->s, t->len))
		return 0;
	if (t->len < 300 && !memchr(t->s, 'e', t->len) &&
	    !memchr(t->s, 'E', t->len))
		return 1;
	return number_parse(t->s, t->len, &value) == NUMBER_OK;
}

/* What a field should be and is not, or NULL. */
static const char *
wrong_with(enum kind kind, const struct text *t, int string)
{
	if (kind == NUMBER)
		return !string && is_number(t) ? NULL : "a number";
	if (kind == TRUTH)
		return !string && (is(t, "true") || is(t, "false"))
			   ? NULL
			   : "true or false";
	if (!string)
		return "a text";
	switch (kind) {
	case NAME: return t->len ? NULL : "a text that is not empty";
	case HEX16: return is_hex(t, 16, 16) ? NULL : "16 hexadecimal digits";
	case COMMIT: return is_hex(t, 40, 64) ? NULL : "a commit";
	case TIME:
		return utc_is(t->s, t->len) ? NULL
					    : "a time in UTC, to the second";
	default: return NULL;
	}
}

const char *
history_line_check(struct history_line *l)
{
	const char *what;
	int ok = is(&l->field[H_STATUS], "ok");

	for (int i = 0; i < HISTORY_FIELDS; i++) {
		if (l->field[i].s == NULL) {
			what = field[i].nullable ? NULL : "null";
			if (what)
				snprintf(l->wrong, sizeof l->wrong,
				    "\"%s\" is null", field[i].name);
		} else {
			what = wrong_with(
			    field[i].kind, &l->field[i], l->type[i] == '"');
			if (what)
				snprintf(l->wrong, sizeof l->wrong,
				    "\"%s\" is not %s", field[i].name, what);
		}
		if (what)
			return l->wrong;
	}
	if (!is(&l->field[H_DIRECTION], "lower") &&
	    !is(&l->field[H_DIRECTION], "higher") &&
	    !is(&l->field[H_DIRECTION], "neutral"))
		return "\"direction\" is neither lower nor higher nor neutral";
	if (*l->field[H_N].s == '-')
		return "\"n\" is negative";
	if (ok && l->field[H_VALUE].s == NULL)
		return "the status is ok, but there is no value";
	if (ok != (l->field[H_REASON].s == NULL))
		return ok ? "the status is ok, but there is a reason"
			  : "the status is not ok, but there is no reason";
	if (!ok && l->field[H_VALUE].s)
		return "the status is not ok, but there is a value";
	return NULL;
}

/* The fields of a line as history_line_write writes it, without escapes: 1, or
 * 0 if this may be something else. */
static int
read_usual(struct history_line *l, const char *p, size_t len)
{
	const char *end = p + len, *q;

	if (len < sizeof head - 1 || memcmp(p, head, sizeof head - 1) != 0 ||
	    !is_plain(p, len))
		return 0;
	p += sizeof head - 1;
	for (int i = 0; i < HISTORY_FIELDS; i++) {
		if ((size_t)(end - p) < field[i].len + 2 ||
		    memcmp(p, field[i].key, field[i].len) != 0)
			return 0;
		p += field[i].len;
		if (*p == '"') {
			q = memchr(p + 1, '"', (size_t)(end - p - 1));
			if (q == NULL)
				return 0;
			l->field[i] = (struct text){p + 1, (size_t)(q - p - 1)};
			l->type[i] = '"';
			p = q + 1;
			continue;
		}
		for (q = p; q < end && *q != ',' && *q != '}'; q++)
			;
		l->field[i] = (struct text){p, (size_t)(q - p)};
		l->type[i] = '0';
		if (is(&l->field[i], "null"))
			l->field[i] = (struct text){NULL, 0};
		p = q;
	}
	return end - p == 1 && *p == '}';
}

/* The text of a number as json-c keeps it, or in the shortest form. */
static struct text
scalar(struct json_object *value)
{
	const char *s = json_object_is_type(value, json_type_string)
			    ? json_object_get_string(value)
			    : json_object_to_json_string(value);

	if (json_object_is_type(value, json_type_string))
		return (struct text){
		    s, (size_t)json_object_get_string_len(value)};
	return (struct text){s, strlen(s)};
}

/* The fields of any JSON. */
static const char *
read_unusual(struct history_line *l, const char *text, size_t len)
{
	struct json_tokener *tok;
	struct json_object *value;
	enum json_tokener_error error;

	/* json-c's own check takes overlong forms, as C1 BC for '|' */
	if (utf8_span(text, len) != len)
		return "not UTF-8";
	tok = json_tokener_new();
	if (tok == NULL)
		die("out of memory");
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	l->object = json_tokener_parse_ex(tok, text, (int)len);
	error = json_tokener_get_error(tok);
	if (json_tokener_get_parse_end(tok) != len)
		error = json_tokener_error_parse_unexpected;
	json_tokener_free(tok);
	if (error != json_tokener_success)
		return error == json_tokener_continue
			   ? "not JSON: it ends too early"
			   : "not JSON";
	if (!json_object_is_type(l->object, json_type_object))
		return "not a JSON object";
	if (!json_object_object_get_ex(l->object, "v", &value))
		return "no \"v\"";
	if (!json_object_is_type(value, json_type_int) ||
	    json_object_get_int64(value) != 1)
		return "\"v\" is not 1, the version known here";
	for (int i = 0; i < HISTORY_FIELDS; i++) {
		if (!json_object_object_get_ex(
			l->object, field[i].name, &value)) {
			snprintf(l->wrong, sizeof l->wrong, "no \"%s\"",
			    field[i].name);
			return l->wrong;
		}
		l->field[i] = value ? scalar(value) : (struct text){NULL, 0};
		l->type[i] =
		    json_object_is_type(value, json_type_string) ? '"' : '0';
		if (l->field[i].s &&
		    memchr(l->field[i].s, '\0', l->field[i].len))
			return "it holds a NUL";
	}
	if (json_object_object_length(l->object) != HISTORY_FIELDS + 1)
		return "it has members that are unknown";
	return NULL;
}

const char *
history_line_read(struct history_line *l, const char *text, size_t len)
{
	const char *wrong;

	history_line_free(l);
	/* what is wrong only the one that knows all of JSON may say */
	if (read_usual(l, text, len) && history_line_check(l) == NULL)
		return NULL;
	wrong = read_unusual(l, text, len);
	return wrong ? wrong : history_line_check(l);
}

void
history_line_free(struct history_line *l)
{
	json_object_put(l->object);
	l->object = NULL;
}

/* jsontext_string reads a few bytes more than there are. */
static int
write_text(struct jsontext *to, const struct text *t)
{
	char small[512], *copy;
	int good;

	copy =
	    t->len + 8 <= sizeof small ? small : xrealloc(NULL, t->len + 8, 1);
	memcpy(copy, t->s, t->len);
	memset(copy + t->len, 0, 8);
	good = jsontext_string(to, copy, t->len);
	if (copy != small)
		free(copy);
	return good;
}

int
history_line_write(struct jsontext *to, const struct history_line *l)
{
	jsontext_raw(to, head, sizeof head - 1);
	for (int i = 0; i < HISTORY_FIELDS; i++) {
		const struct text *t = &l->field[i];

		jsontext_raw(to, field[i].key, field[i].len);
		if (t->s == NULL)
			jsontext_raw(to, "null", 4);
		else if (l->type[i] != '"')
			jsontext_raw(to, t->s, t->len);
		else if (!write_text(to, t))
			return 0;
	}
	jsontext_raw(to, "}\n", 2);
	return 1;
}

void
history_line_identify(const struct history_line *l, char series[HISTORY_ID],
    char segment[HISTORY_ID])
{
	const struct text *f = l->field;
	struct text names[] = {f[H_BENCHMARK], f[H_IMPLEMENTATION],
	    f[H_PROFILE], f[H_CASE], f[H_METRIC], f[H_UNIT]};
	char *step = toolchain_step(
	    f[H_TOOLCHAIN].s ? f[H_TOOLCHAIN].s : "", f[H_TOOLCHAIN].len);
	struct text causes[] = {{series, HISTORY_ID - 1}, f[H_WORKLOAD],
	    f[H_DATASET], {step, strlen(step)}, f[H_MACHINE]};

	hash_write(series, hash_of(names, sizeof names / sizeof *names));
	hash_write(segment, hash_of(causes, sizeof causes / sizeof *causes));
	free(step);
}
