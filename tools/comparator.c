/* comparator.c - compare implementations: ratios, intervals and verdicts */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "comparison.h"
#include "die.h"
#include "number.h"
#include "out.h"
#include "overview.h"

const char *const tool = "comparator";
static const char usage_text[] =
    "usage: comparator [-CTa] [-c confidence] [-m metrics] [-o file] "
    "[-r implementations] [-t threshold] [file ...]\n"
    "\n"
    "  -C                 write CSV (default unless to a terminal)\n"
    "  -T                 write a table for people (default on a terminal)\n"
    "  -a                 compare every one with every other; CSV only\n"
    "  -c confidence      of each interval, 0.5 to 0.9999 (default 0.95)\n"
    "  -m metrics         compare these, comma between names (default "
    "wall_time)\n"
    "  -o file            write here, whole or not at all (default standard "
    "output)\n"
    "  -r implementations compare with this one, or the best of these (default "
    "all)\n"
    "  -t threshold       ratio from which on a difference matters (default "
    "1.05)\n"
    "\n"
    "example: timer -n 20 ./a ::: ./b | comparator\n";

struct opts {
	const char *metrics, *reference, *output;
	double confidence, threshold;
	int pairs, table, colour;
};

static void
write_row(FILE *f, const struct comparison *c, int marked)
{
	const struct group *g = c->group;
	size_t m = c->reference ? c->reference->n : 0;
	int both = c->series->n > 0 && m > 0;

	out_field(f, g->scase);
	putc(',', f);
	out_field(f, g->metric);
	putc(',', f);
	out_field(f, g->unit);
	putc(',', f);
	out_field(f, c->series->implementation->name);
	putc(',', f);
	if (c->reference)
		out_field(f, c->reference->implementation->name);
	fprintf(f, ",%zu,%zu,%s", c->series->n, m,
	    !both       ? ""
	    : c->paired ? "1"
			: "0");
	out_number(f, c->ratio);
	out_number(f, c->lo);
	out_number(f, c->hi);
	out_number(f, c->level);
	out_number(f, c->p);
	out_number(f, c->p_holm);
	out_number(f, c->a12);
	out_number(f, c->mde);
	out_number(f, c->rounds_needed);
	if (marked && both && c->positive)
		out_number(f, (double)c->n_quiet);
	else
		putc(',', f);
	out_number(f, marked ? c->quiet : NAN);
	out_number(f, marked ? c->quiet_lo : NAN);
	out_number(f, marked ? c->quiet_hi : NAN);
	fprintf(f, ",%s\n", verdict_word(c->verdict, g->unit));
}

static void
write_csv(FILE *f, const struct comparisons *all, const struct gathered *g)
{
	fputs("case,metric,unit,implementation,reference,n,n_reference,paired,"
	      "ratio,ratio_lo,ratio_hi,confidence,p,p_holm,a12,mde,"
	      "rounds_needed,n_quiet,ratio_quiet,ratio_quiet_lo,"
	      "ratio_quiet_hi,verdict\n",
	    f);
	for (size_t i = 0; i < all->len; i++)
		write_row(f, &all->row[i], g->marked);
}

static void
report(char *const paths[], const struct opts *opts)
{
	struct gathered g = series_gather(paths, opts->metrics);
	struct comparisons all;
	struct out out;

	if (g.implementations_len < (opts->table ? 1 : 2))
		die("nothing to compare: %zu implementation%s in the samples",
		    g.implementations_len,
		    g.implementations_len == 1 ? "" : "s");
	all = opts->pairs ? compare_pairs(&g, opts->confidence, opts->threshold)
			  : compare(&g, opts->reference, opts->metrics,
				opts->confidence, opts->threshold);
	out = out_open(opts->output);
	if (opts->table)
		overview_write(out.f, &all, &g, opts->colour);
	else
		write_csv(out.f, &all, &g);
	out_close(&out);
	if (!opts->table)
		overview_warn(&all, &g);
	free(all.row);
	series_free(&g);
}

int
main(int argc, char *argv[])
{
	struct opts opts = {
	    .metrics = "wall_time", .confidence = 0.95, .threshold = 1.05};
	int opt, form = 0;

	while ((opt = next_option(argc, argv, "CTac:hm:o:r:t:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': form = opt; break;
		case 'a': opts.pairs = 1; break;
		case 'c':
			opts.confidence =
			    number_option_real(opt, optarg, 0.5, 0.9999);
			break;
		case 'm': opts.metrics = optarg; break;
		case 'o': opts.output = optarg; break;
		case 'r': opts.reference = optarg; break;
		case 't':
			opts.threshold =
			    number_option_real(opt, optarg, 1, 1000);
			if (opts.threshold <= 1)
				misuse("-t: not above 1: %s", optarg);
			break;
		default: usage(usage_text, opt);
		}
	if (opts.pairs && (opts.reference || form == 'T'))
		misuse("-a: neither with -r nor with -T");
	if (opts.pairs)
		form = 'C';
	opts.table = out_form(form, opts.output) == 'T';
	opts.colour = out_coloured(opts.output);
	report(argv + optind, &opts);
	return EXIT_SUCCESS;
}
