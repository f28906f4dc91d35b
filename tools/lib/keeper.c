/* keeper.c - run a command in the same terminal, and keep it */

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "die.h"
#include "keeper.h"
#include "signals.h"

enum { CANNOT_RUN = 126, NOT_FOUND = 127, SIGNALLED = 128 };

int
keeper_signals(sigset_t *usual)
{
	sigset_t set = signals_asking();

	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, usual);
	return signals_open(&set);
}

void
keeper_refuse(const char *command, int error)
{
	errno = error;
	warn("%s:", command);
	exit(error == ENOENT ? NOT_FOUND : CANNOT_RUN);
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
	if (error)
		keeper_refuse(argv[0], error);
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

int
keeper_status(int status)
{
	return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

int
keeper_run(char *const argv[], int output, int fd, void (*take)(void *context),
    void *context)
{
	sigset_t usual;
	int signals = keeper_signals(&usual), status;
	pid_t pid = keeper_start(argv, output, &usual);
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd of[] = {{.fd = pidfd, .events = POLLIN},
	    {.fd = signals, .events = POLLIN}, {.fd = fd, .events = POLLIN}};

	if (pidfd < 0)
		die("pidfd_open:");
	while (of[0].revents == 0) {
		if (poll(of, 3, -1) < 0 && errno != EINTR)
			die("poll:");
		if (of[1].revents)
			keeper_pass_on(signals, pidfd);
		if (of[2].revents)
			take(context);
	}
	if (waitpid(pid, &status, 0) != pid)
		die("waitpid:");
	close(pidfd);
	close(signals);
	sigprocmask(SIG_SETMASK, &usual, NULL);
	return keeper_status(status);
}
