/* sampler.c - write a time series of a process tree's memory and more */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "keeper.h"
#include "number.h"
#include "out.h"
#include "tree.h"

const char *const tool = "sampler";

static const char usage_text[] =
    "usage: sampler [-s] [-i milliseconds] [-o file] command [argument ...]\n"
    "       sampler [-s] [-i milliseconds] [-o file] -p pid\n";

enum { SIGNALLED = 128 };

static const int64_t second_ns = 1000000000;
static const int64_t grace_ns = 1000000000; /* between SIGTERM and SIGKILL */

struct opts {
	int64_t interval_ns;
	pid_t pid;      /* 0: run the command */
	int summary_fd; /* -1: none */
};

struct sampling {
	struct tree *tree;
	FILE *f; /* the series; NULL: not wanted */
	int64_t begin_ns, interval_ns;
	int64_t turn;   /* of the next sample, counted in intervals */
	int64_t missed; /* since the last sample */
	double cost_s;  /* CPU time of this process at the beginning */
	int status;     /* of the command */
	int error;      /* errno of writing the series */

	/* over the series */
	long samples, all_missed;
	double late_max_s;
	struct tree_sample peak;
};

static int64_t
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * second_ns + t.tv_nsec;
}

static double
seconds(int64_t ns)
{
	return (double)ns / 1e9;
}

static void
print(FILE *f, int decimals, double value)
{
	putc(',', f);
	if (!isnan(value))
		fprintf(f, "%.*f", decimals, value);
}

static void
print_row(const struct sampling *s, int64_t begin_ns, double late_s,
    const struct tree_sample *t)
{
	fprintf(s->f, "%.6f", seconds(begin_ns - s->begin_ns));
	print(s->f, 6, late_s);
	print(s->f, 0, (double)s->missed);
	print(s->f, 0, t->processes);
	print(s->f, 0, t->threads);
	print(s->f, 0, t->fds);
	print(s->f, 0, t->rss_B);
	print(s->f, 0, t->pss_B);
	print(s->f, 0, t->hwm_B);
	print(s->f, 0, t->peak_B);
	print(s->f, 6, t->cpu_s);
	print(s->f, 6, t->user_s);
	print(s->f, 6, t->sys_s);
	print(s->f, 0, t->read_B);
	print(s->f, 0, t->written_B);
	print(s->f, 0, t->storage_read_B);
	print(s->f, 0, t->storage_written_B);
	print(s->f, 6, seconds(now(CLOCK_PROCESS_CPUTIME_ID)) - s->cost_s);
	putc('\n', s->f);
}

/* A sample that was due at its turn, or, at the end, out of turn. */
static void
take(struct sampling *s, int in_turn)
{
	int64_t begin_ns = now(CLOCK_MONOTONIC), passed;
	double late_s = NAN;
	struct tree_sample t, *peak = &s->peak;

	tree_look(s->tree, &t);
	if (in_turn)
		late_s =
		    seconds(begin_ns - s->begin_ns - s->turn * s->interval_ns);
	if (s->f)
		print_row(s, begin_ns, late_s, &t);
	if (s->f && ferror(s->f))
		s->error = errno;
	s->samples++;
	s->all_missed += (long)s->missed;
	s->late_max_s = fmax(s->late_max_s, late_s);
	peak->processes = fmax(peak->processes, t.processes);
	peak->threads = fmax(peak->threads, t.threads);
	peak->fds = fmax(peak->fds, t.fds);
	peak->rss_B = fmax(peak->rss_B, t.rss_B);
	peak->pss_B = fmax(peak->pss_B, t.pss_B);
	peak->peak_B = t.peak_B;
	/* the first turn that is not over yet */
	passed = (now(CLOCK_MONOTONIC) - s->begin_ns) / s->interval_ns;
	s->missed = passed > s->turn ? passed - s->turn : 0;
	s->turn += s->missed + 1;
}

static void
set_timer(int timer, const struct sampling *s)
{
	int64_t at_ns = s->begin_ns + s->turn * s->interval_ns;
	struct itimerspec at = {
	    .it_value = {at_ns / second_ns, at_ns % second_ns}};

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
	int ended = 0;

	if (timer < 0)
		die("timerfd_create:");
	take(s, 1);
	while (!ended && s->error == 0) {
		set_timer(timer, s);
		while (poll(fd, 3, -1) < 0)
			if (errno != EINTR)
				die("poll:");
		if (command)
			ended = tree_reap(s->tree, &s->status);
		else
			ended = fd[0].revents || fd[1].revents;
		if (!ended && fd[1].revents)
			keeper_pass_on(signals, pidfd);
		if (ended || fd[2].revents)
			take(s, !ended);
	}
	close(timer);
}

/* End what is left of the tree: SIGTERM, and after a while SIGKILL, again and
 * again for those that are born meanwhile. */
static void
end_all(struct tree *tree)
{
	int64_t kill_ns = now(CLOCK_MONOTONIC) + grace_ns;
	size_t alive = tree_signal(tree, SIGTERM);
	int status;

	if (alive == 0)
		return;
	warn("ending what the command has left running: processes: %zu", alive);
	while (tree_signal(tree, now(CLOCK_MONOTONIC) < kill_ns ? 0 : SIGKILL) >
	       0) {
		poll(NULL, 0, 5);
		tree_reap(tree, &status);
	}
	tree_reap(tree, &status);
}

static void
summarise(const struct sampling *s, int fd)
{
	const struct tree_sample *p = &s->peak;
	const struct {
		const char *metric, *unit;
		double value;
	} rows[] = {{"tree_pss_peak", "B", p->pss_B},
	    {"tree_rss_peak", "B", p->rss_B}, {"tree_hwm_peak", "B", p->peak_B},
	    {"tree_processes_peak", "1", p->processes},
	    {"tree_threads_peak", "1", p->threads},
	    {"tree_fds_peak", "1", p->fds},
	    {"tree_samples", "1", (double)s->samples},
	    {"tree_samples_missed", "1", (double)s->all_missed},
	    {"tree_sample_late_max", "s", s->late_max_s},
	    {"tree_sampler_cpu_time", "s",
		seconds(now(CLOCK_PROCESS_CPUTIME_ID)) - s->cost_s}};
	char value[NUMBER_MAX];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!isnan(rows[i].value) &&
		    dprintf(fd, ",%s,%s,%s\n", rows[i].metric, rows[i].unit,
			number_format(value, rows[i].value)) < 0)
			die("SAMPLES_FD:");
}

/* The descriptor that $SAMPLES_FD names. */
static int
samples_fd(void)
{
	const char *text = getenv("SAMPLES_FD");
	char *end;
	long fd;

	if (text == NULL)
		misuse("-s: SAMPLES_FD is not set");
	fd = strtol(text, &end, 10);
	if (end == text || *end || fd < 0 || fd > INT_MAX ||
	    fcntl((int)fd, F_GETFD) < 0)
		misuse("SAMPLES_FD: not an open descriptor: \"%s\"", text);
	return (int)fd;
}

static int
run(const struct opts *o, char *argv[], struct out *out, int wanted)
{
	struct sampling s = {.interval_ns = o->interval_ns,
	    .f = wanted ? out->f : NULL,
	    .peak = {.pss_B = NAN}};
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
	s.begin_ns = now(CLOCK_MONOTONIC);
	s.cost_s = seconds(now(CLOCK_PROCESS_CPUTIME_ID));
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	s.tree = tree_new(pid, o->pid == 0);
	if (pidfd < 0 || s.tree == NULL)
		die("no such process: %d", pid);
	if (s.f)
		fputs("time_s,late_s,missed,processes,threads,fds,rss_B,pss_B,"
		      "hwm_B,peak_B,cpu_time_s,user_time_s,sys_time_s,read_B,"
		      "write_B,storage_read_B,storage_write_B,cost_s\n",
		    s.f);
	sample(&s, pidfd, signals, o->pid == 0);
	if (o->pid == 0)
		end_all(s.tree);
	tree_free(s.tree);
	errno = s.error; /* what is said if the series is not whole */
	if (s.f)
		out_close(out);
	if (o->summary_fd >= 0)
		summarise(&s, o->summary_fd);
	if (o->pid)
		return EXIT_SUCCESS;
	return WIFSIGNALED(s.status) ? SIGNALLED + WTERMSIG(s.status)
				     : WEXITSTATUS(s.status);
}

int
main(int argc, char *argv[])
{
	struct opts o = {.interval_ns = 10000000, .summary_fd = -1};
	const char *path = NULL;
	struct out out;
	int opt;

	while ((opt = getopt(argc, argv, "+hi:o:p:s")) != -1) {
		switch (opt) {
		case 'i':
			o.interval_ns = (int64_t)(1e6 * number_option_real(opt,
							    optarg, 1, 3.6e6));
			break;
		case 'o': path = optarg; break;
		case 'p':
			o.pid = (pid_t)number_option(opt, optarg, 1, INT_MAX);
			break;
		case 's': o.summary_fd = samples_fd(); break;
		default: usage(usage_text, opt);
		}
	}
	if ((optind == argc) == (o.pid == 0))
		usage(usage_text, '?');
	out = out_open(path);
	return run(&o, argv + optind, &out, path || o.summary_fd < 0);
}
