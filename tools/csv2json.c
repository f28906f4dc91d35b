/* csv2json.c - convert CSV to JSON Lines or an array */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "jsontext.h"
#include "nest.h"
#include "out.h"
#include "table.h"

const char *const tool = "csv2json";

static const char usage_text[] =
    "usage: csv2json [-af] [-o file] [-s | -t name:type,...] [file ...]\n"
    "\n"
    "  -a                write one array (default an object a line)\n"
    "  -f                flat: a.b is a name (default nested, "
    "{\"a\":{\"b\":...}})\n"
    "  -o file           write here, whole or not at all (default standard "
    "output)\n"
    "  -s                all values are strings (default each is inferred)\n"
    "  -t name:type,...  types of columns: string, number or boolean (default\n"
    "                    inferred)\n"
    "\n"
    "example: printf 'name,time.user\\nx,1.10\\n' | csv2json\n";

enum { FLUSH = 1 << 16 };

enum type { INFERRED, STRING, NUMBER, BOOLEAN, TYPES };

static const char *const type_names[TYPES] = {
    "", "string", "number", "boolean"};

/* -t for one column */
struct declared {
	const char *name;
	enum type type;
};

struct opts {
	const char *out;
	struct declared *declared;
	size_t declared_len;
	int array, flat, strings;
};

/* What becomes of a row.  first stays open for its header, which the files
 * after it must share. */
struct plan {
	struct table *first;
	struct nest nest;
	enum type *types; /* of the columns */
};

static void
parse_types(struct opts *o, char *list)
{
	char *item, *colon;
	int type;

	while ((item = strsep(&list, ",")) != NULL) {
		colon = strrchr(item, ':');
		if (colon == NULL)
			misuse("-t: \"%s\" is not name:type", item);
		*colon = '\0';
		for (type = STRING; type < TYPES; type++)
			if (strcmp(colon + 1, type_names[type]) == 0)
				break;
		if (type == TYPES)
			misuse("-t: %s: type \"%s\" is none of string, number, "
			       "boolean",
			    item, colon + 1);
		for (size_t i = 0; i < o->declared_len; i++)
			if (strcmp(item, o->declared[i].name) == 0)
				misuse("-t: %s: declared twice", item);
		o->declared = xrealloc(
		    o->declared, o->declared_len + 1, sizeof *o->declared);
		o->declared[o->declared_len++] =
		    (struct declared){item, (enum type)type};
	}
}

static struct plan
make_plan(struct table *t, const struct opts *o)
{
	struct plan plan = {.first = t};
	struct nest_error error;
	size_t width = table_width(t);
	const char **names = xrealloc(NULL, width, sizeof *names);
	int planned;

	for (size_t i = 0; i < width; i++)
		names[i] = table_header(t, i);
	planned = nest_plan(&plan.nest, names, width, o->flat, &error);
	free(names);
	if (!planned)
		table_die(t, "name of column %zu, \"%s\": %s", error.column + 1,
		    table_header(t, error.column), error.what);
	plan.types = xrealloc(NULL, width, sizeof *plan.types);
	for (size_t i = 0; i < width; i++)
		plan.types[i] = o->strings ? STRING : INFERRED;
	for (size_t i = 0; i < o->declared_len; i++)
		plan.types[table_need(t, o->declared[i].name)] =
		    o->declared[i].type;
	return plan;
}

static void
check_header(const struct table *first, const struct table *t)
{
	size_t want = table_width(first), got = table_width(t);

	if (got != want)
		table_die(t, "%zu columns, want %zu as in %s", got, want,
		    table_name(first));
	for (size_t i = 0; i < want; i++)
		if (strcmp(table_header(t, i), table_header(first, i)) != 0)
			table_die(t,
			    "column %zu is \"%s\", want \"%s\" as in "
			    "%s",
			    i + 1, table_header(t, i), table_header(first, i),
			    table_name(first));
}

/* Is the text a value of the type as it stands in JSON? */
static int
is_verbatim(const struct field *f, enum type type)
{
	char c = *f->text;

	if (c == '-' || (c >= '0' && c <= '9'))
		return type != BOOLEAN && jsontext_is_number(f->text, f->len);
	if (c == 't' || c == 'f')
		return type != NUMBER && (strcmp(f->text, "true") == 0 ||
					     strcmp(f->text, "false") == 0);
	return 0;
}

static void
put_value(struct jsontext *j, const struct table *t, const struct field *f,
    size_t column, enum type type)
{
	if (type != STRING) {
		if (f->len == 0) {
			jsontext_raw(j, "null", 4);
			return;
		}
		if (is_verbatim(f, type)) {
			jsontext_raw(j, f->text, f->len);
			return;
		}
		if (type != INFERRED)
			table_die(t, "%s: not a %s: \"%.40s\"",
			    table_header(t, column), type_names[type], f->text);
	}
	if (!jsontext_string(j, f->text, f->len))
		table_die(t, "%s: not UTF-8", table_header(t, column));
}

static void
flush(struct out *out, struct jsontext *j)
{
	if (j->len > 0 && fwrite(j->text, 1, j->len, out->f) != j->len)
		out_close(out); /* dies */
	j->len = 0;
}

/* Append the rows of t, written out whenever they fill the buffer: it holds
 * whole rows only, so that an error does not leave half of one. */
static void
convert(struct table *t, const struct plan *plan, struct out *out,
    struct jsontext *j, int array, size_t *rows)
{
	const struct nest *nest = &plan->nest;
	const struct field *fields;

	while ((fields = table_next(t)) != NULL) {
		if (j->len >= FLUSH)
			flush(out, j);
		if (array)
			jsontext_raw(j, *rows ? ",\n" : "[", *rows ? 2 : 1);
		(*rows)++;
		for (size_t i = 0; i < nest->len; i++) {
			const struct nest_cell *cell = &nest->cells[i];

			jsontext_raw(j, cell->before, cell->before_len);
			put_value(j, t, &fields[cell->column], cell->column,
			    plan->types[cell->column]);
		}
		jsontext_raw(j, nest->after, nest->after_len);
		if (!array)
			jsontext_raw(j, "\n", 1);
	}
}

static void
run(const char *const *files, const struct opts *o)
{
	struct table *t = table_open(*files);
	struct plan plan = make_plan(t, o);
	struct out out = out_open(o->out);
	struct jsontext j = {0};
	size_t rows = 0;

	for (;;) {
		convert(t, &plan, &out, &j, o->array, &rows);
		if (t != plan.first)
			table_close(t);
		if (*files == NULL || *++files == NULL)
			break;
		t = table_open(*files);
		check_header(plan.first, t);
	}
	if (o->array)
		jsontext_raw(&j, rows ? "]\n" : "[]\n", rows ? 2 : 3);
	flush(&out, &j);
	out_close(&out);
	free(j.text);
	free(plan.types);
	nest_free(&plan.nest);
	table_close(plan.first);
}

int
main(int argc, char **argv)
{
	struct opts o = {0};
	int opt;

	while ((opt = next_option(argc, argv, "afho:st:")) != -1)
		switch (opt) {
		case 'a': o.array = 1; break;
		case 'f': o.flat = 1; break;
		case 'o': o.out = optarg; break;
		case 's': o.strings = 1; break;
		case 't': parse_types(&o, optarg); break;
		default: usage(usage_text, opt);
		}
	if (o.strings && o.declared)
		misuse("-s and -t exclude each other");
	run((const char *const *)argv + optind, &o);
	free(o.declared);
	return EXIT_SUCCESS;
}
