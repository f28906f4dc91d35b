/* family.h - the processes of a tree: found as they are born, forgotten as they
 * end
 */

#ifndef FAMILY_H
#define FAMILY_H

#include <stddef.h>
#include <sys/types.h>

#include "proc.h"

struct member {
	struct proc proc;
	int gone; /* set by who finds that it has ended */
};

struct family {
	struct member *members; /* parents before their children */
	size_t len, size, keep_max;
	pid_t own;   /* the caller, if the root is its child; or 0 */
	int loadavg; /* its last field is the number given last */
	long last_pid;
	double next_scan_s;
	unsigned long long since; /* no descendant is older than the root */
};

/* Begin with the root.  If it is the caller's own child, all that become
 * children of the caller belong to it too.  0: there is no such process. */
int family_open(struct family *, pid_t root, int own);
void family_close(struct family *);

/* Find new members. */
void family_update(struct family *);
void family_forget_gone(struct family *);

#endif
