/* history_files.c - the files of a history: which there are, and the lock */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "die.h"
#include "history_files.h"

static const char lock_name[] = "history.lock";

void
history_folder_make(const char *path)
{
	char *copy = xstrdup(path);

	for (char *p = copy + 1; *copy; p++) {
		char end = *p;

		if (end != '/' && end != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) < 0 && errno != EEXIST)
			die("%s:", copy);
		if (end == '\0')
			break;
		*p = end;
	}
	free(copy);
}

/* Wait for the lock, and say so if it takes more than a second. */
static void
take(const struct history_folder *f, int how)
{
	const struct timespec second = {.tv_sec = 1};

	if (flock(f->lock, how | LOCK_NB) == 0)
		return;
	if (errno != EWOULDBLOCK)
		die("%s/%s:", f->path, lock_name);
	nanosleep(&second, NULL);
	if (flock(f->lock, how | LOCK_NB) == 0)
		return;
	warn("%s: waiting for another history to end", f->path);
	while (flock(f->lock, how) < 0)
		if (errno != EINTR)
			die("%s/%s:", f->path, lock_name);
}

static void
rotated_name(char name[HISTORY_NAME], unsigned long number, const char *end)
{
	snprintf(name, HISTORY_NAME, "history-%06lu.jsonl%s", number, end);
}

/* The number in a rotated file's name, or 0 if it is another's. */
static unsigned long
rotated_number(const char *name)
{
	unsigned long number;
	char plain[HISTORY_NAME], gz[HISTORY_NAME];

	if (sscanf(name, "history-%lu", &number) != 1)
		return 0;
	rotated_name(plain, number, "");
	rotated_name(gz, number, ".gz");
	return strcmp(name, plain) == 0 || strcmp(name, gz) == 0 ? number : 0;
}

static int
exists(const struct history_folder *f, unsigned long number, const char *end)
{
	char name[HISTORY_NAME];
	struct stat st;

	rotated_name(name, number, end);
	if (fstatat(f->fd, name, &st, 0) == 0)
		return 1;
	if (errno != ENOENT)
		die("%s/%s:", f->path, name);
	return 0;
}

/* Look which files there are.  Dies if one is missing between others. */
static void
look(struct history_folder *f)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	unsigned long number;

	if (dir == NULL)
		die("%s:", f->path);
	f->first = f->last = 0;
	while (errno = 0, (entry = readdir(dir))) {
		number = rotated_number(entry->d_name);
		if (number == 0)
			continue;
		if (f->first == 0 || number < f->first)
			f->first = number;
		if (number > f->last)
			f->last = number;
	}
	if (errno)
		die("%s:", f->path);
	closedir(dir);
	for (number = f->first; number < f->last; number++)
		if (!exists(f, number, "") && !exists(f, number, ".gz"))
			die("%s/history-%06lu.jsonl.gz: missing, but there "
			    "are files before and after it",
			    f->path, number);
}

struct history_folder
history_folder_open(const char *path, int create)
{
	struct history_folder f = {.path = path};

	if (create)
		history_folder_make(path);
	f.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f.fd < 0 && errno == ENOENT)
		die("%s: no history is there", path);
	if (f.fd < 0)
		die("%s:", path);
	/* flock(2) needs no write access */
	f.lock = openat(f.fd, lock_name, O_RDONLY | O_CLOEXEC);
	if (f.lock < 0 && errno == ENOENT)
		f.lock = openat(
		    f.fd, lock_name, O_RDONLY | O_CREAT | O_CLOEXEC, 0666);
	if (f.lock >= 0)
		take(&f, create ? LOCK_EX : LOCK_SH);
	else if (create)
		die("%s/%s:", path, lock_name);
	look(&f);
	return f;
}

void
history_folder_unlock(struct history_folder *f)
{
	if (f->lock >= 0)
		close(f->lock);
	f->lock = -1;
}

void
history_folder_close(struct history_folder *f)
{
	history_folder_unlock(f);
	close(f->fd);
}

struct textlines *
history_rotated_open(const struct history_folder *f, unsigned long number)
{
	char name[HISTORY_NAME], *full;
	struct textlines *t;
	struct stat st;
	int plain = 1, fd;

	/* it may be compressed meanwhile: then the compressed file is there
	 * before the plain one goes */
	rotated_name(name, number, "");
	fd = openat(f->fd, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT) {
		rotated_name(name, number, ".gz");
		plain = 0;
		fd = openat(f->fd, name, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0 || fstat(fd, &st) < 0)
		die("%s/%s:", f->path, name);
	full = xprintf("%s/%s", f->path, name);
	t = textlines_open(
	    fd, full, plain ? (long long)st.st_size : TEXTLINES_GZIP);
	free(full);
	return t;
}

void
history_folder_sync(const struct history_folder *f)
{
	if (fsync(f->fd) < 0)
		die("%s:", f->path);
}

void
history_rotate(struct history_folder *f)
{
	char name[HISTORY_NAME];

	rotated_name(name, f->last + 1, "");
	if (renameat(f->fd, HISTORY_LIVE, f->fd, name) < 0)
		die("%s/%s:", f->path, HISTORY_LIVE);
	history_folder_sync(f);
	f->last++;
	if (f->first == 0)
		f->first = f->last;
}

/* Compress what in holds into out: 0, or an errno. */
static int
compress_into(int in, int out)
{
	static char buf[1 << 18];
	gzFile gz = gzdopen(dup(out), "w");
	ssize_t n;
	int error = 0;

	if (gz == NULL)
		die("out of memory");
	while (error == 0 && (n = read(in, buf, sizeof buf)) != 0) {
		errno = EIO;
		if (n < 0 || gzwrite(gz, buf, (unsigned)n) != n)
			error = errno;
	}
	errno = EIO;
	if (gzclose(gz) != Z_OK && error == 0)
		error = errno;
	if (error == 0 && fsync(out) < 0)
		error = errno;
	return error;
}

static int
compress_one(const struct history_folder *f, unsigned long number)
{
	char plain[HISTORY_NAME], gz[HISTORY_NAME], tmp[HISTORY_NAME];
	int in, out, error;

	rotated_name(plain, number, "");
	rotated_name(gz, number, ".gz");
	rotated_name(tmp, number, ".gz.tmp");
	in = openat(f->fd, plain, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		die("%s/%s:", f->path, plain);
	out =
	    openat(f->fd, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	error = out < 0 ? errno : compress_into(in, out);
	if (error == 0 && renameat(f->fd, tmp, f->fd, gz) < 0)
		error = errno;
	close(in);
	if (out >= 0)
		close(out);
	if (error) {
		unlinkat(f->fd, tmp, 0);
		errno = error;
		warn("%s/%s: not compressed yet:", f->path, plain);
		return 0;
	}
	history_folder_sync(f);
	if (unlinkat(f->fd, plain, 0) < 0)
		die("%s/%s:", f->path, plain);
	return 1;
}

void
history_compress(struct history_folder *f)
{
	for (unsigned long number = f->first; number && number <= f->last;
	     number++)
		if (exists(f, number, "") && !compress_one(f, number))
			return;
}
