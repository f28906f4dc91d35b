/* cgroup.h - the limits of the control groups this process is in
 *
 * The interfaces are those of cgroups(7) and of the kernel's cgroup-v2 and
 * cgroup-v1 documents. */

#ifndef CGROUP_H
#define CGROUP_H

/* The tightest limit of the own group and of all groups above it that can be
 * seen: CPUs' worth of time, or bytes; INFINITY if there is none.  Returns the
 * version, 1 or 2, of the hierarchy that has the controller, or 0 if no control
 * group can be read. */
int cgroup_cpu_limit(double *cpus);
int cgroup_memory_limit(double *bytes);

#endif
