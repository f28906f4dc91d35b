/* main.c - project, normalise and serialise what a JSON and a CSV file hold
 *
 * The rules are in ../README.md. */

#include <csv.h>
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utf8proc.h>
#include <zlib.h>

enum {
	DELAY_MAX = 2880, /* minutes, two days: a greater delay is malformed */
	BLOCK_BYTES = 1 << 18,
};

enum column {
	YEAR,
	MONTH,
	DAY,
	DEP_TIME,
	DEP_DELAY,
	ARR_DELAY,
	CARRIER,
	FLIGHT,
	TAILNUM,
	ORIGIN,
	DEST,
	AIR_TIME,
	DISTANCE,
	COLUMNS,
	UNUSED = COLUMNS,
};

static const char *const column_names[COLUMNS] = {"year", "month", "day",
    "dep_time", "dep_delay", "arr_delay", "carrier", "flight", "tailnum",
    "origin", "dest", "air_time", "distance"};

enum { BROWSERS = 5 };

static const char *const browsers[BROWSERS] = {
    "chrome", "edge", "firefox", "nodejs", "safari"};

/* memory that is freed as a whole */
struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *blocks;
};

struct list {
	struct item {
		const char *text;
		struct item *next;
	} * first, **last;
	int count;
};

/* a record of the JSON file; NULL is null */
struct feature {
	const char *path, *key, *description, *folded, *mdn_url, *status;
	struct list anchors, bugs;
	struct version {
		const char *text;
		int unknown; /* supported, nobody knows since when */
	} support[BROWSERS];
};

struct number {
	int known, value;
};

/* a record of the CSV file */
struct flight {
	const char *name, *key, *route, *tail;
	int row; /* its place in the file */
	int year, month, day;
	char digits[6], letters[3]; /* of the registration; no digits: none */
	struct number departed, dep_delay, arr_delay, air_time, distance;
};

struct buffer {
	char *data;
	size_t len, size;
};

struct pattern {
	pcre2_code *code;
	pcre2_match_data *match;
};

struct member {
	char *path;
	int64_t bytes;
};

/* what the two files have in common while they are worked on */
struct job {
	const char *path; /* of the file at hand, for messages */
	struct arena arena;
	struct pattern bug, registration;
	struct buffer answer;
	const char *target;
	FILE *out;
	void **records; /* struct feature or struct flight */
	size_t count, room;
};

static _Noreturn void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("parse: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static void *
grown(void *p, size_t count, size_t size)
{
	p = reallocarray(p, count, size);
	if (!p)
		die("out of memory");
	return p;
}

static void *
take(struct arena *a, size_t size)
{
	struct block *b = a->blocks;
	void *p;

	size = (size + alignof(max_align_t) - 1) & -alignof(max_align_t);
	if (!b || b->size - b->used < size) {
		size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;

		b = grown(NULL, 1, sizeof(*b) + room);
		*b = (struct block){.next = a->blocks, .size = room};
		a->blocks = b;
	}
	p = b->data + b->used;
	b->used += size;
	return p;
}

static char *
copy(struct arena *a, const char *s, size_t len)
{
	char *text = take(a, len + 1);

	memcpy(text, s, len);
	text[len] = '\0';
	return text;
}

/* three texts as one */
static char *
joined(struct arena *a, const char *s, const char *between, const char *t)
{
	size_t n = strlen(s), m = strlen(between), len = strlen(t);
	char *text = take(a, n + m + len + 1);

	memcpy(text, s, n);
	memcpy(text + n, between, m);
	memcpy(text + n + m, t, len + 1);
	return text;
}

static void
clear(struct arena *a)
{
	while (a->blocks) {
		struct block *b = a->blocks;

		a->blocks = b->next;
		free(b);
	}
}

static void
append(struct arena *a, struct list *l, const char *text)
{
	struct item *item = take(a, sizeof(*item));

	*item = (struct item){.text = text};
	*(l->first ? l->last : &l->first) = item;
	l->last = &item->next;
	l->count++;
}

static void *
new_record(struct job *j, size_t size)
{
	if (j->count == j->room) {
		j->room = j->room ? j->room * 2 : 1024;
		j->records = grown(j->records, j->room, sizeof(*j->records));
	}
	return j->records[j->count++] = memset(take(&j->arena, size), 0, size);
}

static int
is_ascii(const char *s)
{
	for (; *s; s++)
		if (*s & 0x80)
			return 0;
	return 1;
}

static const char *
mapped(struct arena *a, const char *s, int options)
{
	utf8proc_uint8_t *text;
	utf8proc_ssize_t len =
	    utf8proc_map((const utf8proc_uint8_t *)s, 0, &text,
		(utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
				    UTF8PROC_COMPOSE | options));
	const char *result;

	if (len < 0)
		die("%s", utf8proc_errmsg(len));
	result = copy(a, (const char *)text, (size_t)len);
	free(text);
	return result;
}

static const char *
nfc(struct arena *a, const char *s)
{
	return is_ascii(s) ? s : mapped(a, s, 0);
}

/* what texts that differ in case only have in common, of a text in NFC */
static const char *
fold(struct arena *a, const char *s)
{
	char *text;

	if (!is_ascii(s))
		return mapped(a, s, UTF8PROC_CASEFOLD);
	text = copy(a, s, strlen(s));
	for (char *p = text; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	return text;
}

/* where the pattern is found in the text from a place on; NULL: nowhere */
static const size_t *
found(const struct pattern *p, const char *s, size_t len, size_t start)
{
	if (pcre2_match(p->code, (PCRE2_SPTR)s, len, start, 0, p->match, NULL) <
	    0)
		return NULL;
	return pcre2_get_ovector_pointer(p->match);
}

static struct pattern
compiled(const char *text, uint32_t options)
{
	struct pattern p;
	size_t place;
	int error;

	p.code = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options,
	    &error, &place, NULL);
	if (!p.code)
		die("%s: wrong at %zu", text, place);
	/* where it is not to be had, it is interpreted */
	pcre2_jit_compile(p.code, PCRE2_JIT_COMPLETE);
	p.match = pcre2_match_data_create_from_pattern(p.code, NULL);
	if (!p.match)
		die("out of memory");
	return p;
}

/* room for so much more */
static char *
room(struct buffer *b, size_t more)
{
	if (b->size - b->len < more) {
		b->size = (b->size + more) * 2;
		b->data = grown(b->data, b->size, 1);
	}
	return b->data + b->len;
}

static void
put(struct buffer *b, const char *s)
{
	size_t len = strlen(s);

	memcpy(room(b, len), s, len);
	b->len += len;
}

__attribute__((format(printf, 2, 3))) static void
print(struct buffer *b, const char *fmt, ...)
{
	char *to = room(b, 128);
	va_list ap;

	va_start(ap, fmt);
	b->len += (size_t)vsnprintf(to, 128, fmt, ap);
	va_end(ap);
}

/* what follows the backslash in a JSON string: 0, if none is needed */
static char
escape(char c)
{
	switch (c) {
	case '"':
	case '\\': return c;
	case '\b': return 'b';
	case '\f': return 'f';
	case '\n': return 'n';
	case '\r': return 'r';
	case '\t': return 't';
	default: return (unsigned char)c < 0x20 ? 'u' : 0;
	}
}

/* a JSON string, or null */
static void
put_text(struct buffer *b, const char *s)
{
	char *to;

	if (!s) {
		put(b, "null");
		return;
	}
	to = room(b, 6 * strlen(s) + 2);
	*to++ = '"';
	for (; *s; s++) {
		char letter = escape(*s);

		if (!letter)
			*to++ = *s;
		else if (letter == 'u')
			to += sprintf(to, "\\u%04x", (unsigned)*s);
		else {
			*to++ = '\\';
			*to++ = letter;
		}
	}
	*to++ = '"';
	b->len = (size_t)(to - b->data);
}

static void
put_list(struct buffer *b, const struct list *l)
{
	const char *before = "[";

	for (const struct item *i = l->first; i; i = i->next) {
		put(b, before);
		put_text(b, i->text);
		before = ",";
	}
	put(b, l->first ? "]" : "[]");
}

static void
put_number(struct buffer *b, struct number n)
{
	if (n.known)
		print(b, "%d", n.value);
	else
		put(b, "null");
}

static void
put_clock(struct buffer *b, struct number n, int hour)
{
	if (n.known)
		print(b, "\"%02d:%02d\"", n.value / hour, n.value % hour);
	else
		put(b, "null");
}

/* a member of this type; NULL, if it is null or not there */
static json_t *
optional(struct job *j, const json_t *holder, const char *name, json_type type)
{
	json_t *value = json_object_get(holder, name);

	if (!value || json_is_null(value))
		return NULL;
	if (json_typeof(value) != type)
		die("%s: %s: of another type", j->path, name);
	return value;
}

static const char *
optional_text(struct job *j, const json_t *holder, const char *name)
{
	return json_string_value(optional(j, holder, name, JSON_STRING));
}

/* how many there are in a member that is one of this type or an array of them
 */
static size_t
some(struct job *j, const json_t *holder, const char *name, json_type type,
    json_t **value)
{
	const json_t *element;
	size_t i;

	*value = json_object_get(holder, name);
	if (!*value || json_is_null(*value))
		return 0;
	if (json_typeof(*value) == type)
		return 1;
	if (!json_is_array(*value))
		die("%s: %s: of another type", j->path, name);
	json_array_foreach(*value, i, element) if (json_typeof(element) != type)
	    die("%s: %s: of another type", j->path, name);
	return json_array_size(*value);
}

static const json_t *
nth(const json_t *value, size_t i)
{
	return json_is_array(value) ? json_array_get(value, i) : value;
}

static struct version
version_of(struct job *j, const json_t *statement)
{
	static const char at_most[] = "\u2264";
	const json_t *added = json_object_get(statement, "version_added");
	const char *text;

	if (!added || json_is_null(added) || json_is_false(added))
		return (struct version){0};
	if (json_is_true(added))
		return (struct version){.unknown = 1};
	text = optional_text(j, statement, "version_added");
	if (strncmp(text, at_most, sizeof(at_most) - 1) == 0)
		text += sizeof(at_most) - 1;
	return (struct version){.text = nfc(&j->arena, text)};
}

static void
find_bugs(struct job *j, const json_t *statement, struct list *bugs)
{
	json_t *notes;
	size_t n = some(j, statement, "notes", JSON_STRING, &notes);

	for (size_t i = 0; i < n; i++) {
		const json_t *note = nth(notes, i);
		const char *s = json_string_value(note);
		size_t len = json_string_length(note);
		const size_t *at;

		for (size_t start = 0; (at = found(&j->bug, s, len, start));
		     start = at[1])
			append(&j->arena, bugs,
			    copy(&j->arena, s + at[0], at[1] - at[0]));
	}
}

static const char *
status_of(struct job *j, const json_t *compat)
{
	static const char *const flags[] = {
	    "deprecated", "experimental", "standard_track"};
	const json_t *status = optional(j, compat, "status", JSON_OBJECT);
	char letters[4] = "", *end = letters;

	if (!status)
		return NULL;
	for (int i = 0; i < 3; i++) {
		const json_t *flag = json_object_get(status, flags[i]);

		if (json_is_true(flag))
			*end++ = *flags[i];
		else if (flag && !json_is_false(flag) && !json_is_null(flag))
			die("%s: %s: of another type", j->path, flags[i]);
	}
	return copy(&j->arena, letters, (size_t)(end - letters));
}

static void
add_feature(struct job *j, const char *path, const json_t *compat)
{
	struct feature *f = new_record(j, sizeof(*f));
	struct arena *a = &j->arena;
	const json_t *support;
	json_t *urls;
	size_t n;

	if (!json_is_object(compat))
		die("%s: %s: __compat: not an object", j->path, path);
	f->path = nfc(a, path);
	f->key = fold(a, f->path);
	f->description = optional_text(j, compat, "description");
	if (f->description) {
		f->description = nfc(a, f->description);
		f->folded = fold(a, f->description);
	}
	f->mdn_url = optional_text(j, compat, "mdn_url");
	if (f->mdn_url)
		f->mdn_url = nfc(a, f->mdn_url);
	f->status = status_of(j, compat);
	n = some(j, compat, "spec_url", JSON_STRING, &urls);
	for (size_t i = 0; i < n; i++) {
		const char *sign = strchr(json_string_value(nth(urls, i)), '#');

		if (sign)
			append(a, &f->anchors, nfc(a, sign + 1));
	}
	support = optional(j, compat, "support", JSON_OBJECT);
	for (int b = 0; b < BROWSERS; b++) {
		json_t *statements;

		n = some(j, support, browsers[b], JSON_OBJECT, &statements);
		for (size_t i = 0; i < n; i++) {
			const json_t *statement = nth(statements, i);
			struct version added = version_of(j, statement);

			if (i == 0)
				f->support[b] = added;
			find_bugs(j, statement, &f->bugs);
		}
	}
}

static void
walk(struct job *j, const char *path, json_t *node)
{
	const char *name;
	json_t *value;

	if (!json_is_object(node))
		die("%s: %s: not an object", j->path, path);
	json_object_foreach(node, name, value)
	{
		if (strcmp(name, "__compat") != 0)
			walk(j, joined(&j->arena, path, ".", name), value);
		else if (!json_is_null(value))
			add_feature(j, path, value);
	}
}

static int
by_path(const void *left, const void *right)
{
	const struct feature *const *a = left, *const *b = right;

	return strcmp((*a)->path, (*b)->path);
}

static void
transform_json(struct job *j, json_t *document)
{
	int64_t described = 0, anchors = 0, bugs = 0, versions = 0;
	const char *name;
	json_t *node;

	if (!json_is_object(document))
		die("%s: not an object", j->path);
	json_object_foreach(document, name,
	    node) if (strcmp(name, "__meta") != 0 &&
		      strcmp(name, "browsers") != 0) walk(j, name, node);
	qsort(j->records, j->count, sizeof(*j->records), by_path);
	for (size_t i = 0; i < j->count; i++) {
		const struct feature *f = j->records[i];

		described += f->description != NULL;
		anchors += f->anchors.count;
		bugs += f->bugs.count;
		for (int b = 0; b < BROWSERS; b++)
			versions += f->support[b].text || f->support[b].unknown;
	}
	print(&j->answer, "json described %" PRId64 "\n", described);
	print(&j->answer, "json anchors %" PRId64 "\n", anchors);
	print(&j->answer, "json bugs %" PRId64 "\n", bugs);
	print(&j->answer, "json versions %" PRId64 "\n", versions);
}

static void
put_feature(struct buffer *b, const void *record)
{
	const struct feature *f = record;

	put(b, "{\"path\":");
	put_text(b, f->path);
	put(b, ",\"key\":");
	put_text(b, f->key);
	put(b, ",\"description\":");
	put_text(b, f->description);
	put(b, ",\"folded\":");
	put_text(b, f->folded);
	put(b, ",\"mdn_url\":");
	put_text(b, f->mdn_url);
	put(b, ",\"anchors\":");
	put_list(b, &f->anchors);
	put(b, ",\"status\":");
	put_text(b, f->status);
	put(b, ",\"bugs\":");
	put_list(b, &f->bugs);
	put(b, ",\"support\":");
	for (int i = 0; i < BROWSERS; i++) {
		put(b, i ? ",\"" : "{\"");
		put(b, browsers[i]);
		put(b, "\":");
		if (f->support[i].unknown)
			put(b, "true");
		else
			put_text(b, f->support[i].text);
	}
	put(b, "}}\n");
}

static int
is_utf8(const char *s, size_t len)
{
	utf8proc_int32_t c;

	for (size_t i = 0; i < len;) {
		utf8proc_ssize_t n = 1;

		if (s[i] & 0x80)
			n = utf8proc_iterate((const utf8proc_uint8_t *)s + i,
			    (utf8proc_ssize_t)(len - i), &c);
		if (n < 1)
			return 0;
		i += (size_t)n;
	}
	return 1;
}

/* the CSV file, as libcsv calls back */
struct table {
	struct job *job;
	enum column *roles; /* of the columns of the file */
	size_t width, column, line;
	struct row {
		const char *fields[COLUMNS];
	} * rows, row;
	size_t count, room;
};

static void
field(void *text, size_t len, void *data)
{
	struct table *t = data;
	enum column role = UNUSED;

	if (t->line) {
		if (t->column < t->width)
			role = t->roles[t->column];
		if (role != UNUSED)
			t->row.fields[role] = copy(&t->job->arena, text, len);
	} else {
		for (int i = 0; i < COLUMNS; i++)
			if (strlen(column_names[i]) == len &&
			    memcmp(column_names[i], text, len) == 0)
				role = (enum column)i;
		t->roles = grown(t->roles, t->width + 1, sizeof(*t->roles));
		t->roles[t->width++] = role;
	}
	t->column++;
}

static void
check_header(const struct table *t)
{
	for (int i = 0; i < COLUMNS; i++) {
		int times = 0;

		for (size_t column = 0; column < t->width; column++)
			times += (int)t->roles[column] == i;
		if (times != 1)
			die("%s: %s column %s", t->job->path,
			    times ? "more than one" : "no", column_names[i]);
	}
}

static void
end_of_row(int terminator, void *data)
{
	struct table *t = data;

	(void)terminator;
	if (t->line++ == 0)
		check_header(t);
	else {
		if (t->column != t->width)
			die("%s: row %zu: %zu fields, want %zu", t->job->path,
			    t->line, t->column, t->width);
		if (t->count == t->room) {
			t->room = t->room ? t->room * 2 : 1024;
			t->rows = grown(t->rows, t->room, sizeof(*t->rows));
		}
		t->rows[t->count++] = t->row;
	}
	t->column = 0;
}

static struct table
parse_csv(struct job *j, const char *data, size_t len)
{
	struct table t = {.job = j};
	struct csv_parser parser;

	if (!is_utf8(data, len))
		die("%s: not UTF-8", j->path);
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
		die("out of memory");
	if (csv_parse(&parser, data, len, field, end_of_row, &t) != len ||
	    csv_fini(&parser, field, end_of_row, &t))
		die("%s: %s", j->path, csv_strerror(csv_error(&parser)));
	csv_free(&parser);
	if (!t.line)
		die("%s: no header", j->path);
	return t;
}

/* an optional minus sign and one to nine digits */
static int
number(struct job *j, const char *s, int low, int high)
{
	const char *digits = s + (*s == '-');
	size_t len = strspn(digits, "0123456789");
	int value;

	if (len < 1 || len > 9 || digits[len])
		die("%s: bad number: \"%.40s\"", j->path, s);
	value = atoi(s);
	if (value < low || value > high)
		die("%s: out of range: %d", j->path, value);
	return value;
}

static int
is_missing(const char *s)
{
	return !*s || strcmp(s, "NA") == 0;
}

static struct number
known(struct job *j, const char *s, int low, int high)
{
	if (is_missing(s))
		return (struct number){0};
	return (struct number){1, number(j, s, low, high)};
}

static void
add_flight(struct job *j, const char *const fields[COLUMNS])
{
	struct flight *f = new_record(j, sizeof(*f));
	struct arena *a = &j->arena;
	const char *tail = fields[TAILNUM];
	const size_t *at = found(&j->registration, tail, strlen(tail), 0);

	f->row = (int)j->count;
	f->name = nfc(a, joined(a, fields[CARRIER], "", fields[FLIGHT]));
	f->key = fold(a, f->name);
	f->year = number(j, fields[YEAR], 0, 9999);
	f->month = number(j, fields[MONTH], 1, 12);
	f->day = number(j, fields[DAY], 1, 31);
	f->route = nfc(a, joined(a, fields[ORIGIN], "-", fields[DEST]));
	f->tail = is_missing(tail) ? NULL : nfc(a, tail);
	if (at) {
		memcpy(f->digits, tail + at[2], at[3] - at[2]);
		memcpy(f->letters, tail + at[4], at[5] - at[4]);
	}
	f->departed = known(j, fields[DEP_TIME], 0, 2400);
	if (f->departed.value % 100 > 59)
		die("%s: bad time: %d", j->path, f->departed.value);
	f->dep_delay = known(j, fields[DEP_DELAY], -DELAY_MAX, DELAY_MAX);
	f->arr_delay = known(j, fields[ARR_DELAY], -DELAY_MAX, DELAY_MAX);
	f->air_time = known(j, fields[AIR_TIME], 0, 5999);
	f->distance = known(j, fields[DISTANCE], 0, 999999999);
}

static int
by_key_and_row(const void *left, const void *right)
{
	const struct flight *const *a = left, *const *b = right;
	int order = strcmp((*a)->key, (*b)->key);

	return order ? order : (*a)->row - (*b)->row;
}

static void
transform_csv(struct job *j, const struct table *t)
{
	int64_t registrations = 0, delay_min = 0, air_min = 0;

	for (size_t i = 0; i < t->count; i++)
		add_flight(j, t->rows[i].fields);
	qsort(j->records, j->count, sizeof(*j->records), by_key_and_row);
	for (size_t i = 0; i < j->count; i++) {
		const struct flight *f = j->records[i];

		registrations += *f->digits != '\0';
		/* what is not known is 0 */
		delay_min += f->dep_delay.value + f->arr_delay.value;
		air_min += f->air_time.value;
	}
	print(&j->answer, "csv registrations %" PRId64 "\n", registrations);
	print(&j->answer, "csv delay_min %" PRId64 "\n", delay_min);
	print(&j->answer, "csv air_min %" PRId64 "\n", air_min);
}

static void
put_flight(struct buffer *b, const void *record)
{
	const struct flight *f = record;

	put(b, "{\"flight\":");
	put_text(b, f->name);
	put(b, ",\"key\":");
	put_text(b, f->key);
	print(b, ",\"date\":\"%04d-%02d-%02d\",\"route\":", f->year, f->month,
	    f->day);
	put_text(b, f->route);
	put(b, ",\"tail\":");
	put_text(b, f->tail);
	if (*f->digits)
		print(b, ",\"registration\":[\"%s\",\"%s\"]", f->digits,
		    f->letters);
	else
		put(b, ",\"registration\":null");
	put(b, ",\"departed\":");
	put_clock(b, f->departed, 100);
	put(b, ",\"dep_delay\":");
	put_number(b, f->dep_delay);
	put(b, ",\"arr_delay\":");
	put_number(b, f->arr_delay);
	put(b, ",\"air_time\":");
	put_clock(b, f->air_time, 60);
	put(b, ",\"distance\":");
	put_number(b, f->distance);
	put(b, "}\n");
}

static void
serialize(struct job *j, const char *part,
    void (*put_record)(struct buffer *, const void *))
{
	struct buffer lines = {0};

	for (size_t i = 0; i < j->count; i++)
		put_record(&lines, j->records[i]);
	if (fwrite(lines.data, 1, lines.len, j->out) != lines.len ||
	    fflush(j->out))
		die("%s: %s", j->target, strerror(errno));
	print(&j->answer, "%s records %zu\n", part, j->count);
	print(&j->answer, "%s bytes %zu\n", part, lines.len);
	print(&j->answer, "%s crc32 %08lx\n", part,
	    crc32_z(0, (const Bytef *)lines.data, lines.len));
	free(lines.data);
}

/* all of a file, of which the size must be this, if it is not negative */
static char *
read_file(const char *path, int64_t want_bytes, size_t *len)
{
	FILE *in = fopen(path, "rbe");
	struct stat st;
	char *data;

	if (!in || fstat(fileno(in), &st))
		die("%s: %s", path, strerror(errno));
	if (want_bytes >= 0 && st.st_size != want_bytes)
		die("%s: %jd bytes, the list says %" PRId64, path,
		    (intmax_t)st.st_size, want_bytes);
	*len = (size_t)st.st_size;
	data = grown(NULL, *len + 1, 1);
	errno = 0;
	if (fread(data, 1, *len, in) != *len)
		die("%s: %s", path, errno ? strerror(errno) : "truncated");
	data[*len] = '\0';
	fclose(in);
	return data;
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* how long what took */
struct phases {
	double parse_s, transform_s, serialize_s, whole_s;
};

/* a file's records are written: forget them */
static void
finish(struct job *j)
{
	clear(&j->arena);
	free(j->records);
	j->records = NULL;
	j->count = j->room = 0;
}

static struct phases
do_json(struct job *j, const struct member *m)
{
	double at_s[5] = {now_s()};
	json_error_t error;
	json_t *document;
	char *data;
	size_t len;

	j->path = m->path;
	data = read_file(m->path, m->bytes, &len);
	document = json_loadb(data, len, 0, &error);
	if (!document)
		die("%s: line %d: %s", m->path, error.line, error.text);
	free(data);
	at_s[1] = now_s();
	transform_json(j, document);
	at_s[2] = now_s();
	serialize(j, "json", put_feature);
	at_s[3] = now_s();
	json_decref(document);
	finish(j);
	at_s[4] = now_s();
	return (struct phases){at_s[1] - at_s[0], at_s[2] - at_s[1],
	    at_s[3] - at_s[2], at_s[4] - at_s[0]};
}

static struct phases
do_csv(struct job *j, const struct member *m)
{
	double at_s[5] = {now_s()};
	struct table t;
	char *data;
	size_t len;

	j->path = m->path;
	data = read_file(m->path, m->bytes, &len);
	t = parse_csv(j, data, len);
	free(data);
	at_s[1] = now_s();
	transform_csv(j, &t);
	at_s[2] = now_s();
	serialize(j, "csv", put_flight);
	at_s[3] = now_s();
	free(t.rows);
	free(t.roles);
	finish(j);
	at_s[4] = now_s();
	return (struct phases){at_s[1] - at_s[0], at_s[2] - at_s[1],
	    at_s[3] - at_s[2], at_s[4] - at_s[0]};
}

/* A line of the list, "sha256  bytes  name": where the next begins, or NULL. */
static const char *
read_member(const char *line, const char *folder, const char *extension,
    struct member *m)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	const char *bytes = line + 66, *name;
	size_t digits, len;

	if (strspn(line, "0123456789abcdef") != 64 ||
	    strncmp(line + 64, "  ", 2) != 0)
		return NULL;
	digits = strspn(bytes, "0123456789");
	if (digits < 1 || digits > 15 || (*bytes == '0' && digits > 1) ||
	    strncmp(bytes + digits, "  ", 2) != 0)
		return NULL;
	name = bytes + digits + 2;
	len = strspn(name, letters);
	if (strchr("._-", *name) || len <= strlen(extension) ||
	    strncmp(name + len - strlen(extension), extension,
		strlen(extension)) != 0 ||
	    name[len] != '\n')
		return NULL;
	m->bytes = strtoll(bytes, NULL, 10);
	m->path = grown(NULL, strlen(folder) + len + 1, 1);
	sprintf(m->path, "%s%.*s", folder, (int)len, name);
	return name + len + 1;
}

static void
read_list(const char *path, struct member *json, struct member *csv)
{
	size_t len;
	char *text = read_file(path, -1, &len), *folder = strdup(path), *slash;
	const char *next;

	if (!folder)
		die("out of memory");
	slash = strrchr(folder, '/');
	*(slash ? slash + 1 : folder) = '\0';
	next = read_member(text, folder, ".json", json);
	if (next)
		next = read_member(next, folder, ".csv", csv);
	if (!next || next != text + len)
		die("%s: not a list of a .json and a .csv: "
		    "sha256  bytes  name",
		    path);
	free(folder);
	free(text);
}

/* all of it, once */
static void
work(struct job *j, const char *source, struct phases *json_s,
    struct phases *csv_s)
{
	struct member json, csv;

	read_list(source, &json, &csv);
	j->answer.len = 0;
	j->out = fopen(j->target, "wbe");
	if (!j->out)
		die("%s: %s", j->target, strerror(errno));
	*json_s = do_json(j, &json);
	*csv_s = do_csv(j, &csv);
	if (fclose(j->out))
		die("%s: %s", j->target, strerror(errno));
	free(json.path);
	free(csv.path);
}

static void
put_phases(struct buffer *b, const char *part, struct phases p)
{
	print(b, "%s_parse,wall_time,s,%.9f\n", part, p.parse_s);
	print(b, "%s_transform,wall_time,s,%.9f\n", part, p.transform_s);
	print(b, "%s_serialize,wall_time,s,%.9f\n", part, p.serialize_s);
	print(b, "%s,wall_time,s,%.9f\n", part, p.whole_s);
}

static void
write_all(int fd, const struct buffer *b, const char *what)
{
	ssize_t n;

	for (size_t done = 0; done < b->len; done += (size_t)n) {
		n = write(fd, b->data + done, b->len - done);
		if (n < 0)
			die("%s: %s", what, strerror(errno));
	}
}

/* a decimal number: one to nine digits, and as many after a point */
static int
seconds(const char *s, double *value)
{
	size_t whole = strspn(s, "0123456789"), fraction = 1, len = whole;

	if (s[whole] == '.') {
		fraction = strspn(s + whole + 1, "0123456789");
		len += 1 + fraction;
	}
	*value = strtod(s, NULL);
	return whole >= 1 && whole <= 9 && fraction >= 1 && fraction <= 9 &&
	       !s[len];
}

int
main(int argc, char *argv[])
{
	struct buffer samples = {0};
	struct phases json, csv;
	struct job j = {0};
	const char *fd = getenv("SAMPLES_FD");
	double limit_s = 0, start_s, begun_s, end_s;

	if (argc < 3 || argc > 4 ||
	    (argc == 4 && !seconds(argv[3], &limit_s))) {
		fputs("usage: parse list.txt parse.jsonl [seconds]\n", stderr);
		return 2;
	}
	j.target = argv[2];
	j.bug =
	    compiled("(?:bugzil\\.la|crbug\\.com|webkit\\.org/b)/[0-9]+", 0);
	j.registration = compiled(
	    "N([0-9]{1,5})([A-Z]{0,2})", PCRE2_ANCHORED | PCRE2_ENDANCHORED);
	start_s = end_s = now_s();
	do {
		begun_s = end_s;
		work(&j, argv[1], &json, &csv);
		end_s = now_s();
		if (argc == 4 && fd) { /* to keep them would be growth */
			print(&samples, "operation,operation_time,s,%.9f\n",
			    end_s - begun_s);
			write_all(atoi(fd), &samples, "SAMPLES_FD");
			samples.len = 0;
		}
	} while (end_s - start_s < limit_s);
	if (argc == 3) {
		put_phases(&samples, "json", json);
		put_phases(&samples, "csv", csv);
	}
	write_all(STDOUT_FILENO, &j.answer, "standard output");
	if (fd)
		write_all(atoi(fd), &samples, "SAMPLES_FD");
	return 0;
}
