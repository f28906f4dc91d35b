/* lock.h - one measurement at a time on this machine */

#ifndef LOCK_H
#define LOCK_H

/* Hold the lock file alone, until this process and all that inherit the
 * descriptor have ended: a command that outlives its killed timer still keeps
 * others from measuring beside it.  Says so if it has to wait for more than a
 * second.  Returns 1 if it waited, 0 if the lock was free.  Dies. */
int lock_take(const char *path);

#endif
