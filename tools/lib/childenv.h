/* childenv.h - the environment variables that commands see */

#ifndef CHILDENV_H
#define CHILDENV_H

#include <stddef.h>

/* This process's own environment, but the variables of GNU make, which a
 * command would obey, and with SAMPLES_FD and PLUMBLINE_PAD. */
struct childenv {
	char **vars;
	char samples_fd[32], *pad;
};

/* padding_max: the largest padding there will be.  The structure must not move
 * afterwards: vars points into it. */
void childenv_init(struct childenv *, size_t padding_max);
void childenv_free(struct childenv *);

void childenv_set(struct childenv *, int samples_fd, size_t padding);

#endif
