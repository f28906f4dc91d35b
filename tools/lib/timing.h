/* timing.h - run commands in a balanced order and write what each run took */

#ifndef TIMING_H
#define TIMING_H

#include <stddef.h>
#include <stdint.h>

#include "answer.h"
#include "commands.h"
#include "rates.h"

/* what to do, as timer(1) has it */
struct timing {
	long runs, warmups, round;
	long position; /* 0: the command's turn */
	uint64_t seed;
	double timeout_s;
	const char *input, *lock, *out;
	int keep_going, observed, served;
	int silent;                     /* no progress: who calls tells it */
	char (*digests)[ANSWER_DIGEST]; /* of the answers: one for all commands,
					 * or of each */
	double *items;                  /* of each command */
	size_t digests_len, items_len;  /* 0: they are not known */
	struct rates rates;
};

/* Do it: what to exit with. */
int timing_run(const struct timing *, struct command *, size_t count);

#endif
