/* fingerprint.c - print the environment that measurements depend on */

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "cgroup.h"
#include "die.h"
#include "host.h"

#include "number.h"
#include "out.h"
#include "sys.h"

const char *const tool = "fingerprint";

static const char usage_text[] = "usage: fingerprint [-l] [-o file]\n";

struct environment {
	json_object *fields;
	json_object *reasons; /* of fields that are null */
};

static void
put(struct environment *e, const char *name, json_object *value,
    const char *reason)
{
	json_object_object_add(e->fields, name, value);
	if (value == NULL)
		json_object_object_add(
		    e->reasons, name, json_object_new_string(reason));
}

static void
put_text(struct environment *e, const char *name, const char *text,
    const char *reason)
{
	put(e, name, text && *text ? json_object_new_string(text) : NULL,
	    reason);
}

static void
put_number(struct environment *e, const char *name, double value)
{
	char buf[NUMBER_MAX];

	put(e, name, json_object_new_double_s(value, number_format(buf, value)),
	    NULL);
}

/* A limit that may be absent ("none"), or not be known (version 0). */
static void
put_limit(struct environment *e, const char *name, int version, double limit)
{
	if (version && isfinite(limit))
		put_number(e, name, limit);
	else
		put_text(e, name, version ? "none" : NULL,
		    "the control group cannot be read");
}

/* The number in a file of the kernel's. */
static void
put_setting(struct environment *e, const char *name, const char *path,
    const char *reason)
{
	long long value;

	put(e, name,
	    sys_number(&value, "%s", path) ? json_object_new_int64(value)
					   : NULL,
	    reason);
}

static void
put_os(struct environment *e)
{
	FILE *f = fopen("/etc/os-release", "re");
	char line[SYS_LINE], *name = NULL, buf[HOST_TEXT];
	struct utsname u;

	if (uname(&u) < 0)
		die("uname:");
	while (f && name == NULL && fgets(line, sizeof line, f))
		if (strncmp(line, "PRETTY_NAME=", 12) == 0) {
			name = sys_clean(line + 12);
			name += *name == '"' || *name == '\'';
			name[strcspn(name, "\"'")] = '\0';
		}
	put_text(e, "os", name, "/etc/os-release has no PRETTY_NAME");
	if (f)
		fclose(f);
	put_text(e, "kernel", u.release, "uname gives no release");
	put_text(e, "libc", host_libc(buf),
	    "the C library of /bin/sh is not a glibc or musl");
	put_text(e, "architecture", u.machine, "uname gives no machine");
}

static void
put_cpu(struct environment *e)
{
	long online = host_cpus_online(), allowed = host_cpus_allowed();
	char buf[HOST_TEXT];
	long long value;
	struct host_cpu cpu;

	host_cpu(&cpu);
	put_text(e, "cpu_model", cpu.model, "/proc/cpuinfo names no model");
	put_text(e, "cpu_id", cpu.id, "/proc/cpuinfo has no family and model");
	put_text(e, "microcode", cpu.microcode,
	    "/proc/cpuinfo has no microcode version");
	put(e, "cpu_count", online ? json_object_new_int64(online) : NULL,
	    "the kernel does not list its CPUs");
	put(e, "cpus_allowed", allowed ? json_object_new_int64(allowed) : NULL,
	    "the CPU affinity cannot be read");
	put(e, "smt",
	    sys_number(&value, "/sys/devices/system/cpu/smt/active")
		? json_object_new_boolean(value != 0)
		: NULL,
	    "the kernel does not say whether CPUs share a core");
	put_text(e, "governor", host_governor(buf),
	    "no cpufreq: the frequency is not this kernel's to set");
	if (sys_number(&value, "/sys/devices/system/cpu/intel_pstate/no_turbo"))
		put(e, "turbo", json_object_new_boolean(value == 0), NULL);
	else
		put(e, "turbo",
		    sys_number(&value, "/sys/devices/system/cpu/cpufreq/boost")
			? json_object_new_boolean(value != 0)
			: NULL,
		    "no cpufreq driver tells");
}

static void
put_container(struct environment *e)
{
	char buf[HOST_TEXT];
	double cpus, bytes;
	int version = cgroup_cpu_limit(&cpus);

	put_text(e, "virtualisation", host_virtualisation(buf),
	    "neither processor nor firmware tells");
	put_text(e, "container", host_container(buf), "/proc is not readable");
	put(e, "cgroup_version", version ? json_object_new_int(version) : NULL,
	    "the control group cannot be read");
	put_limit(e, "cgroup_cpu_limit", version, cpus);
	version = cgroup_memory_limit(&bytes);
	put_limit(e, "cgroup_memory_limit_B", version, bytes);
}

static void
put_memory(struct environment *e)
{
	char buf[SYS_LINE], *text, *end;
	double bytes = host_memory_B();
	int persona = personality(0xffffffff); /* asks, changes nothing */

	put(e, "memory_total_B",
	    bytes > 0 ? json_object_new_int64((int64_t)bytes) : NULL,
	    "a balloon changes it, and the firmware's map is not readable");
	put(e, "page_size_B", json_object_new_int64(sysconf(_SC_PAGESIZE)),
	    NULL);
	/* the choice is in brackets: "always [madvise] never" */
	text = sys_line(buf, "/sys/kernel/mm/transparent_hugepage/enabled");
	text = text ? strchr(text, '[') : NULL;
	end = text ? strchr(text, ']') : NULL;
	if (end)
		*end = '\0';
	put_text(e, "transparent_hugepage", end ? text + 1 : NULL,
	    "the kernel has none");
	if (persona != -1 && persona & ADDR_NO_RANDOMIZE)
		put(e, "aslr", json_object_new_int(0), NULL);
	else
		put_setting(e, "aslr", "/proc/sys/kernel/randomize_va_space",
		    "/proc/sys/kernel/randomize_va_space is not readable");
}

static void
put_clocks(struct environment *e)
{
	char buf[SYS_LINE];
	struct timespec t;

	put_text(e, "clock_source",
	    sys_line(buf, "/sys/devices/system/clocksource/clocksource0/"
			  "current_clocksource"),
	    "the kernel does not name it");
	if (clock_getres(CLOCK_MONOTONIC, &t) < 0)
		die("clock_getres:");
	put_number(e, "clock_resolution_s",
	    (double)t.tv_sec + (double)t.tv_nsec / 1e9);
	put_text(e, "pmu", host_pmu(buf),
	    "no hardware performance counters: often so in virtual machines");
	put_setting(e, "perf_event_paranoid",
	    "/proc/sys/kernel/perf_event_paranoid",
	    "the kernel is built without performance events");
}

/* A field's text: strings without quotes, "null" if it is not known. */
static const char *
text(const struct environment *e, const char *name)
{
	json_object *value = json_object_object_get(e->fields, name);

	return value ? json_object_get_string(value) : "null";
}

/* Machines whose results can be compared have the same class: XXH3-64 of these
 * fields, a line each, and of the kernel's version down to the minor number. */
static void
put_class(struct environment *e)
{
	static const char *const fields[] = {"architecture", "cpu_model",
	    "cpu_id", "cpu_count", "cpus_allowed", "smt", "governor", "turbo",
	    "virtualisation", "cgroup_cpu_limit"};
	char lines[4096], class[17];
	const char *kernel = text(e, "kernel"), *dot = strchr(kernel, '.');
	size_t len;

	len = (size_t)(dot ? dot - kernel + 1 : 0);
	len += strspn(kernel + len, "0123456789");
	len = (size_t)snprintf(
	    lines, sizeof lines, "kernel\t%.*s\n", (int)len, kernel);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		len += (size_t)snprintf(lines + len, sizeof lines - len,
		    "%s\t%s\n", fields[i], text(e, fields[i]));
	snprintf(class, sizeof class, "%016llx",
	    (unsigned long long)XXH3_64bits(lines, len));
	put_text(e, "machine_class", class, NULL);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every field as NAME<TAB>VALUE, sorted, for diff(1) and join(1). */
static void
print_lines(FILE *f, const struct environment *e)
{
	const char *names[64];
	size_t n = 0;

	json_object_object_foreach(e->fields, name, value)
	{
		if (n < sizeof names / sizeof *names && value != e->reasons)
			names[n++] = name;
	}
	qsort(names, n, sizeof *names, by_text);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s\t%s\n", names[i], text(e, names[i]));
}

int
main(int argc, char *argv[])
{
	struct environment e = {
	    json_object_new_object(), json_object_new_object()};
	const char *path = NULL;
	int opt, lines = 0;
	struct out out;

	while ((opt = getopt(argc, argv, "hlo:")) != -1) {
		switch (opt) {
		case 'l': lines = 1; break;
		case 'o': path = optarg; break;
		default: usage(usage_text, opt);
		}
	}
	if (optind != argc)
		usage(usage_text, '?');
	put_os(&e);
	put_cpu(&e);
	put_container(&e);
	put_memory(&e);
	put_clocks(&e);
	put_class(&e);
	json_object_object_add(e.fields, "reasons", e.reasons);
	out = out_open(path);
	if (lines)
		print_lines(out.f, &e);
	else
		fprintf(out.f, "%s\n",
		    json_object_to_json_string_ext(e.fields,
			JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
			    JSON_C_TO_STRING_NOSLASHESCAPE));
	out_close(&out);
	json_object_put(e.fields);
	return EXIT_SUCCESS;
}
