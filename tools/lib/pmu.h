/* pmu.h - count instructions with the processor's own counters */

#ifndef PMU_H
#define PMU_H

/* Have all programs that are executed from now on by children of this process,
 * and by theirs, counted in user mode: a descriptor, or -1 with errno. */
int pmu_open(void);

/* Why there is none, from errno. */
const char *pmu_reason(int error);

/* The count so far into *instructions: NULL, or what is wrong. */
const char *pmu_read(int fd, double *instructions);

#endif
