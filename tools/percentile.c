/* percentile.c - summarise numbers: quantiles, spread, the median's interval */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "groups.h"
#include "number.h"
#include "out.h"

const char *const tool = "percentile";

static const char usage_text[] =
    "usage: percentile [-c level] [-f column=value] [-g columns] [-o file] "
    "[-p percents] [-t type] [-v column] [-w column] [file ...]\n"
    "       percentile -k [-e error] [-f column=value] [-g columns] [-o file] "
    "[-v column] [-w column] [file ...]\n"
    "       percentile -K [-k] [-c level] [-f column=value] [-g columns] "
    "[-o file] [-p percents] [-t type] [file ...]\n"
    "\n"
    "  -K               read sketches, as -k writes them, and merge them\n"
    "  -c level         confidence of the median's interval, 0 to 1 (default "
    "0.95)\n"
    "  -e error         relative error of a sketch, 0.00001 to 0.25 (default "
    "0.001)\n"
    "  -f column=value  read only rows with this value; again with the same "
    "column:\n"
    "                   with any of these; with another: with both\n"
    "  -g columns       a row for each group with the same values in these "
    "columns\n"
    "                   (comma between names; default one row for all)\n"
    "  -k               write a sketch, in constant memory, instead of a "
    "summary\n"
    "  -o file          write here, whole or not at all (default standard "
    "output)\n"
    "  -p percents      percentiles to give (default 25,50,75,90,95,99,99.9)\n"
    "  -t type          definition of a quantile, 1 to 9 as in R (default 7)\n"
    "  -v column        read CSV, the numbers from this column (default plain\n"
    "                   numbers, one a line)\n"
    "  -w column        how often each number is there (default once)\n"
    "\n"
    "example: timer ./a | percentile -v value -f metric=wall_time -f "
    "phase=timed -f status=ok\n";

struct opts {
	struct selection selection;
	struct names percents; /* columns p50, ... or the usual ones */
	const char *path;
	int write_sketch, read_sketches, summary; /* -k, -K; -c, -p or -t */
	struct summary_want want;
};

/* A figure, after a comma; nothing if there is none. */
static void
put(FILE *f, double x)
{
	char text[NUMBER_MAX];

	fprintf(f, ",%s", isfinite(x) ? number_format(text, x) : "");
}

/* The fields of the group with this key, each followed by a comma. */
static char *
group_fields(const struct key *key)
{
	char *text;
	size_t len;
	FILE *f = open_memstream(&text, &len);

	if (f == NULL)
		die("out of memory");
	for (size_t i = 0; i < key->len; i += strlen(key->text + i) + 1) {
		out_field(f, key->text + i);
		putc(',', f);
	}
	if (fclose(f) != 0)
		die("out of memory");
	return text;
}

static void
write_summary(FILE *f, const struct opts *o, struct group *g)
{
	struct summary s = {
	    .quantile = xrealloc(NULL, o->want.len, sizeof *s.quantile)};
	uint64_t n = o->read_sketches ? g->sketch->n : g->numbers.n;

	if (o->read_sketches)
		sketch_summarise(g->sketch, &o->want, &s);
	else
		summarise(&g->numbers, &o->want, &s);
	fprintf(f, "%llu", (unsigned long long)n);
	put(f, s.min);
	for (size_t i = 0; i < o->want.len; i++)
		put(f, s.quantile[i]);
	put(f, s.max);
	put(f, s.mean);
	put(f, s.stddev);
	put(f, s.mad);
	put(f, s.median_lo);
	put(f, s.median_hi);
	/* rounded down, so as not to claim more than is so */
	put(f, floor(s.confidence * 1e6 + 1e-6) / 1e6);
	if (o->read_sketches)
		put(f, sketch_error(g->sketch));
	putc('\n', f);
	free(s.quantile);
}

/* The names of the columns of the output.  Each must be there once: who reads
 * the output could not tell. */
static struct names
header(const struct opts *o)
{
	struct names a = {NULL, 0};

	for (size_t i = 0; i < o->selection.groups.len; i++)
		names_add(&a, o->selection.groups.name[i]);
	if (o->write_sketch) {
		names_split(&a, "field,key,value");
	} else {
		names_split(&a, "n,min");
		for (size_t i = 0; i < o->percents.len; i++)
			names_add(&a, o->percents.name[i]);
		names_split(&a, "max,mean,stddev,mad,median_lo,median_hi,"
				"confidence");
		if (o->read_sketches)
			names_add(&a, "error");
	}
	for (size_t i = 0; i < a.len; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(a.name[i], a.name[j]) == 0)
				misuse("two columns named \"%s\"", a.name[i]);
	return a;
}

static void
write_groups(FILE *f, const struct opts *o, struct groups *all)
{
	size_t *order = keys_sorted(&all->keys);
	struct names names = header(o);

	for (size_t i = 0; i < names.len; i++) {
		out_field(f, names.name[i]);
		putc(i + 1 < names.len ? ',' : '\n', f);
	}
	names_free(&names);
	for (size_t i = 0; i < all->keys.len; i++) {
		struct group *g = &all->group[order[i]];
		char *fields = group_fields(&all->keys.key[order[i]]);

		if (o->write_sketch) {
			sketch_write(g->sketch, fields, f);
		} else {
			fputs(fields, f);
			write_summary(f, o, g);
		}
		free(fields);
	}
	free(order);
}

static void
read_file(struct groups *all, struct opts *o, const char *path)
{
	if (o->read_sketches)
		groups_read_sketches(all, &o->selection, path);
	else if (o->selection.value)
		groups_read_table(all, &o->selection, path);
	else
		groups_read_lines(all, &o->selection, path);
}

/* The quantiles to give: those of -p, or the usual ones. */
static void
want_percents(struct opts *o, const char *list)
{
	static const char *const usual[] = {
	    "q1", "median", "q3", "p90", "p95", "p99", "p99.9"};
	struct names percents = {NULL, 0};
	struct fraction *p;

	names_split(&percents, list ? list : "25,50,75,90,95,99,99.9");
	p = xrealloc(NULL, percents.len, sizeof *p);
	for (size_t i = 0; i < percents.len; i++) {
		char name[32];

		if (!quantile_percent(percents.name[i], &p[i]))
			misuse(
			    "-p: not a percentage: \"%s\"", percents.name[i]);
		snprintf(name, sizeof name, "p%s", percents.name[i]);
		names_add(&o->percents, list ? name : usual[i]);
	}
	o->want.p = p;
	o->want.len = percents.len;
	names_free(&percents);
}

static void
check_options(const struct opts *o)
{
	const struct selection *s = &o->selection;

	if (s->error > 0 && (!o->write_sketch || o->read_sketches))
		misuse("-e is for -k without -K: sketches have their error");
	if (o->write_sketch && o->summary)
		misuse("-c, -p and -t are not for -k: a sketch has it all");
	if (o->read_sketches && (s->value || s->count))
		misuse("-v and -w are not for -K: sketches have their columns");
	if (!o->read_sketches && !s->value &&
	    (s->count || s->groups.len || s->filters.len))
		misuse("-f, -g and -w need -v: plain numbers have no columns");
}

int
main(int argc, char *argv[])
{
	struct opts o = {.want = {.type = 7, .level = 0.95}};
	struct groups all = {0};
	struct names names;
	const char *percents = NULL;
	struct out out;
	int opt;

	while ((opt = next_option(argc, argv, "Kkc:e:f:g:ho:p:t:v:w:")) != -1)
		switch (opt) {
		case 'K': o.read_sketches = 1; break;
		case 'k': o.write_sketch = 1; break;
		case 'c':
			o.want.level = number_option_real(opt, optarg, 0, 1);
			o.summary = 1;
			break;
		case 'e':
			o.selection.error = number_option_real(
			    opt, optarg, SKETCH_ERROR_MIN, SKETCH_ERROR_MAX);
			break;
		case 'f':
			if (strchr(optarg, '=') == NULL)
				misuse("-f: not column=value: \"%s\"", optarg);
			names_add(&o.selection.filters, optarg);
			break;
		case 'g': names_split(&o.selection.groups, optarg); break;
		case 'o': o.path = optarg; break;
		case 'p':
			percents = optarg;
			o.summary = 1;
			break;
		case 't':
			o.want.type = (int)number_option(opt, optarg, 1, 9);
			o.summary = 1;
			break;
		case 'v': o.selection.value = optarg; break;
		case 'w': o.selection.count = optarg; break;
		default: usage(usage_text, opt);
		}
	check_options(&o);
	want_percents(&o, percents);
	names = header(&o); /* a wrong call is told before anything is read */
	names_free(&names);
	if (o.write_sketch && !o.read_sketches && o.selection.error == 0)
		o.selection.error = 0.001;
	out = out_open(o.path);
	if (optind == argc)
		read_file(&all, &o, NULL);
	for (int i = optind; i < argc; i++)
		read_file(&all, &o, argv[i]);
	write_groups(out.f, &o, &all);
	out_close(&out);
	groups_free(&all);
	names_free(&o.selection.groups);
	names_free(&o.selection.filters);
	names_free(&o.percents);
	free(o.want.p);
	return 0;
}
