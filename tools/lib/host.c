/* host.c - what this machine and its system are: facts that do not drift */

#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <link.h>
#include <math.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "host.h"
#include "sys.h"

/* Append text to the list in buf, unless it is there or has no room. */
static void
append(char buf[HOST_TEXT], const char *separator, const char *text)
{
	size_t len = strlen(buf), gap = strlen(separator), n = strlen(text);

	for (const char *p = buf; (p = strstr(p, text)); p++)
		if ((p == buf || strncmp(p - gap, separator, gap) == 0) &&
		    (p[n] == '\0' || strncmp(p + n, separator, gap) == 0))
			return;
	if (len + gap + n < HOST_TEXT)
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
cpu_block(struct host_cpu *cpu, const char *block)
{
	char a[SYS_LINE], b[SYS_LINE], c[SYS_LINE], d[SYS_LINE];
	char text[HOST_TEXT];
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
host_cpu(struct host_cpu *cpu)
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
host_cpus_online(void)
{
	char buf[SYS_LINE], *list;
	long count;

	list = sys_line(buf, "/sys/devices/system/cpu/online");
	count = list ? count_cpus(list) : 0;
	if (count == 0)
		count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? count : 0;
}

long
host_cpus_allowed(void)
{
	long count = 0;
	cpu_set_t *set;

	for (size_t max = 1024; count == 0 && max <= 1 << 20; max *= 2) {
		set = CPU_ALLOC(max);
		if (set && sched_getaffinity(0, CPU_ALLOC_SIZE(max), set) == 0)
			count = CPU_COUNT_S(CPU_ALLOC_SIZE(max), set);
		CPU_FREE(set);
	}
	return count;
}

/* Whether anything has a name that pattern matches. */
static int
exists(const char *pattern)
{
	glob_t found = {0};
	int yes = glob(pattern, GLOB_NOSORT, NULL, &found) == 0;

	globfree(&found);
	return yes;
}

/* The sum of "System RAM" in the firmware's map (x86). */
static double
firmware_memory_B(void)
{
	char buf[SYS_LINE], *line;
	unsigned long long start, end;
	double sum = 0;

	for (int i = 0;
	     (line = sys_line(buf, "/sys/firmware/memmap/%d/type", i)); i++) {
		if (strcmp(line, "System RAM") != 0)
			continue;
		line = sys_line(buf, "/sys/firmware/memmap/%d/start", i);
		start = line ? strtoull(line, NULL, 16) : 0;
		line = sys_line(buf, "/sys/firmware/memmap/%d/end", i);
		end = line ? strtoull(line, NULL, 16) : 0;
		sum += (double)(end - start) + 1;
	}
	return sum;
}

double
host_memory_B(void)
{
	double bytes = firmware_memory_B(), unit;
	long long total_kB;
	char buf[SYS_LINE], *line;

	if (bytes > 0)
		return bytes;
	if (exists("/sys/bus/virtio/drivers/virtio_balloon/virtio*") ||
	    exists("/sys/bus/vmbus/drivers/hv_balloon/*-*") ||
	    exists("/sys/devices/system/xen_memory") ||
	    exists("/sys/module/vmw_balloon"))
		return 0;
	line = sys_line(buf, "/proc/meminfo");
	if (line == NULL || sscanf(line, "MemTotal: %lld kB", &total_kB) != 1)
		return 0;
	bytes = (double)total_kB * 1024;
	unit = exp2(ceil(log2(bytes)) - 4);
	return ceil(bytes / unit) * unit;
}

struct pair {
	const char *key, *name;
};

#if defined(__x86_64__) || defined(__i386__)
/* Leaf 1 says whether there is a hypervisor; at 0x40000000 it signs (the
 * kernel's Documentation/virt/kvm/x86/cpuid.rst, and the vendors' alike). */
char *
host_virtualisation(char buf[HOST_TEXT])
{
	static const struct pair signatures[] = {{"KVMKVMKVM", "kvm"},
	    {"Linux KVM Hv", "kvm"}, {"TCGTCGTCGTCG", "qemu"},
	    {"VMwareVMware", "vmware"}, {"Microsoft Hv", "hyper-v"},
	    {"XenVMMXenVMM", "xen"}, {"VBoxVBoxVBox", "virtualbox"},
	    {"bhyve bhyve ", "bhyve"}, {"ACRNACRNACRN", "acrn"},
	    {" lrpepyh  vr", "parallels"}};
	unsigned a, b, c, d;
	char signature[13] = "";

	if (!__get_cpuid(1, &a, &b, &c, &d))
		return NULL;
	if (!(c >> 31))
		return strcpy(buf, "none");
	__cpuid(0x40000000, a, b, c, d);
	memcpy(signature, &b, 4);
	memcpy(signature + 4, &c, 4);
	memcpy(signature + 8, &d, 4);
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
		if (strcmp(signature, signatures[i].key) == 0)
			return strcpy(buf, signatures[i].name);
	return strcpy(buf, "other");
}
#else
char *
host_virtualisation(char buf[HOST_TEXT])
{
	static const struct pair products[] = {{"QEMU", "qemu"}, {"KVM", "kvm"},
	    {"VMware", "vmware"}, {"VirtualBox", "virtualbox"},
	    {"Virtual Machine", "hyper-v"}, {"Apple Virtualization", "apple"},
	    {".metal", "none"}, {"Amazon EC2", "kvm"},
	    {"Google Compute Engine", "kvm"}};
	static const char *const files[] = {"product_name", "sys_vendor"};
	char line[SYS_LINE], *text;

	text = sys_line(line, "/proc/device-tree/hypervisor/compatible");
	if (text && strncmp(text, "linux,kvm", 9) == 0)
		return strcpy(buf, "kvm");
	if (text)
		return strcpy(
		    buf, strncmp(text, "xen", 3) == 0 ? "xen" : "other");
	for (int f = 0; f < 2; f++) {
		text = sys_line(line, "/sys/class/dmi/id/%s", files[f]);
		for (size_t i = 0;
		     text && i < sizeof products / sizeof *products; i++)
			if (strstr(text, products[i].key))
				return strcpy(buf, products[i].name);
	}
	return NULL;
}
#endif

char *
host_container(char buf[HOST_TEXT])
{
	static const struct pair marks[] = {
	    {"/run/secrets/kubernetes.io", "kubernetes"},
	    {"/run/.containerenv", "podman"}, {"/.dockerenv", "docker"},
	    {"/dev/lxd", "lxd"}};
	/* the first process namespace, PROC_PID_INIT_INO in the kernel */
	const ino_t first = 0xEFFFFFFC;
	char line[SYS_LINE], *text;
	struct stat st;

	/* where managers that follow systemd's container interface sign */
	text = sys_line(line, "/run/host/container-manager");
	if (text)
		return strcpy(buf, text);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (access(marks[i].key, F_OK) == 0)
			return strcpy(buf, marks[i].name);
	if (stat("/proc/self/ns/pid", &st) < 0)
		return NULL;
	return strcpy(buf, st.st_ino == first ? "none" : "other");
}

/* The dynamic linker that an ELF program asks for. */
static char *
interpreter(const char *program, char path[PATH_MAX])
{
	int fd = open(program, O_RDONLY | O_CLOEXEC);
	ElfW(Ehdr) head;
	ElfW(Phdr) part;
	ssize_t n = 0;

	if (fd < 0)
		return NULL;
	if (pread(fd, &head, sizeof head, 0) != sizeof head ||
	    memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
		head.e_phnum = 0;
	for (int i = 0; i < head.e_phnum && n == 0; i++)
		if (pread(fd, &part, sizeof part,
			(off_t)(head.e_phoff + (size_t)i * sizeof part)) ==
			sizeof part &&
		    part.p_type == PT_INTERP && part.p_filesz < PATH_MAX)
			n = pread(
			    fd, path, part.p_filesz, (off_t)part.p_offset);
	close(fd);
	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path;
}

/* glibc's banner: "GNU C Library (BUILD) stable release version 2.36." */
static char *
glibc_banner(const char *path, char buf[HOST_TEXT])
{
	static const char begin[] = "GNU C Library (";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *map = MAP_FAILED, *at, build[100], version[20], banner[200] = "";
	struct stat st = {0};
	size_t left;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		map = mmap(
		    NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return NULL;
	at = memmem(map, (size_t)st.st_size, begin, sizeof begin - 1);
	if (at) {
		left = (size_t)(map + st.st_size - at);
		memcpy(banner, at,
		    left < sizeof banner ? left : sizeof banner - 1);
	}
	munmap(map, (size_t)st.st_size);
	if (sscanf(banner,
		"GNU C Library (%99[^)]) %*s release version %19[0-9.]", build,
		version) != 2)
		return NULL;
	if (version[strlen(version) - 1] == '.')
		version[strlen(version) - 1] = '\0';
	snprintf(buf, HOST_TEXT, "glibc %s (%s)", version, build);
	return buf;
}

char *
host_libc(char buf[HOST_TEXT])
{
	char asked[PATH_MAX], loader[PATH_MAX], path[PATH_MAX + 16];

	if (!interpreter("/bin/sh", asked) || !realpath(asked, loader))
		return NULL;
	if (strstr(asked, "ld-musl"))
		return strcpy(buf, "musl");
	/* the library is kept beside its loader */
	snprintf(path, sizeof path, "%s/libc.so.6", dirname(loader));
	return glibc_banner(path, buf);
}

char *
host_pmu(char buf[HOST_TEXT])
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
host_governor(char buf[HOST_TEXT])
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
