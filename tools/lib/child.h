/* child.h - run a command once under the clock, and leave nothing of it behind
 */

#ifndef CHILD_H
#define CHILD_H

#include <stdint.h>
#include <sys/resource.h>

#include "machine.h"

struct runner; /* what all runs share */

struct child {
	/* what to run: the file, its arguments and environment, where its
	 * standard input comes from, and how long it may take (0: for ever) */
	const char *path;
	char *const *argv, *const *envp;
	int input;
	double timeout_s;

	/* what came of it */
	int error; /* errno of execve(2): it never ran; 0: it ran */
	int timed_out;
	int status;       /* as from wait4(2) */
	int64_t start_ns; /* CLOCK_REALTIME */
	int64_t spawn_ns, wall_ns;
	/* the sum over the command, what it waited for, and its orphans; the
	 * peak resident size is the largest single process's */
	struct rusage usage;
	long processes; /* the command and its orphans */
	long leaked;    /* descendants alive when the command had ended */
	struct machine before, after;
	double floor_bytes; /* timer's own peak just before */
	uint64_t answer_bytes;
	char answer[33]; /* XXH3-128 of standard output, in hexadecimal */
};

/* Make this process the reaper of all its descendants.  One that has children
 * already, because it became timer by exec, goes on in a new process, so as
 * not to take them for its own. */
struct runner *runner_new(void);
void runner_free(struct runner *);

/* Run it, from a new session to the death of its last descendant.
 *
 * The clock (CLOCK_MONOTONIC) runs from just before vfork(2) to the moment the
 * end of the command is known.  Standard output is read and hashed in fixed
 * memory.  After the timeout every descendant gets SIGTERM, and after a second
 * SIGKILL; so do descendants still alive when the command itself has ended.
 * SIGHUP, SIGINT, SIGQUIT and SIGTERM do the same, and then act as usual. */
void child_run(struct runner *, const struct machine_files *, struct child *);

#endif
