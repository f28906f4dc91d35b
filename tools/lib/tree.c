/* tree.c - a process and all its descendants, measured again and again */

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "die.h"
#include "family.h"
#include "tree.h"

enum {
	ATTEMPTS = 3,   /* to sum up a tree while none of it ends */
	PER_CENT = 100, /* a costly look takes at most 1 % of the time */
};

static const double pss_s_per_B = 1e-11; /* what more memory should cost */

struct tree {
	pid_t root;
	struct family family;
	/* when PSS was read last, how long it took, and for what RSS */
	double pss_s, pss_cost_s, pss_rss_B;
	struct tree_sample reaped;     /* totals of children of the caller */
	struct tree_sample base, last; /* totals: of the beginning, so far */
	double lost_user_s, lost_sys_s, peak_B;
	int begun;
};

struct tree *
tree_new(pid_t root, int own)
{
	struct tree *t = xrealloc(NULL, 1, sizeof *t);

	*t = (struct tree){.root = root, .pss_s = clock_s() - 0.1};
	if (family_open(&t->family, root, own))
		return t;
	free(t);
	return NULL;
}

void
tree_free(struct tree *t)
{
	family_close(&t->family);
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
	double cpu_s, hwm_B, anon_B;
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
	if (!proc_memory(p, &hwm_B, &anon_B))
		return 0;
	s->processes++;
	s->threads += (double)stat.threads;
	s->rss_B += stat.rss_B;
	s->hwm_B += fmax(hwm_B, stat.rss_B);
	s->anon_B += anon_B;
	if (proc_descriptors(p, &fds))
		s->fds += (double)fds;
	else if (stat.rss_B > 0) /* else it is about to end */
		s->fds = NAN;
	return 1;
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
		for (size_t m = 0; m < t->family.len; m++)
			if (!add_process(s, &t->family.members[m].proc))
				gone = t->family.members[m].gone = 1;
		if (!gone)
			return 1;
		family_forget_gone(&t->family);
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
	double begin_s = clock_s(), pss_B = 0, one_B, cost_s;

	cost_s = t->pss_cost_s + pss_s_per_B * fmax(0, s->rss_B - t->pss_rss_B);
	if (s->processes == 0 || begin_s - t->pss_s < cost_s * PER_CENT)
		return;
	for (size_t i = 0; i < t->family.len; i++)
		if (proc_pss(&t->family.members[i].proc, &one_B))
			pss_B += one_B;
		else if (has_memory(&t->family.members[i].proc))
			pss_B = NAN;
	t->pss_s = clock_s();
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

	if (!t->begun && t->family.own == 0)
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

	family_update(&t->family);
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
	struct proc self = proc_of(t->family.own);
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
	struct rusage u;
	int one, root = 0, any = 0;
	pid_t pid;

	while ((pid = wait4(-1, &one, WNOHANG, &u)) > 0) {
		any = 1;
		if (pid == t->root) {
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
