/* valgrind.h - count what a command does under valgrind(1)
 *
 * Each process writes files of its own into a temporary folder.  They are read
 * and removed as soon as they are written: a program that executes another
 * leaves its name to it. */

#ifndef VALGRIND_H
#define VALGRIND_H

#include <stddef.h>
#include <sys/types.h>

enum valgrind_tool { CALLGRIND, DHAT };

enum valgrind_count {
	INSTRUCTIONS, /* of CALLGRIND, the others of DHAT */
	HEAP_BYTES,
	HEAP_BLOCKS,
	HEAP_READ,
	HEAP_WRITTEN,
	VALGRIND_COUNTS
};

struct valgrind {
	enum valgrind_tool tool;
	char **argv; /* what to run */
	int notes;   /* readable when there is something to take */
	double count[VALGRIND_COUNTS];
	const char *error; /* why the counts are not whole, or NULL */

	char *folder;
	struct valgrind_process {
		pid_t pid;
		long programs; /* that it has been, the forked one included */
		int ended;
	} * process; /* the command first */
	size_t processes;
	/* how often counts were written before a fork, before an exec */
	long forks, execs;
};

/* Begin with the command.  Dies. */
struct valgrind valgrind_new(enum valgrind_tool, char *const command[]);

/* Add what has been counted meanwhile. */
void valgrind_take(struct valgrind *);

/* The command has ended: afterwards counts and error are final, and the folder
 * is gone.  If there is an error, what valgrind said is on standard error. */
void valgrind_end(struct valgrind *);

#endif
