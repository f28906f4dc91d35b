/* keeper.c - run a command in the same terminal, and keep it */

#include <errno.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "die.h"
#include "keeper.h"

enum { CANNOT_RUN = 126, NOT_FOUND = 127 };

/* A caller that came to be by exec may have children already.  Their start is
 * told from the command's only in clock ticks: let some pass. */
static void
come_after_children(void)
{
	siginfo_t info;

	if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
		usleep(50000);
}

pid_t
keeper_start(char *const argv[], int output, const sigset_t *mask)
{
	pid_t self = getpid(), pid;
	volatile int error = 0;

	signal(SIGCHLD, SIG_DFL); /* ignored, nothing could be reaped */
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
		die("prctl:");
	come_after_children();
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
keeper_signals(sigset_t *usual)
{
	static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
	struct sigaction action;
	sigset_t set;
	int fd;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (sigaction(ends[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)
			sigaddset(&set, ends[i]);
	sigprocmask(SIG_BLOCK, &set, usual);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		die("signalfd:");
	return fd;
}

void
keeper_pass_on(int signals, int pidfd)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof info) == sizeof info &&
	    info.ssi_code != SI_KERNEL)
		syscall(SYS_pidfd_send_signal, pidfd, info.ssi_signo, NULL, 0);
}
