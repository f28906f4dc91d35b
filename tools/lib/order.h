/* order.h - whose turn it is in a round, and how large its environment */

#ifndef ORDER_H
#define ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Rounds come in blocks of two.  Each block draws one random permutation of the
 * commands; its odd round runs it forwards, its even round backwards.  So over
 * a block every command has the same mean position, and a drift that is linear
 * in time cancels out of every comparison.
 *
 * The draws come from the minimal standard generator (S. K. Park and K. W.
 * Miller, "Random number generators: good ones are hard to find", CACM 31(10),
 * 1988): state = 16807 state mod (2^31 - 1), begun with 1 + seed mod (2^31 -
 * 2), the first eight states thrown away.  Every product is below 2^53, so a
 * program that has only doubles gets the same order.  The permutation is a
 * Fisher-Yates shuffle: for i from count - 1 down to 1, swap i with
 * state mod (i + 1). */
struct order {
	size_t count;
	size_t *permutation;
	uint64_t state;
	long block; /* the block the permutation is for; 0: none yet */
};

struct order order_new(uint64_t seed, size_t count);
void order_free(struct order *);

/* Which command, 0 .. count - 1, has its turn at position 0 .. count - 1 of the
 * round.  Rounds count from 1 and must not go backwards. */
size_t order_turn(struct order *, long round, size_t position);

/* Bytes to add to the environment of every command in a round, 0 .. 4095: the
 * upper 12 bits of SplitMix64's round-th number (G. L. Steele, D. Lea and
 * C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
enum { PADDING_MAX = 4095 };
size_t order_padding(uint64_t seed, long round);

#endif
