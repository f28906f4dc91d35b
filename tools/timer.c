/* timer.c - run commands in a balanced order and write what each run took */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "die.h"
#include "lock.h"
#include "machine.h"
#include "number.h"
#include "order.h"
#include "out.h"
#include "reported.h"
#include "samples.h"

const char *const tool = "timer";

static const char usage_text[] =
    "usage: timer [-hk] [-d digest] [-I file] [-i name] [-l lock] [-n runs]\n"
    "       [-o file] [-p position] [-r round] [-s seed] [-t timeout]\n"
    "       [-u metric:unit:amount] [-w warmups]\n"
    "       command [args] [::: command [args]]...\n";

/* exit codes of env(1) and time(1) */
enum { EXIT_CANNOT_RUN = 126, EXIT_NOT_FOUND = 127 };

/* work a run does: a metric of amount / wall time */
struct rate {
	char *metric, *unit;
	double amount;
};

struct opts {
	long runs, warmups, round, position;
	uint64_t seed;
	double timeout_s;
	char digest[33];
	const char *input, *lock, *out;
	int keep_going;
	char **labels;
	struct rate *rates;
	size_t labels_len, rates_len;
};

struct command {
	char **argv;
	char *label;
	char *path; /* of the file to execute; NULL: error says why not */
	int error;
	long failures;
};

/* what the commands see: timer's own environment, less what make left there */
struct environment {
	char **vars, **padding;
	char samples_fd[32], pad[sizeof "PLUMBLINE_PAD=" + PADDING_MAX];
};

struct session {
	const struct opts *opts;
	struct runner *runner;
	struct machine_files files;
	struct environment env;
	FILE *f;
	struct command *commands;
	size_t count;
	long done, total, failures;
	struct timespec begun;
	int terminal, shown; /* is progress shown at all, is it now */
	int answers_differ;
	char answer[33]; /* the first good one, and whose */
	const char *answer_of;
};

/* one run of one command */
struct run {
	struct command *command;
	const char *phase, *status;
	long round, position;
	size_t padding;
	int samples_fd;
	struct child child;
};

enum {
	WALL_TIME,
	SPAWN_TIME,
	USER_TIME,
	SYS_TIME,
	CPU_TIME,
	MAX_RSS,
	RSS_FLOOR,
	MAX_RSS_AT_FLOOR,
	MINOR_FAULTS,
	MAJOR_FAULTS,
	VOLUNTARY_SWITCHES,
	INVOLUNTARY_SWITCHES,
	STEAL_TIME,
	THROTTLED_TIME,
	PSI_CPU_TIME,
	PSI_IO_TIME,
	PSI_MEMORY_TIME,
	OTHER_CPU_TIME,
	SWAP_IN,
	DISTURBED,
	ANSWER_SIZE,
	PROCESSES,
	LEAKED_PROCESSES,
	EXIT_CODE,
	TERM_SIGNAL,
	START_TIME,
	ENV_PADDING,
	EXEC_ERRNO,
	METRICS
};

static const struct {
	const char *name, *unit;
} metrics[METRICS] = {
    [WALL_TIME] = {"wall_time", "s"},
    [SPAWN_TIME] = {"spawn_time", "s"},
    [USER_TIME] = {"user_time", "s"},
    [SYS_TIME] = {"sys_time", "s"},
    [CPU_TIME] = {"cpu_time", "s"},
    [MAX_RSS] = {"max_rss", "B"},
    [RSS_FLOOR] = {"rss_floor", "B"},
    [MAX_RSS_AT_FLOOR] = {"max_rss_at_floor", "1"},
    [MINOR_FAULTS] = {"minor_faults", "1"},
    [MAJOR_FAULTS] = {"major_faults", "1"},
    [VOLUNTARY_SWITCHES] = {"voluntary_switches", "1"},
    [INVOLUNTARY_SWITCHES] = {"involuntary_switches", "1"},
    [STEAL_TIME] = {"steal_time", "s"},
    [THROTTLED_TIME] = {"throttled_time", "s"},
    [PSI_CPU_TIME] = {"psi_cpu_time", "s"},
    [PSI_IO_TIME] = {"psi_io_time", "s"},
    [PSI_MEMORY_TIME] = {"psi_memory_time", "s"},
    [OTHER_CPU_TIME] = {"other_cpu_time", "s"},
    [SWAP_IN] = {"swap_in", "B"},
    [DISTURBED] = {"disturbed", "1"},
    [ANSWER_SIZE] = {"answer_size", "B"},
    [PROCESSES] = {"processes", "1"},
    [LEAKED_PROCESSES] = {"leaked_processes", "1"},
    [EXIT_CODE] = {"exit_code", "1"},
    [TERM_SIGNAL] = {"term_signal", "1"},
    [START_TIME] = {"start_time", "s"},
    [ENV_PADDING] = {"env_padding", "B"},
    [EXEC_ERRNO] = {"exec_errno", "1"},
};

static int
is_metric(const char *name, size_t len)
{
	for (int i = 0; i < METRICS; i++)
		if (strlen(metrics[i].name) == len &&
		    memcmp(metrics[i].name, name, len) == 0)
			return 1;
	return 0;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* What went by between two readings of a total, to the microsecond. */
static double
between(double before, double after)
{
	return round((after - before) * 1e6) / 1e6;
}

/* The thresholds are explained in samples(5). */
static int
is_disturbed(const double *value)
{
	double wall_s = value[WALL_TIME];

	/* a comparison with NAN, for unknown, is false */
	return value[STEAL_TIME] > 0.01 * wall_s || value[THROTTLED_TIME] > 0 ||
	       value[SWAP_IN] > 0 || value[PSI_MEMORY_TIME] > 0.01 * wall_s ||
	       (value[PSI_CPU_TIME] > 0.05 * wall_s &&
		   value[OTHER_CPU_TIME] > 0.05 * wall_s);
}

/* A run as numbers; NAN: not known, no row. */
static void
measure(const struct run *run, double value[METRICS])
{
	const struct child *c = &run->child;
	const struct machine *a = &c->before, *b = &c->after;
	const struct rusage *u = &c->usage;

	for (int i = 0; i < METRICS; i++)
		value[i] = NAN;
	if (c->error) {
		value[EXEC_ERRNO] = c->error;
		return;
	}
	value[WALL_TIME] = (double)c->wall_ns / 1e9;
	value[SPAWN_TIME] = (double)c->spawn_ns / 1e9;
	value[USER_TIME] = seconds(u->ru_utime);
	value[SYS_TIME] = seconds(u->ru_stime);
	value[CPU_TIME] = value[USER_TIME] + value[SYS_TIME];
	value[MAX_RSS] = (double)u->ru_maxrss * 1024; /* getrusage(2): KiB */
	value[RSS_FLOOR] = c->floor_bytes;
	value[MAX_RSS_AT_FLOOR] = value[MAX_RSS] <= 1.05 * c->floor_bytes;
	value[MINOR_FAULTS] = (double)u->ru_minflt;
	value[MAJOR_FAULTS] = (double)u->ru_majflt;
	value[VOLUNTARY_SWITCHES] = (double)u->ru_nvcsw;
	value[INVOLUNTARY_SWITCHES] = (double)u->ru_nivcsw;
	value[STEAL_TIME] = between(a->steal_s, b->steal_s);
	value[THROTTLED_TIME] = between(a->throttled_s, b->throttled_s);
	value[PSI_CPU_TIME] = between(a->psi_cpu_s, b->psi_cpu_s);
	value[PSI_IO_TIME] = between(a->psi_io_s, b->psi_io_s);
	value[PSI_MEMORY_TIME] = between(a->psi_memory_s, b->psi_memory_s);
	value[OTHER_CPU_TIME] =
	    fmax(0, between(a->busy_s + value[CPU_TIME], b->busy_s));
	value[SWAP_IN] = b->swap_in_bytes - a->swap_in_bytes;
	value[DISTURBED] = is_disturbed(value);
	value[ANSWER_SIZE] = (double)c->answer_bytes;
	value[PROCESSES] = (double)c->processes;
	value[LEAKED_PROCESSES] = (double)c->leaked;
	if (WIFEXITED(c->status))
		value[EXIT_CODE] = WEXITSTATUS(c->status);
	value[TERM_SIGNAL] = WIFSIGNALED(c->status) ? WTERMSIG(c->status) : 0;
	value[START_TIME] = (double)c->start_ns / 1e9;
	value[ENV_PADDING] = (double)run->padding;
}

/* The columns before case. */
static void
write_key(FILE *f, const struct run *run)
{
	out_field(f, run->command->label);
	fprintf(f, ",%ld,%ld,%s,%s,", run->round, run->position, run->phase,
	    run->status);
}

static void
write_row(FILE *f, const struct run *run, const char *scase, const char *metric,
    const char *unit, double value)
{
	char text[NUMBER_MAX];

	write_key(f, run);
	fprintf(f, "%s,", scase);
	out_field(f, metric);
	putc(',', f);
	out_field(f, unit);
	fprintf(f, ",%s,1\n", number_format(text, value));
}

static void
write_reported(FILE *f, const struct run *run)
{
	struct reported r;

	reported_open(&r, run->samples_fd);
	while (reported_next(&r)) {
		write_key(f, run);
		for (int i = 0; i < REPORTED_FIELDS; i++) {
			const char *quote = r.quoted[i] ? "\"" : "";

			fprintf(f, "%s%.*s%s%c", quote, (int)r.field[i].len,
			    r.field[i].text, quote,
			    i < REPORTED_FIELDS - 1 ? ',' : '\n');
		}
	}
}

static void
write_run(const struct session *s, const struct run *run)
{
	double value[METRICS];

	measure(run, value);
	for (int i = 0; i < METRICS; i++)
		if (!isnan(value[i]))
			write_row(s->f, run,
			    i == ANSWER_SIZE ? run->child.answer : "",
			    metrics[i].name, metrics[i].unit, value[i]);
	if (run->child.error)
		return;
	for (size_t i = 0; i < s->opts->rates_len; i++) {
		const struct rate *rate = &s->opts->rates[i];

		write_row(s->f, run, "", rate->metric, rate->unit,
		    rate->amount / value[WALL_TIME]);
	}
}

/* One line on the terminal, between runs only, rewritten in place. */
static void
show_progress(struct session *s, const struct run *run)
{
	struct timespec t;
	double elapsed_s, left_s;
	int timed = *run->phase == 't';

	if (!s->terminal || s->done == 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	elapsed_s = (double)(t.tv_sec - s->begun.tv_sec) +
		    (double)(t.tv_nsec - s->begun.tv_nsec) / 1e9;
	left_s = elapsed_s / (double)s->done * (double)(s->total - s->done);
	if (elapsed_s + left_s < 2)
		return;
	s->shown = 1;
	fprintf(stderr, "\r\033[K%s %ld of %ld, %.40s, %.0f s, %.0f s to go",
	    timed ? "round" : "warm-up", run->round,
	    timed ? s->opts->round + s->opts->runs - 1 : s->opts->warmups,
	    run->command->label, elapsed_s, left_s);
}

static void
hide_progress(struct session *s)
{
	if (s->shown)
		fputs("\r\033[K", stderr);
	s->shown = 0;
}

/* The run went wrong: its status, and for the first of a command a message. */
static void __attribute__((format(printf, 4, 5))) complain(struct session *s,
    struct run *run, const char *status, const char *fmt, ...)
{
	char what[512];
	va_list ap;

	run->status = status;
	s->failures++;
	if (run->command->failures++ > 0)
		return;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	hide_progress(s);
	warn("%s: %s %ld: %s", run->command->label,
	    *run->phase == 't' ? "round" : "warm-up", run->round, what);
}

/* What is wrong with the program's own samples, or NULL. */
static const char *
check_reported(
    const struct session *s, const struct run *run, unsigned long *line)
{
	struct reported r;

	reported_open(&r, run->samples_fd);
	while (reported_next(&r)) {
		const struct field *metric = &r.field[REPORTED_METRIC];
		int taken = is_metric(metric->text, metric->len);

		for (size_t i = 0; i < s->opts->rates_len; i++)
			taken |=
			    strlen(s->opts->rates[i].metric) == metric->len &&
			    memcmp(s->opts->rates[i].metric, metric->text,
				metric->len) == 0;
		if (taken && r.field[REPORTED_CASE].len == 0)
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
		strcpy(s->answer, answer);
	}
	if (strcmp(answer, s->answer) == 0 || s->answers_differ++ > 0)
		return;
	hide_progress(s);
	warn("answers differ: %s from %s, %s from %s", s->answer, s->answer_of,
	    answer, run->command->label);
}

static void
judge(struct session *s, struct run *run)
{
	const struct child *c = &run->child;
	const struct opts *o = s->opts;
	unsigned long line = 0;
	const char *error = c->error ? NULL : check_reported(s, run, &line);

	run->status = "ok";
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
	write_run(s, run);
	if (c->error == 0 && error == NULL)
		write_reported(s->f, run);
	if (fflush(s->f) != 0)
		die("%s:", o->out ? o->out : "standard output");
}

/* Those of GNU make, which a command would obey, and timer's own. */
static int
is_hidden(const char *var)
{
	static const char *const names[] = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL",
	    "MAKEOVERRIDES", "MAKE_TERMOUT", "MAKE_TERMERR", "GNUMAKEFLAGS",
	    "SAMPLES_FD", "PLUMBLINE_PAD"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(var, names[i], strlen(names[i])) == 0 &&
		    var[strlen(names[i])] == '=')
			return 1;
	return 0;
}

static void
environment_init(struct environment *env)
{
	size_t count = 0, kept = 0;

	while (environ[count])
		count++;
	env->vars = xrealloc(NULL, count + 3, sizeof *env->vars);
	for (size_t i = 0; i < count; i++)
		if (!is_hidden(environ[i]))
			env->vars[kept++] = environ[i];
	env->vars[kept++] = env->samples_fd;
	env->vars[kept++] = env->pad;
	env->vars[kept] = NULL;
}

static void
environment_set(struct environment *env, int samples_fd, size_t padding)
{
	size_t name = strlen(strcpy(env->pad, "PLUMBLINE_PAD="));

	memset(env->pad + name, 'x', padding);
	env->pad[name + padding] = '\0';
	snprintf(env->samples_fd, sizeof env->samples_fd, "SAMPLES_FD=%d",
	    samples_fd);
}

/* Each run gets a new file for its samples: not a descriptor that another
 * could have left at some offset or with some flag. */
static void
run_once(struct session *s, struct run *run)
{
	const struct opts *o = s->opts;
	const struct command *command = run->command;
	struct child *c = &run->child;

	show_progress(s, run);
	*c = (struct child){.path = command->path,
	    .argv = command->argv,
	    .envp = s->env.vars,
	    .timeout_s = o->timeout_s,
	    .error = command->error};
	run->padding = order_padding(o->seed, run->round);
	run->samples_fd = memfd_create("samples", 0);
	if (run->samples_fd < 0 ||
	    fcntl(run->samples_fd, F_SETFL, O_APPEND) < 0)
		die("memfd_create:");
	c->input = open(o->input, O_RDONLY | O_CLOEXEC);
	if (c->input < 0)
		die("%s:", o->input);
	environment_set(&s->env, run->samples_fd, run->padding);
	if (c->error == 0)
		child_run(s->runner, &s->files, c);
	judge(s, run);
	close(c->input);
	close(run->samples_fd);
	s->done++;
}

static void
run_rounds(struct session *s, const char *phase, long first, long rounds)
{
	struct order order = order_new(s->opts->seed, s->count);

	for (long round = first; round < first + rounds; round++)
		for (size_t i = 0; i < s->count; i++) {
			struct run run = {.phase = phase, .round = round};

			run.position =
			    s->opts->position ? s->opts->position : (long)i + 1;
			run.command =
			    &s->commands[order_turn(&order, round, i)];
			run_once(s, &run);
		}
	order_free(&order);
}

/* As execvp(3) does, but once, and never by way of a shell. */
static void
find(struct command *command)
{
	const char *name = *command->argv, *path = getenv("PATH"), *end;
	struct stat st;

	if (strchr(name, '/')) {
		command->path = xstrdup(name);
		return;
	}
	command->error = ENOENT;
	for (path = path ? path : "/bin:/usr/bin";; path = end + 1) {
		end = strchrnul(path, ':');
		if (asprintf(&command->path, "%.*s/%s", (int)(end - path),
			end == path ? "." : path, name) < 0)
			die("out of memory");
		if (stat(command->path, &st) == 0 && S_ISREG(st.st_mode)) {
			command->error = 0;
			if (access(command->path, X_OK) == 0)
				return;
			command->error = EACCES;
		}
		free(command->path);
		command->path = NULL;
		if (*end == '\0')
			return;
	}
}

static char *
joined(char **argv)
{
	size_t len = 1;
	char *s, *end;

	for (char **arg = argv; *arg; arg++)
		len += strlen(*arg) + 1;
	end = s = xrealloc(NULL, len, 1);
	for (char **arg = argv; *arg; arg++) {
		if (arg > argv)
			end = stpcpy(end, " ");
		end = stpcpy(end, *arg);
	}
	return s;
}

static int
is_taken(const struct command *commands, size_t count, const char *label)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(commands[i].label, label) == 0)
			return 1;
	return 0;
}

/* The same command again is the same implementation #2, #3, ... */
static void
set_labels(struct command *commands, size_t count, const struct opts *o)
{
	if (o->labels_len > count)
		misuse("-i: %zu names for %zu commands", o->labels_len, count);
	for (size_t i = 0; i < count; i++) {
		char *base = i < o->labels_len ? xstrdup(o->labels[i])
					       : joined(commands[i].argv);
		char *label = xstrdup(base);

		for (int n = 2; is_taken(commands, i, label); n++) {
			free(label);
			if (asprintf(&label, "%s#%d", base, n) < 0)
				die("out of memory");
		}
		free(base);
		commands[i].label = label;
	}
}

/* Arguments up to each ":::", which becomes the NULL at their end. */
static struct command *
split_commands(char **argv, size_t *count)
{
	struct command *commands = NULL;

	for (*count = 0;; argv++) {
		commands = xrealloc(commands, *count + 1, sizeof *commands);
		commands[*count] = (struct command){.argv = argv};
		while (*argv && strcmp(*argv, ":::") != 0)
			argv++;
		if (argv == commands[*count].argv)
			misuse("no command%s", *argv    ? " before :::"
					       : *count ? " after :::"
							: "");
		++*count;
		if (*argv == NULL)
			return commands;
		*argv = NULL;
	}
}

static struct rate
parse_rate(const char *arg)
{
	struct rate rate = {.metric = xstrdup(arg)};
	char *amount = strrchr(rate.metric, ':');

	rate.unit = strchr(rate.metric, ':');
	if (rate.unit == amount || rate.unit == rate.metric ||
	    rate.unit + 1 == amount)
		misuse("-u: not metric:unit:amount: \"%s\"", arg);
	*rate.unit++ = *amount++ = '\0';
	if (is_metric(rate.metric, strlen(rate.metric)))
		misuse("-u: a metric of timer's own: %s", rate.metric);
	rate.amount = number_option_real('u', amount, 0, 1e300);
	return rate;
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
	if (s->count == 1 && s->commands->path == NULL)
		return s->commands->error == ENOENT ? EXIT_NOT_FOUND
						    : EXIT_CANNOT_RUN;
	return EXIT_FAILURE;
}

static int
measure_all(struct session *s)
{
	const struct opts *o = s->opts;
	struct out out;
	int fd = open(o->input, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die("%s:", o->input);
	close(fd);
	s->runner = runner_new();
	if (is_measured_meanwhile(o)) {
		warn("%s: measured meanwhile", o->out);
		return EXIT_SUCCESS;
	}
	s->files = machine_open();
	environment_init(&s->env);
	s->total = (o->warmups + o->runs) * (long)s->count;
	s->terminal = isatty(STDERR_FILENO);
	clock_gettime(CLOCK_MONOTONIC, &s->begun);
	out = out_open(o->out);
	s->f = out.f;
	fputs(SAMPLES_HEADER "\n", s->f);
	run_rounds(s, "warmup", 1, o->warmups);
	run_rounds(s, "timed", o->round, o->runs);
	hide_progress(s);
	for (size_t i = 0; i < s->count; i++)
		if (s->commands[i].failures > 1)
			warn("%s: %ld of %ld runs went wrong",
			    s->commands[i].label, s->commands[i].failures,
			    o->warmups + o->runs);
	out_close(&out);
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
	int opt;

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
		case 'u':
			o.rates =
			    xrealloc(o.rates, o.rates_len + 1, sizeof *o.rates);
			o.rates[o.rates_len++] = parse_rate(optarg);
			break;
		case 'w':
			o.warmups = number_option('w', optarg, 0, 1000000);
			break;
		default: usage(usage_text, opt);
		}
	if (optind == argc)
		usage(usage_text, '?');
	s.commands = split_commands(argv + optind, &s.count);
	if (o.runs == 0 && o.warmups == 0)
		misuse("-n: nothing to run: neither timed runs nor warm-ups");
	if (o.position && s.count > 1)
		misuse("-p: the position is only free if there is one command");
	set_labels(s.commands, s.count, &o);
	for (size_t i = 0; i < s.count; i++)
		find(&s.commands[i]);
	return measure_all(&s);
}
