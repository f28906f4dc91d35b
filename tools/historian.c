/* historian.c - keep what records say over time: append, query, list, check */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_health.h"
#include "history_list.h"
#include "history_show.h"
#include "history_spool.h"
#include "number.h"
#include "out.h"

const char *const tool = "historian";

static const char usage_text[] =
    "usage: historian -a [-d folder] [-m all] [-s bytes] record ...\n"
    "       historian -A [-d folder] [-s bytes] [file ...]\n"
    "       historian -q [-CT] [-S series] [-b benchmark] [-c case] [-d "
    "folder] "
    "[-i implementation] [-m metric] [-o file] [-p profile]\n"
    "       historian -l [-CT] [-S series] [-b benchmark] [-c case] [-d "
    "folder] "
    "[-i implementation] [-m metric] [-o file] [-p profile]\n"
    "       historian -k days [-d folder]\n"
    "\n"
    "  -A                 append lines in the form of the history\n"
    "  -C                 write CSV (default unless to a terminal)\n"
    "  -S series          of this series, 16 hexadecimal digits\n"
    "  -T                 write a table for people (default on a terminal)\n"
    "  -a                 append records, or all records below a folder\n"
    "  -b benchmark       of this benchmark\n"
    "  -c case            of this sub-measurement; empty: of the whole\n"
    "  -d folder          where the history is (default results/history)\n"
    "  -i implementation  of this implementation\n"
    "  -k days            is the newest record older than this?\n"
    "  -l                 list the series\n"
    "  -m metric          of this metric; all, with -a: store every one\n"
    "  -o file            write here, whole or not at all (default standard "
    "output)\n"
    "  -p profile         of this profile\n"
    "  -q                 print the lines in order of time\n"
    "  -s bytes           put history.jsonl aside when it is so large "
    "(67108864)\n"
    "\n"
    "example: historian -q -b etl -i rust -m wall_time -c ''\n";

struct opts {
	int mode;
	const char *folder, *output;
	struct history_filter filter;
	int all_metrics, table;
	size_t limit;
	double days;
};

static int
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
append(const struct opts *o, char *const paths[], int count)
{
	struct history_spool *spool = history_spool_open(o->folder);
	struct history_stored stored;

	/* a file that is too large is then an error like any other */
	signal(SIGXFSZ, SIG_IGN);
	for (int i = 0; i < count; i++)
		if (o->mode == 'A')
			history_spool_lines(spool, paths[i]);
		else if (is_folder(paths[i]))
			history_spool_folder(spool, paths[i], o->all_metrics);
		else
			history_spool_record(spool, paths[i], o->all_metrics);
	if (o->mode == 'A' && count == 0)
		history_spool_lines(spool, "-");
	stored = history_spool_store(spool, o->limit);
	fprintf(stderr, "historian: %zu added, %zu already there\n",
	    stored.added, stored.known);
	return EXIT_SUCCESS;
}

static int
show(const struct opts *o)
{
	struct out out = out_open(o->output);
	struct history_list all;
	int stale = 0;

	if (o->mode == 'q') {
		history_show_lines(out.f, o->folder, &o->filter, o->table);
	} else if (o->mode == 'l') {
		all = history_list_read(o->folder, &o->filter);
		history_show_series(out.f, &all, o->table);
		history_list_free(&all);
	} else {
		stale = history_health_write(out.f, o->folder, o->days);
	}
	out_close(&out);
	return stale ? EXIT_FAILURE : EXIT_SUCCESS;
}

static void
set_mode(struct opts *o, int mode)
{
	if (o->mode && o->mode != mode)
		misuse("-%c and -%c: one thing at a time", o->mode, mode);
	o->mode = mode;
}

int
main(int argc, char *argv[])
{
	struct opts o = {.folder = "results/history", .limit = 1 << 26};
	const char **want = o.filter.want;
	int c, form = 0;

	while (
	    (c = next_option(argc, argv, "ACS:Tab:c:d:hi:k:lm:o:p:qs:")) != -1)
		switch (c) {
		case 'A':
		case 'a':
		case 'l':
		case 'q': set_mode(&o, c); break;
		case 'k':
			set_mode(&o, c);
			o.days = number_option_real(c, optarg, 0, 1e6);
			break;
		case 'C':
		case 'T': form = c; break;
		case 'S': want[H_SERIES] = optarg; break;
		case 'b': want[H_BENCHMARK] = optarg; break;
		case 'c': want[H_CASE] = optarg; break;
		case 'd': o.folder = optarg; break;
		case 'i': want[H_IMPLEMENTATION] = optarg; break;
		case 'm': want[H_METRIC] = optarg; break;
		case 'o': o.output = optarg; break;
		case 'p': want[H_PROFILE] = optarg; break;
		case 's':
			o.limit = (size_t)number_option(c, optarg, 1, 1L << 40);
			break;
		default: usage(usage_text, c);
		}
	argc -= optind;
	argv += optind;
	switch (o.mode) {
	case 'a':
		if (argc == 0)
			usage(usage_text, '?');
		if (want[H_METRIC] && strcmp(want[H_METRIC], "all") != 0)
			misuse("-m: with -a it can only be all");
		o.all_metrics = want[H_METRIC] != NULL;
		return append(&o, argv, argc);
	case 'A': return append(&o, argv, argc);
	case 0: usage(usage_text, '?');
	}
	if (argc)
		usage(usage_text, '?');
	o.table = out_form(form, o.output) == 'T';
	return show(&o);
}
