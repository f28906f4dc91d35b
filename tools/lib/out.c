/* out.c - output that is whole or absent */

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "out.h"

/* A temporary name beside path; the caller frees it. */
static char *
temporary(const char *path)
{
	return xprintf("%s.%ld.tmp", path, (long)getpid());
}

/* A file without a name in the folder of out->real, or, where the file system
 * has no such thing, one with a temporary name. */
static int
open_nameless(struct out *out)
{
	char *copy = xstrdup(out->real);
	int fd = open(dirname(copy), O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);

	free(copy);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	out->named = 1;
	copy = temporary(out->real);
	fd = open(copy, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	free(copy);
	return fd;
}

/* Give the nameless file the name tmp. */
static void
give_name(const struct out *out, const char *tmp)
{
	char fd[64];

	snprintf(fd, sizeof fd, "/proc/self/fd/%d", fileno(out->f));
	if (unlink(tmp) < 0 && errno != ENOENT)
		die("%s:", tmp);
	if (linkat(AT_FDCWD, fd, AT_FDCWD, tmp, AT_SYMLINK_FOLLOW) < 0)
		die("%s:", tmp);
}

struct out
out_open(const char *path)
{
	struct out out = {stdout, path, NULL, 0};
	struct stat st;
	int fd, exists;

	if (path == NULL)
		return out;
	exists = stat(path, &st) == 0;
	if (exists && !S_ISREG(st.st_mode)) {
		/* a device or pipe must not be replaced by a file */
		fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		out.real = exists ? realpath(path, NULL) : xstrdup(path);
		fd = out.real ? open_nameless(&out) : -1;
	}
	if (fd < 0 || (out.f = fdopen(fd, "w")) == NULL)
		die("%s:", path);
	return out;
}

void
out_close(struct out *out)
{
	const char *name = out->path ? out->path : "standard output";
	char *tmp;

	if (fflush(out->f) != 0 || ferror(out->f))
		die("%s:", name);
	if (out->real) {
		tmp = temporary(out->real);
		if (fsync(fileno(out->f)) < 0)
			die("%s:", name);
		if (!out->named)
			give_name(out, tmp);
		if (rename(tmp, out->real) < 0)
			die("%s:", name);
		free(tmp);
		free(out->real);
	}
	if (fclose(out->f) != 0)
		die("%s:", name);
}

void
out_field(FILE *f, const char *s)
{
	if (strpbrk(s, ",\"\r\n") == NULL) {
		fputs(s, f);
		return;
	}
	putc('"', f);
	for (; *s; s++) {
		if (*s == '"')
			putc('"', f);
		putc(*s, f);
	}
	putc('"', f);
}

void
out_number(FILE *f, double value)
{
	putc(',', f);
	if (isfinite(value))
		fprintf(f, "%.12g", value);
}

static int
on_terminal(const char *path)
{
	return path == NULL && isatty(STDOUT_FILENO);
}

int
out_form(int asked, const char *path)
{
	return asked ? asked : on_terminal(path) ? 'T' : 'C';
}

int
out_coloured(const char *path)
{
	const char *no_colour = getenv("NO_COLOR");

	return on_terminal(path) && (no_colour == NULL || *no_colour == '\0');
}
