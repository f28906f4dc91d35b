/* samplesfd.c - where a program reports samples of its own, samples(5) */

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>

#include "die.h"
#include "samplesfd.h"

int
samples_fd(void)
{
	const char *text = getenv("SAMPLES_FD");
	char *end;
	long fd;

	if (text == NULL)
		return -1;
	fd = strtol(text, &end, 10);
	if (end == text || *end || fd < 0 || fd > INT_MAX ||
	    fcntl((int)fd, F_GETFD) < 0)
		misuse("SAMPLES_FD: not an open descriptor: \"%s\"", text);
	return (int)fd;
}
