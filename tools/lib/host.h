/* host.h - what this machine and its system are: facts that do not drift */

#ifndef HOST_H
#define HOST_H

#include "sys.h"

/* Bytes of memory the firmware gave the system, which a balloon does not
 * change; else the kernel's own total rounded up to a sixteenth of the next
 * power of two, unless a balloon makes that drift: then 0. */
double host_memory_B(void);

/* Each writes text into buf and returns it, or NULL if it cannot be known. */

/* The name of the distribution, with its version. */
char *host_os(char buf[SYS_LINE]);
/* "kvm", "vmware", ...; "none" on bare metal, "other" under a hypervisor that
 * is not in the list.  x86 asks the processor, others the firmware. */
char *host_virtualisation(char buf[SYS_LINE]);
/* "docker", "podman", ...; "other" in a process namespace of its own without a
 * known mark; "none". */
char *host_container(char buf[SYS_LINE]);

#endif
