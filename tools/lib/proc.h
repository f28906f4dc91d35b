/* proc.h - what /proc says of a process, through descriptors kept open
 *
 * A number names one process after another; with the time of its start it is
 * unique until the machine boots again.  A kept descriptor stays with its
 * process: when that has ended and its parent knows, reading fails. */

#ifndef PROC_H
#define PROC_H

#include <sys/types.h>

enum { PROC_STAT, PROC_STATUS, PROC_IO, PROC_FD, PROC_FILES };

struct proc {
	pid_t pid;
	unsigned long long start; /* clock ticks since boot */
	int fd[PROC_FILES];       /* -1: opened for each reading */
};

struct proc_stat {
	unsigned long long start;
	pid_t parent, group;
	char state;
	long threads;
	double user_s, sys_s; /* of clock ticks, of all its threads */
	double children_user_s, children_sys_s; /* those it has waited for */
	double rss_B;
};

/* Bytes since its start, those of children it has waited for included. */
struct proc_io {
	double read_B, written_B;                 /* by system calls */
	double storage_read_B, storage_written_B; /* to and from storage */
};

/* Whatever process has this number when it is looked at, nothing kept open. */
struct proc proc_of(pid_t);

/* Begin with the process of this number: 1, or 0 if there is none.  With keep
 * its files stay open until proc_close. */
int proc_open(struct proc *, pid_t, int keep);
void proc_close(struct proc *);

/* Each returns 1, or 0 if the process is gone or does not let itself be seen.
 */

int proc_stat(const struct proc *, struct proc_stat *);
/* Exact CPU time of all its threads, in seconds. */
int proc_cpu(const struct proc *, double *cpu_s);
/* Peak resident size so far, and of the resident size what no file is behind;
 * 0 for a process that has ended. */
int proc_memory(const struct proc *, double *peak_B, double *anon_B);
int proc_io(const struct proc *, struct proc_io *);
/* Open descriptors. */
int proc_descriptors(const struct proc *, long *count);
/* Proportional set size.  The kernel walks all its memory, and holds a lock
 * that its page faults need meanwhile.  Not through a kept descriptor: that
 * would stay with the memory the process had before execve(2). */
int proc_pss(const struct proc *, double *bytes);

/* The process that a thread belongs to; itself for a process, 0 for none. */
pid_t proc_of_thread(pid_t);
/* What the calling thread itself has read and written when this returns,
 * without children. */
int proc_io_own(struct proc_io *);

#endif
