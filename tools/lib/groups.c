/* groups.c - gather numbers, or sketches of them, by group */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "groups.h"
#include "lines.h"
#include "table.h"

/* where the columns are in one file */
struct columns {
	size_t *groups, *filters;
	size_t value, count;
};

void
names_add(struct names *a, const char *name)
{
	a->name = xrealloc(a->name, a->len + 1, sizeof *a->name);
	a->name[a->len++] = xstrdup(name);
}

void
names_split(struct names *a, const char *list)
{
	char *copy = xstrdup(list), *rest = copy;

	for (char *s; (s = strsep(&rest, ","));)
		names_add(a, s);
	free(copy);
}

void
names_free(struct names *a)
{
	for (size_t i = 0; i < a->len; i++)
		free(a->name[i]);
	free(a->name);
}

static struct group *
group_at(
    struct groups *all, const struct selection *s, const char *key, size_t len)
{
	size_t i = keys_index(&all->keys, key, len), old = all->size;

	if (i >= all->size) {
		all->size = old ? 2 * old : 16;
		all->group =
		    xrealloc(all->group, all->size, sizeof *all->group);
		memset(all->group + old, 0,
		    (all->size - old) * sizeof *all->group);
	}
	if (s->error > 0 && all->group[i].sketch == NULL)
		all->group[i].sketch = sketch_new(s->error);
	return &all->group[i];
}

/* The group of the current row. */
static struct group *
group_of(struct groups *all, const struct selection *s, const struct columns *c,
    const struct field *row)
{
	char *key = NULL;
	size_t len = 0;
	struct group *g;

	for (size_t i = 0; i < s->groups.len; i++)
		len += row[c->groups[i]].len + 1;
	key = xrealloc(NULL, len, 1);
	len = 0;
	for (size_t i = 0; i < s->groups.len; i++) {
		const struct field *f = &row[c->groups[i]];

		memcpy(key + len, f->text, f->len + 1);
		len += f->len + 1;
	}
	g = group_at(all, s, key, len);
	free(key);
	return g;
}

static size_t *
need_all(const struct table *t, const struct names *a, int filters)
{
	size_t *column = xrealloc(NULL, a->len, sizeof *column);

	for (size_t i = 0; i < a->len; i++) {
		size_t len =
		    filters ? strcspn(a->name[i], "=") : strlen(a->name[i]);
		char *name = strndup(a->name[i], len);

		if (name == NULL)
			die("out of memory");
		column[i] = table_need(t, name);
		free(name);
	}
	return column;
}

/* Whether one of the filters of each column that has any lets a row pass. */
static int
passes(
    const struct field *row, const struct selection *s, const struct columns *c)
{
	for (size_t i = 0; i < s->filters.len; i++) {
		int pass = 0;

		for (size_t j = 0; j < s->filters.len; j++)
			pass |= c->filters[j] == c->filters[i] &&
				strcmp(strchr(s->filters.name[j], '=') + 1,
				    row[c->filters[j]].text) == 0;
		if (!pass)
			return 0;
	}
	return 1;
}

/* The next row that passes the filters, or NULL. */
static const struct field *
next_row(struct table *t, const struct selection *s, const struct columns *c)
{
	const struct field *row;

	while ((row = table_next(t)))
		if (passes(row, s, c))
			break;
	return row;
}

static uint64_t
count_of(
    const struct table *t, const struct selection *s, const struct columns *c)
{
	double count;

	if (s->count == NULL)
		return 1;
	count = table_number(t, c->count);
	if (!(count >= 1 && count <= (double)NUMBERS_MAX &&
		count == floor(count)))
		table_die(t, "%s: not a positive whole number", s->count);
	return (uint64_t)count;
}

void
groups_read_table(
    struct groups *all, const struct selection *s, const char *path)
{
	struct table *t = table_open(path);
	struct columns c = {need_all(t, &s->groups, 0),
	    need_all(t, &s->filters, 1), table_need(t, s->value),
	    s->count ? table_need(t, s->count) : 0};
	const struct field *row;

	while ((row = next_row(t, s, &c))) {
		struct group *g = group_of(all, s, &c, row);
		double x = table_number(t, c.value) + 0.0; /* no -0 */
		uint64_t count = count_of(t, s, &c);

		if (!(g->sketch ? sketch_add(g->sketch, x, count)
				: numbers_add(&g->numbers, x, count)))
			table_die(t, "more than 2^53 numbers");
	}
	free(c.groups);
	free(c.filters);
	table_close(t);
}

void
groups_read_lines(
    struct groups *all, const struct selection *s, const char *path)
{
	enum { BLOCK = 4096 };
	struct lines *in = lines_open(path);
	struct group *g = group_at(all, s, "", 0);
	uint64_t before = g->sketch ? g->sketch->n : g->numbers.n;
	size_t n;

	if (g->sketch) {
		double block[BLOCK];

		while ((n = lines_read(in, block, BLOCK)) > 0)
			for (size_t i = 0; i < n; i++)
				if (!sketch_add(g->sketch, block[i], 1))
					die("more than 2^53 numbers");
	} else {
		while ((n = lines_read(
			    in, numbers_room(&g->numbers, BLOCK), BLOCK)) > 0) {
			g->numbers.len += n;
			g->numbers.n += n;
		}
	}
	if ((g->sketch ? g->sketch->n : g->numbers.n) == before)
		die("%s: no numbers", lines_name(in));
	lines_close(in);
}

static void
check_row(const struct table *t, const char *field, const char *wrong)
{
	if (wrong)
		table_die(t, "%s: %s", field, wrong);
}

static void
check_end(const struct table *t, const struct sketch_reader *r)
{
	if (r->sum && sketch_end(r))
		table_die(t, "%s", sketch_end(r));
}

/* Without -g a sketch's own groups are kept. */
static void
default_groups(struct selection *s, const struct table *t)
{
	for (size_t i = 0; i + 3 < table_width(t); i++)
		names_add(&s->groups, table_header(t, i));
	s->all_groups = 1;
}

void
groups_read_sketches(struct groups *all, struct selection *s, const char *path)
{
	struct table *t = table_open(path);
	size_t field = table_need(t, "field"), key = table_need(t, "key");
	size_t value = table_need(t, "value");
	struct sketch_reader r = {0};
	struct columns c;
	const struct field *row;

	if (s->groups.len == 0 && !s->all_groups)
		default_groups(s, t);
	if (s->all_groups && table_width(t) != s->groups.len + 3)
		die("%s:1: other columns than the first file's", table_name(t));
	c = (struct columns){
	    need_all(t, &s->groups, 0), need_all(t, &s->filters, 1), value, 0};
	while ((row = next_row(t, s, &c))) {
		struct group *g = group_of(all, s, &c, row);
		double k = *row[key].text ? table_number(t, key) : 0;
		double x = table_number(t, value);
		const char *name = row[field].text;

		if (strcmp(name, "error") == 0) {
			check_end(t, &r);
			check_row(t, name, sketch_begin(&r, &g->sketch, x));
		} else if (r.sum == NULL || r.sum != g->sketch) {
			table_die(t, "a sketch without its first row");
		} else {
			check_row(t, name, sketch_row(&r, name, k, x));
		}
	}
	check_end(t, &r);
	free(c.groups);
	free(c.filters);
	table_close(t);
}

void
groups_free(struct groups *all)
{
	for (size_t i = 0; i < all->keys.len; i++) {
		if (all->group[i].sketch)
			sketch_free(all->group[i].sketch);
		numbers_free(&all->group[i].numbers);
	}
	free(all->group);
	keys_free(&all->keys);
}
