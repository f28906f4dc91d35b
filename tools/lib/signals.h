/* signals.h - which signals this process was given to obey */

#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>

/* SIGHUP, SIGINT, SIGQUIT and SIGTERM, but those that are ignored or blocked,
 * which could not end this process. */
sigset_t signals_asking(void);

/* All that are ignored. */
sigset_t signals_ignored(void);

/* A descriptor that is readable while a signal of the set, which must be
 * blocked, is pending.  Dies. */
int signals_open(const sigset_t *);

#endif
