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
	pid_t pid, parent, group;
	unsigned long long start; /* with the pid, unique until boot */
	char state;
	int ours;
};

/* Fields 3, 4, 5 and 22 of /proc/PID/stat (proc(5)); the second, the name, may
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
	rest = strrchr(text, ')');
	if (rest == NULL || strlen(rest) < sizeof ") S")
		return 0;
	p->state = rest[2];
	rest += 3;
	for (int field = 4; field <= 22; field++) {
		unsigned long long value = strtoull(rest, &rest, 10);

		if (field == 4)
			p->parent = (pid_t)value;
		else if (field == 5)
			p->group = (pid_t)value;
		else if (field == 22)
			p->start = value;
	}
	return 1;
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
		*count += (size_t)read_process(
		    (pid_t)strtol(entry->d_name, NULL, 10), &all[*count]);
	}
	closedir(proc);
	return all;
}

static int
compare(const void *a, const void *b)
{
	const struct process *p = a, *q = b;

	return (p->pid > q->pid) - (p->pid < q->pid);
}

/* Spread "ours" from parents to children until nothing changes.  A parent
 * mostly has the lower number, so one pass or two are enough. */
static void
mark(struct process *all, size_t count)
{
	pid_t self = getpid();
	int changed = count > 0;

	if (changed)
		qsort(all, count, sizeof *all, compare);
	while (changed) {
		changed = 0;
		for (struct process *p = all; p < all + count; p++) {
			struct process key = {.pid = p->parent}, *parent;

			if (p->ours)
				continue;
			parent =
			    bsearch(&key, all, count, sizeof *all, compare);
			p->ours = p->parent == self || (parent && parent->ours);
			changed |= p->ours;
		}
	}
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

static int
compare_groups(const void *a, const void *b)
{
	const struct process *p = a, *q = b;

	return (p->group > q->group) - (p->group < q->group);
}

/* Kill their process groups, each once.  The kernel signals all of a group at
 * one instant and lets nobody in it fork meanwhile, and so reaches even one
 * that forks and exits faster than it can be looked at.  A group's number
 * cannot have gone to a stranger: it is taken while it has a member, even a
 * zombie, and after that numbers are given out in turn. */
static void
kill_groups(struct process *all, size_t count)
{
	pid_t own = getpgrp(), done = 1;

	if (count > 0)
		qsort(all, count, sizeof *all, compare_groups);
	for (size_t i = 0; i < count; i++) {
		pid_t group = all[i].group;

		if (!all[i].ours || group <= done || group == own)
			continue;
		done = group;
		kill(-group, SIGKILL);
	}
}

size_t
descendants_signal(int sig)
{
	size_t count, alive = 0;
	struct process *all = read_all(&count);

	mark(all, count);
	if (sig == SIGKILL)
		kill_groups(all, count);
	for (size_t i = 0; i < count; i++)
		if (all[i].ours && all[i].state != 'Z' && all[i].state != 'X') {
			alive++;
			signal_process(&all[i], sig);
		}
	free(all);
	return alive;
}
