/* gate.c - say whether a change made things worse */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "gate.h"
#include "gate_confirm.h"
#include "gate_decide.h"
#include "gate_formats.h"
#include "gate_json.h"
#include "gate_match.h"
#include "gate_noise.h"
#include "gate_samples.h"
#include "number.h"
#include "out.h"

const char *const tool = "gate";
const int die_status = EXIT_USAGE; /* 1 is a regression */

static const char usage_text[] =
    "usage: gate [options] base head [control]\n"
    "       gate [options] -S [directory]\n"
    "       gate [options] [-a control] [-n head] -b base [file]\n"
    "       gate [-ACJMTXsv] [-o file] [-t file] -i file\n"
    "\n"
    "  -A             write the differences of the A/A control, for -N\n"
    "  -B commit      of the base, where the records do not tell\n"
    "  -C             write CSV (default unless to a terminal)\n"
    "  -F percent     a loss above it fails (default 10)\n"
    "  -J             write JSON, which -i and -p read\n"
    "  -M             write Markdown for a comment\n"
    "  -N file        earlier A/A differences\n"
    "  -S             records of one session, NAME-base, NAME-head, NAME-ctrl\n"
    "  -T             write a table for people (default on a terminal)\n"
    "  -X             write JUnit XML\n"
    "  -a name        of the control: the base, measured once more\n"
    "  -b name        of the base\n"
    "  -c confidence  of each interval, 0.5 to 0.9999 (default 0.95)\n"
    "  -f             compare unlike machines and toolchains\n"
    "  -i file        write what this JSON says, and decide nothing\n"
    "  -m metrics     compare these, comma between names (default wall_time;\n"
    "                 of records: those of the spec)\n"
    "  -n name        of the head (default the only other one)\n"
    "  -o file        write here, whole or not at all (default standard "
    "output)\n"
    "  -p file        the first verdicts, JSON: what failed is measured again\n"
    "  -s             exit 3 if nothing failed but something is open\n"
    "  -t file        a self-test's result to put into the JSON\n"
    "  -u file        what need not be measured, JSON Lines\n"
    "  -v             show all rows\n"
    "  -w percent     a loss above it warns (default 5)\n"
    "\n"
    "example: timer -n 20 ./old ::: ./new | gate -b ./old\n";

struct opts {
	const char *base, *head, *control, *metrics;
	const char *commit, *noise, *stored, *first, *selftest, *unmeasured;
	const char *output;
	double confidence, warn_percent, fail_percent;
	int form, sides, force, strict, all, decides;
};

static void
read_records(struct gate *g, const struct opts *o, char *const paths[])
{
	struct gate_records all = {0};
	struct gate_match how = {o->metrics, o->force, o->sides};

	for (int i = 0; paths[i]; i++)
		if (o->sides)
			gate_records_add_sides(&all, paths[i]);
		else
			gate_records_add(&all, paths[i], (enum gate_side_of)i);
	gate_records_sort(&all);
	gate_match(g, &all, &how);
	gate_records_free(&all);
}

/* Nothing but what is new was compared with nothing. */
static void
need_rows(const struct gate *g)
{
	if (g->len == 0)
		die("nothing compared: there is nothing of base and head");
	if (gate_count(g, GATE_NEW) == g->len)
		die("nothing compared: there is nothing of the base");
}

/* Decide, in the light of the first verdicts if there are some. */
static struct gate
decide(const struct opts *o, char *const paths[], int records)
{
	struct gate g = {.confidence = o->confidence,
	    .warn_percent = o->warn_percent,
	    .fail_percent = o->fail_percent,
	    .base.dirty = -1,
	    .head.dirty = -1};
	struct gate_noise noise = {0};

	if (o->noise)
		noise = gate_noise_read(o->noise);
	if (records)
		read_records(&g, o, paths);
	else
		gate_samples(&g, paths, o->metrics ? o->metrics : "wall_time",
		    o->base, o->head, o->control);
	if (o->unmeasured)
		gate_match_unmeasured(&g, o->unmeasured);
	if (o->commit || o->sides) /* their session is of head's commit */
		g.base.commit_sha = gate_text(&g, o->commit);
	if (o->first) {
		struct gate first = gate_json_read(o->first);

		gate_confirm_only(&g, &first);
		gate_decide(&g, &noise);
		gate_confirm(&first, &g);
		gate_free(&g);
		g = first;
	} else {
		gate_decide(&g, &noise);
	}
	gate_noise_free(&noise);
	need_rows(&g);
	return g;
}

static void
write_document(const struct gate *g, const struct opts *o)
{
	struct out out = out_open(o->output);

	switch (out_form(o->form, o->output)) {
	case 'A': gate_noise_write(out.f, g); break;
	case 'J': gate_json_write(out.f, g); break;
	case 'M': gate_markdown_write(out.f, g); break;
	case 'T':
		gate_table_write(out.f, g, o->all, out_coloured(o->output));
		break;
	case 'X': gate_junit_write(out.f, g); break;
	default: gate_csv_write(out.f, g);
	}
	out_close(&out);
}

static int
run(const struct opts *o, char *const paths[], int records)
{
	struct gate g =
	    o->stored ? gate_json_read(o->stored) : decide(o, paths, records);
	int failed = 0, open = 0;

	if (o->selftest) {
		json_object_put(g.selftest);
		g.selftest = gate_selftest_read(o->selftest);
	}
	write_document(&g, o);
	for (size_t i = 0; i < g.len; i++) {
		failed |= gate_fails(g.row[i].verdict);
		open |= gate_open(g.row[i].verdict);
	}
	gate_free(&g);
	return failed ? EXIT_FAILURE : open && o->strict ? 3 : EXIT_SUCCESS;
}

/* Which of its forms the call has: whether records are to be compared. */
static int
check(const struct opts *o, int paths)
{
	int samples = o->base || o->head || o->control;

	if (o->warn_percent > o->fail_percent)
		misuse(
		    "-w %g is above -F %g", o->warn_percent, o->fail_percent);
	if (o->stored && (o->decides || paths > 0))
		misuse("-i: nothing is decided: only -ACJMTXostv go with it");
	if (samples && (o->sides || o->force || o->unmeasured))
		misuse("-a, -b and -n are of samples, -S, -f and -u of "
		       "records");
	if (o->stored)
		return 0;
	if (samples && !o->base && !o->head)
		misuse("which is the base?  -b names it");
	if (samples && paths > 1)
		misuse("one file of samples at most");
	if (o->sides && paths > 1)
		misuse("-S: one directory at most");
	if (!samples && !o->sides && (paths < 2 || paths > 3))
		misuse(paths == 0 ? "which is the base?  -b names it"
		       : paths == 1
			   ? "one file or directory: of samples, -b names the "
			     "base; of records, there have to be base and head"
			   : "base and head, and a control at most");
	return !samples;
}

int
main(int argc, char *argv[])
{
	struct opts o = {
	    .confidence = 0.95, .warn_percent = 5, .fail_percent = 10};
	int opt;

	while ((opt = next_option(argc, argv,
		    "AB:CF:JMN:STXa:b:c:fhi:m:n:o:p:st:u:vw:")) != -1) {
		o.decides |= strchr("BFNSabcfmnpuw", opt) != NULL;
		switch (opt) {
		case 'A':
		case 'C':
		case 'J':
		case 'M':
		case 'T':
		case 'X': o.form = opt; break;
		case 'B': o.commit = optarg; break;
		case 'F':
			o.fail_percent =
			    number_option_real(opt, optarg, 0, 1e6);
			break;
		case 'N': o.noise = optarg; break;
		case 'S': o.sides = 1; break;
		case 'a': o.control = optarg; break;
		case 'b': o.base = optarg; break;
		case 'c':
			o.confidence =
			    number_option_real(opt, optarg, 0.5, 0.9999);
			break;
		case 'f': o.force = 1; break;
		case 'i': o.stored = optarg; break;
		case 'm': o.metrics = optarg; break;
		case 'n': o.head = optarg; break;
		case 'o': o.output = optarg; break;
		case 'p': o.first = optarg; break;
		case 's': o.strict = 1; break;
		case 't': o.selftest = optarg; break;
		case 'u': o.unmeasured = optarg; break;
		case 'v': o.all = 1; break;
		case 'w':
			o.warn_percent =
			    number_option_real(opt, optarg, 0, 1e6);
			break;
		default: usage(usage_text, opt);
		}
	}
	return run(&o, argv + optind, check(&o, argc - optind));
}
