/* tree.h - a process and all its descendants, measured again and again */

#ifndef TREE_H
#define TREE_H

#include <sys/types.h>

/* One look at the tree.  NAN: some process does not let itself be seen; a sum
 * over the others would be worse than none. */
struct tree_sample {
	double processes, threads; /* alive; zombies are not */
	double fds;
	double rss_B, hwm_B; /* sums of resident sizes and of their peaks */
	double anon_B;       /* the part of rss_B with no file behind it */
	double pss_B;        /* NAN too if it was not its turn */
	/* the largest hwm_B so far, or the peak of one process that has been
	 * reaped (ru_maxrss of getrusage(2)), whichever is larger */
	double peak_B;
	/* totals since the beginning, ended processes included; they never
	 * fall */
	double cpu_s, user_s, sys_s;
	double read_B, written_B, storage_read_B, storage_written_B;
};

struct tree;

/* The tree of root.  If it is the caller's own child, and the caller the reaper
 * of its descendants (descendants_own), every child of the caller belongs to it
 * too, and totals begin at 0; else they begin with the first sample.  NULL:
 * there is no such process. */
struct tree *tree_new(pid_t root, int own);
void tree_free(struct tree *);

/* Look at the whole tree, and for new processes first. */
void tree_look(struct tree *, struct tree_sample *);

/* Reap what has ended of the caller's children: 1 if the root is among them,
 * with its status as from wait4(2), else 0. */
int tree_reap(struct tree *, int *status);

#endif
