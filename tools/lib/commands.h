/* commands.h - the commands on the command line, ":::" between them */

#ifndef COMMANDS_H
#define COMMANDS_H

#include <stddef.h>

struct command {
	char **argv;
	char *label;
	char *path; /* of the file to execute; NULL: error says why not */
	int error;
	long failures; /* runs that went wrong */
};

/* Fill in path, or error, from argv: a path is looked up in $PATH as execvp(3)
 * does, but once for all runs, and never by way of a shell. */
void command_find(struct command *);

/* Split argv in place.  The first names_len commands are labelled by names, the
 * others by their words with blanks between; unless repeat, the same label
 * again gets #2, #3, ...  Each path is found.  A wrong call ends the program.
 */
struct command *commands_new(char **argv, char *const *names, size_t names_len,
    int repeat, size_t *count);
void commands_free(struct command *, size_t count);

#endif
