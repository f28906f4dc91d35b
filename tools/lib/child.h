/* child.h - run a command once under the clock, and leave nothing of it behind
 */

#ifndef CHILD_H
#define CHILD_H

#include <stdint.h>
#include <sys/resource.h>

#include "answer.h"
#include "machine.h"

struct runner; /* what all runs share */

struct child {
	/* what to run: the file and its arguments, bytes to add to its
	 * environment, and how long it may take (0: for ever) */
	const char *path;
	char *const *argv;
	size_t padding;
	double timeout_s;
	double items; /* how many it works on, for the record; NAN: unknown */

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
	char answer[ANSWER_DIGEST];
	int samples; /* what it wrote to $SAMPLES_FD, until the next run */
};

/* Make this process the reaper of all its descendants: see descendants_own.
 * input: the file that is every command's standard input; paddings are
 * padding_max at most; served: the parent process is a server of the commands,
 * and its CPU time not that of others. */
struct runner *runner_new(const char *input, size_t padding_max, int served);
void runner_free(struct runner *);

/* Run it, from a new session to the death of its last descendant.
 *
 * The clock (CLOCK_MONOTONIC) runs from just before vfork(2) to the moment the
 * end of the command is known.  Standard output is read and hashed in fixed
 * memory, and orphans are reaped as they end.  After the timeout every
 * descendant gets SIGTERM, and after a second SIGKILL; so do descendants still
 * alive when the command itself has ended.  SIGHUP, SIGINT, SIGQUIT and SIGTERM
 * do the same, and then act as usual. */
void child_run(struct runner *, struct child *);

#endif
