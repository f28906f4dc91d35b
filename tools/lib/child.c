/* child.c - run a command once under the clock, and leave nothing of it behind
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "child.h"
#include "descendants.h"
#include "die.h"

enum {
	BUFFER = 1 << 16,
	PIPE = 1 << 20, /* so that the command seldom waits for timer */
};

static const int64_t second_ns = 1000000000;
static const int64_t step_ns = 5000000; /* between looks at the dying */
static const int64_t give_up_ns = 60 * second_ns;

struct runner {
	sigset_t held;    /* signals that wait until a run is over */
	sigset_t ignored; /* what a command must not inherit ignored */
	int ending;       /* readable when one of them asks timer to end */
	XXH3_state_t *hash;
	char *buffer;
};

/* one run */
struct run {
	const struct runner *runner;
	struct child *child;
	pid_t pid;
	int pidfd, out, in; /* ends of the pipe: out is read, in is written */
	int64_t begun_ns;   /* the clock */
	enum { RUNNING, ASKED, KILLED } stage;
	int64_t next_ns; /* when to go on to the next stage */
	int64_t killed_ns;
};

static int64_t
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * second_ns + t.tv_nsec;
}

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

static void
leave_children_behind(void)
{
	siginfo_t info;
	pid_t pid;
	int status;

	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0)
		return; /* ECHILD */
	if ((pid = fork()) < 0)
		die("fork:");
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		return;
	}
	while (waitpid(pid, &status, 0) < 0)
		;
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	_exit(WEXITSTATUS(status));
}

struct runner *
runner_new(void)
{
	static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
	struct runner *r = xrealloc(NULL, 1, sizeof *r);
	struct sigaction action;
	sigset_t asking, blocked;

	fill_standard_descriptors();
	/* ignored, there would be nothing to wait for */
	signal(SIGCHLD, SIG_DFL);
	leave_children_behind();
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		die("prctl:");
	signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is a message */
	sigemptyset(&r->ignored);
	for (int i = 1; i < NSIG; i++)
		if (sigaction(i, NULL, &action) == 0 &&
		    action.sa_handler == SIG_IGN)
			sigaddset(&r->ignored, i);
	/* a signal that cannot end timer must not end a run */
	sigprocmask(SIG_BLOCK, NULL, &blocked);
	sigemptyset(&asking);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (!sigismember(&r->ignored, ends[i]) &&
		    !sigismember(&blocked, ends[i]))
			sigaddset(&asking, ends[i]);
	if ((r->ending = signalfd(-1, &asking, SFD_CLOEXEC)) < 0)
		die("signalfd:");
	r->held = asking;
	sigaddset(&r->held, SIGTSTP); /* the clock would run on */
	if ((r->hash = XXH3_createState()) == NULL)
		die("out of memory");
	r->buffer = xrealloc(NULL, BUFFER, 1);
	memset(r->buffer, 1, BUFFER); /* resident before the first run */
	return r;
}

void
runner_free(struct runner *r)
{
	close(r->ending);
	XXH3_freeState(r->hash);
	free(r->buffer);
	free(r);
}

static void
open_pipe(struct run *run)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) < 0)
		die("pipe:");
	run->out = fd[0];
	run->in = fd[1];
	fcntl(run->out, F_SETFL, O_NONBLOCK);
	fcntl(run->out, F_SETPIPE_SZ, PIPE); /* or stay as large as allowed */
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
	c->start_ns = now(CLOCK_REALTIME);
	run->begun_ns = now(CLOCK_MONOTONIC);
	run->pid = vfork();
	if (run->pid == 0) {
		setsid();
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != timer)
			_exit(127); /* timer died before prctl */
		for (int i = 1; i < NSIG; i++)
			if (sigismember(&r->ignored, i))
				sigaction(i, &usual, NULL);
		if (dup2(c->input, STDIN_FILENO) >= 0 &&
		    dup2(run->in, STDOUT_FILENO) >= 0 &&
		    sigprocmask(SIG_SETMASK, &none, NULL) == 0)
			execve(c->path, c->argv, c->envp);
		error = errno;
		_exit(127);
	}
	c->spawn_ns = now(CLOCK_MONOTONIC) - run->begun_ns;
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

/* Read once; how much there was. */
static size_t
drain(struct run *run)
{
	const struct runner *r = run->runner;
	ssize_t len = read(run->out, r->buffer, BUFFER);

	if (len <= 0)
		return 0;
	XXH3_128bits_update(r->hash, r->buffer, (size_t)len);
	run->child->answer_bytes += (uint64_t)len;
	return (size_t)len;
}

/* It is time: TERM to all, after a second KILL, again and again for those born
 * meanwhile. */
static void
end_all(struct run *run)
{
	int64_t now_ns = now(CLOCK_MONOTONIC);

	if (run->stage == ASKED)
		run->killed_ns = now_ns;
	else if (run->stage == KILLED && now_ns - run->killed_ns > give_up_ns)
		die("a process does not die of SIGKILL: %s", run->child->path);
	run->stage = run->stage == RUNNING ? ASKED : KILLED;
	descendants_signal(run->stage == ASKED ? SIGTERM : SIGKILL);
	/* looking at many processes takes a while */
	run->next_ns =
	    now(CLOCK_MONOTONIC) + (run->stage == ASKED ? second_ns : step_ns);
}

/* Wait until the command has ended, and stop the clock.  Timer keeps the
 * writing end of the pipe open, so that the command's closing of its own does
 * not wake timer while the command still exits. */
static void
wait_for_end(struct run *run)
{
	struct child *c = run->child;
	struct pollfd fd[] = {
	    {.fd = run->pidfd, .events = POLLIN},
	    {.fd = run->out, .events = POLLIN},
	    {.fd = run->runner->ending, .events = POLLIN},
	};

	for (;;) {
		int64_t now_ns = now(CLOCK_MONOTONIC);
		int64_t left_ns = run->next_ns - now_ns;
		struct timespec left = {.tv_sec = left_ns / second_ns,
		    .tv_nsec = left_ns % second_ns};

		if (left_ns <= 0) {
			c->timed_out |= run->stage == RUNNING;
			end_all(run);
			continue;
		}
		ppoll(fd, 3, run->next_ns == INT64_MAX ? NULL : &left, NULL);
		now_ns = now(CLOCK_MONOTONIC);
		if (fd[0].revents) {
			c->wall_ns = now_ns - run->begun_ns;
			return;
		}
		if (fd[1].revents)
			drain(run);
		if (fd[2].revents) {
			fd[2].fd = -1;
			end_all(run);
		}
	}
}

static void
add_time(struct timeval *sum, struct timeval t)
{
	timeradd(sum, &t, sum);
}

static void
add_usage(struct child *c, const struct rusage *u)
{
	struct rusage *sum = &c->usage;

	add_time(&sum->ru_utime, u->ru_utime);
	add_time(&sum->ru_stime, u->ru_stime);
	if (u->ru_maxrss > sum->ru_maxrss)
		sum->ru_maxrss = u->ru_maxrss;
	sum->ru_minflt += u->ru_minflt;
	sum->ru_majflt += u->ru_majflt;
	sum->ru_nvcsw += u->ru_nvcsw;
	sum->ru_nivcsw += u->ru_nivcsw;
	c->processes++;
}

/* Reap the command, then every orphan, ending those that live.  When there are
 * no children any more there are no descendants, for they all come to their
 * subreaper in the end. */
static void
reap_all(struct run *run)
{
	struct child *c = run->child;
	struct pollfd fd = {.fd = run->out, .events = POLLIN};
	struct rusage usage;
	int status;
	pid_t pid;

	if (wait4(run->pid, &c->status, 0, &usage) < 0)
		die("wait4:");
	add_usage(c, &usage);
	for (;;) {
		int64_t now_ns = now(CLOCK_MONOTONIC);

		/* not for ever: they may be born as fast as they are reaped */
		do {
			pid = wait4(-1, &status, WNOHANG | __WALL, &usage);
			if (pid > 0)
				add_usage(c, &usage);
		} while (
		    pid > 0 && now(CLOCK_MONOTONIC) - now_ns < second_ns / 10);
		if (pid < 0)
			return;
		if (c->leaked == 0)
			c->leaked = (long)descendants_signal(0);
		if (run->stage == RUNNING || now_ns >= run->next_ns)
			end_all(run);
		poll(&fd, 1, 1);
		drain(run);
	}
}

void
child_run(struct runner *r, const struct machine_files *files, struct child *c)
{
	struct run run = {.runner = r, .child = c, .next_ns = INT64_MAX};
	XXH128_canonical_t digest;
	sigset_t usual;

	open_pipe(&run);
	XXH3_128bits_reset(r->hash);
	sigprocmask(SIG_BLOCK, &r->held, &usual);
	c->floor_bytes = machine_own_peak(files);
	c->before = machine_read(files);
	spawn(&run);
	if (c->timeout_s > 0)
		run.next_ns = run.begun_ns + (int64_t)(c->timeout_s * 1e9);
	wait_for_end(&run);
	c->after = machine_read(files);
	reap_all(&run);
	while (drain(&run) > 0)
		;
	XXH128_canonicalFromHash(&digest, XXH3_128bits_digest(r->hash));
	for (size_t i = 0; i < sizeof digest.digest; i++)
		snprintf(c->answer + 2 * i, 3, "%02x", digest.digest[i]);
	close(run.pidfd);
	close(run.out);
	close(run.in);
	/* now timer may die of a signal that came meanwhile */
	sigprocmask(SIG_SETMASK, &usual, NULL);
}
