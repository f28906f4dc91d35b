/* flops.c - a loop that does as many floating-point operations as there can be
 */

#include <stddef.h>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "flops.h"

#define TWELVE(DO, fused) \
	DO(0, fused)      \
	DO(1, fused)      \
	DO(2, fused)      \
	DO(3, fused)      \
	DO(4, fused)      \
	DO(5, fused)      \
	DO(6, fused)      \
	DO(7, fused)      \
	DO(8, fused)      \
	DO(9, fused)      \
	DO(10, fused)     \
	DO(11, fused)

#ifdef __aarch64__
#define EACH_CHAIN(DO, fused) \
	TWELVE(DO, fused)     \
	DO(12, fused)         \
	DO(13, fused)         \
	DO(14, fused)         \
	DO(15, fused)
#else
#define EACH_CHAIN TWELVE
#endif

#define BEGIN(i, fused) vector x##i = (i) + (vector){0};
#define TURN(i, fused) x##i = fused(x##i, f, s);
#define ADD(i, fused) sum += x##i;

/* A function that takes so many turns x = x * factor + summand of all chains,
 * variables each so that they stay in registers, and returns the sum of their
 * elements. */
#define KERNEL(name, target, vector_type, fused)                             \
	target static double name(long turns, double factor, double summand) \
	{                                                                    \
		typedef vector_type vector;                                  \
		const vector f = factor + (vector){0};                       \
		const vector s = summand + (vector){0};                      \
		vector sum = {0};                                            \
		double total = 0;                                            \
                                                                             \
		EACH_CHAIN(BEGIN, fused)                                     \
		while (turns-- > 0) {                                        \
			EACH_CHAIN(TURN, fused)                              \
		}                                                            \
		EACH_CHAIN(ADD, fused)                                       \
		for (size_t i = 0; i < sizeof sum / sizeof total; i++)       \
			total += sum[i];                                     \
		return total;                                                \
	}

#define TARGET(names) __attribute__((target(names)))
#define SEPARATE(x, f, s) ((x) * (f) + (s))
#define NEON(x, f, s) vfmaq_f64(s, x, f)

#if defined(__x86_64__) || defined(__i386__)
KERNEL(avx512, TARGET("avx512f"), __m512d, _mm512_fmadd_pd)
KERNEL(avx2, TARGET("avx2,fma"), __m256d, _mm256_fmadd_pd)
KERNEL(sse2, TARGET("sse2"), __m128d, SEPARATE)

struct flops_kernel
flops_widest(void)
{
	if (__builtin_cpu_supports("avx512f"))
		return (struct flops_kernel){"avx512f", 8, avx512};
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return (struct flops_kernel){"avx2+fma", 4, avx2};
	return (struct flops_kernel){"sse2", 2, sse2};
}
#elif defined(__aarch64__)
KERNEL(neon, , float64x2_t, NEON)

struct flops_kernel
flops_widest(void)
{
	return (struct flops_kernel){"neon", 2, neon};
}
#else
typedef double pair __attribute__((vector_size(16)));

KERNEL(generic, , pair, SEPARATE)

struct flops_kernel
flops_widest(void)
{
	return (struct flops_kernel){"generic", 2, generic};
}
#endif
