/* timer.c - run commands in a balanced order and write what each run took */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "child.h"
#include "commands.h"
#include "die.h"
#include "lock.h"
#include "measured.h"
#include "number.h"
#include "order.h"
#include "out.h"
#include "progress.h"
#include "rates.h"
#include "row.h"
#include "samples.h"
#include "verdict.h"

const char *const tool = "timer";

static const char usage_text[] =
    "usage: timer [-kOS] [-d digest] [-I file] [-i name] [-l lock] [-N items] "
    "[-n runs] [-o file] [-p position] [-r round] [-s seed] [-t timeout] "
    "[-u metric:unit:amount[:case]] [-w warmups] command [args] "
    "[::: command [args]]...\n"
    "\n"
    "  -d digest              XXH3-128 digest that every answer must have; if\n"
    "                         there are more, the first -d is the first "
    "command's\n"
    "                         (default none: warn if answers differ)\n"
    "  -I file                standard input of every run (default /dev/null)\n"
    "  -i name                call a command so, the first -i the first "
    "command\n"
    "                         (default its words)\n"
    "  -k                     exit 0 even if a run went wrong\n"
    "  -O                     the commands are observed: keep what they "
    "report\n"
    "                         themselves, but no times\n"
    "  -l lock                hold this lock file while measuring\n"
    "  -N items               record that a command works on so many items; "
    "the\n"
    "                         first -N is the first command's; names may then "
    "be\n"
    "                         the same\n"
    "  -n runs                timed runs of each command (default 10)\n"
    "  -o file                write here, whole or not at all (default "
    "standard\n"
    "                         output, run by run)\n"
    "  -p position            record this position in the round (default its "
    "turn)\n"
    "  -r round               number of the first timed round (default 1)\n"
    "  -S                     the parent process is a server of the commands\n"
    "  -s seed                of the order and the padding (default 1)\n"
    "  -t timeout             seconds a run may take (default no limit)\n"
    "  -u metric:unit:amount[:case]\n"
    "                         record also amount / wall time as metric in "
    "unit,\n"
    "                         of each run or each wall_time it reports of the "
    "case\n"
    "  -w warmups             runs of each command before the timed ones "
    "(default 0)\n"
    "\n"
    "example: timer -n 20 ./a ::: ./b | comparator\n";

/* exit codes of env(1) and time(1) */
enum { EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

struct opts {
	long runs, warmups, round, position;
	uint64_t seed;
	double timeout_s;
	const char *input, *lock, *out;
	int keep_going, observed, served, round_given;
	char **labels;
	char (*digests)[ANSWER_DIGEST];
	double *items;
	size_t labels_len, digests_len, items_len;
	struct rates rates;
};

struct session {
	const struct opts *opts;
	struct runner *runner;
	FILE *f;
	struct command *commands;
	size_t count;
	long failures;
	int exec_error;
	struct progress progress;
	int answers_differ;
	char answer[ANSWER_DIGEST]; /* the first good one, and whose */
	const char *answer_of;
};

/* one run of one command */
struct run {
	struct command *command;
	struct row_key key;
	struct child child;
};

static void
compare_answers(struct session *s, const struct run *run)
{
	const char *answer = run->child.answer;

	if (s->answer_of == NULL) {
		s->answer_of = run->command->label;
		memcpy(s->answer, answer, sizeof s->answer);
	}
	if (strcmp(answer, s->answer) == 0 || s->answers_differ++ > 0)
		return;
	progress_hide(&s->progress);
	warn("answers differ: %s from %s, %s from %s", s->answer, s->answer_of,
	    answer, run->command->label);
}

static const char *const kind_of_run[PHASES] = {
    "round", "warm-up", "observed run"};

/* What a shell would have done, that timer does not: for who is used to it. */
static const char *
shell_hint(const struct command *command, int error)
{
	if (error == ENOENT && command->argv[1] == NULL &&
	    strpbrk(*command->argv, " \t\n"))
		return " (no shell splits it: give words, or sh -c '...')";
	if (error == ENOEXEC)
		return " (no shell runs it: does it lack a line \"#!\"?)";
	return "";
}

/* Say what went wrong with the first such run of a command. */
static void
complain(struct session *s, const struct run *run, const char *what)
{
	s->failures++;
	if (run->command->failures++ > 0)
		return;
	progress_hide(&s->progress);
	if (run->child.error)
		warn("%s: %s%s", *run->command->argv, what,
		    shell_hint(run->command, run->child.error));
	else
		warn("%s: %s %ld: %s", run->command->label,
		    kind_of_run[run->key.phase], run->key.round, what);
}

/* The digest that the command's answers must have, "" if there is none. */
static const char *
digest_of(const struct session *s, const struct command *command)
{
	const struct opts *o = s->opts;

	if (o->digests_len == 0)
		return "";
	return o->digests[o->digests_len > 1 ? command - s->commands : 0];
}

static void
run_once(struct session *s, struct run *run)
{
	const struct opts *o = s->opts;
	const struct command *command = run->command;
	struct child *c = &run->child;
	struct verdict verdict;
	const char *digest = digest_of(s, command);

	progress_show(&s->progress, "%s %ld of %ld, %.40s",
	    kind_of_run[run->key.phase], run->key.round,
	    run->key.phase == WARMUP ? o->warmups : o->round + o->runs - 1,
	    command->label);
	*c = (struct child){.path = command->path,
	    .argv = command->argv,
	    .padding = order_padding(o->seed, run->key.round),
	    .timeout_s = o->timeout_s,
	    .items = o->items_len ? o->items[command - s->commands] : NAN,
	    .error = command->error};
	if (c->error == 0)
		child_run(s->runner, c);
	s->exec_error = c->error;
	verdict = verdict_of(c, digest, &o->rates);
	run->key.status = verdict.status;
	if (*verdict.what)
		complain(s, run, verdict.what);
	else if (*digest == '\0' && o->items_len == 0)
		compare_answers(s, run);
	measured_write(s->f, &run->key, c, &o->rates, verdict.samples_good);
	if (fflush(s->f) != 0)
		die("%s:", o->out ? o->out : "standard output");
	s->progress.done++;
}

static void
run_rounds(struct session *s, enum phase phase, long first, long rounds)
{
	const struct opts *o = s->opts;
	struct order order = order_new(o->seed, s->count);

	for (long round = first; round < first + rounds; round++)
		for (size_t i = 0; i < s->count; i++) {
			size_t turn = order_turn(&order, round, i);
			struct run run = {.command = &s->commands[turn]};

			run.key = (struct row_key){
			    .implementation = run.command->label,
			    .round = round,
			    .position = o->position ? o->position : (long)i + 1,
			    .phase = phase};
			run_once(s, &run);
		}
	order_free(&order);
}

static int
exit_code(const struct session *s)
{
	if (s->failures == 0 || s->opts->keep_going)
		return EXIT_SUCCESS;
	if (s->count == 1 && s->exec_error)
		return s->exec_error == ENOENT ? EXIT_NOT_FOUND
					       : EXIT_CANNOT_RUN;
	return EXIT_FAILURE;
}

static int
measure_all(struct session *s)
{
	const struct opts *o = s->opts;
	struct out out;

	s->runner = runner_new(o->input, PADDING_MAX, o->served);
	if (o->lock && lock_take(o->lock, o->out)) {
		warn("%s: measured meanwhile", o->out);
		runner_free(s->runner);
		return EXIT_SUCCESS;
	}
	s->progress = progress_new((o->warmups + o->runs) * (long)s->count);
	/* of one round of a longer session its maker tells the progress */
	if (o->round_given && o->runs == 1)
		s->progress.terminal = 0;
	out = out_open(o->out);
	s->f = out.f;
	fputs(SAMPLES_HEADER "\n", s->f);
	run_rounds(s, WARMUP, 1, o->warmups);
	run_rounds(s, o->observed ? OBSERVED : TIMED, o->round, o->runs);
	progress_hide(&s->progress);
	for (size_t i = 0; i < s->count; i++)
		if (s->commands[i].failures > 1)
			warn("%s: %ld of %ld runs went wrong",
			    s->commands[i].label, s->commands[i].failures,
			    o->warmups + o->runs);
	out_close(&out);
	runner_free(s->runner);
	return exit_code(s);
}

static void
add_digest(struct opts *o, const char *arg)
{
	if (!answer_parse(o->digests[o->digests_len++], arg))
		misuse("-d: not 32 hexadecimal digits: \"%s\"", arg);
}

/* Whether there are as many of what is given by command as there are commands.
 */
static void
check_counts(const struct opts *o, size_t count)
{
	if (o->runs == 0 && o->warmups == 0)
		misuse("-n: nothing to run: neither timed runs nor warm-ups");
	if (o->position && count > 1)
		misuse("-p: the position is only free if there is one command");
	if (o->digests_len > 1 && o->digests_len != count)
		misuse(
		    "-d: %zu digests for %zu commands", o->digests_len, count);
	if (o->items_len > 0 && o->items_len != count)
		misuse("-N: %zu numbers of items for %zu commands",
		    o->items_len, count);
}

int
main(int argc, char **argv)
{
	struct opts o = {
	    .runs = 10, .round = 1, .seed = 1, .input = "/dev/null"};
	struct session s = {.opts = &o};
	int opt, status;

	o.labels = xrealloc(NULL, (size_t)argc, sizeof *o.labels);
	o.digests = xrealloc(NULL, (size_t)argc, sizeof *o.digests);
	o.items = xrealloc(NULL, (size_t)argc, sizeof *o.items);
	while ((opt = next_option(
		    argc, argv, "+N:OSd:hI:i:kl:n:o:p:r:s:t:u:w:")) != -1)
		switch (opt) {
		case 'd': add_digest(&o, optarg); break;
		case 'I': o.input = optarg; break;
		case 'i': o.labels[o.labels_len++] = optarg; break;
		case 'k': o.keep_going = 1; break;
		case 'O': o.observed = 1; break;
		case 'S': o.served = 1; break;
		case 'l': o.lock = optarg; break;
		case 'N':
			o.items[o.items_len++] =
			    number_option_real('N', optarg, 0, 1e15);
			break;
		case 'n':
			o.runs = number_option('n', optarg, 0, 1000000);
			break;
		case 'o': o.out = optarg; break;
		case 'p':
			o.position = number_option('p', optarg, 1, 1000);
			break;
		case 'r':
			o.round = number_option('r', optarg, 1, 1000000);
			o.round_given = 1;
			break;
		case 's':
			o.seed = (uint64_t)number_option(
			    's', optarg, 0, 9007199254740991);
			break;
		case 't':
			o.timeout_s =
			    number_option_real('t', optarg, 0.001, 1e6);
			break;
		case 'u': rates_add(&o.rates, optarg); break;
		case 'w':
			o.warmups = number_option('w', optarg, 0, 1000000);
			break;
		default: usage(usage_text, opt);
		}
	if (optind == argc)
		usage(usage_text, '?');
	s.commands = commands_new(
	    argv + optind, o.labels, o.labels_len, o.items_len > 0, &s.count);
	check_counts(&o, s.count);
	status = measure_all(&s);
	commands_free(s.commands, s.count);
	rates_free(&o.rates);
	free(o.labels);
	free(o.digests);
	free(o.items);
	return status;
}
