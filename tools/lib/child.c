/* child.c - run a command once under the clock, and leave nothing of it behind
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "childenv.h"
#include "clock.h"
#include "descendants.h"
#include "die.h"
#include "signals.h"

enum { REAPED_MAX = 1024 }; /* at a time: they may be born as fast */

struct runner {
	const char *input;
	sigset_t ignored; /* signals a command must not inherit ignored */
	sigset_t held;    /* signals that wait until a run is over */
	int ending;       /* readable when one of them asks timer to end */
	int orphans;      /* readable when some child has ended */
	int samples;      /* the number of SAMPLES_FD, the same for all runs */
	struct machine_files files;
	struct childenv env;
	struct answer answer;
};

/* one run */
struct run {
	struct runner *runner;
	struct child *child;
	pid_t pid;
	int pidfd, input;
	int64_t begun_ns; /* the clock */
	struct ending ending;
};

/* Descriptors 0, 1, 2 must be taken, or the pipe could become one of them.
 * Writing to one that was closed still fails. */
static void
fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd < 0)
		die("/dev/null:");
	close(fd);
}

struct runner *
runner_new(const char *input, size_t padding_max, int served)
{
	struct runner *r = xrealloc(NULL, 1, sizeof *r);
	sigset_t child;

	fill_standard_descriptors();
	r->input = input;
	/* taken early: many a shell can redirect only to one digit */
	if ((r->samples = open(input, O_RDONLY)) < 0)
		die("%s:", input);
	descendants_own();
	signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is a message */
	r->ignored = signals_ignored();
	/* a signal that cannot end timer must not end a run */
	r->held = signals_asking();
	r->ending = signals_open(&r->held);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	r->orphans = signals_open(&child);
	sigaddset(&r->held, SIGCHLD);
	sigaddset(&r->held, SIGTSTP); /* the clock would run on */
	r->files = machine_open(served);
	childenv_init(&r->env, padding_max);
	r->answer = answer_new();
	return r;
}

void
runner_free(struct runner *r)
{
	close(r->ending);
	close(r->orphans);
	close(r->samples);
	machine_close(&r->files);
	childenv_free(&r->env);
	answer_free(&r->answer);
	free(r);
}

/* Each run gets a new file for its samples, not one that another could have
 * left open at some offset. */
static void
replace_samples(int samples)
{
	int fd = memfd_create("samples", MFD_CLOEXEC);

	if (fd < 0 || fcntl(fd, F_SETFL, O_APPEND) < 0 || dup2(fd, samples) < 0)
		die("memfd_create:");
	close(fd);
}

/* The child of vfork runs in its parent's memory: it may call what is safe in
 * a signal handler, and write nothing that the parent reads but error.
 * NOLINTBEGIN(clang-analyzer-unix.Vfork,clang-analyzer-security.*): posix_spawn
 * cannot do all this, and fork takes longer the larger timer is. */
static void
spawn(struct run *run)
{
	struct child *c = run->child;
	const struct runner *r = run->runner;
	const struct sigaction usual = {.sa_handler = SIG_DFL};
	sigset_t none;
	pid_t timer = getpid();
	volatile int error = 0;

	sigemptyset(&none);
	c->start_ns = clock_ns(CLOCK_REALTIME);
	run->begun_ns = clock_ns(CLOCK_MONOTONIC);
	run->pid = vfork();
	if (run->pid == 0) {
		setsid();
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != timer)
			_exit(127); /* timer died before prctl */
		for (int i = 1; i < NSIG; i++)
			if (sigismember(&r->ignored, i))
				sigaction(i, &usual, NULL);
		if (dup2(run->input, STDIN_FILENO) >= 0 &&
		    dup2(r->answer.in, STDOUT_FILENO) >= 0 &&
		    sigprocmask(SIG_SETMASK, &none, NULL) == 0)
			execve(c->path, c->argv, r->env.vars);
		error = errno;
		_exit(127);
	}
	c->spawn_ns = clock_ns(CLOCK_MONOTONIC) - run->begun_ns;
	if (run->pid < 0)
		die("vfork:");
	c->error = error;
	run->pidfd = (int)syscall(SYS_pidfd_open, run->pid, 0);
	if (run->pidfd < 0) {
		warn("pidfd_open:");
		kill(run->pid, SIGKILL);
		exit(EXIT_FAILURE);
	}
}

/* NOLINTEND(clang-analyzer-unix.Vfork,clang-analyzer-security.*) */

static void
add_usage(struct child *c, const struct rusage *u)
{
	struct rusage *sum = &c->usage;

	timeradd(&sum->ru_utime, &u->ru_utime, &sum->ru_utime);
	timeradd(&sum->ru_stime, &u->ru_stime, &sum->ru_stime);
	if (u->ru_maxrss > sum->ru_maxrss)
		sum->ru_maxrss = u->ru_maxrss;
	sum->ru_minflt += u->ru_minflt;
	sum->ru_majflt += u->ru_majflt;
	sum->ru_nvcsw += u->ru_nvcsw;
	sum->ru_nivcsw += u->ru_nivcsw;
	c->processes++;
}

/* Reap those that have ended, the command or orphans: 0 if there are no others.
 */
static int
reap(struct run *run)
{
	struct rusage usage;
	int status;
	pid_t pid = 1;

	for (int i = 0; i < REAPED_MAX && pid > 0; i++) {
		pid = wait4(-1, &status, WNOHANG | __WALL, &usage);
		if (pid > 0)
			add_usage(run->child, &usage);
		if (pid == run->pid)
			run->child->status = status;
	}
	return pid >= 0;
}

/* Wait until the command has ended, and stop the clock.  Timer keeps the
 * writing end of the pipe open, so that the command's closing of its own does
 * not wake timer while the command still exits.  Orphans are reaped meanwhile,
 * or they would take up all the numbers there are for processes. */
static void
wait_for_end(struct run *run)
{
	struct runner *r = run->runner;
	struct child *c = run->child;
	struct signalfd_siginfo info;
	struct pollfd fd[] = {
	    {.fd = run->pidfd, .events = POLLIN},
	    {.fd = r->answer.out, .events = POLLIN},
	    {.fd = r->ending, .events = POLLIN},
	    {.fd = r->orphans, .events = POLLIN},
	};

	for (;;) {
		int64_t now_ns = clock_ns(CLOCK_MONOTONIC);
		int64_t left_ns = run->ending.next_ns - now_ns;
		struct timespec left = {.tv_sec = left_ns / SECOND_NS,
		    .tv_nsec = left_ns % SECOND_NS};

		if (left_ns <= 0) {
			c->timed_out |= run->ending.stage == NOT_BEGUN;
			descendants_end(&run->ending, c->path);
			continue;
		}
		ppoll(fd, sizeof fd / sizeof *fd,
		    run->ending.next_ns == INT64_MAX ? NULL : &left, NULL);
		now_ns = clock_ns(CLOCK_MONOTONIC);
		if (fd[0].revents) {
			c->wall_ns = now_ns - run->begun_ns;
			return;
		}
		if (fd[1].revents)
			answer_read(&r->answer);
		if (fd[2].revents) {
			fd[2].fd = -1;
			descendants_end(&run->ending, c->path);
		}
		if (fd[3].revents && read(r->orphans, &info, sizeof info) > 0)
			reap(run);
	}
}

/* Reap the command, then every orphan, ending those that live.  When there are
 * no children any more there are no descendants, for they all come to their
 * subreaper in the end. */
static void
reap_all(struct run *run)
{
	struct answer *answer = &run->runner->answer;
	struct child *c = run->child;
	struct pollfd fd = {.fd = answer->out, .events = POLLIN};

	while (reap(run)) {
		if (c->leaked == 0)
			c->leaked = (long)descendants_signal(0);
		if (run->ending.stage == NOT_BEGUN ||
		    clock_ns(CLOCK_MONOTONIC) >= run->ending.next_ns)
			descendants_end(&run->ending, c->path);
		poll(&fd, 1, 1);
		answer_read(answer);
	}
}

void
child_run(struct runner *r, struct child *c)
{
	struct run run = {
	    .runner = r, .child = c, .ending = {.next_ns = INT64_MAX}};
	sigset_t usual;

	replace_samples(r->samples);
	childenv_set(&r->env, r->samples, c->padding);
	if ((run.input = open(r->input, O_RDONLY | O_CLOEXEC)) < 0)
		die("%s:", r->input);
	answer_begin(&r->answer);
	sigprocmask(SIG_BLOCK, &r->held, &usual);
	c->floor_bytes = machine_own_peak(&r->files);
	c->before = machine_read(&r->files);
	spawn(&run);
	if (c->timeout_s > 0)
		run.ending.next_ns =
		    run.begun_ns + (int64_t)(c->timeout_s * SECOND_NS);
	wait_for_end(&run);
	c->after = machine_read(&r->files);
	reap_all(&run);
	answer_end(&r->answer, c->answer);
	c->answer_bytes = r->answer.bytes;
	c->samples = r->samples;
	close(run.pidfd);
	close(run.input);
	/* now timer may die of a signal that came meanwhile */
	sigprocmask(SIG_SETMASK, &usual, NULL);
}
