/* lock.c - one measurement at a time on this machine */

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "lock.h"

/* With O_CREAT, Linux refuses another user's file in a sticky folder such as
 * /tmp (fs.protected_regular, proc(5)); and flock(2) needs no write access. */
static int
open_or_create(const char *path)
{
	enum { FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK };
	int fd;

	do {
		fd = open(path, FLAGS);
		if (fd >= 0 || errno != ENOENT)
			return fd;
		fd = open(path, FLAGS | O_CREAT | O_EXCL, 0644);
	} while (fd < 0 && errno == EEXIST);
	if (fd >= 0)
		fchmod(fd, 0644); /* whatever the umask */
	return fd;
}

/* Wait for the lock: 1 if it was not free. */
static int
wait_for(const char *path)
{
	const struct timespec second = {.tv_sec = 1};
	int fd = open_or_create(path);

	if (fd < 0)
		die("%s:", path);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno != EWOULDBLOCK)
		die("%s:", path);
	nanosleep(&second, NULL);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 1;
	warn("%s: waiting for another measurement to end", path);
	if (flock(fd, LOCK_EX) < 0)
		die("%s:", path);
	return 1;
}

int
lock_take(const char *path, const char *out)
{
	struct stat before, after;
	int was = out && stat(out, &before) == 0;

	if (!wait_for(path) || out == NULL || stat(out, &after) < 0 ||
	    !S_ISREG(after.st_mode))
		return 0;
	return !was || before.st_ino != after.st_ino ||
	       before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
	       before.st_mtim.tv_nsec != after.st_mtim.tv_nsec;
}
