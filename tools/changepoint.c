/* changepoint.c - find lasting changes in series of values, and accept some */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accepted.h"
#include "course.h"
#include "die.h"
#include "groups.h"
#include "number.h"
#include "out.h"
#include "terminal.h"
#include "trendcsv.h"
#include "trendjson.h"
#include "trendtext.h"

const char *const tool = "changepoint";

static const char usage_text[] =
    "usage: changepoint [-CJTaes] [-A file] [-H file] [-d direction] "
    "[-f factor] [-g columns] [-l length] [-n runs] [-o file] [-p level] "
    "[-t threshold] [-v column] [-x column] [file ...]\n"
    "\n"
    "  -A file       annotations, of changes that were accepted; repeatable\n"
    "  -C            write CSV (default unless to a terminal)\n"
    "  -H file       commits, the newest first: git rev-list HEAD\n"
    "  -J            write JSON: points, segments and changes\n"
    "  -T            write text for people (default on a terminal)\n"
    "  -a            ASCII only (default unless the locale is UTF-8)\n"
    "  -d direction  what is better with -v: lower, higher or neutral "
    "(default)\n"
    "  -e            exit 1 if there is a change for the worse not accepted\n"
    "  -f factor     of the penalty for a change (default 3)\n"
    "  -g columns    with -v: of each series, comma between names\n"
    "  -l length     values between two changes, 2 or more (default 4)\n"
    "  -n runs       so many of the last in the text (default 10)\n"
    "  -o file       write here, whole or not at all (default standard "
    "output)\n"
    "  -p level      of the rank test (default 0.05)\n"
    "  -s            rows are grouped by series, which are written one by "
    "one\n"
    "  -t threshold  ratio from which on a change counts (default 1.01)\n"
    "  -v column     read any CSV: values are here, in the order of time\n"
    "  -x column     with -v: what to call a row, as a commit or a date\n"
    "\n"
    "example: changepoint -v latency -x day -g service latency.csv\n";

enum format { CSV, TEXT, JSON };

struct opts {
	struct shifts_rule rule;
	struct course_source source;
	struct names groups;
	struct annotations annotations;
	struct view view;
	const char *output;
	enum format format;
	int gate, annotated;
};

/* the output under way */
struct report {
	const struct opts *opts;
	FILE *f;
	struct annotations *annotations;
	size_t series, worse; /* worse: not accepted, in the latest segments */
};

/* Changes for the worse that are still with us, and nobody has accepted. */
static size_t
count_worse(const struct course *c, const struct opts *opts)
{
	const struct segment *s = &c->segment[c->latest];
	size_t n = 0;

	for (size_t i = 0; i < s->shifts.n; i++) {
		const struct shift *shift = &s->shifts.shift[i];
		const struct annotation *a =
		    accepted_by(&opts->annotations, c, s, shift);

		n += course_worse(c, s, shift, opts->rule.threshold) &&
		     (a == NULL || a->expired);
	}
	return n;
}

static void
write_course(void *context, const struct course *c)
{
	struct report *r = context;
	const struct opts *opts = r->opts;
	size_t before = r->series++;

	r->worse += count_worse(c, opts);
	switch (opts->format) {
	case TEXT:
		fputs(before > 0 ? "\n" : "", r->f);
		trendtext_write(r->f, c, &opts->view);
		accepted_mark(r->annotations, c);
		break;
	case JSON:
		fputs(before > 0 ? ",\n" : "", r->f);
		trendjson_write(r->f, c, &opts->view);
		break;
	case CSV: trendcsv_write(r->f, c, &opts->view); break;
	}
}

static size_t
report(char *const paths[], struct opts *opts)
{
	struct out out = out_open(opts->output);
	struct report r = {
	    .opts = opts, .f = out.f, .annotations = &opts->annotations};

	if (opts->format == CSV)
		trendcsv_header(out.f, &opts->source);
	if (opts->format == JSON)
		fputs("{\"series\":[", out.f);
	course_read(paths, &opts->source, write_course, &r);
	if (opts->format == JSON)
		fputs("]}\n", out.f);
	if (opts->format == TEXT && r.series == 0)
		fputs("no series\n", out.f);
	out_close(&out);
	annotations_warn(&opts->annotations);
	return r.worse;
}

static enum course_better
better_option(const char *arg)
{
	if (strcmp(arg, "lower") == 0)
		return COURSE_LOWER;
	if (strcmp(arg, "higher") == 0)
		return COURSE_HIGHER;
	if (strcmp(arg, "neutral") != 0)
		misuse("-d: not lower, higher or neutral: %s", arg);
	return COURSE_NEITHER;
}

static void
check(struct opts *opts, const char *value, const char *label, int better)
{
	int generic = opts->groups.len > 0 || label || better;

	if (value == NULL && generic)
		misuse("-d, -g and -x go with -v");
	if (value && opts->annotated)
		misuse("-A and -H do not go with -v");
	if (value) {
		opts->source.history = 0;
		opts->source.value = value;
		opts->source.label = label;
		opts->source.field = (const char *const *)opts->groups.name;
		opts->source.fields = opts->groups.len;
	}
	if (opts->rule.threshold <= 1)
		misuse("-t: not above 1");
}

int
main(int argc, char *argv[])
{
	enum { RUNS_MAX = 100000, LENGTH_MAX = 1000000 };
	struct opts opts = {.rule = shifts_default,
	    .source = course_history,
	    .annotations = annotations_none(),
	    .view.runs = 10};
	const char *no_colour = getenv("NO_COLOR");
	const char *value = NULL, *label = NULL;
	int opt, force = 0, better = 0;
	size_t worse;

	while ((opt = next_option(
		    argc, argv, "A:CH:JTad:ef:g:hl:n:o:p:st:v:x:")) != -1)
		switch (opt) {
		case 'A':
			annotations_add(&opts.annotations, optarg);
			opts.annotated = 1;
			break;
		case 'H':
			annotations_order(&opts.annotations, optarg);
			opts.annotated = 1;
			break;
		case 'C':
		case 'J':
		case 'T': force = opt; break;
		case 'a': setenv("LC_ALL", "C", 1); break;
		case 'd':
			opts.source.better = better_option(optarg);
			better = 1;
			break;
		case 'e': opts.gate = 1; break;
		case 'f':
			opts.rule.factor =
			    number_option_real(opt, optarg, 0, 1000);
			break;
		case 'g': names_split(&opts.groups, optarg); break;
		case 'l':
			opts.rule.least =
			    (size_t)number_option(opt, optarg, 2, LENGTH_MAX);
			break;
		case 'n':
			opts.view.runs =
			    (size_t)number_option(opt, optarg, 0, RUNS_MAX);
			break;
		case 'o': opts.output = optarg; break;
		case 'p':
			opts.rule.alpha = number_option_real(opt, optarg, 0, 1);
			break;
		case 's': opts.source.grouped = 1; break;
		case 't':
			opts.rule.threshold =
			    number_option_real(opt, optarg, 1, 1000);
			break;
		case 'v': value = optarg; break;
		case 'x': label = optarg; break;
		default: usage(usage_text, opt);
		}
	check(&opts, value, label, better);
	opts.format = force == 'T'            ? TEXT
		      : force == 'J'          ? JSON
		      : force == 'C'          ? CSV
		      : opts.output           ? CSV
		      : isatty(STDOUT_FILENO) ? TEXT
					      : CSV;
	opts.source.rule = &opts.rule;
	opts.view.source = &opts.source;
	opts.view.annotations = &opts.annotations;
	opts.view.ascii = !terminal_utf8();
	opts.view.columns = terminal_columns();
	opts.view.colour = opts.output == NULL && isatty(STDOUT_FILENO) &&
			   (no_colour == NULL || *no_colour == '\0');
	worse = report(argv + optind, &opts);
	annotations_free(&opts.annotations);
	names_free(&opts.groups);
	if (worse > 0 && opts.gate)
		warn("%zu change%s for the worse, not accepted", worse,
		    worse == 1 ? "" : "s");
	return worse > 0 && opts.gate ? EXIT_FAILURE : EXIT_SUCCESS;
}
