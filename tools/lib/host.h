/* host.h - what this machine and its system are: facts that do not drift */

#ifndef HOST_H
#define HOST_H

enum { HOST_TEXT = 256 };

/* What /proc/cpuinfo says, each text empty if it does not. */
struct host_cpu {
	/* its name; several kinds are joined by " + " */
	char model[HOST_TEXT];
	/* VENDOR-FAMILY-MODEL-STEPPING, numbers that marketing does not
	 * change; IMPLEMENTER-VARIANT-PART-REVISION on Arm */
	char id[HOST_TEXT];
	char microcode[HOST_TEXT];
};

void host_cpu(struct host_cpu *);

/* CPUs online, and those this process may run on; 0 if it cannot be known. */
long host_cpus_online(void);
long host_cpus_allowed(void);

/* Bytes of memory the firmware gave the system, which a balloon does not
 * change; else the kernel's own total rounded up to a sixteenth of the next
 * power of two, unless a balloon makes that drift: then 0. */
double host_memory_B(void);

/* Each writes text into buf and returns it, or NULL if it cannot be known. */

/* "kvm", "vmware", ...; "none" on bare metal, "other" under a hypervisor that
 * is not in the list.  x86 asks the processor, others the firmware. */
char *host_virtualisation(char buf[HOST_TEXT]);
/* "docker", "podman", ...; "other" in a process namespace of its own without a
 * known mark; "none". */
char *host_container(char buf[HOST_TEXT]);
/* The C library that programs on this system load, as "glibc VERSION (BUILD)":
 * not the one this program is linked with. */
char *host_libc(char buf[HOST_TEXT]);
/* The devices of the hardware performance counters. */
char *host_pmu(char buf[HOST_TEXT]);
/* The frequency governors in use, those of the first CPUs first. */
char *host_governor(char buf[HOST_TEXT]);

#endif
