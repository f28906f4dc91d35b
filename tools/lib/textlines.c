/* textlines.c - read the lines of a file, plain or gzip, in large blocks */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "die.h"
#include "textlines.h"

enum { BLOCK = 1 << 18, LINE_MAX_BYTES = 1 << 26 };

struct textlines {
	gzFile gz; /* NULL: plain */
	int fd;
	char *name;
	long long left; /* bytes of a plain file still to be read */
	char *buf;
	size_t begin, end, size; /* what is read and not yet returned */
	int done, cut;
	unsigned long line;
};

struct textlines *
textlines_open(int fd, const char *name, long long size)
{
	struct textlines *t = xrealloc(NULL, 1, sizeof *t);

	*t = (struct textlines){
	    .fd = fd, .name = xstrdup(name), .left = size, .size = BLOCK};
	t->buf = xrealloc(NULL, t->size + TEXTLINES_SLACK, 1);
	if (size >= 0)
		return t;
	t->gz = gzdopen(fd, "r");
	if (t->gz == NULL || gzbuffer(t->gz, BLOCK) != 0)
		die("%s: out of memory", name);
	if (size == TEXTLINES_GZIP && gzdirect(t->gz))
		die("%s: not a gzip file", name);
	return t;
}

void
textlines_close(struct textlines *t)
{
	if (t->gz)
		gzclose(t->gz);
	else
		close(t->fd);
	free(t->name);
	free(t->buf);
	free(t);
}

static size_t
read_gzip(struct textlines *t, char *to, size_t room)
{
	int n = gzread(t->gz, to, (unsigned)room), error;
	const char *what;

	/* gzread calls a file that ends too early an end all the same;
	 * zlib names what it was given: <fd:3>: */
	what = gzerror(t->gz, &error);
	if (strncmp(what, "<fd:", 4) == 0 && strstr(what, ">: "))
		what = strstr(what, ">: ") + 3;
	if (error == Z_ERRNO)
		die("%s:", t->name);
	if (n < 0 || (n == 0 && error != Z_OK && error != Z_STREAM_END))
		die("%s: damaged: %s", t->name, what);
	return (size_t)n;
}

static size_t
read_plain(struct textlines *t, char *to, size_t room)
{
	ssize_t n;

	if ((long long)room > t->left)
		room = (size_t)t->left;
	if (room == 0)
		return 0;
	do
		n = read(t->fd, to, room);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die("%s:", t->name);
	if (n == 0)
		die("%s: became shorter while it was read", t->name);
	t->left -= n;
	return (size_t)n;
}

/* Read more behind what is there: 1, or 0 at the end of the file. */
static int
fill(struct textlines *t)
{
	size_t n;

	if (t->done)
		return 0;
	memmove(t->buf, t->buf + t->begin, t->end - t->begin);
	t->end -= t->begin;
	t->begin = 0;
	if (t->end == t->size) {
		if (t->size >= LINE_MAX_BYTES)
			die("%s:%lu: the line is too long", t->name,
			    t->line + 1);
		t->size *= 2;
		t->buf = xrealloc(t->buf, t->size + TEXTLINES_SLACK, 1);
	}
	n = (t->gz ? read_gzip : read_plain)(
	    t, t->buf + t->end, t->size - t->end);
	t->end += n;
	t->done = n == 0;
	return !t->done;
}

char *
textlines_next(struct textlines *t, size_t *len)
{
	size_t searched = 0;
	char *line, *newline;

	for (;;) {
		line = t->buf + t->begin;
		newline =
		    memchr(line + searched, '\n', t->end - t->begin - searched);
		if (newline)
			break;
		searched = t->end - t->begin;
		if (!fill(t)) {
			line = t->buf + t->begin;
			break;
		}
	}
	if (newline == NULL && t->begin == t->end)
		return NULL;
	t->line++;
	t->cut = newline == NULL;
	*len = t->cut ? t->end - t->begin : (size_t)(newline - line);
	t->begin += *len + !t->cut;
	return line;
}

int
textlines_cut(const struct textlines *t)
{
	return t->cut;
}

int
textlines_last(struct textlines *t)
{
	return t->begin == t->end && (t->done || (!t->gz && t->left == 0));
}

unsigned long
textlines_line(const struct textlines *t)
{
	return t->line;
}

const char *
textlines_name(const struct textlines *t)
{
	return t->name;
}
