/* cpu.c - what the processors of this machine are, and what may be used of them
 */

#include <glob.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cpu.h"
#include "sys.h"

/* Append text to the list in buf, unless it is there or has no room. */
static void
append(char buf[SYS_LINE], const char *separator, const char *text)
{
	size_t len = strlen(buf), gap = strlen(separator), n = strlen(text);

	for (const char *p = buf; (p = strstr(p, text)); p++)
		if ((p == buf || strncmp(p - gap, separator, gap) == 0) &&
		    (p[n] == '\0' || strncmp(p + n, separator, gap) == 0))
			return;
	if (len + gap + n < SYS_LINE)
		sprintf(buf + len, "%s%s", len ? separator : "", text);
}

/* The value of a line "key : value" of the block of /proc/cpuinfo at p, which
 * ends with an empty line; "" if it has none. */
static const char *
lookup(const char *p, const char *key, char value[SYS_LINE])
{
	size_t len = strlen(key);
	const char *colon;

	for (; *p && *p != '\n'; p += strcspn(p, "\n"), p += *p == '\n') {
		if (strncmp(p, key, len) != 0)
			continue;
		colon = p + len + strspn(p + len, " \t");
		if (*colon != ':')
			continue;
		colon += 1 + strspn(colon + 1, " \t");
		snprintf(
		    value, SYS_LINE, "%.*s", (int)strcspn(colon, "\n"), colon);
		return sys_clean(value);
	}
	return "";
}

static void
cpu_block(struct cpu *cpu, const char *block)
{
	char a[SYS_LINE], b[SYS_LINE], c[SYS_LINE], d[SYS_LINE];
	char text[SYS_LINE];
	const char *vendor = lookup(block, "vendor_id", a);
	const char *implementer = lookup(block, "CPU implementer", b);
	const char *part = lookup(block, "CPU part", c);
	const char *model = lookup(block, "model name", d);

	if (*model == '\0' && *part) {
		snprintf(text, sizeof text, "Arm implementer %.40s part %.40s",
		    implementer, part);
		model = text;
	}
	if (*model)
		append(cpu->model, " + ", model);
	if (*implementer)
		snprintf(text, sizeof text, "%.40s-%.40s-%.40s-%.40s",
		    implementer, lookup(block, "CPU variant", a), part,
		    lookup(block, "CPU revision", d));
	else if (*vendor)
		snprintf(text, sizeof text, "%.40s-%.40s-%.40s-%.40s", vendor,
		    lookup(block, "cpu family", b), lookup(block, "model", c),
		    lookup(block, "stepping", d));
	if (*implementer || *vendor)
		append(cpu->id, " + ", text);
	if (*lookup(block, "microcode", a))
		append(cpu->microcode, " + ", a);
}

void
cpu_read(struct cpu *cpu)
{
	FILE *f = fopen("/proc/cpuinfo", "re");
	char *text = NULL, *end;
	size_t size = 0;

	memset(cpu, 0, sizeof *cpu);
	if (f && getdelim(&text, &size, '\0', f) > 0)
		for (char *block = text; block; block = end ? end + 2 : NULL) {
			end = strstr(block, "\n\n");
			cpu_block(cpu, block);
		}
	free(text);
	if (f)
		fclose(f);
}

/* CPUs in a kernel list such as "0-3,8"; 0 if it is not one. */
static long
count_cpus(const char *list)
{
	long first, last, count = 0;
	char *end;

	for (;; list = end + 1) {
		first = last = strtol(list, &end, 10);
		if (end > list && *end == '-') {
			list = end + 1;
			last = strtol(list, &end, 10);
		}
		if (end == list || last < first)
			return 0;
		count += last - first + 1;
		if (*end != ',')
			return *end ? 0 : count;
	}
}

long
cpus_online(void)
{
	char buf[SYS_LINE], *list;
	long count;

	list = sys_line(buf, "/sys/devices/system/cpu/online");
	count = list ? count_cpus(list) : 0;
	if (count == 0)
		count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? count : 0;
}

/* The CPUs this process may run on; NULL if it cannot be known. */
static cpu_set_t *
allowed(size_t *size)
{
	cpu_set_t *set;

	for (size_t max = 1024; max <= 1 << 20; max *= 2) {
		*size = CPU_ALLOC_SIZE(max);
		set = CPU_ALLOC(max);
		if (set && sched_getaffinity(0, *size, set) == 0)
			return set;
		CPU_FREE(set);
	}
	return NULL;
}

long
cpus_allowed(void)
{
	size_t size;
	cpu_set_t *set = allowed(&size);
	long count = set ? CPU_COUNT_S(size, set) : 0;

	CPU_FREE(set);
	return count;
}

int
cpu_pin(long nth)
{
	size_t size, cpu = 0;
	cpu_set_t *set = allowed(&size);
	int done;

	if (set == NULL)
		return 0;
	while (cpu < size * CHAR_BIT &&
	       (!CPU_ISSET_S(cpu, size, set) || nth-- > 0))
		cpu++;
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	done = sched_setaffinity(0, size, set) == 0;
	CPU_FREE(set);
	return done;
}

/* Bytes in a text such as "32768K". */
static double
bytes(const char *text)
{
	char *unit;
	double value = strtod(text, &unit);

	return value * (*unit == 'K' ? 0x1p10 : *unit == 'M' ? 0x1p20 : 1);
}

double
cpu_caches_B(void)
{
	static const char file[] =
	    "/sys/devices/system/cpu/cpu%ld/cache/index%d/%s";
	char buf[SYS_LINE], *line;
	double sum = 0, last;
	int own;

	for (long cpu = 0; cpu < sysconf(_SC_NPROCESSORS_CONF); cpu++) {
		last = 0;
		/* the last level comes last; the first CPU counts for all */
		for (int i = 0; (line = sys_line(buf, file, cpu, i, "size"));
		     i++) {
			last = bytes(line);
			line = sys_line(buf, file, cpu, i, "shared_cpu_list");
			own = line && strtol(line, NULL, 10) == cpu;
			last = own ? last : 0;
		}
		sum += last;
	}
	return sum;
}

char *
cpu_pmu(char buf[SYS_LINE])
{
	static const char *const patterns[] = {
	    "cpu", "cpu_core", "armv*", "apple_*_pmu", "cpum_cf"};
	char path[64];
	glob_t found = {0};

	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		snprintf(path, sizeof path, "/sys/bus/event_source/devices/%s",
		    patterns[i]);
		glob(path, i ? GLOB_APPEND : 0, NULL, &found);
	}
	*buf = '\0';
	for (size_t i = 0; i < found.gl_pathc; i++)
		append(buf, ",", strrchr(found.gl_pathv[i], '/') + 1);
	globfree(&found);
	return *buf ? buf : NULL;
}

char *
cpu_governor(char buf[SYS_LINE])
{
	char line[SYS_LINE], *text;
	glob_t found = {0};

	*buf = '\0';
	glob("/sys/devices/system/cpu/cpufreq/policy*/scaling_governor", 0,
	    NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		text = sys_line(line, "%s", found.gl_pathv[i]);
		if (text)
			append(buf, ",", text);
	}
	globfree(&found);
	return *buf ? buf : NULL;
}
