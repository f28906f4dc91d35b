/* gate_records.c - the records that gate(1) compares, found and matched */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "die.h"
#include "gate_records.h"
#include "json.h"
#include "jsonfolder.h"

static const char *const suffix[GATE_SIDES] = {"-base", "-head", "-ctrl"};

struct json_object *
gate_get(const struct gate_record *r, const char *path)
{
	struct json_object *value = r->json;
	char *copy = xstrdup(path), *rest = copy, *key;

	while (value && (key = strsep(&rest, ".")))
		if (!json_object_object_get_ex(value, key, &value))
			value = NULL;
	free(copy);
	return value;
}

const char *
gate_string(const struct gate_record *r, const char *path)
{
	struct json_object *value = gate_get(r, path);

	if (value && !json_object_is_type(value, json_type_string))
		die("%s: \"%s\" is not a text", r->path, path);
	return value ? json_object_get_string(value) : NULL;
}

static const char *
need_string(const struct gate_record *r, const char *path)
{
	const char *s = gate_string(r, path);

	if (s == NULL)
		die("%s: no \"%s\": not a record", r->path, path);
	return s;
}

/* Add a file, unless it is one in a folder that is no record. */
static void
add_file(
    struct gate_records *all, const char *path, int side, int must_be_record)
{
	struct gate_record *r, one = {.path = xstrdup(path)};
	const char *version;
	char *end;

	one.json = json_file(path);
	if (!must_be_record && !gate_get(&one, "benchmark_id")) {
		json_object_put(one.json);
		free(one.path);
		return;
	}
	all->record = xrealloc(all->record, all->len + 1, sizeof *all->record);
	r = &all->record[all->len++];
	*r = one;
	r->benchmark = need_string(r, "benchmark_id");
	r->profile = need_string(r, "profile");
	r->implementation = xstrdup(need_string(r, "implementation"));
	version = need_string(r, "schema_version");
	if (strncmp(version, "1.", 2) != 0)
		die("%s: schema_version %s: only 1 is known", path, version);
	need_string(r, "status");
	need_string(r, "run_id");
	if (side >= 0) {
		r->side = (enum gate_side_of)side;
		return;
	}
	for (int i = 0; i < GATE_SIDES; i++) {
		end = r->implementation + strlen(r->implementation);
		if (end - r->implementation > (long)strlen(suffix[i]) &&
		    strcmp(end -= strlen(suffix[i]), suffix[i]) == 0) {
			*end = '\0';
			r->side = (enum gate_side_of)i;
			return;
		}
	}
	die("%s: implementation \"%s\" ends in none of -base, -head, -ctrl",
	    path, r->implementation);
}

struct folder {
	struct gate_records *all;
	int side;
};

static void
add_found(void *context, const char *path)
{
	const struct folder *f = context;

	add_file(f->all, path, f->side, 0);
}

/* side: -1 if the names tell it; then there may be none */
static void
add(struct gate_records *all, const char *path, int side)
{
	struct folder folder = {all, side};
	size_t old = all->len;
	struct stat st;

	if (stat(path, &st) < 0)
		die("%s:", path);
	if (!S_ISDIR(st.st_mode)) {
		add_file(all, path, side, 1);
		return;
	}
	json_folder(path, add_found, &folder);
	if (all->len == old && side >= 0)
		die("%s: no records", path);
}

void
gate_records_add(
    struct gate_records *all, const char *path, enum gate_side_of side)
{
	add(all, path, (int)side);
}

void
gate_records_add_sides(struct gate_records *all, const char *path)
{
	add(all, path, -1);
}

static int
compare(const struct gate_record *x, const struct gate_record *y)
{
	int order = strcmp(x->benchmark, y->benchmark);

	if (order == 0)
		order = strcmp(x->implementation, y->implementation);
	return order ? order : strcmp(x->profile, y->profile);
}

static int
by_identity(const void *a, const void *b)
{
	const struct gate_record *x = a, *y = b;
	int order = compare(x, y);

	if (order == 0)
		order = (x->side > y->side) - (x->side < y->side);
	return order ? order : strcmp(x->path, y->path);
}

int
gate_records_match(const struct gate_record *a, const struct gate_record *b)
{
	return compare(a, b) == 0;
}

void
gate_records_sort(struct gate_records *all)
{
	if (all->len > 0)
		qsort(all->record, all->len, sizeof *all->record, by_identity);
	for (size_t i = 1; i < all->len; i++)
		if (compare(&all->record[i - 1], &all->record[i]) == 0 &&
		    all->record[i - 1].side == all->record[i].side)
			die("%s and %s are of the same implementation",
			    all->record[i - 1].path, all->record[i].path);
}

void
gate_records_free(struct gate_records *all)
{
	for (size_t i = 0; i < all->len; i++) {
		free(all->record[i].path);
		free(all->record[i].implementation);
		json_object_put(all->record[i].json);
	}
	free(all->record);
}
