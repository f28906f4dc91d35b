/* descendants.c - all the processes this one has started, and theirs */

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "descendants.h"
#include "die.h"
#include "proc.h"
#include "signals.h"

static const int64_t step_ns = 5000000; /* between looks at the dying */
static const int64_t give_up_ns = INT64_C(60) * SECOND_NS;

struct process {
	pid_t pid, parent, group;
	unsigned long long start;
	char state;
	int ours;
};

/* What is left of a process that had children: pass signals on to the one that
 * goes on without them, and end as it does.  A signal from the terminal goes to
 * both already. */
_Noreturn static void
stand_for(pid_t pid, sigset_t *signals)
{
	siginfo_t info;
	int sig, status;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		sig = sigwaitinfo(signals, &info);
		if (sig > 0 && sig != SIGCHLD && info.si_code != SI_KERNEL)
			kill(pid, sig);
	}
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		sigemptyset(signals);
		sigaddset(signals, WTERMSIG(status));
		sigprocmask(SIG_UNBLOCK, signals, NULL);
		raise(WTERMSIG(status));
	}
	_exit(WEXITSTATUS(status));
}

static void
leave_children_behind(void)
{
	sigset_t signals = signals_asking(), usual;
	pid_t old = getpid(), pid;

	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, &usual);
	if ((pid = fork()) < 0)
		die("fork:");
	if (pid > 0)
		stand_for(pid, &signals);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != old)
		_exit(EXIT_FAILURE); /* it died before prctl */
	sigprocmask(SIG_SETMASK, &usual, NULL);
}

int
descendants_remain(void)
{
	siginfo_t info;

	return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

void
descendants_own(void)
{
	signal(SIGCHLD, SIG_DFL); /* ignored, nothing could be reaped */
	if (descendants_remain())
		leave_children_behind();
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		die("prctl:");
}

static int
read_process(pid_t pid, struct process *process)
{
	struct proc p = proc_of(pid);
	struct proc_stat s;

	if (!proc_stat(&p, &s))
		return 0;
	*process = (struct process){.pid = pid,
	    .parent = s.parent,
	    .group = s.group,
	    .start = s.start,
	    .state = s.state};
	return 1;
}

static struct process *
read_all(size_t *count)
{
	struct process *all = NULL;
	size_t size = 0;
	struct dirent *entry;
	DIR *proc = opendir("/proc");

	if (proc == NULL)
		die("/proc:");
	*count = 0;
	while ((entry = readdir(proc))) {
		if (!isdigit((unsigned char)*entry->d_name))
			continue;
		if (*count == size) {
			size = size ? 2 * size : 256;
			all = xrealloc(all, size, sizeof *all);
		}
		*count += (size_t)read_process(
		    (pid_t)strtol(entry->d_name, NULL, 10), &all[*count]);
	}
	closedir(proc);
	return all;
}

static int
compare(const void *a, const void *b)
{
	const struct process *p = a, *q = b;

	return (p->pid > q->pid) - (p->pid < q->pid);
}

/* Spread "ours" from parents to children until nothing changes.  A parent
 * mostly has the lower number, so one pass or two are enough. */
static void
mark(struct process *all, size_t count)
{
	pid_t self = getpid();
	int changed = count > 0;

	if (changed)
		qsort(all, count, sizeof *all, compare);
	while (changed) {
		changed = 0;
		for (struct process *p = all; p < all + count; p++) {
			struct process key = {.pid = p->parent}, *parent;

			if (p->ours)
				continue;
			parent =
			    bsearch(&key, all, count, sizeof *all, compare);
			p->ours = p->parent == self || (parent && parent->ours);
			changed |= p->ours;
		}
	}
}

/* The descriptor is of what has this number now: look only then whether that is
 * the one that is meant. */
static void
signal_process(const struct process *p, int sig)
{
	struct process again;
	long pidfd = syscall(SYS_pidfd_open, p->pid, 0);

	if (pidfd < 0)
		return; /* gone */
	if (read_process(p->pid, &again) && again.start == p->start)
		syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, 0);
	close((int)pidfd);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct process *p = a, *q = b;

	return (p->group > q->group) - (p->group < q->group);
}

/* Kill their process groups, each once.  The kernel signals all of a group at
 * one instant and lets nobody in it fork meanwhile, and so reaches even one
 * that forks and exits faster than it can be looked at.  A group's number
 * cannot have gone to a stranger: it is taken while it has a member, even a
 * zombie, and after that numbers are given out in turn. */
static void
kill_groups(struct process *all, size_t count)
{
	pid_t own = getpgrp(), done = 1;

	if (count > 0)
		qsort(all, count, sizeof *all, compare_groups);
	for (size_t i = 0; i < count; i++) {
		pid_t group = all[i].group;

		if (!all[i].ours || group <= done || group == own)
			continue;
		done = group;
		kill(-group, SIGKILL);
	}
}

size_t
descendants_signal(int sig)
{
	size_t count, alive = 0;
	struct process *all = read_all(&count);

	mark(all, count);
	if (sig == SIGKILL)
		kill_groups(all, count);
	for (size_t i = 0; i < count; i++)
		if (all[i].ours && all[i].state != 'Z') {
			alive++;
			signal_process(&all[i], sig);
		}
	free(all);
	return alive;
}

void
descendants_end(struct ending *e, const char *command)
{
	int64_t now_ns = clock_ns(CLOCK_MONOTONIC);

	if (e->stage == ASKED)
		e->killed_ns = now_ns;
	else if (e->stage == KILLED && now_ns - e->killed_ns > give_up_ns)
		die("a process does not die of SIGKILL: %s", command);
	e->stage = e->stage == NOT_BEGUN ? ASKED : KILLED;
	descendants_signal(e->stage == ASKED ? SIGTERM : SIGKILL);
	/* looking at many processes takes a while */
	e->next_ns = clock_ns(CLOCK_MONOTONIC) +
		     (e->stage == ASKED ? SECOND_NS : step_ns);
}
