/* signals.c - which signals this process was given to obey */

#include <stddef.h>
#include <sys/signalfd.h>

#include "die.h"
#include "signals.h"

sigset_t
signals_ignored(void)
{
	struct sigaction action;
	sigset_t set;

	sigemptyset(&set);
	for (int i = 1; i < NSIG; i++)
		if (sigaction(i, NULL, &action) == 0 &&
		    action.sa_handler == SIG_IGN)
			sigaddset(&set, i);
	return set;
}

sigset_t
signals_asking(void)
{
	static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
	sigset_t set, ignored = signals_ignored(), blocked;

	sigprocmask(SIG_BLOCK, NULL, &blocked);
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (!sigismember(&ignored, ends[i]) &&
		    !sigismember(&blocked, ends[i]))
			sigaddset(&set, ends[i]);
	return set;
}

int
signals_open(const sigset_t *set)
{
	int fd = signalfd(-1, set, SFD_CLOEXEC | SFD_NONBLOCK);

	if (fd < 0)
		die("signalfd:");
	return fd;
}
