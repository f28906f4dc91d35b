/* timing.c - run commands in a balanced order and write what each run took */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "die.h"
#include "lock.h"
#include "measured.h"
#include "order.h"
#include "out.h"
#include "progress.h"
#include "row.h"
#include "samples.h"
#include "timing.h"
#include "verdict.h"

/* exit codes of env(1) and time(1) */
enum { EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

struct session {
	const struct timing *timing;
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
    "round", "warm-up", "observed run", "derived"};

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
	const struct timing *t = s->timing;

	if (t->digests_len == 0)
		return "";
	return t->digests[t->digests_len > 1 ? command - s->commands : 0];
}

static void
run_once(struct session *s, struct run *run)
{
	const struct timing *t = s->timing;
	const struct command *command = run->command;
	struct child *c = &run->child;
	struct verdict verdict;
	const char *digest = digest_of(s, command);

	progress_show(&s->progress, "%s %ld of %ld, %.40s",
	    kind_of_run[run->key.phase], run->key.round,
	    run->key.phase == WARMUP ? t->warmups : t->round + t->runs - 1,
	    command->label);
	*c = (struct child){.path = command->path,
	    .argv = command->argv,
	    .padding = order_padding(t->seed, run->key.round),
	    .timeout_s = t->timeout_s,
	    .items = t->items_len ? t->items[command - s->commands] : NAN,
	    .error = command->error};
	if (c->error == 0)
		child_run(s->runner, c);
	s->exec_error = c->error;
	verdict = verdict_of(c, digest, &t->rates);
	run->key.status = verdict.status;
	if (*verdict.what)
		complain(s, run, verdict.what);
	else if (*digest == '\0' && t->items_len == 0)
		compare_answers(s, run);
	measured_write(s->f, &run->key, c, &t->rates, verdict.samples_good);
	if (fflush(s->f) != 0)
		die("%s:", t->out ? t->out : "standard output");
	s->progress.done++;
}

static void
run_rounds(struct session *s, enum phase phase, long first, long rounds)
{
	const struct timing *t = s->timing;
	struct order order = order_new(t->seed, s->count);

	for (long round = first; round < first + rounds; round++)
		for (size_t i = 0; i < s->count; i++) {
			size_t turn = order_turn(&order, round, i);
			struct run run = {.command = &s->commands[turn]};

			run.key = (struct row_key){
			    .implementation = run.command->label,
			    .round = round,
			    .position = t->position ? t->position : (long)i + 1,
			    .phase = phase};
			run_once(s, &run);
		}
	order_free(&order);
}

static int
exit_code(const struct session *s)
{
	if (s->failures == 0 || s->timing->keep_going)
		return EXIT_SUCCESS;
	if (s->count == 1 && s->exec_error)
		return s->exec_error == ENOENT ? EXIT_NOT_FOUND
					       : EXIT_CANNOT_RUN;
	return EXIT_FAILURE;
}

int
timing_run(const struct timing *t, struct command *commands, size_t count)
{
	struct session session = {
	    .timing = t, .commands = commands, .count = count};
	struct session *s = &session;
	struct out out;

	s->runner = runner_new(t->input, PADDING_MAX, t->served);
	if (t->lock && lock_take(t->lock, t->out)) {
		warn("%s: measured meanwhile", t->out);
		runner_free(s->runner);
		return EXIT_SUCCESS;
	}
	s->progress = progress_new((t->warmups + t->runs) * (long)s->count);
	s->progress.terminal &= !t->silent;
	out = out_open(t->out);
	s->f = out.f;
	fputs(SAMPLES_HEADER "\n", s->f);
	run_rounds(s, WARMUP, 1, t->warmups);
	run_rounds(s, t->observed ? OBSERVED : TIMED, t->round, t->runs);
	progress_hide(&s->progress);
	for (size_t i = 0; i < s->count; i++)
		if (s->commands[i].failures > 1)
			warn("%s: %ld of %ld runs went wrong",
			    s->commands[i].label, s->commands[i].failures,
			    t->warmups + t->runs);
	out_close(&out);
	runner_free(s->runner);
	return exit_code(s);
}
