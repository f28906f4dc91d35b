/* leak.c - say whether the memory of programs grows without end */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "humane.h"
#include "leakage.h"
#include "lives.h"
#include "number.h"
#include "out.h"

const char *const tool = "leak";

static const char usage_text[] =
    "usage: leak [-CTe] [-m metric] [-o file] [-p operations] [file ...]\n"
    "\n"
    "  -C             write CSV (default unless to a terminal)\n"
    "  -T             write a table for people (default on a terminal)\n"
    "  -e             exit 1 if a program leaks\n"
    "  -m metric      the series to look at, in B (default tree_anon)\n"
    "  -o file        write here, whole or not at all (default standard "
    "output)\n"
    "  -p operations  metrics of which each value is the time of an "
    "operation,\n"
    "                 comma between names (default operation_time)\n"
    "\n"
    "example: timer -n 3 sampler -S -i 5 ./server-test | leak\n";

struct opts {
	const char *memory, *operations, *output;
	int table, gate;
};

static const double kilo = 1000; /* operations that growth is given for */

static void
write_estimate(FILE *f, const struct estimate *e, double times)
{
	out_number(f, e->value * times);
	out_number(f, e->lo * times);
	out_number(f, e->hi * times);
}

static void
write_csv(FILE *f, const struct leakage *rows, size_t n)
{
	fputs("implementation,processes,verdict,reason,"
	      "growth_B_per_1000_operations,growth_B_per_1000_operations_lo,"
	      "growth_B_per_1000_operations_hi,"
	      "detectable_B_per_1000_operations,growth_B_per_s,"
	      "growth_B_per_s_lo,growth_B_per_s_hi,detectable_B_per_s,z,peak_B,"
	      "throughput_drift,throughput_drift_lo,throughput_drift_hi,"
	      "samples,operations,seconds\n",
	    f);
	for (const struct leakage *g = rows; g < rows + n; g++) {
		out_field(f, g->name);
		fprintf(f, ",%zu,%s,", g->processes, leakage_word(g->verdict));
		out_field(f, g->reason);
		write_estimate(f, &g->per_operation_B, kilo);
		out_number(f, g->detectable_per_operation_B * kilo);
		write_estimate(f, &g->per_s_B, 1);
		out_number(f, g->detectable_per_s_B);
		out_number(f, g->z);
		out_number(f, g->peak_B);
		write_estimate(f, &g->drift, 1);
		out_number(f, g->samples);
		out_number(f, g->operations);
		out_number(f, g->seconds);
		putc('\n', f);
	}
}

/* "growth 1.20 KiB [1.10 KiB, 1.30 KiB] per 1000 operations", and what would
 * have been found. */
static void
write_growth(FILE *f, const struct leakage *g)
{
	int counted = isfinite(g->per_operation_B.value);
	const struct estimate *e = counted ? &g->per_operation_B : &g->per_s_B;
	double times = counted ? kilo : 1;
	double least =
	    counted ? g->detectable_per_operation_B : g->detectable_per_s_B;
	char value[HUMANE_MAX], lo[HUMANE_MAX], hi[HUMANE_MAX];

	if (!isfinite(e->value))
		return;
	fprintf(f, "    growth %s", humane_value(value, e->value * times, "B"));
	if (isfinite(e->lo))
		fprintf(f, " [%s, %s]", humane_value(lo, e->lo * times, "B"),
		    humane_value(hi, e->hi * times, "B"));
	fputs(counted ? " per 1000 operations" : " a second", f);
	if (isfinite(least))
		fprintf(f, "; %s would be found",
		    humane_value(value, least * times, "B"));
	putc('\n', f);
}

static void
write_table(FILE *f, const struct leakage *rows, size_t n)
{
	int width = 0, one;
	char peak[HUMANE_MAX];

	for (size_t i = 0; i < n; i++)
		if ((one = humane_width(rows[i].name)) > width)
			width = one;
	for (const struct leakage *g = rows; g < rows + n; g++) {
		humane_pad(f, g->name, width);
		fprintf(
		    f, "  %-12s  %s\n", leakage_word(g->verdict), g->reason);
		write_growth(f, g);
		if (isfinite(g->peak_B))
			fprintf(f, "    peak %s; %g samples in %.3g s\n",
			    humane_value(peak, g->peak_B, "B"), g->samples,
			    g->seconds);
		if (isfinite(g->drift.value))
			fprintf(f,
			    "    rate of operations %+.1f %% [%+.1f, %+.1f] "
			    "from first to last\n",
			    100 * g->drift.value, 100 * g->drift.lo,
			    100 * g->drift.hi);
	}
}

static int
report(char *const paths[], const struct opts *opts)
{
	struct lives all = lives_gather(paths, opts->memory, opts->operations);
	struct leakage *rows = xrealloc(NULL, all.n + 1, sizeof *rows);
	struct out out;
	int leaking = 0;

	for (size_t i = 0; i < all.n; i++) {
		rows[i] = leakage_of(&all.program[i]);
		leaking |= rows[i].verdict == LEAKAGE_LEAKING;
	}
	out = out_open(opts->output);
	if (opts->table)
		write_table(out.f, rows, all.n);
	else
		write_csv(out.f, rows, all.n);
	out_close(&out);
	free(rows);
	lives_free(&all);
	return leaking;
}

int
main(int argc, char *argv[])
{
	struct opts opts = {
	    .memory = "tree_anon", .operations = "operation_time"};
	int opt, form = 0, leaking;

	while ((opt = next_option(argc, argv, "CTehm:o:p:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': form = opt; break;
		case 'e': opts.gate = 1; break;
		case 'm': opts.memory = optarg; break;
		case 'o': opts.output = optarg; break;
		case 'p': opts.operations = optarg; break;
		default: usage(usage_text, opt);
		}
	opts.table = out_form(form, opts.output) == 'T';
	leaking = report(argv + optind, &opts);
	return leaking && opts.gate ? EXIT_FAILURE : EXIT_SUCCESS;
}
