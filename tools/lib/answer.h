/* answer.h - what a command writes to its standard output, as a digest */

#ifndef ANSWER_H
#define ANSWER_H

#include <stddef.h>
#include <stdint.h>

/* XXH3-128 in hexadecimal, and a NUL. */
enum { ANSWER_DIGEST = 33 };

struct answer {
	int out, in; /* ends of the pipe: out is read, in is written */
	uint64_t bytes;
	struct XXH3_state_s *hash;
	char *buffer;
};

/* Memory for answers of any size, resident from now on. */
struct answer answer_new(void);
void answer_free(struct answer *);

/* Open the pipe, for a new answer. */
void answer_begin(struct answer *);
/* Read once, without waiting; how much there was. */
size_t answer_read(struct answer *);
/* Read what is left, and close the pipe. */
void answer_end(struct answer *, char digest[ANSWER_DIGEST]);

/* Make lower case of a digest: 1, or 0 if text is none. */
int answer_parse(char digest[ANSWER_DIGEST], const char *text);

#endif
