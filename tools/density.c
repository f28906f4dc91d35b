/* density.c - findings by a thousand lines of code, and how sure that is */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "grid.h"
#include "out.h"
#include "poisson.h"
#include "samples.h"

const char *const tool = "density";

static const char usage_text[] =
    "usage: density [-CT] [-o file] [file ...]\n"
    "\n"
    "  -C       write samples (default unless to a terminal)\n"
    "  -T       write a table for people (default on a terminal)\n"
    "  -o file  write here, whole or not at all (default standard output)\n"
    "\n"
    "example: density results/raw/quick/lint-own/rust/0?.csv\n";

struct opts {
	const char *output;
	int table;
};

/* with fewer lines of code a density says nothing */
static const double least_lines = 2000;
static const double level = 0.95;

/* what is counted the same in all rounds */
struct count {
	char *scase, *metric;
	double value;
	long first, last; /* rounds */
	size_t rounds;
};

struct counts {
	char *implementation; /* NULL: no sample yet */
	struct count *count;
	size_t len;
};

static int
is_findings(const char *metric)
{
	return strcmp(metric, "findings") == 0 ||
	       strncmp(metric, "findings_", 9) == 0;
}

static int
is_lines(const char *metric)
{
	return strcmp(metric, "code_lines") == 0;
}

static struct count *
count_of(struct counts *all, const struct sample *s)
{
	for (size_t i = 0; i < all->len; i++)
		if (strcmp(all->count[i].metric, s->metric) == 0 &&
		    strcmp(all->count[i].scase, s->scase) == 0)
			return &all->count[i];
	all->count = xrealloc(all->count, all->len + 1, sizeof *all->count);
	all->count[all->len] = (struct count){.scase = xstrdup(s->scase),
	    .metric = xstrdup(s->metric),
	    .value = s->value,
	    .first = s->round};
	return &all->count[all->len++];
}

static _Noreturn void
refuse(const struct samples *in, const struct sample *s, const char *what)
{
	char *text = xprintf(
	    "%s%s%s: %s", s->metric, *s->scase ? " of " : "", s->scase, what);

	samples_die(in, text);
}

static void
add(struct counts *all, const struct samples *in, const struct sample *s)
{
	struct count *c = count_of(all, s);

	if (strcmp(s->unit, "1") != 0)
		refuse(in, s, "unit: not 1, as a count must have");
	if (s->value != floor(s->value) || s->value < 0 ||
	    s->value > POISSON_MAX)
		refuse(in, s, "not a whole number from 0 to 1000000");
	if (c->last == s->round)
		refuse(in, s, "a second value of the same round");
	if (s->value != c->value)
		refuse(in, s,
		    xprintf("%g in round %ld, but %g in round %ld: the rounds "
			    "looked at different things",
			s->value, s->round, c->value, c->first));
	c->last = s->round;
	c->rounds++;
}

static void
read_file(struct counts *all, const char *path)
{
	struct samples *in = samples_open(path);
	struct sample s;

	while (samples_next(in, &s)) {
		if (all->implementation == NULL)
			all->implementation = xstrdup(s.implementation);
		if (strcmp(all->implementation, s.implementation) != 0)
			samples_die(
			    in, xprintf("implementation: \"%s\", but before "
					"\"%s\": one at a time",
				    s.implementation, all->implementation));
		if (s.phase == TIMED && strcmp(s.status, "ok") == 0 &&
		    (is_findings(s.metric) || is_lines(s.metric)))
			add(all, in, &s);
	}
	samples_close(in);
}

/* The lines of code, NAN if there are none because no round went well. */
static double
lines_of(const struct counts *all)
{
	const struct count *lines = NULL;

	for (size_t i = 0; i < all->len; i++)
		if (is_lines(all->count[i].metric) &&
		    *all->count[i].scase == '\0')
			lines = &all->count[i];
	for (size_t i = 0; i < all->len; i++)
		if (lines == NULL || all->count[i].rounds != lines->rounds)
			die("%s%s%s: not in each round that has code_lines",
			    all->count[i].metric,
			    *all->count[i].scase ? " of " : "",
			    all->count[i].scase);
	return lines ? lines->value : NAN;
}

static void
counts_free(struct counts *all)
{
	for (size_t i = 0; i < all->len; i++) {
		free(all->count[i].scase);
		free(all->count[i].metric);
	}
	free(all->count);
	free(all->implementation);
}

static void
write_row(FILE *f, const struct counts *all, const struct count *c, double kloc)
{
	struct row_key key = {all->implementation, 1, 1, DERIVED, "ok"};
	struct poisson interval = poisson_interval(c->value, level);
	char *metric = xprintf("%s_per_kloc", c->metric);

	row_write_interval(f, &key, c->scase, metric, "1", c->value / kloc,
	    interval.lo / kloc, interval.hi / kloc);
	free(metric);
}

static void
add_line(struct grid *grid, const struct count *c, double kloc)
{
	struct poisson interval = poisson_interval(c->value, level);

	grid_format(grid, "%s %s", c->metric, c->scase);
	grid_format(grid, "%.0f", c->value);
	grid_format(grid, "%.3g by KLOC", c->value / kloc);
	grid_format(
	    grid, "[%.3g, %.3g]", interval.lo / kloc, interval.hi / kloc);
}

static void
report(char *const paths[], const struct opts *opts)
{
	static char *const standard_input[] = {"-", NULL};
	struct counts all = {0};
	struct grid grid = {.columns = 4, .align = "lrrl"};
	struct out out;
	double lines;

	for (paths = *paths ? paths : standard_input; *paths; paths++)
		read_file(&all, *paths);
	lines = lines_of(&all);
	out = out_open(opts->output);
	if (opts->table && !isfinite(lines))
		fputs("no timed round that was ok has code_lines\n", out.f);
	else if (opts->table)
		fprintf(out.f, "%s: %.0f lines of code%s\n", all.implementation,
		    lines,
		    lines < least_lines ? ": fewer than 2000, no density" : "");
	if (!opts->table)
		fputs(SAMPLES_HEADER "\n", out.f);
	for (size_t i = 0; i < all.len && lines >= least_lines; i++)
		if (is_findings(all.count[i].metric))
			opts->table
			    ? add_line(&grid, &all.count[i], lines / 1000)
			    : write_row(
				  out.f, &all, &all.count[i], lines / 1000);
	grid_write(out.f, &grid);
	grid_free(&grid);
	out_close(&out);
	counts_free(&all);
}

int
main(int argc, char *argv[])
{
	struct opts opts = {0};
	int opt, form = 0;

	while ((opt = next_option(argc, argv, "CTho:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': form = opt; break;
		case 'o': opts.output = optarg; break;
		default: usage(usage_text, opt);
		}
	opts.table = out_form(form, opts.output) == 'T';
	report(argv + optind, &opts);
	return EXIT_SUCCESS;
}
