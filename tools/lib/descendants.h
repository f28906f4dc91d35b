/* descendants.h - all the processes this one has started, and theirs */

#ifndef DESCENDANTS_H
#define DESCENDANTS_H

#include <stddef.h>
#include <stdint.h>

/* Make this process the reaper of all its descendants (PR_SET_CHILD_SUBREAPER
 * of prctl(2)): one that loses its parent becomes its child.  If it has
 * children already, because it became this program by exec, it goes on in a new
 * process, so as not to take them for its own, and the old one passes on
 * signals and ends as the new one does.  Call it before a file gets a name from
 * getpid(2). */
void descendants_own(void);

/* Whether there are any, ended ones that were not reaped included. */
int descendants_remain(void);

/* Send a signal (none for 0) to every living descendant, whatever session or
 * group it made for itself, and return how many there were.  A process that is
 * born meanwhile may be missed: call it again while some remain.  Never signals
 * a process that merely got the number of one that ended. */
size_t descendants_signal(int sig);

/* How far the ending of all descendants has come; next_ns, of CLOCK_MONOTONIC,
 * is when descendants_end is to be called next. */
struct ending {
	enum { NOT_BEGUN, ASKED, KILLED } stage;
	int64_t next_ns, killed_ns;
};

/* SIGTERM to all, a second later SIGKILL, and that again and again for those
 * born meanwhile.  Dies, naming the command, if some are there a minute later.
 */
void descendants_end(struct ending *, const char *command);

#endif
