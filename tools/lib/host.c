/* host.c - what this machine and its system are: facts that do not drift */

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "host.h"
#include "sys.h"

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

/* PRETTY_NAME of os-release(5), without its quotes. */
char *
host_os(char buf[SYS_LINE])
{
	static const char key[] = "PRETTY_NAME=";
	FILE *f = fopen("/etc/os-release", "re");
	char *name = NULL;

	while (f && name == NULL && fgets(buf, SYS_LINE, f))
		if (strncmp(buf, key, sizeof key - 1) == 0) {
			name = sys_clean(buf + sizeof key - 1);
			name += *name == '"' || *name == '\'';
			name[strcspn(name, "\"'")] = '\0';
		}
	if (f)
		fclose(f);
	return name;
}

struct pair {
	const char *key, *name;
};

#if defined(__x86_64__) || defined(__i386__)
/* Leaf 1 says whether there is a hypervisor; at 0x40000000 it signs (the
 * kernel's Documentation/virt/kvm/x86/cpuid.rst, and the vendors' alike). */
char *
host_virtualisation(char buf[SYS_LINE])
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
host_virtualisation(char buf[SYS_LINE])
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
host_container(char buf[SYS_LINE])
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
