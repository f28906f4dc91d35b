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
#include "clib.h"
#include "cpu.h"
#include "die.h"
#include "facts.h"
#include "host.h"
#include "out.h"
#include "sys.h"

const char *const tool = "fingerprint";

static const char usage_text[] =
    "usage: fingerprint [-l] [-o file]\n"
    "\n"
    "  -l       lines of field<TAB>value (default JSON)\n"
    "  -o file  write here, whole or not at all (default standard output)\n"
    "\n"
    "example: fingerprint -l >before\n";

/* A limit that may be absent ("none"), or not be known (version 0). */
static void
add_limit(struct facts *f, const char *name, int version, double limit)
{
	if (version && isfinite(limit))
		facts_add_number(f, name, limit);
	else
		facts_add_text(f, name, version ? "none" : NULL,
		    "the control group cannot be read");
}

/* The number in a file of the kernel's. */
static void
add_setting(
    struct facts *f, const char *name, const char *path, const char *reason)
{
	long long value;

	facts_add(f, name,
	    sys_number(&value, "%s", path) ? json_object_new_int64(value)
					   : NULL,
	    reason);
}

static void
add_os(struct facts *f)
{
	char buf[SYS_LINE];
	struct utsname u;

	if (uname(&u) < 0)
		die("uname:");
	facts_add_text(
	    f, "os", host_os(buf), "/etc/os-release has no PRETTY_NAME");
	facts_add_text(f, "kernel", u.release, "uname gives no release");
	facts_add_text(f, "libc", clib_version(buf),
	    "the C library of /bin/sh is not a glibc or musl");
	facts_add_text(f, "architecture", u.machine, "uname gives no machine");
}

static void
add_cpu(struct facts *f)
{
	long online = cpus_online(), allowed = cpus_allowed();
	char buf[SYS_LINE];
	long long value;
	struct cpu cpu;

	cpu_read(&cpu);
	facts_add_text(
	    f, "cpu_model", cpu.model, "/proc/cpuinfo names no model");
	facts_add_text(
	    f, "cpu_id", cpu.id, "/proc/cpuinfo has no family and model");
	facts_add_text(f, "microcode", cpu.microcode,
	    "/proc/cpuinfo has no microcode version");
	facts_add(f, "cpu_count", online ? json_object_new_int64(online) : NULL,
	    "the kernel does not list its CPUs");
	facts_add(f, "cpus_allowed",
	    allowed ? json_object_new_int64(allowed) : NULL,
	    "the CPU affinity cannot be read");
	facts_add(f, "smt",
	    sys_number(&value, "/sys/devices/system/cpu/smt/active")
		? json_object_new_boolean(value != 0)
		: NULL,
	    "the kernel does not say whether CPUs share a core");
	facts_add_text(f, "governor", cpu_governor(buf),
	    "no cpufreq: the frequency is not this kernel's to set");
	if (sys_number(&value, "/sys/devices/system/cpu/intel_pstate/no_turbo"))
		facts_add(
		    f, "turbo", json_object_new_boolean(value == 0), NULL);
	else
		facts_add(f, "turbo",
		    sys_number(&value, "/sys/devices/system/cpu/cpufreq/boost")
			? json_object_new_boolean(value != 0)
			: NULL,
		    "no cpufreq driver tells");
}

static void
add_container(struct facts *f)
{
	char buf[SYS_LINE];
	double cpus, bytes;
	int version = cgroup_cpu_limit(&cpus);

	facts_add_text(f, "virtualisation", host_virtualisation(buf),
	    "neither processor nor firmware tells");
	facts_add_text(
	    f, "container", host_container(buf), "/proc is not readable");
	facts_add(f, "cgroup_version",
	    version ? json_object_new_int(version) : NULL,
	    "the control group cannot be read");
	add_limit(f, "cgroup_cpu_limit", version, cpus);
	version = cgroup_memory_limit(&bytes);
	add_limit(f, "cgroup_memory_limit_B", version, bytes);
}

static void
add_memory(struct facts *f)
{
	char buf[SYS_LINE], *text, *end;
	double bytes = host_memory_B();
	int persona = personality(0xffffffff); /* asks, changes nothing */

	facts_add(f, "memory_total_B",
	    bytes > 0 ? json_object_new_int64((int64_t)bytes) : NULL,
	    "a balloon changes it, and the firmware's map is not readable");
	facts_add(f, "page_size_B",
	    json_object_new_int64(sysconf(_SC_PAGESIZE)), NULL);
	/* the choice is in brackets: "always [madvise] never" */
	text = sys_line(buf, "/sys/kernel/mm/transparent_hugepage/enabled");
	text = text ? strchr(text, '[') : NULL;
	end = text ? strchr(text, ']') : NULL;
	if (end)
		*end = '\0';
	facts_add_text(f, "transparent_hugepage", end ? text + 1 : NULL,
	    "the kernel has none");
	if (persona != -1 && persona & ADDR_NO_RANDOMIZE)
		facts_add(f, "aslr", json_object_new_int(0), NULL);
	else
		add_setting(f, "aslr", "/proc/sys/kernel/randomize_va_space",
		    "/proc/sys/kernel/randomize_va_space is not readable");
}

static void
add_clocks(struct facts *f)
{
	char buf[SYS_LINE];
	struct timespec t;

	facts_add_text(f, "clock_source",
	    sys_line(buf, "/sys/devices/system/clocksource/clocksource0/"
			  "current_clocksource"),
	    "the kernel does not name it");
	if (clock_getres(CLOCK_MONOTONIC, &t) < 0)
		die("clock_getres:");
	facts_add_number(f, "clock_resolution_s",
	    (double)t.tv_sec + (double)t.tv_nsec / 1e9);
	facts_add_text(f, "pmu", cpu_pmu(buf),
	    "no hardware performance counters: often so in virtual machines");
	add_setting(f, "perf_event_paranoid",
	    "/proc/sys/kernel/perf_event_paranoid",
	    "the kernel is built without performance events");
}

/* Machines whose results can be compared have the same class: XXH3-64 of these
 * fields, a line each, and of the kernel's version down to the minor number. */
static void
add_class(struct facts *f)
{
	static const char *const fields[] = {"architecture", "cpu_model",
	    "cpu_id", "cpu_count", "cpus_allowed", "smt", "governor", "turbo",
	    "virtualisation", "cgroup_cpu_limit"};
	char lines[4096], class[17];
	const char *kernel = facts_text(f, "kernel"),
		   *dot = strchr(kernel, '.');
	size_t len;

	len = (size_t)(dot ? dot - kernel + 1 : 0);
	len += strspn(kernel + len, "0123456789");
	len = (size_t)snprintf(
	    lines, sizeof lines, "kernel\t%.*s\n", (int)len, kernel);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		len += (size_t)snprintf(lines + len, sizeof lines - len,
		    "%s\t%s\n", fields[i], facts_text(f, fields[i]));
	snprintf(class, sizeof class, "%016llx",
	    (unsigned long long)XXH3_64bits(lines, len));
	facts_add_text(f, "machine_class", class, NULL);
}

int
main(int argc, char *argv[])
{
	struct facts f = facts_new();
	const char *path = NULL;
	int opt, lines = 0;
	struct out out;

	while ((opt = next_option(argc, argv, "hlo:")) != -1) {
		switch (opt) {
		case 'l': lines = 1; break;
		case 'o': path = optarg; break;
		default: usage(usage_text, opt);
		}
	}
	if (optind != argc)
		usage(usage_text, '?');
	add_os(&f);
	add_cpu(&f);
	add_container(&f);
	add_memory(&f);
	add_clocks(&f);
	add_class(&f);
	out = out_open(path);
	if (lines)
		facts_write_lines(&f, out.f);
	else
		facts_write_json(&f, out.f);
	out_close(&out);
	facts_free(&f);
	return EXIT_SUCCESS;
}
