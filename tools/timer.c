/* timer.c - run commands in a balanced order and write what each run took */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "childenv.h"
#include "commands.h"
#include "die.h"
#include "lock.h"
#include "machine.h"
#include "measured.h"
#include "number.h"
#include "order.h"
#include "out.h"
#include "progress.h"
#include "rates.h"
#include "reported.h"
#include "row.h"
#include "samples.h"

const char *const tool = "timer";

static const char usage_text[] =
    "usage: timer [-k] [-d digest] [-I file] [-i name] [-l lock] [-n runs] "
    "[-o file] [-p position] [-r round] [-s seed] [-t timeout] "
    "[-u metric:unit:amount] [-w warmups] command [args] "
    "[::: command [args]]...\n";

/* exit codes of env(1) and time(1) */
enum { EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

struct opts {
	long runs, warmups, round, position;
	uint64_t seed;
	double timeout_s;
	char digest[33];
	const char *input, *lock, *out;
	int keep_going;
	char **labels;
	size_t labels_len;
	struct rates rates;
};

struct session {
	const struct opts *opts;
	struct runner *runner;
	struct machine_files files;
	struct childenv env;
	int samples_fd;
	FILE *f;
	struct command *commands;
	size_t count;
	long failures;
	int exec_error;
	struct progress progress;
	int answers_differ;
	char answer[33]; /* the first good one, and whose */
	const char *answer_of;
};

/* one run of one command */
struct run {
	struct command *command;
	struct row_key key;
	size_t padding;
	struct child child;
};

/* The run went wrong: its status, and for the first of a command a message. */
__attribute__((format(printf, 4, 5))) static void
complain(struct session *s, struct run *run, const char *status,
    const char *fmt, ...)
{
	char what[512];
	va_list ap;

	run->key.status = status;
	s->failures++;
	if (run->command->failures++ > 0)
		return;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	progress_hide(&s->progress);
	if (run->child.error) {
		warn("%s: %s", *run->command->argv, what);
		return;
	}
	warn("%s: %s %ld: %s", run->command->label,
	    run->key.warmup ? "warm-up" : "round", run->key.round, what);
}

/* What is wrong with the program's own samples, or NULL. */
static const char *
check_reported(const struct session *s, unsigned long *line)
{
	struct reported r;

	reported_open(&r, s->samples_fd);
	while (reported_next(&r)) {
		const struct field *metric = &r.field[REPORTED_METRIC];

		if (r.field[REPORTED_CASE].len == 0 &&
		    (measured_has(metric->text, metric->len) ||
			rates_have(&s->opts->rates, metric->text, metric->len)))
			r.error = "a metric of timer's own, and no case";
	}
	*line = r.line;
	return r.error;
}

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

static void
judge(struct session *s, struct run *run)
{
	const struct child *c = &run->child;
	const struct opts *o = s->opts;
	unsigned long line = 0;
	const char *error = c->error ? NULL : check_reported(s, &line);

	run->key.status = "ok";
	s->exec_error = c->error;
	if (c->error)
		complain(s, run, "not_started", "%s", strerror(c->error));
	else if (c->timed_out)
		complain(
		    s, run, "timeout", "not done after %g s", o->timeout_s);
	else if (WIFSIGNALED(c->status))
		complain(s, run, "failed", "%s (signal %d)",
		    strsignal(WTERMSIG(c->status)), WTERMSIG(c->status));
	else if (WEXITSTATUS(c->status))
		complain(
		    s, run, "failed", "exit status %d", WEXITSTATUS(c->status));
	else if (*o->digest && strcmp(c->answer, o->digest) != 0)
		complain(s, run, "bad_answer", "answer %s, want %s", c->answer,
		    o->digest);
	else if (error)
		complain(s, run, "bad_samples", "samples:%lu: %s", line, error);
	else if (*o->digest == '\0')
		compare_answers(s, run);
	measured_write(s->f, &run->key, c, run->padding);
	if (c->error == 0)
		rates_write(
		    &o->rates, s->f, &run->key, (double)c->wall_ns / 1e9);
	if (c->error == 0 && error == NULL)
		reported_write(s->samples_fd, s->f, &run->key);
	if (fflush(s->f) != 0)
		die("%s:", o->out ? o->out : "standard output");
}

/* Each run gets a new file for its samples, not one that another could have
 * left open at some offset. */
static void
replace_samples(int samples_fd)
{
	int fd = memfd_create("samples", MFD_CLOEXEC);

	if (fd < 0 || fcntl(fd, F_SETFL, O_APPEND) < 0 ||
	    dup2(fd, samples_fd) < 0)
		die("memfd_create:");
	close(fd);
}

static void
run_once(struct session *s, struct run *run)
{
	const struct opts *o = s->opts;
	const struct command *command = run->command;
	struct child *c = &run->child;

	progress_show(&s->progress, "%s %ld of %ld, %.40s",
	    run->key.warmup ? "warm-up" : "round", run->key.round,
	    run->key.warmup ? o->warmups : o->round + o->runs - 1,
	    command->label);
	*c = (struct child){.path = command->path,
	    .argv = command->argv,
	    .envp = s->env.vars,
	    .timeout_s = o->timeout_s,
	    .error = command->error};
	run->padding = order_padding(o->seed, run->key.round);
	replace_samples(s->samples_fd);
	c->input = open(o->input, O_RDONLY | O_CLOEXEC);
	if (c->input < 0)
		die("%s:", o->input);
	childenv_set(&s->env, s->samples_fd, run->padding);
	if (c->error == 0)
		child_run(s->runner, &s->files, c);
	judge(s, run);
	close(c->input);
	s->progress.done++;
}

static void
run_rounds(struct session *s, int warmup, long first, long rounds)
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
			    .warmup = warmup};
			run_once(s, &run);
		}
	order_free(&order);
}

static void
set_digest(char digest[33], const char *arg)
{
	size_t len = 0;

	for (; len < 32 && isxdigit((unsigned char)arg[len]); len++)
		digest[len] = (char)tolower((unsigned char)arg[len]);
	if (len < 32 || arg[len] != '\0')
		misuse("-d: not 32 hexadecimal digits: \"%s\"", arg);
}

/* Wait for the lock.  If another has measured meanwhile what was asked for,
 * which is what two makes side by side do, there is nothing left to do. */
static int
is_measured_meanwhile(const struct opts *o)
{
	struct stat before, after;
	int was, is;

	if (o->lock == NULL)
		return 0;
	was = o->out && stat(o->out, &before) == 0;
	if (!lock_take(o->lock))
		return 0;
	is = o->out && stat(o->out, &after) == 0 && S_ISREG(after.st_mode);
	return is && (!was || before.st_ino != after.st_ino ||
			 before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
			 before.st_mtim.tv_nsec != after.st_mtim.tv_nsec);
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

	s->runner = runner_new();
	/* taken early: many a shell can redirect only to one digit */
	s->samples_fd = open(o->input, O_RDONLY);
	if (s->samples_fd < 0)
		die("%s:", o->input);
	if (is_measured_meanwhile(o)) {
		warn("%s: measured meanwhile", o->out);
		runner_free(s->runner);
		return EXIT_SUCCESS;
	}
	s->files = machine_open();
	childenv_init(&s->env, PADDING_MAX);
	s->progress = progress_new((o->warmups + o->runs) * (long)s->count);
	out = out_open(o->out);
	s->f = out.f;
	fputs(SAMPLES_HEADER "\n", s->f);
	run_rounds(s, 1, 1, o->warmups);
	run_rounds(s, 0, o->round, o->runs);
	progress_hide(&s->progress);
	for (size_t i = 0; i < s->count; i++)
		if (s->commands[i].failures > 1)
			warn("%s: %ld of %ld runs went wrong",
			    s->commands[i].label, s->commands[i].failures,
			    o->warmups + o->runs);
	out_close(&out);
	childenv_free(&s->env);
	machine_close(&s->files);
	runner_free(s->runner);
	return exit_code(s);
}

int
main(int argc, char **argv)
{
	struct opts o = {
	    .runs = 10, .round = 1, .seed = 1, .input = "/dev/null"};
	struct session s = {.opts = &o};
	int opt, status;

	while ((opt = getopt(argc, argv, "+d:hI:i:kl:n:o:p:r:s:t:u:w:")) != -1)
		switch (opt) {
		case 'd': set_digest(o.digest, optarg); break;
		case 'I': o.input = optarg; break;
		case 'i':
			o.labels = xrealloc(
			    o.labels, o.labels_len + 1, sizeof *o.labels);
			o.labels[o.labels_len++] = optarg;
			break;
		case 'k': o.keep_going = 1; break;
		case 'l': o.lock = optarg; break;
		case 'n':
			o.runs = number_option('n', optarg, 0, 1000000);
			break;
		case 'o': o.out = optarg; break;
		case 'p':
			o.position = number_option('p', optarg, 1, 1000);
			break;
		case 'r':
			o.round = number_option('r', optarg, 1, 1000000);
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
	s.commands =
	    commands_new(argv + optind, o.labels, o.labels_len, &s.count);
	if (o.runs == 0 && o.warmups == 0)
		misuse("-n: nothing to run: neither timed runs nor warm-ups");
	if (o.position && s.count > 1)
		misuse("-p: the position is only free if there is one command");
	status = measure_all(&s);
	commands_free(s.commands, s.count);
	rates_free(&o.rates);
	free(o.labels);
	return status;
}
