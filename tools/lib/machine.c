/* machine.c - what the machine did meanwhile: totals of the kernel to subtract
 */

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "die.h"
#include "machine.h"
#include "sys.h"

/* The whole number behind the first word that is key, blanks between. */
static double
value_of(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *p = text; (p = strstr(p, key)); p += len)
		if ((p == text || strchr(" \n", p[-1])) &&
		    strchr(" \t=", p[len]) && p[len] != '\0')
			return (double)strtoull(p + len + 1, NULL, 10);
	return NAN;
}

static int
open_quietly(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* cpu.stat of the control group in the hierarchy mounted at root, or of the
 * nearest group above it that has one: in a container the path may be the
 * host's. */
static int
open_group(const char *root, const char *group)
{
	char path[4096], *slash;
	int fd, len = snprintf(path, sizeof path, "%s%s", root, group);

	if (len < 0 || (size_t)len >= sizeof path - sizeof "/cpu.stat")
		return -1;
	while (strlen(path) >= strlen(root)) {
		size_t end = strlen(path);
		char text[2048];

		memcpy(path + end, "/cpu.stat", sizeof "/cpu.stat");
		fd = open_quietly(path);
		if (strstr(sys_text(fd, text, sizeof text), "throttled_"))
			return fd;
		if (fd >= 0)
			close(fd);
		path[end] = '\0';
		if ((slash = strrchr(path, '/')) == NULL)
			break;
		*slash = '\0';
	}
	return -1;
}

/* Lines of /proc/self/cgroup are number:controllers:path, with no controllers
 * for version 2 (cgroups(7)). */
static int
open_throttle(void)
{
	char text[8192], *save, *line, *controllers, *group;
	int cgroups = open_quietly("/proc/self/cgroup"), fd = -1;

	sys_text(cgroups, text, sizeof text);
	if (cgroups >= 0)
		close(cgroups);
	for (line = strtok_r(text, "\n", &save); line && fd < 0;
	     line = strtok_r(NULL, "\n", &save)) {
		if ((controllers = strchr(line, ':')) == NULL ||
		    (group = strchr(++controllers, ':')) == NULL)
			continue;
		*group++ = '\0';
		if (*controllers == '\0') {
			fd = open_group("/sys/fs/cgroup", group);
		} else if (sys_listed(controllers, "cpu")) {
			fd = open_group("/sys/fs/cgroup/cpu", group);
			if (fd < 0)
				fd = open_group(
				    "/sys/fs/cgroup/cpu,cpuacct", group);
		}
	}
	return fd;
}

struct machine_files
machine_open(int served)
{
	struct machine_files m = {
	    .stat = open_quietly("/proc/stat"),
	    .cpu = open_quietly("/proc/pressure/cpu"),
	    .io = open_quietly("/proc/pressure/io"),
	    .memory = open_quietly("/proc/pressure/memory"),
	    .throttle = open_throttle(),
	    .vmstat = open_quietly("/proc/vmstat"),
	    .self = open_quietly("/proc/self/status"),
	    .served = served,
	};

	if (m.self < 0)
		die("/proc/self/status:");
	return m;
}

void
machine_close(struct machine_files *m)
{
	const int fds[] = {
	    m->stat, m->cpu, m->io, m->memory, m->throttle, m->vmstat, m->self};

	for (size_t i = 0; i < sizeof fds / sizeof *fds; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

/* The first line of a pressure file is "some avg10=... total=MICROSECONDS". */
static double
pressure(int fd)
{
	char text[256];

	return value_of(sys_text(fd, text, sizeof text), "total") / 1e6;
}

static double
throttled(int fd)
{
	char text[2048];

	sys_text(fd, text, sizeof text);
	if (strstr(text, "throttled_usec"))
		return value_of(text, "throttled_usec") / 1e6; /* version 2 */
	return value_of(text, "throttled_time") / 1e9;         /* version 1 */
}

/* CPU time of the parent process so far; 0 if it is not there any more. */
static double
parent_s(void)
{
	clockid_t clock;
	struct timespec t;

	if (clock_getcpuclockid(getppid(), &clock) != 0 ||
	    clock_gettime(clock, &t) != 0)
		return 0;
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct machine
machine_read(const struct machine_files *files)
{
	struct machine m = {
	    .busy_s = NAN,
	    .steal_s = NAN,
	    .psi_cpu_s = pressure(files->cpu),
	    .psi_io_s = pressure(files->io),
	    .psi_memory_s = pressure(files->memory),
	    .throttled_s = throttled(files->throttle),
	    .server_s = files->served ? parent_s() : 0,
	};
	double ticks = (double)sysconf(_SC_CLK_TCK), busy = 0;
	char text[16384], *rest = text + 3;

	/* "cpu", then user, nice, system, idle, iowait, irq, softirq, steal */
	if (strncmp(sys_text(files->stat, text, 256), "cpu ", 4) == 0) {
		for (int i = 0; i < 7; i++) {
			double value = (double)strtoull(rest, &rest, 10);

			busy += i == 3 || i == 4 ? 0 : value;
		}
		m.busy_s = busy / ticks;
		m.steal_s = (double)strtoull(rest, NULL, 10) / ticks;
	}
	sys_text(files->vmstat, text, sizeof text);
	m.swap_in_bytes =
	    value_of(text, "pswpin") * (double)sysconf(_SC_PAGESIZE);
	return m;
}

double
machine_own_peak(const struct machine_files *files)
{
	char text[4096];

	return value_of(sys_text(files->self, text, sizeof text), "VmHWM:") *
	       1024;
}
