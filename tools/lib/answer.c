/* answer.c - what a command writes to its standard output, as a digest */

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "answer.h"
#include "die.h"

enum {
	BUFFER = 1 << 16,
	PIPE = 1 << 20, /* so that the command seldom waits for its reader */
};

struct answer
answer_new(void)
{
	struct answer a = {
	    .hash = XXH3_createState(), .buffer = xrealloc(NULL, BUFFER, 1)};

	if (a.hash == NULL)
		die("out of memory");
	memset(a.buffer, 1, BUFFER); /* resident */
	return a;
}

void
answer_free(struct answer *a)
{
	XXH3_freeState(a->hash);
	free(a->buffer);
}

void
answer_begin(struct answer *a)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) < 0)
		die("pipe:");
	a->out = fd[0];
	a->in = fd[1];
	fcntl(a->out, F_SETFL, O_NONBLOCK);
	fcntl(a->out, F_SETPIPE_SZ, PIPE); /* or stay as large as allowed */
	a->bytes = 0;
	XXH3_128bits_reset(a->hash);
}

size_t
answer_read(struct answer *a)
{
	ssize_t len = read(a->out, a->buffer, BUFFER);

	if (len <= 0)
		return 0;
	XXH3_128bits_update(a->hash, a->buffer, (size_t)len);
	a->bytes += (uint64_t)len;
	return (size_t)len;
}

void
answer_end(struct answer *a, char digest[ANSWER_DIGEST])
{
	XXH128_canonical_t bytes;

	while (answer_read(a) > 0)
		;
	close(a->out);
	close(a->in);
	XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(a->hash));
	for (size_t i = 0; i < sizeof bytes.digest; i++)
		snprintf(digest + 2 * i, 3, "%02x", bytes.digest[i]);
}

int
answer_parse(char digest[ANSWER_DIGEST], const char *text)
{
	size_t len = 0;

	for (; len < ANSWER_DIGEST - 1 && isxdigit((unsigned char)text[len]);
	     len++)
		digest[len] = (char)tolower((unsigned char)text[len]);
	digest[len] = '\0';
	return len == ANSWER_DIGEST - 1 && text[len] == '\0';
}
