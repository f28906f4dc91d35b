/* history_mend.c - a last line that was torn, by a loss of power or a full disk
 */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_line.h"
#include "history_mend.h"

/* Where the line that ends at end begins: after a newline, or at 0. */
static off_t
line_begin(const struct history_folder *f, int fd, off_t end)
{
	char block[4096];
	const char *newline;
	off_t from;

	for (; end > 0; end = from) {
		from =
		    end > (off_t)sizeof block ? end - (off_t)sizeof block : 0;
		if (pread(fd, block, (size_t)(end - from), from) != end - from)
			die("%s/%s:", f->path, HISTORY_LIVE);
		newline = memrchr(block, '\n', (size_t)(end - from));
		if (newline)
			return from + (newline - block) + 1;
	}
	return 0;
}

/* The bytes from begin to end, with room for a reader; the caller frees. */
static char *
read_part(const struct history_folder *f, int fd, off_t begin, off_t end)
{
	size_t len = (size_t)(end - begin);
	char *text = xrealloc(NULL, len + TEXTLINES_SLACK, 1);

	if (pread(fd, text, len, begin) != (ssize_t)len)
		die("%s/%s:", f->path, HISTORY_LIVE);
	memset(text + len, 0, TEXTLINES_SLACK);
	return text;
}

static int
is_line(const struct history_folder *f, int fd, off_t begin, off_t end)
{
	struct history_line line = {0};
	char *text = read_part(f, fd, begin, end);
	int good =
	    history_line_read(&line, text, (size_t)(end - begin)) == NULL;

	history_line_free(&line);
	free(text);
	return good;
}

/* Only what is safe elsewhere is cut off here. */
static void
set_aside(const struct history_folder *f, int fd, off_t begin, off_t end)
{
	char *text = read_part(f, fd, begin, end);
	size_t len = (size_t)(end - begin);
	int torn = openat(f->fd, HISTORY_TORN,
	    O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	if (text[len - 1] != '\n')
		text[len++] = '\n';
	if (torn < 0 || write(torn, text, len) != (ssize_t)len ||
	    fsync(torn) < 0)
		die("%s/%s:", f->path, HISTORY_TORN);
	close(torn);
	if (ftruncate(fd, begin) < 0 || fsync(fd) < 0)
		die("%s/%s:", f->path, HISTORY_LIVE);
	free(text);
	warn("%s/%s: the last line was torn: moved to %s", f->path,
	    HISTORY_LIVE, HISTORY_TORN);
}

void
history_mend(const struct history_folder *f)
{
	int fd = openat(f->fd, HISTORY_LIVE, O_RDWR | O_CLOEXEC);
	struct stat st;
	off_t begin, end;

	if (fd < 0 && errno == ENOENT)
		return;
	if (fd < 0 || fstat(fd, &st) < 0)
		die("%s/%s:", f->path, HISTORY_LIVE);
	end = st.st_size;
	begin = line_begin(f, fd, end);
	if (begin < end) {
		set_aside(f, fd, begin, end);
		end = begin;
	}
	/* a newline may be on the disk when what is before it is not */
	if (end > 0) {
		begin = line_begin(f, fd, end - 1);
		if (!is_line(f, fd, begin, end - 1))
			set_aside(f, fd, begin, end);
	}
	close(fd);
}
