/* spin.c - work as long as it is asked to: what gate-selftest measures
 *
 * usage: spin UNITS
 *
 * A unit is some arithmetic and a walk through 256 KiB, which is in the second
 * cache of most processors: what a neighbour does shows, and starting is next
 * to nothing. */

#include <stdint.h>
#include <stdlib.h>

enum { WORDS = 1 << 15, STEPS = 256 };

int
main(int argc, char *argv[])
{
	static volatile uint64_t memory[WORDS];
	uint64_t x = 88172645463325252U;
	long units = argc == 2 ? atol(argv[1]) : 0;

	if (units <= 0)
		return 2;
	/* xorshift: G. Marsaglia, Journal of Statistical Software 8:14, 2003 */
	for (long i = 0; i < units * STEPS; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memory[x % WORDS] += x;
	}
	return 0;
}
