/* tree.c - a process and all its descendants, measured again and again */

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "proc.h"
#include "tree.h"

enum {
	NEW_MAX = 1024, /* so many new numbers are looked at one by one */
	FDS_SPARE = 64, /* descriptors not used to keep files open */
	ATTEMPTS = 3,   /* to sum up a tree while none of it ends */
	PER_CENT = 100, /* a costly look takes at most 1 % of the time */
};

static const double scan_pause_s = 0.05;
static const double pss_s_per_B = 1e-11; /* what more memory should cost */

struct member {
	struct proc proc;
	int gone;
};

struct tree {
	struct member *members; /* parents before their children */
	size_t len, size, keep_max;
	pid_t own;   /* the caller, if the root is its child; or 0 */
	int loadavg; /* its last field is the number given last */
	long last_pid;
	double next_scan_s;
	/* when PSS was read last, how long it took, and for what RSS */
	double pss_s, pss_cost_s, pss_rss_B;
	pid_t root;
	unsigned long long since;  /* no descendant is older than the root */
	struct tree_sample reaped; /* totals of children of the caller */
	struct tree_sample base, last; /* totals: of the beginning, so far */
	double lost_user_s, lost_sys_s, peak_B;
	int begun;
};

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
is_member(const struct tree *t, pid_t pid)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->members[i].proc.pid == pid)
			return 1;
	return 0;
}

static int
add(struct tree *t, pid_t pid)
{
	struct member *m;

	if (t->len == t->size) {
		t->size = t->size ? 2 * t->size : 64;
		t->members = xrealloc(t->members, t->size, sizeof *m);
	}
	m = &t->members[t->len];
	m->gone = 0;
	if (!proc_open(&m->proc, pid, t->len < t->keep_max))
		return 0;
	t->len++;
	return 1;
}

/* Add the process if its parent is in the tree: 1 if so. */
static int
adopt(struct tree *t, pid_t pid)
{
	struct proc p = {.pid = pid, .fd = {-1, -1, -1, -1}};
	struct proc_stat s;

	if (pid == t->own || !proc_stat(&p, &s) || s.state == 'Z' ||
	    s.start < t->since || is_member(t, pid) ||
	    !(is_member(t, s.parent) || (t->own && s.parent == t->own)) ||
	    proc_of_thread(pid) != pid)
		return 0;
	return add(t, pid);
}

/* Look at all processes, until none is found that belongs here. */
static void
scan(struct tree *t)
{
	struct dirent *entry;
	DIR *proc = opendir("/proc");
	int found;

	if (proc == NULL)
		die("/proc:");
	do {
		found = 0;
		rewinddir(proc);
		while ((entry = readdir(proc)))
			if (isdigit((unsigned char)*entry->d_name))
				found |= adopt(t, atoi(entry->d_name));
	} while (found);
	closedir(proc);
}

/* The kernel gives numbers in ascending order, so that those of new processes
 * are between the last one seen and the last one given.  A look at all catches
 * what this misses: a number that was given but was not yet visible. */
static void
find_new(struct tree *t)
{
	double begin_s = now_s();
	long last = t->last_pid;
	char text[128], *p;
	ssize_t len = pread(t->loadavg, text, sizeof text - 1, 0);

	text[len > 0 ? len : 0] = '\0';
	p = strrchr(text, ' ');
	if (p)
		last = strtol(p, NULL, 10);
	if (last < t->last_pid || last > t->last_pid + NEW_MAX)
		t->next_scan_s = fmin(t->next_scan_s, begin_s);
	else
		while (t->last_pid < last)
			adopt(t, (pid_t)++t->last_pid);
	t->last_pid = last;
	if (begin_s < t->next_scan_s)
		return;
	scan(t);
	t->next_scan_s = now_s();
	t->next_scan_s +=
	    fmax(scan_pause_s, (t->next_scan_s - begin_s) * PER_CENT);
}

struct tree *
tree_new(pid_t root, int own)
{
	struct tree *t = xrealloc(NULL, 1, sizeof *t);
	struct rlimit files = {0};

	*t = (struct tree){.own = own ? getpid() : 0, .root = root};
	t->pss_s = now_s() - 0.1;
	/* who needs many files may have as many as the hard limit allows */
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	if (files.rlim_cur > FDS_SPARE)
		t->keep_max = (size_t)(files.rlim_cur - FDS_SPARE) / PROC_FILES;
	t->loadavg = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
	if (proc_of_thread(root) == root && add(t, root)) {
		t->since = t->members[0].proc.start;
		return t;
	}
	tree_free(t);
	return NULL;
}

void
tree_free(struct tree *t)
{
	for (size_t i = 0; i < t->len; i++)
		proc_close(&t->members[i].proc);
	if (t->loadavg >= 0)
		close(t->loadavg);
	free(t->members);
	free(t);
}

static void
add_io(struct tree_sample *s, const struct proc_io *io, double sign)
{
	s->read_B += sign * io->read_B;
	s->written_B += sign * io->written_B;
	s->storage_read_B += sign * io->storage_read_B;
	s->storage_written_B += sign * io->storage_written_B;
}

/* Add what a process is, has used, and those it has waited for: 0 if it ended.
 */
static int
add_process(struct tree_sample *s, const struct proc *p)
{
	struct proc_io io = {NAN, NAN, NAN, NAN};
	struct proc_stat stat;
	double cpu_s, hwm_B;
	long fds;

	if (!proc_stat(p, &stat))
		return 0;
	if (!proc_cpu(p, &cpu_s))
		cpu_s = stat.user_s + stat.sys_s;
	s->cpu_s += cpu_s + stat.children_user_s + stat.children_sys_s;
	s->user_s += stat.user_s + stat.children_user_s;
	s->sys_s += stat.sys_s + stat.children_sys_s;
	proc_io(p, &io);
	add_io(s, &io, 1);
	if (stat.state == 'Z')
		return 1;
	if (!proc_peak(p, &hwm_B))
		return 0;
	s->processes++;
	s->threads += (double)stat.threads;
	s->rss_B += stat.rss_B;
	s->hwm_B += fmax(hwm_B, stat.rss_B);
	if (proc_descriptors(p, &fds))
		s->fds += (double)fds;
	else if (stat.rss_B > 0) /* else it is about to end */
		s->fds = NAN;
	return 1;
}

/* Forget those that are gone. */
static void
compact(struct tree *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->len; i++)
		if (t->members[i].gone)
			proc_close(&t->members[i].proc);
		else
			t->members[n++] = t->members[i];
	t->len = n;
}

/* Sum up.  The time of a process that is reaped passes to its parent's.  Since
 * parents are read first, it is never counted twice; and if a process ends
 * meanwhile, so that it may not have been counted at all, the sum is made anew.
 * 1 if it is right. */
static int
sum(struct tree *t, struct tree_sample *s)
{
	int gone;

	for (int i = 0; i < ATTEMPTS; i++) {
		gone = 0;
		*s = t->reaped;
		s->pss_B = NAN;
		for (size_t m = 0; m < t->len; m++)
			if (!add_process(s, &t->members[m].proc))
				gone = t->members[m].gone = 1;
		if (!gone)
			return 1;
		compact(t);
	}
	return 0;
}

/* Not if it has ended or is about to. */
static int
has_memory(const struct proc *p)
{
	struct proc_stat stat;

	return proc_stat(p, &stat) && stat.rss_B > 0;
}

/* PSS of all, at one time or not at all, since pages that are shared pass from
 * one to another.  It pauses so long that the time it takes, and might take now
 * that the tree has grown, stays below 1 %. */
static void
look_at_pss(struct tree *t, struct tree_sample *s)
{
	double begin_s = now_s(), pss_B = 0, one_B, cost_s;

	cost_s = t->pss_cost_s + pss_s_per_B * fmax(0, s->rss_B - t->pss_rss_B);
	if (s->processes == 0 || begin_s - t->pss_s < cost_s * PER_CENT)
		return;
	for (size_t i = 0; i < t->len; i++)
		if (proc_pss(&t->members[i].proc, &one_B))
			pss_B += one_B;
		else if (has_memory(&t->members[i].proc))
			pss_B = NAN;
	t->pss_s = now_s();
	t->pss_cost_s = t->pss_s - begin_s;
	t->pss_rss_B = s->rss_B;
	s->pss_B = pss_B;
}

static double
rise(double *last, double value)
{
	return *last = isnan(value) ? *last : fmax(*last, value);
}

/* Totals from the beginning on, that never fall.  The time of processes that
 * nobody waits for, because their parent ignores SIGCHLD, is lost to the sums:
 * keep what was last seen of it. */
static void
finish_totals(struct tree *t, struct tree_sample *s, int right)
{
	const struct tree_sample *b = &t->base;
	struct tree_sample *l = &t->last;

	if (!t->begun && t->own == 0)
		t->base = *s;
	t->begun = 1;
	s->user_s += t->lost_user_s - b->user_s;
	s->sys_s += t->lost_sys_s - b->sys_s;
	s->cpu_s += t->lost_user_s + t->lost_sys_s - b->cpu_s;
	if (right) {
		t->lost_user_s += fmax(0, l->user_s - s->user_s);
		t->lost_sys_s += fmax(0, l->sys_s - s->sys_s);
	}
	s->user_s = rise(&l->user_s, s->user_s);
	s->sys_s = rise(&l->sys_s, s->sys_s);
	s->cpu_s = rise(&l->cpu_s, s->cpu_s);
	if (isnan(s->read_B))
		return;
	s->read_B = rise(&l->read_B, s->read_B - b->read_B);
	s->written_B = rise(&l->written_B, s->written_B - b->written_B);
	s->storage_read_B =
	    rise(&l->storage_read_B, s->storage_read_B - b->storage_read_B);
	s->storage_written_B = rise(
	    &l->storage_written_B, s->storage_written_B - b->storage_written_B);
}

void
tree_look(struct tree *t, struct tree_sample *s)
{
	int right;

	find_new(t);
	right = sum(t, s);
	s->peak_B = t->peak_B = fmax(t->peak_B, s->hwm_B);
	finish_totals(t, s, right);
	look_at_pss(t, s);
}

/* What the children that the caller has reaped have read and written: what all
 * of it, children included, has without what it has itself. */
static void
reaped_io(struct tree *t)
{
	struct proc self = {.pid = t->own, .fd = {-1, -1, -1, -1}};
	struct proc_io all, own;

	t->reaped.read_B = t->reaped.written_B = 0;
	t->reaped.storage_read_B = t->reaped.storage_written_B = 0;
	if (!proc_io_own(&own) || !proc_io(&self, &all))
		all = own = (struct proc_io){NAN, NAN, NAN, NAN};
	add_io(&t->reaped, &all, 1);
	add_io(&t->reaped, &own, -1);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
tree_reap(struct tree *t, int *status)
{
	struct proc p = {.fd = {-1, -1, -1, -1}};
	struct proc_stat stat;
	siginfo_t info;
	struct rusage u;
	int ours, one, root = 0, any = 0;

	for (;;) {
		info.si_pid = 0;
		if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
		    info.si_pid == 0)
			break;
		/* the caller may have had children before it had the tree */
		p.pid = info.si_pid;
		ours = !proc_stat(&p, &stat) || stat.start >= t->since;
		if (wait4(info.si_pid, &one, 0, &u) < 0)
			die("wait4:");
		if (!ours)
			continue;
		any = 1;
		if (info.si_pid == t->root) {
			root = 1;
			*status = one;
		}
		t->peak_B = fmax(t->peak_B, (double)u.ru_maxrss * 1024);
		t->reaped.user_s += seconds(u.ru_utime);
		t->reaped.sys_s += seconds(u.ru_stime);
		t->reaped.cpu_s += seconds(u.ru_utime) + seconds(u.ru_stime);
	}
	if (any)
		reaped_io(t);
	return root;
}

size_t
tree_signal(struct tree *t, int sig)
{
	struct proc_stat stat;
	size_t alive = 0;
	long pidfd;

	find_new(t);
	for (size_t i = 0; i < t->len; i++) {
		const struct proc *p = &t->members[i].proc;

		/* the descriptor is of what has this number now: look whether
		 * that is the one that is meant only then */
		pidfd = syscall(SYS_pidfd_open, p->pid, 0);
		if (pidfd < 0)
			continue;
		if (proc_stat(p, &stat) && stat.state != 'Z') {
			alive++;
			if (sig)
				syscall(
				    SYS_pidfd_send_signal, pidfd, sig, NULL, 0);
		}
		close((int)pidfd);
	}
	return alive;
}
