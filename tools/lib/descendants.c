/* descendants.c - all the processes this one has started, and theirs */

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "descendants.h"
#include "die.h"

struct process {
	pid_t pid, parent;
	unsigned long long start; /* with the pid, unique until boot */
	char state;
	int ours;
};

/* Fields 3, 4 and 22 of /proc/PID/stat (proc(5)); the second, the name, may
 * hold anything, but no field after it holds a parenthesis. */
static int
read_process(pid_t pid, struct process *p)
{
	char path[64], text[1024], *rest;
	ssize_t len;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return 0;
	len = read(fd, text, sizeof text - 1);
	close(fd);
	text[len > 0 ? len : 0] = '\0';
	*p = (struct process){.pid = pid};
	return (rest = strrchr(text, ')')) != NULL &&
	       sscanf(rest,
		   ") %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u"
		   " %*d %*d %*d %*d %*d %*d %llu",
		   &p->state, &p->parent, &p->start) == 3;
}

static struct process *
read_all(size_t *count)
{
	struct process *all = NULL;
	size_t size = 0;
	struct dirent *entry;
	DIR *proc = opendir("/proc");

	if (proc == NULL)
		die("/proc:");
	*count = 0;
	while ((entry = readdir(proc))) {
		if (!isdigit((unsigned char)*entry->d_name))
			continue;
		if (*count == size) {
			size = size ? 2 * size : 256;
			all = xrealloc(all, size, sizeof *all);
		}
		*count +=
		    (size_t)read_process(atoi(entry->d_name), &all[*count]);
	}
	closedir(proc);
	return all;
}

/* Spread "ours" from parents to children until nothing changes. */
static void
mark(struct process *all, size_t count)
{
	pid_t self = getpid();
	int changed;

	do {
		changed = 0;
		for (size_t i = 0; i < count; i++)
			for (size_t j = 0; j < count && !all[i].ours; j++)
				if (all[i].parent == self ||
				    (all[j].ours &&
					all[j].pid == all[i].parent))
					changed = all[i].ours = 1;
	} while (changed);
}

static void
signal_process(const struct process *p, int sig)
{
	struct process again;
	long pidfd = syscall(SYS_pidfd_open, p->pid, 0);

	if (pidfd < 0)
		return; /* gone */
	if (read_process(p->pid, &again) && again.start == p->start)
		syscall(SYS_pidfd_send_signal, pidfd, sig, NULL, 0);
	close((int)pidfd);
}

size_t
descendants_signal(int sig)
{
	size_t count, alive = 0;
	struct process *all = read_all(&count);

	mark(all, count);
	for (size_t i = 0; i < count; i++) {
		if (!all[i].ours)
			continue;
		alive += all[i].state != 'Z' && all[i].state != 'X';
		signal_process(&all[i], sig);
	}
	free(all);
	return alive;
}
