/* history.c - keep what records say over time: append, query, list, check */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "csvtext.h"
#include "die.h"
#include "history_list.h"
#include "history_spool.h"
#include "number.h"
#include "out.h"
#include "rowsort.h"

const char *const tool = "history";

static const char usage_text[] =
    "usage: history -a [-d folder] [-m all] [-s bytes] record ...\n"
    "       history -A [-d folder] [-s bytes] [file ...]\n"
    "       history -q [-S series] [-b benchmark] [-c case] [-d folder] "
    "[-i implementation] [-m metric] [-o file] [-p profile]\n"
    "       history -l [-S series] [-b benchmark] [-c case] [-d folder] "
    "[-i implementation] [-m metric] [-o file] [-p profile]\n"
    "       history -k days [-d folder]\n"
    "\n"
    "  -A                 append lines in the form of the history\n"
    "  -S series          of this series, 16 hexadecimal digits\n"
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
    "  -q                 print the lines as CSV, in order of time\n"
    "  -s bytes           put history.jsonl aside when it is so large "
    "(67108864)\n"
    "\n"
    "example: history -q -b etl -i rust -m wall_time -c ''\n";

struct opts {
	int mode;
	const char *folder, *output;
	struct history_filter filter;
	int all_metrics;
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
	fprintf(stderr, "history: %zu added, %zu already there\n", stored.added,
	    stored.known);
	return EXIT_SUCCESS;
}

/* In CSV, in this order. */
static const enum history_field columns[] = {H_SERIES, H_SEGMENT, H_BENCHMARK,
    H_IMPLEMENTATION, H_PROFILE, H_CASE, H_METRIC, H_UNIT, H_DIRECTION,
    H_STATUS, H_VALUE, H_LO, H_HI, H_N, H_TIME, H_RUN_ID, H_COMMIT, H_DIRTY,
    H_WORKLOAD, H_DATASET, H_TOOLCHAIN, H_MACHINE};
enum { COLUMNS = sizeof columns / sizeof *columns, SORT_MEMORY = 1 << 25 };

static int
query(const struct opts *o)
{
	struct history_folder folder = history_folder_open(o->folder, 0);
	struct history_reader *reader = history_reader_open(&folder);
	struct rowsort *rows = rowsort_new(UTC_LEN, SORT_MEMORY);
	struct jsontext row = {0};
	const struct history_line *l;
	struct out out;

	history_folder_unlock(&folder);
	while ((l = history_reader_next(reader))) {
		if (!history_matches(&o->filter, l))
			continue;
		row.len = 0;
		for (int i = 0; i < COLUMNS; i++)
			csvtext_field(&row, &l->field[columns[i]],
			    i + 1 < COLUMNS ? ',' : '\n');
		rowsort_add(rows, l->field[H_TIME].s, row.text, row.len);
	}
	out = out_open(o->output);
	for (int i = 0; i < COLUMNS; i++)
		fprintf(out.f, "%s%c", history_names[columns[i]],
		    i + 1 < COLUMNS ? ',' : '\n');
	rowsort_write(rows, out.f);
	out_close(&out);
	rowsort_free(rows);
	free(row.text);
	history_reader_close(reader);
	history_folder_close(&folder);
	return EXIT_SUCCESS;
}

static int
list(const struct opts *o)
{
	struct history_list all = history_list_read(o->folder, &o->filter);
	struct out out = out_open(o->output);

	fputs("series,benchmark,implementation,profile,case,metric,unit,runs,"
	      "segments,first_time,last_time,last_value,last_commit\n",
	    out.f);
	for (size_t i = 0; i < all.len; i++) {
		const struct history_series *s = &all.series[i];
		const char *const names[] = {s->benchmark, s->implementation,
		    s->profile, s->scase, s->metric, s->unit};

		fprintf(out.f, "%s,", s->series);
		for (int j = 0; j < 6; j++) {
			out_field(out.f, names[j]);
			putc(',', out.f);
		}
		fprintf(out.f, "%zu,%zu,%s,%s,%s,%s\n", s->runs, s->segments,
		    s->first_time, s->last_time, s->last_value, s->last_commit);
	}
	out_close(&out);
	history_list_free(&all);
	return EXIT_SUCCESS;
}

static double
days_before(const char *newest, const char *time)
{
	return difftime(utc_seconds(newest), utc_seconds(time)) / 86400;
}

/* Whether two series are of the same implementation. */
static int
alike(const struct history_series *a, const struct history_series *b)
{
	return strcmp(a->benchmark, b->benchmark) == 0 &&
	       strcmp(a->implementation, b->implementation) == 0 &&
	       strcmp(a->profile, b->profile) == 0;
}

/* How many series have stopped; one warning for each implementation. */
static size_t
count_stopped(const struct history_list *all, const char *newest, double days)
{
	const struct history_series *s = all->series, *end = s + all->len;
	const struct history_series *first, *last;
	size_t stopped = 0, here;

	while (s < end) {
		first = s;
		last = NULL;
		for (here = 0; s < end && alike(s, first); s++)
			if (days_before(newest, s->last_time) > days) {
				here++;
				if (last == NULL ||
				    strcmp(s->last_time, last->last_time) > 0)
					last = s;
			}
		if (here)
			warn("%s/%s, %s: %zu of %td series stopped, the last "
			     "on %s, %.1f days before the newest record",
			    first->benchmark, first->implementation,
			    first->profile, here, s - first, last->last_time,
			    days_before(newest, last->last_time));
		stopped += here;
	}
	return stopped;
}

static int
check(const struct opts *o)
{
	struct history_list all = history_list_read(o->folder, &o->filter);
	char now[UTC_LEN + 1];
	time_t seconds = time(NULL);
	const char *newest = "";
	double age;

	for (size_t i = 0; i < all.len; i++)
		if (strcmp(all.series[i].last_time, newest) > 0)
			newest = all.series[i].last_time;
	if (all.len == 0)
		die("%s: the history is empty", o->folder);
	strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
	age = days_before(now, newest);
	printf("newest,age_days,series,lines,stopped,torn\n"
	       "%s,%.3f,%zu,%zu,%zu,%zu\n",
	    newest, age, all.len, all.lines,
	    count_stopped(&all, newest, o->days), all.torn);
	if (fflush(stdout) != 0)
		die("standard output:");
	if (age > o->days)
		warn("%s: stale: the newest record is %.1f days old, more than "
		     "%g",
		    o->folder, age, o->days);
	history_list_free(&all);
	return age > o->days ? EXIT_FAILURE : EXIT_SUCCESS;
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
	int c;

	while ((c = next_option(argc, argv, "AS:ab:c:d:hi:k:lm:o:p:qs:")) != -1)
		switch (c) {
		case 'A':
		case 'a':
		case 'l':
		case 'q': set_mode(&o, c); break;
		case 'k':
			set_mode(&o, c);
			o.days = number_option_real(c, optarg, 0, 1e6);
			break;
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
	return o.mode == 'q' ? query(&o) : o.mode == 'l' ? list(&o) : check(&o);
}
