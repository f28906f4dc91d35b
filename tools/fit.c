/* fit.c - tell start-up from work: a line through runs of several sizes */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "humane.h"
#include "out.h"
#include "scaling.h"
#include "sizes.h"

const char *const tool = "fit";

static const char usage_text[] =
    "usage: fit [-CT] [-c case] [-i item] [-m metric] [-o file] "
    "[-r implementations] [file ...]\n"
    "\n"
    "  -C                 write CSV (default unless to a terminal)\n"
    "  -T                 write a table for people (default on a terminal)\n"
    "  -c case            of the metric (default the whole run)\n"
    "  -i item            what the table calls an item (default item)\n"
    "  -m metric          fit this one (default wall_time)\n"
    "  -o file            write here, whole or not at all (default standard "
    "output)\n"
    "  -r implementations compare with this one, or the one of these that "
    "takes least\n"
    "                     for an item (default all)\n"
    "\n"
    "example: timer -N 10 -N 1000 -N 5000 -i seq -i seq -i seq seq 10 ::: seq "
    "1000 ::: seq 5000 | fit\n";

struct opts {
	const char *metric, *scase, *item, *references, *output;
	int table;
};

/* ---- CSV ---- */

/* Twelve digits, as comparator writes them. */
static void
write_number(FILE *f, double value)
{
	putc(',', f);
	if (isfinite(value))
		fprintf(f, "%.12g", value);
}

static void
write_scaled(FILE *f, const struct scaled *s)
{
	write_number(f, s->value);
	write_number(f, s->lo);
	write_number(f, s->hi);
}

static void
write_csv(
    FILE *f, const struct scalings *all, const char *unit, const struct opts *o)
{
	fputs("implementation,case,metric,unit,rounds,sizes,items_min,"
	      "items_max,intercept,intercept_lo,intercept_hi,slope,slope_lo,"
	      "slope_hi,confidence,residual_min,residual_min_lo,"
	      "residual_min_hi,residual_max,residual_max_lo,residual_max_hi,"
	      "verdict,reason,reference,slope_ratio,slope_ratio_lo,"
	      "slope_ratio_hi,break_even,break_even_lo,break_even_hi\n",
	    f);
	for (const struct scaling *s = all->row; s < all->row + all->len; s++) {
		out_field(f, s->name);
		putc(',', f);
		out_field(f, o->scase);
		putc(',', f);
		out_field(f, o->metric);
		putc(',', f);
		out_field(f, unit);
		fprintf(f, ",%zu,%zu", s->rounds, s->sizes);
		write_number(f, s->items_min);
		write_number(f, s->items_max);
		write_scaled(f, &s->intercept);
		write_scaled(f, &s->slope);
		write_number(f, s->rounds > 0 ? s->confidence : NAN);
		write_scaled(f, &s->residual_min);
		write_scaled(f, &s->residual_max);
		fprintf(f, ",%s,", scaling_word(s->verdict));
		out_field(f, s->reason);
		putc(',', f);
		if (all->reference)
			out_field(f, all->reference->name);
		write_scaled(f, &s->ratio);
		write_scaled(f, &s->break_even);
		putc('\n', f);
	}
}

/* ---- a table ---- */

enum { COLUMNS = 6, CELL_MAX = 4 * HUMANE_MAX };

struct cells {
	char text[COLUMNS][CELL_MAX];
};

/* "421 ns [418 ns, 424 ns]" */
static void
write_cell(char *cell, const struct scaled *s, const char *unit)
{
	char value[HUMANE_MAX], lo[HUMANE_MAX], hi[HUMANE_MAX];

	if (isfinite(s->value))
		snprintf(cell, CELL_MAX, "%s [%s, %s]",
		    humane_value(value, s->value, unit),
		    humane_value(lo, s->lo, unit),
		    humane_value(hi, s->hi, unit));
}

static void
write_break_even(char *cell, const struct scaled *s)
{
	if (isnan(s->value))
		return;
	if (s->hi == 0)
		snprintf(cell, CELL_MAX, "none");
	else if (isinf(s->hi))
		snprintf(cell, CELL_MAX, "unknown");
	else
		snprintf(cell, CELL_MAX, "%.0f [%.0f, %.0f]", s->value, s->lo,
		    s->hi);
}

static struct cells
cells_of(const struct scaling *s, const struct scalings *all, const char *unit)
{
	struct cells c = {0};
	char ratio[HUMANE_MAX];

	snprintf(c.text[0], CELL_MAX, "%s", s->name);
	write_cell(c.text[1], &s->intercept, unit);
	write_cell(c.text[2], &s->slope, unit);
	if (s == all->reference)
		snprintf(c.text[3], CELL_MAX, "1x");
	else if (isfinite(s->ratio.value))
		snprintf(c.text[3], CELL_MAX, "%s",
		    humane_ratio(
			ratio, s->ratio.value, s->ratio.lo, s->ratio.hi));
	write_break_even(c.text[4], &s->break_even);
	snprintf(c.text[5], CELL_MAX, "%s%s%s",
	    s->verdict == SCALING_NOT_LINEAR ? "not linear"
					     : scaling_word(s->verdict),
	    *s->reason ? ": " : "", s->reason);
	return c;
}

static void
write_table(
    FILE *f, const struct scalings *all, const char *unit, const struct opts *o)
{
	struct cells *line = xrealloc(NULL, all->len + 1, sizeof *line);
	int width[COLUMNS] = {0}, one, even = 0;

	line[0] = (struct cells){
	    {"implementation", "", "", "", "break-even", "is it a line?"}};
	snprintf(line[0].text[1], CELL_MAX, "%s",
	    strcmp(unit, "s") == 0 ? "start-up" : "intercept");
	snprintf(line[0].text[2], CELL_MAX, "per %.60s", o->item);
	snprintf(line[0].text[3], CELL_MAX, "ratio per %.60s", o->item);
	for (size_t i = 0; i < all->len; i++) {
		line[i + 1] = cells_of(&all->row[i], all, unit);
		even |= all->row[i].break_even.value > 0;
	}
	for (size_t i = 0; i <= all->len; i++)
		for (int c = 0; c < COLUMNS; c++)
			if ((one = humane_width(line[i].text[c])) > width[c])
				width[c] = one;
	for (size_t i = 0; i <= all->len; i++) {
		for (int c = 0; c < COLUMNS - 1; c++) {
			humane_pad(f, line[i].text[c], width[c]);
			fputs("  ", f);
		}
		humane_pad(f, line[i].text[COLUMNS - 1], 0);
		putc('\n', f);
	}
	if (even)
		fprintf(f,
		    "break-even: the number of %ss from which on the one that "
		    "takes less for each takes less in all\n",
		    o->item);
	free(line);
}

static void
report(char *const paths[], const struct opts *o)
{
	struct sizes sizes = sizes_read(paths, o->metric, o->scase);
	struct scalings all = scaling_of(&sizes, o->references);
	struct out out = out_open(o->output);

	if (o->table)
		write_table(out.f, &all, sizes.unit, o);
	else
		write_csv(out.f, &all, sizes.unit, o);
	out_close(&out);
	scaling_free(&all);
	sizes_free(&sizes);
}

int
main(int argc, char *argv[])
{
	struct opts o = {.metric = "wall_time", .scase = "", .item = "item"};
	int opt, force = 0;

	while ((opt = next_option(argc, argv, "CTc:hi:m:o:r:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': force = opt; break;
		case 'c': o.scase = optarg; break;
		case 'i': o.item = optarg; break;
		case 'm': o.metric = optarg; break;
		case 'o': o.output = optarg; break;
		case 'r': o.references = optarg; break;
		default: usage(usage_text, opt);
		}
	o.table =
	    force ? force == 'T' : o.output == NULL && isatty(STDOUT_FILENO);
	report(argv + optind, &o);
	return EXIT_SUCCESS;
}
