/* order.c - whose turn it is in a round, and how large its environment */

#include <stdlib.h>

#include "die.h"
#include "order.h"

static uint64_t
draw(struct order *o)
{
	o->state = o->state * 16807 % 2147483647;
	return o->state;
}

struct order
order_new(uint64_t seed, size_t count)
{
	struct order o = {.count = count, .state = 1 + seed % 2147483646};

	o.permutation = xrealloc(NULL, count, sizeof *o.permutation);
	for (int i = 0; i < 8; i++)
		draw(&o);
	return o;
}

void
order_free(struct order *o)
{
	free(o->permutation);
}

static void
shuffle(struct order *o)
{
	size_t *p = o->permutation;

	for (size_t i = 0; i < o->count; i++)
		p[i] = i;
	for (size_t left = o->count; left > 1; left--) {
		size_t j = draw(o) % left, kept = p[left - 1];

		p[left - 1] = p[j];
		p[j] = kept;
	}
}

size_t
order_turn(struct order *o, long round, size_t position)
{
	for (; o->block < (round + 1) / 2; o->block++)
		shuffle(o);
	return o->permutation[round % 2 ? position : o->count - 1 - position];
}

size_t
order_padding(uint64_t seed, long round)
{
	uint64_t z = seed + (uint64_t)round * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) >> 52;
}
