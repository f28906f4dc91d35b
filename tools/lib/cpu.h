/* cpu.h - what the processors of this machine are, and what may be used of them
 */

#ifndef CPU_H
#define CPU_H

#include "sys.h"

/* What /proc/cpuinfo says, each text empty if it does not. */
struct cpu {
	/* its name; several kinds are joined by " + " */
	char model[SYS_LINE];
	/* VENDOR-FAMILY-MODEL-STEPPING, numbers that marketing does not
	 * change; IMPLEMENTER-VARIANT-PART-REVISION on Arm */
	char id[SYS_LINE];
	char microcode[SYS_LINE];
};

void cpu_read(struct cpu *);

/* CPUs online, and those this process may run on; 0 if it cannot be known. */
long cpus_online(void);
long cpus_allowed(void);

/* Keep this thread on the nth, from 0, of the CPUs it may run on: 1 if so. */
int cpu_pin(long nth);

/* Bytes of all caches of the last level together; 0 if it cannot be known. */
double cpu_caches_B(void);

/* Each writes text into buf and returns it, or NULL if it cannot be known. */

/* The devices of the hardware performance counters. */
char *cpu_pmu(char buf[SYS_LINE]);
/* The frequency governors in use, those of the first CPUs first. */
char *cpu_governor(char buf[SYS_LINE]);

#endif
