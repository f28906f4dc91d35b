/* machine.h - what the machine did meanwhile: totals of the kernel to subtract
 */

#ifndef MACHINE_H
#define MACHINE_H

/* Running totals since boot; NAN: this machine does not say. */
struct machine {
	double busy_s;        /* CPU time of all processes, /proc/stat */
	double steal_s;       /* CPU time the hypervisor gave to others */
	double psi_cpu_s;     /* time some task waited for a CPU, */
	double psi_io_s;      /* ... for input or output, */
	double psi_memory_s;  /* ... for memory, /proc/pressure */
	double throttled_s;   /* time this control group was out of quota */
	double swap_in_bytes; /* read back from swap, /proc/vmstat */
	double server_s;      /* CPU time of the server beside; 0: none */
};

/* The kernel's files, opened once; -1: absent. */
struct machine_files {
	int stat, cpu, io, memory, throttle, vmstat, self;
	int served; /* the parent process is a server of what is run */
};

/* Dies if /proc is not there; anything else may be missing. */
struct machine_files machine_open(int served);
void machine_close(struct machine_files *);

struct machine machine_read(const struct machine_files *);

/* This process's own peak resident size in bytes (VmHWM of proc(5)).  Linux
 * carries it over execve(2), so a child's peak is never below it. */
double machine_own_peak(const struct machine_files *);

#endif
