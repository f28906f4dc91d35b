/* proc.c - what /proc says of a process, through descriptors kept open */

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "proc.h"
#include "sys.h"

static const char *const names[PROC_FILES] = {"stat", "status", "io", "fd"};

static int
open_file(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static char *
read_once(pid_t pid, const char *name, char *buf, size_t size)
{
	int fd = open_file(pid, name);

	sys_text(fd, buf, size);
	if (fd >= 0)
		close(fd);
	return buf;
}

static char *
read_file(const struct proc *p, int file, char *buf, size_t size)
{
	return p->fd[file] < 0 ? read_once(p->pid, names[file], buf, size)
			       : sys_text(p->fd[file], buf, size);
}

/* The number behind a key at the beginning of a line: 1, or 0. */
static int
keyed(const char *text, const char *key, double *value)
{
	size_t len = strlen(key);

	for (const char *p = text; p; p = (p = strchr(p, '\n')) ? p + 1 : p)
		if (strncmp(p, key, len) == 0) {
			*value = (double)strtoull(p + len, NULL, 10);
			return 1;
		}
	return 0;
}

/* proc_pid_stat(5).  The second field, the name, may hold anything, but no
 * field after it holds a parenthesis. */
static int
parse_stat(const char *text, struct proc_stat *s)
{
	static const double per_s = 100; /* USER_HZ, the same on all Linux */
	unsigned long long field[25] = {0};
	const char *p = strrchr(text, ')');
	char *end;

	if (p == NULL || p[1] == '\0' || p[2] == '\0')
		return 0;
	s->state = p[2];
	p += 3;
	for (int i = 4; i <= 24; i++, p = end) {
		field[i] = strtoull(p, &end, 10);
		if (end == p)
			return 0;
	}
	s->parent = (pid_t)field[4];
	s->group = (pid_t)field[5];
	s->user_s = (double)field[14] / per_s;
	s->sys_s = (double)field[15] / per_s;
	s->children_user_s = (double)field[16] / per_s;
	s->children_sys_s = (double)field[17] / per_s;
	s->threads = (long)field[20];
	s->start = field[22];
	s->rss_B = (double)field[24] * (double)sysconf(_SC_PAGESIZE);
	return s->state != 'X'; /* its parent has counted it already */
}

struct proc
proc_of(pid_t pid)
{
	return (struct proc){.pid = pid, .fd = {-1, -1, -1, -1}};
}

int
proc_open(struct proc *p, pid_t pid, int keep)
{
	struct proc_stat s;

	*p = (struct proc){.pid = pid};
	for (int i = 0; i < PROC_FILES; i++)
		p->fd[i] = keep ? open_file(pid, names[i]) : -1;
	p->start = 0;
	if (proc_stat(p, &s)) {
		p->start = s.start;
		return 1;
	}
	proc_close(p);
	return 0;
}

void
proc_close(struct proc *p)
{
	for (int i = 0; i < PROC_FILES; i++)
		if (p->fd[i] >= 0)
			close(p->fd[i]);
}

int
proc_stat(const struct proc *p, struct proc_stat *s)
{
	char buf[1024];

	return parse_stat(read_file(p, PROC_STAT, buf, sizeof buf), s) &&
	       (p->start == 0 || p->start == s->start);
}

int
proc_cpu(const struct proc *p, double *cpu_s)
{
	struct timespec t;
	clockid_t clock;

	if (clock_getcpuclockid(p->pid, &clock) != 0 ||
	    clock_gettime(clock, &t) < 0)
		return 0;
	*cpu_s = (double)t.tv_sec + (double)t.tv_nsec / 1e9;
	return 1;
}

/* A size in kB, in bytes; 0 without the key: a zombie has no memory. */
static double
keyed_B(const char *text, const char *key)
{
	double size_kB;

	return keyed(text, key, &size_kB) ? size_kB * 1024 : 0;
}

int
proc_memory(const struct proc *p, double *peak_B, double *anon_B)
{
	char buf[4096];
	const char *text = read_file(p, PROC_STATUS, buf, sizeof buf);

	if (*text == '\0')
		return 0;
	*peak_B = keyed_B(text, "VmHWM:");
	*anon_B = keyed_B(text, "RssAnon:");
	return 1;
}

static int
parse_io(const char *text, struct proc_io *io)
{
	return keyed(text, "rchar:", &io->read_B) &&
	       keyed(text, "wchar:", &io->written_B) &&
	       keyed(text, "read_bytes:", &io->storage_read_B) &&
	       keyed(text, "write_bytes:", &io->storage_written_B);
}

int
proc_io(const struct proc *p, struct proc_io *io)
{
	char buf[512];

	return parse_io(read_file(p, PROC_IO, buf, sizeof buf), io);
}

int
proc_io_own(struct proc_io *io)
{
	int fd = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC);
	char buf[512];

	sys_text(fd, buf, sizeof buf);
	if (fd >= 0)
		close(fd);
	if (!parse_io(buf, io))
		return 0;
	io->read_B += (double)strlen(buf); /* this reading too */
	return 1;
}

/* Entries of the folder of descriptors, which is closed. */
static int
count_entries(int fd, long *count)
{
	DIR *dir = fdopendir(fd);
	const struct dirent *entry;

	if (dir == NULL) {
		close(fd);
		return 0;
	}
	for (*count = 0; (entry = readdir(dir));)
		*count += *entry->d_name != '.';
	closedir(dir);
	return 1;
}

int
proc_descriptors(const struct proc *p, long *count)
{
	struct stat st;
	int fd;

	/* since Linux 6.2 the size of the folder is their number */
	if (p->fd[PROC_FD] >= 0 && fstat(p->fd[PROC_FD], &st) == 0 &&
	    st.st_size > 0) {
		*count = (long)st.st_size;
		return 1;
	}
	fd = open_file(p->pid, names[PROC_FD]);
	return fd >= 0 && count_entries(fd, count);
}

int
proc_pss(const struct proc *p, double *bytes)
{
	char buf[2048];
	const char *text = read_once(p->pid, "smaps_rollup", buf, sizeof buf);

	if (!keyed(text, "Pss:", bytes))
		return 0;
	*bytes *= 1024;
	return 1;
}

pid_t
proc_of_thread(pid_t tid)
{
	char buf[4096];
	const char *text = read_once(tid, "status", buf, sizeof buf);
	double pid;

	return keyed(text, "Tgid:", &pid) ? (pid_t)pid : 0;
}
