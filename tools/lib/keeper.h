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
 * ends.  Exits with 127 if there is no such command, 126 if it cannot be run.
 */
pid_t keeper_start(char *const argv[], int output, const sigset_t *mask);

/* Read the signals that came: 1 if one of them asks for an end.  Pass such on
 * to the process behind pidfd (-1: none), unless they came from the terminal,
 * which sends them to the command too. */
int keeper_pass_on(int signals, int pidfd);

#endif
