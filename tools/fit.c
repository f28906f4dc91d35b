/* fit.c - tell start-up from work: a line through runs of several sizes */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "grid.h"
#include "humane.h"
#include "out.h"
#include "scaling.h"
#include "sizes.h"
#include "terminal.h"

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

static void
write_scaled(FILE *f, const struct scaled *s)
{
	out_number(f, s->value);
	out_number(f, s->lo);
	out_number(f, s->hi);
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
		out_number(f, s->items_min);
		out_number(f, s->items_max);
		write_scaled(f, &s->intercept);
		write_scaled(f, &s->slope);
		out_number(f, s->rounds > 0 ? s->confidence : NAN);
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

/* "421 ns" and "[418 ns, 424 ns]" */
static void
add_scaled(struct grid *g, const struct scaled *s, const char *unit)
{
	char value[HUMANE_MAX], lo[HUMANE_MAX], hi[HUMANE_MAX];

	if (!isfinite(s->value)) {
		grid_add(g, "");
		grid_add(g, "");
		return;
	}
	grid_add(g, humane_value(value, s->value, unit));
	grid_format(g, "[%s, %s]", humane_value(lo, s->lo, unit),
	    humane_value(hi, s->hi, unit));
}

static void
add_break_even(struct grid *g, const struct scaled *s)
{
	if (isnan(s->value))
		grid_add(g, "");
	else if (s->hi == 0)
		grid_add(g, "none");
	else if (isinf(s->hi))
		grid_add(g, "unknown");
	else
		grid_format(g, "%.0f", s->value);
	if (!isnan(s->value) && s->hi > 0 && !isinf(s->hi))
		grid_format(g, "[%.0f, %.0f]", s->lo, s->hi);
	else
		grid_add(g, "");
}

static void
add_row(struct grid *g, const struct scaling *s, const struct scalings *all,
    const char *unit)
{
	char ratio[HUMANE_MAX];

	grid_add(g, s->name);
	add_scaled(g, &s->intercept, unit);
	add_scaled(g, &s->slope, unit);
	if (s == all->reference)
		grid_add(g, "×1");
	else
		grid_add(g, isfinite(s->ratio.value)
				? humane_ratio(ratio, s->ratio.value,
				      s->ratio.lo, s->ratio.hi)
				: "");
	add_break_even(g, &s->break_even);
	grid_add(g, s->verdict == SCALING_NOT_LINEAR
			? "not linear"
			: scaling_word(s->verdict));
	grid_add(g, s->reason);
}

static void
write_table(
    FILE *f, const struct scalings *all, const char *unit, const struct opts *o)
{
	struct grid g = {.columns = 10, .spare = "2476", .prose = 1};
	int even = 0;
	char *note;

	grid_add(&g, "implementation");
	grid_add(&g, strcmp(unit, "s") == 0 ? "start-up" : "intercept");
	grid_add(&g, "");
	grid_format(&g, "per %.60s", o->item);
	grid_add(&g, "");
	grid_format(&g, "ratio per %.60s", o->item);
	grid_add(&g, "break-even");
	grid_add(&g, "");
	grid_add(&g, "a line?");
	grid_add(&g, "");
	for (size_t i = 0; i < all->len; i++) {
		add_row(&g, &all->row[i], all, unit);
		even |= all->row[i].break_even.value > 0;
	}
	grid_write(f, &g);
	grid_free(&g);
	if (even) {
		note = xprintf("break-even: the number of %ss from which on "
			       "the one that takes less for each takes less "
			       "in all",
		    o->item);
		terminal_wrap(f, note, 0, 0, terminal_room(f));
		free(note);
	}
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
	int opt, form = 0;

	while ((opt = next_option(argc, argv, "CTc:hi:m:o:r:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': form = opt; break;
		case 'c': o.scase = optarg; break;
		case 'i': o.item = optarg; break;
		case 'm': o.metric = optarg; break;
		case 'o': o.output = optarg; break;
		case 'r': o.references = optarg; break;
		default: usage(usage_text, opt);
		}
	o.table = out_form(form, o.output) == 'T';
	report(argv + optind, &o);
	return EXIT_SUCCESS;
}
