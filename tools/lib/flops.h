/* flops.h - a loop that does as many floating-point operations as there can be
 */

#ifndef FLOPS_H
#define FLOPS_H

/* Chains: at least as many as the steps that can begin while one is going on,
 * and few enough for the registers, of which x86 had 16 before AVX-512.  Some
 * Arm processors begin four steps at a time that take four cycles each. */
#ifdef __aarch64__
enum { FLOPS_CHAINS = 16 };
#else
enum { FLOPS_CHAINS = 12 };
#endif

struct flops_kernel {
	const char *isa; /* the instructions it uses */
	int lanes;       /* numbers in a vector */
	/* Take so many turns x = x * factor + summand of all chains of vectors,
	 * and return the sum of their elements: 2 * FLOPS_CHAINS * lanes
	 * operations a turn. */
	double (*run)(long turns, double factor, double summand);
};

/* The one with the widest vectors that this processor has. */
struct flops_kernel flops_widest(void);

#endif
