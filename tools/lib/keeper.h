/* keeper.h - run a command in the same terminal, and keep it */

#ifndef KEEPER_H
#define KEEPER_H

#include <signal.h>
#include <sys/types.h>

/* Have the signals that ask for an end, and SIGCHLD, held back and read from
 * the descriptor that is returned; *usual is the mask before that.  Dies. */
int keeper_signals(sigset_t *usual);

/* Start the command, found as execvp(3) does, with the descriptor output as its
 * standard output, and the given signal mask.  It is killed when the caller
 * ends.  If it cannot be started, keeper_refuse says so. */
pid_t keeper_start(char *const argv[], int output, const sigset_t *mask);

/* Say which command cannot be run, and why, an errno: exits with 127 if there
 * is no such command, else with 126. */
_Noreturn void keeper_refuse(const char *command, int error);

/* Read the signals that came: 1 if one of them asks for an end.  Pass such on
 * to the process behind pidfd (-1: none), unless they came from the terminal,
 * which sends them to the command too. */
int keeper_pass_on(int signals, int pidfd);

/* What a shell would give as the exit status for this one of waitpid(2). */
int keeper_status(int status);

/* All of that: run the command to its end, call take whenever fd (-1: none) can
 * be read, and return the exit status as a shell gives it.  Dies. */
int keeper_run(char *const argv[], int output, int fd,
    void (*take)(void *context), void *context);

#endif
