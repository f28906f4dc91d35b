/* keeper.c - run a command in the same terminal, and keep it */

#include <errno.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "die.h"
#include "keeper.h"
#include "signals.h"

enum { CANNOT_RUN = 126, NOT_FOUND = 127 };

int
keeper_signals(sigset_t *usual)
{
	sigset_t set = signals_asking();

	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, usual);
	return signals_open(&set);
}

pid_t
keeper_start(char *const argv[], int output, const sigset_t *mask)
{
	pid_t self = getpid(), pid;
	volatile int error = 0;

	pid = vfork(); /* else its peak would begin with a copy of the caller */
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() == self && dup2(output, STDOUT_FILENO) >= 0 &&
		    sigprocmask(SIG_SETMASK, mask, NULL) == 0)
			execvp(argv[0], argv);
		error = errno;
		_exit(NOT_FOUND);
	}
	if (pid < 0)
		die("vfork:");
	if (error) {
		errno = error;
		warn("%s:", argv[0]);
		exit(error == ENOENT ? NOT_FOUND : CANNOT_RUN);
	}
	return pid;
}

int
keeper_pass_on(int signals, int pidfd)
{
	struct signalfd_siginfo info;
	int asked = 0;

	while (read(signals, &info, sizeof info) == sizeof info) {
		if (info.ssi_signo == SIGCHLD)
			continue;
		asked = 1;
		if (info.ssi_code != SI_KERNEL)
			syscall(SYS_pidfd_send_signal, pidfd, info.ssi_signo,
			    NULL, 0);
	}
	return asked;
}
