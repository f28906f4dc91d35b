/* family.c - the processes of a tree: found as they are born, forgotten as they
 * end
 */

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clock.h"
#include "die.h"
#include "family.h"
#include "sys.h"

enum {
	NEW_MAX = 1024, /* so many new numbers are looked at one by one */
	FDS_SPARE = 64, /* descriptors not used to keep files open */
	PER_CENT = 100, /* a look at all takes at most 1 % of the time */
};

static const double scan_pause_s = 0.05;

static int
is_member(const struct family *f, pid_t pid)
{
	for (size_t i = 0; i < f->len; i++)
		if (f->members[i].proc.pid == pid)
			return 1;
	return 0;
}

static int
add(struct family *f, pid_t pid)
{
	struct member *m;

	if (f->len == f->size) {
		f->size = f->size ? 2 * f->size : 64;
		f->members = xrealloc(f->members, f->size, sizeof *m);
	}
	m = &f->members[f->len];
	m->gone = 0;
	if (!proc_open(&m->proc, pid, f->len < f->keep_max))
		return 0;
	f->len++;
	return 1;
}

/* Add the process if its parent is in the tree: 1 if so. */
static int
adopt(struct family *f, pid_t pid)
{
	struct proc p = proc_of(pid);
	struct proc_stat s;

	if (pid == f->own || !proc_stat(&p, &s) || s.state == 'Z' ||
	    s.start < f->since || is_member(f, pid) ||
	    !(is_member(f, s.parent) || (f->own && s.parent == f->own)) ||
	    proc_of_thread(pid) != pid)
		return 0;
	return add(f, pid);
}

/* Look at all processes, until none is found that belongs here. */
static void
scan(struct family *f)
{
	struct dirent *entry;
	DIR *proc = opendir("/proc");
	int found;

	if (proc == NULL)
		die("/proc:");
	do {
		found = 0;
		rewinddir(proc);
		while ((entry = readdir(proc)))
			if (isdigit((unsigned char)*entry->d_name))
				found |= adopt(f, atoi(entry->d_name));
	} while (found);
	closedir(proc);
}

/* The kernel gives numbers in ascending order, so that those of new processes
 * are between the last one seen and the last one given.  A look at all catches
 * what this misses: a number that was given but was not yet visible. */
void
family_update(struct family *f)
{
	double begin_s = clock_s();
	long last = f->last_pid;
	char text[128];
	const char *p = strrchr(sys_text(f->loadavg, text, sizeof text), ' ');

	if (p)
		last = strtol(p, NULL, 10);
	if (last < f->last_pid || last > f->last_pid + NEW_MAX)
		f->next_scan_s = fmin(f->next_scan_s, begin_s);
	else
		while (f->last_pid < last)
			adopt(f, (pid_t)++f->last_pid);
	f->last_pid = last;
	if (begin_s < f->next_scan_s)
		return;
	scan(f);
	f->next_scan_s = clock_s();
	f->next_scan_s +=
	    fmax(scan_pause_s, (f->next_scan_s - begin_s) * PER_CENT);
}

/* Who needs many files may have as many as the hard limit allows. */
static size_t
files_max(void)
{
	struct rlimit files = {0};

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
	}
	return files.rlim_cur > FDS_SPARE ? files.rlim_cur - FDS_SPARE : 0;
}

int
family_open(struct family *f, pid_t root, int own)
{
	*f = (struct family){.own = own ? getpid() : 0,
	    .keep_max = files_max() / PROC_FILES,
	    .loadavg = open("/proc/loadavg", O_RDONLY | O_CLOEXEC)};
	if (proc_of_thread(root) != root || !add(f, root)) {
		family_close(f);
		return 0;
	}
	f->since = f->members[0].proc.start;
	return 1;
}

void
family_close(struct family *f)
{
	for (size_t i = 0; i < f->len; i++)
		proc_close(&f->members[i].proc);
	if (f->loadavg >= 0)
		close(f->loadavg);
	free(f->members);
}

void
family_forget_gone(struct family *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->len; i++)
		if (f->members[i].gone)
			proc_close(&f->members[i].proc);
		else
			f->members[n++] = f->members[i];
	f->len = n;
}
