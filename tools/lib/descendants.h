/* descendants.h - all the processes this one has started, and theirs */

#ifndef DESCENDANTS_H
#define DESCENDANTS_H

#include <stddef.h>

/* Send a signal to every living descendant, whatever session or group it made
 * for itself, and return how many there were.  For a subreaper (prctl(2)) no
 * descendant is ever out of reach.  A process that is born meanwhile may be
 * missed: call it again until wait4(2) says there are no children.  Never
 * signals a process that merely got the number of one that ended. */
size_t descendants_signal(int sig);

#endif
