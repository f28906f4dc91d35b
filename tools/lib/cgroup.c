/* cgroup.c - the limits of the control groups this process is in */

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "sys.h"

struct group {
	int version;
	size_t mount_len;   /* dir is never cut below this */
	char dir[PATH_MAX]; /* mount point and path below it */
};

/* The group's path as /proc/self/cgroup has it, and its version. */
static int
find_path(const char *controller, char path[PATH_MAX])
{
	FILE *f = fopen("/proc/self/cgroup", "re");
	char line[PATH_MAX + 128], *names, *p;
	int version = 0;

	if (f == NULL)
		return 0;
	while (version != 1 && fgets(line, sizeof line, f)) {
		names = strchr(line, ':');
		p = names ? strchr(names + 1, ':') : NULL;
		if (p == NULL)
			continue;
		*p++ = '\0';
		p[strcspn(p, "\n")] = '\0';
		if (sys_listed(names + 1, controller))
			version = 1;
		else if (strncmp(line, "0:", 2) == 0)
			version = 2;
		else
			continue;
		snprintf(path, PATH_MAX, "%s", p);
	}
	fclose(f);
	return version;
}

/* Fill g for the controller; version 0 if it is not to be found. */
static void
find_group(struct group *g, const char *controller)
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	char line[3 * PATH_MAX], path[PATH_MAX] = "", root[PATH_MAX];
	char mount[PATH_MAX], type[32], options[PATH_MAX], *tail;
	int version = find_path(controller, path);
	size_t len;

	g->version = 0;
	while (f && g->version == 0 && fgets(line, sizeof line, f)) {
		tail = strstr(line, " - ");
		if (tail == NULL ||
		    sscanf(line, "%*s %*s %*s %4095s %4095s", root, mount) !=
			2 ||
		    sscanf(tail, " - %31s %*s %4095s", type, options) != 2)
			continue;
		if (strcmp(type, version == 1 ? "cgroup" : "cgroup2") != 0 ||
		    (version == 1 && !sys_listed(options, controller)))
			continue;
		g->version = version;
		g->mount_len = strlen(mount);
		/* what is mounted may itself be a part of the hierarchy */
		tail = path;
		len = strlen(root);
		if (len > 1)
			tail = strncmp(path, root, len) == 0 ? path + len : "";
		if (strstr(tail, "..") || strcmp(tail, "/") == 0)
			tail = "";
		if (snprintf(g->dir, sizeof g->dir, "%s%s", mount, tail) >=
			(int)sizeof g->dir ||
		    access(g->dir, F_OK) < 0)
			g->version = 0;
	}
	if (f)
		fclose(f);
}

/* The limit one directory sets, from "QUOTA PERIOD", "max PERIOD" or two files.
 */
static double
cpu_here(const struct group *g)
{
	char buf[SYS_LINE], *line;
	long long quota, period;

	if (g->version == 1) {
		if (!sys_number(&quota, "%s/cpu.cfs_quota_us", g->dir) ||
		    !sys_number(&period, "%s/cpu.cfs_period_us", g->dir))
			return INFINITY;
	} else {
		line = sys_line(buf, "%s/cpu.max", g->dir);
		if (!line || sscanf(line, "%lld %lld", &quota, &period) != 2)
			return INFINITY;
	}
	return quota > 0 && period > 0 ? (double)quota / (double)period
				       : INFINITY;
}

static double
memory_here(const struct group *g)
{
	long long bytes;

	if (!sys_number(&bytes, "%s/%s", g->dir,
		g->version == 1 ? "memory.limit_in_bytes" : "memory.max"))
		return INFINITY;
	/* version 1 says "none" as the largest multiple of the page size */
	return bytes < LLONG_MAX - (1 << 20) ? (double)bytes : INFINITY;
}

static int
tightest(
    const char *controller, double (*here)(const struct group *), double *limit)
{
	struct group g;

	find_group(&g, controller);
	*limit = INFINITY;
	if (g.version == 0)
		return 0;
	for (;;) {
		*limit = fmin(*limit, here(&g));
		if (strlen(g.dir) <= g.mount_len)
			return g.version;
		*strrchr(g.dir, '/') = '\0';
	}
}

int
cgroup_cpu_limit(double *cpus)
{
	return tightest("cpu", cpu_here, cpus);
}

int
cgroup_memory_limit(double *bytes)
{
	return tightest("memory", memory_here, bytes);
}
