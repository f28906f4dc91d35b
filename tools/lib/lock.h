/* lock.h - one measurement at a time on this machine */

#ifndef LOCK_H
#define LOCK_H

/* Hold the lock file alone, until this process and all that inherit the
 * descriptor have ended: a command that outlives its killed timer still keeps
 * others from measuring beside it.  Says so if it has to wait for more than a
 * second.  Dies.
 *
 * Returns 1 if it waited, and the file named out (NULL: none) came into being
 * or was replaced meanwhile: which is what two makes side by side do, and the
 * second then has nothing left to do. */
int lock_take(const char *path, const char *out);

#endif
