/* sampler.c - write a time series of a process tree's memory and more */

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "descendants.h"
#include "die.h"
#include "keeper.h"
#include "number.h"
#include "out.h"
#include "samplesfd.h"
#include "timeline.h"
#include "tree.h"

const char *const tool = "sampler";

static const char usage_text[] =
    "usage: sampler [-Ss] [-i milliseconds] [-o file] command [argument ...]\n"
    "       sampler [-Ss] [-i milliseconds] [-o file] -p pid\n"
    "\n"
    "  -i milliseconds  interval between samples, at least 1 (default 10)\n"
    "  -o file          write the series here, whole or not at all (default "
    "standard\n"
    "                   output)\n"
    "  -p pid           watch this process (default run a command)\n"
    "  -S               like -s, and before it the series, for leak\n"
    "  -s               report a summary as samples on SAMPLES_FD, for timer\n"
    "\n"
    "example: sampler -o series.csv sort -R numbers.txt\n";

struct opts {
	int64_t interval_ns;
	pid_t pid;      /* 0: run the command */
	int summary_fd; /* -1: none */
	int series;     /* with the summary */
};

struct sampling {
	struct tree *tree;
	FILE *f; /* the series; NULL: not wanted */
	struct timeline all;
	int64_t begin_ns, interval_ns;
	int64_t turn;   /* of the next sample, counted in intervals */
	long missed;    /* since the last sample */
	double begun_s; /* CPU time of this process at the beginning */
	int status;     /* of the command */
	int error;      /* errno of writing the series */
};

static double
cpu_time_s(void)
{
	return (double)clock_ns(CLOCK_PROCESS_CPUTIME_ID) / SECOND_NS;
}

/* A sample that was due at its turn, or, at the end, out of turn. */
static void
take(struct sampling *s, int in_turn)
{
	int64_t time_ns = clock_ns(CLOCK_MONOTONIC) - s->begin_ns;
	int64_t late_ns = time_ns - s->turn * s->interval_ns, passed;
	struct moment m = {.time_s = (double)time_ns / SECOND_NS,
	    .late_s = in_turn ? (double)late_ns / SECOND_NS : NAN,
	    .missed = s->missed};

	tree_look(s->tree, &m.tree);
	m.cost_s = cpu_time_s() - s->begun_s;
	if (s->f)
		timeline_write(s->f, &m);
	if (s->f && ferror(s->f))
		s->error = errno;
	timeline_add(&s->all, &m);
	/* the first turn that is not over yet */
	passed = (clock_ns(CLOCK_MONOTONIC) - s->begin_ns) / s->interval_ns;
	s->missed = passed > s->turn ? (long)(passed - s->turn) : 0;
	s->turn += s->missed + 1;
}

static void
set_timer(int timer, const struct sampling *s)
{
	int64_t at_ns = s->begin_ns + s->turn * s->interval_ns;
	struct itimerspec at = {
	    .it_value = {at_ns / SECOND_NS, at_ns % SECOND_NS}};

	if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL) < 0)
		die("timerfd_settime:");
}

/* Sample until the process ends, or for one that was running already, until a
 * signal comes. */
static void
sample(struct sampling *s, int pidfd, int signals, int command)
{
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	struct pollfd fd[] = {{.fd = pidfd, .events = POLLIN},
	    {.fd = signals, .events = POLLIN}, {.fd = timer, .events = POLLIN}};
	int ended = 0, asked;

	if (timer < 0)
		die("timerfd_create:");
	take(s, 1);
	while (!ended && s->error == 0) {
		set_timer(timer, s);
		while (poll(fd, 3, -1) < 0)
			if (errno != EINTR)
				die("poll:");
		asked = fd[1].revents &&
			keeper_pass_on(signals, command ? pidfd : -1);
		if (!command)
			ended = fd[0].revents || asked;
		else if (fd[0].revents || fd[1].revents)
			ended = tree_reap(s->tree, &s->status);
		if (ended || fd[2].revents)
			take(s, !ended);
	}
	close(timer);
}

static void
end_all(struct tree *tree, const char *command)
{
	struct ending ending = {0};
	size_t alive = descendants_signal(0);
	int status;

	if (alive > 0)
		warn("ending what the command has left running: processes: %zu",
		    alive);
	while (descendants_remain()) {
		if (clock_ns(CLOCK_MONOTONIC) >= ending.next_ns)
			descendants_end(&ending, command);
		poll(NULL, 0, 5);
		tree_reap(tree, &status);
	}
}

static int
run(const struct opts *o, char *argv[], struct out *out, int wanted)
{
	struct sampling s = {.interval_ns = o->interval_ns,
	    .f = wanted ? out->f : NULL,
	    .all = timeline_new(o->series)};
	int signals, pidfd, output = STDOUT_FILENO;
	pid_t pid = o->pid;
	sigset_t usual;

	signals = keeper_signals(&usual);
	if (pid == 0) {
		if (s.f == stdout)
			output = STDERR_FILENO;
		pid = keeper_start(argv, output, &usual);
	}
	signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is a message */
	s.begin_ns = clock_ns(CLOCK_MONOTONIC);
	s.begun_s = cpu_time_s();
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	s.tree = tree_new(pid, o->pid == 0);
	if (pidfd < 0 || s.tree == NULL)
		die("no such process: %d", pid);
	if (s.f)
		timeline_write_header(s.f);
	sample(&s, pidfd, signals, o->pid == 0);
	if (o->pid == 0)
		end_all(s.tree, *argv);
	tree_free(s.tree);
	errno = s.error; /* what is said if the series is not whole */
	if (s.f)
		out_close(out);
	if (o->summary_fd >= 0)
		timeline_report(
		    &s.all, cpu_time_s() - s.begun_s, o->summary_fd);
	timeline_free(&s.all);
	if (o->pid)
		return EXIT_SUCCESS;
	return keeper_status(s.status);
}

int
main(int argc, char *argv[])
{
	struct opts o = {.interval_ns = 10000000, .summary_fd = -1};
	const char *path = NULL;
	struct out out;
	int opt;

	while ((opt = next_option(argc, argv, "+Shi:o:p:s")) != -1) {
		switch (opt) {
		case 'i':
			o.interval_ns = (int64_t)(1e6 * number_option_real(opt,
							    optarg, 1, 3.6e6));
			break;
		case 'o': path = optarg; break;
		case 'p':
			o.pid = (pid_t)number_option(opt, optarg, 1, INT_MAX);
			break;
		case 'S':
		case 's':
			o.series |= opt == 'S';
			if ((o.summary_fd = samples_fd()) < 0)
				misuse("-%c: SAMPLES_FD is not set", opt);
			break;
		default: usage(usage_text, opt);
		}
	}
	if ((optind == argc) == (o.pid == 0))
		usage(usage_text, '?');
	if (o.pid == 0)
		descendants_own();
	out = out_open(path);
	return run(&o, argv + optind, &out, path || o.summary_fd < 0);
}
