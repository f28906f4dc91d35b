/* pi.c - Monte Carlo: points in a square, and how many are in the circle */

#include "harness.h"

uint64_t
count_inside(uint64_t seed, uint64_t samples)
{
	uint64_t state = seed, inside = 0;

	for (uint64_t i = 0; i < samples; i++) {
		uint64_t x = draw(&state) >> 33, y = draw(&state) >> 33;

		inside += x * x + y * y < (uint64_t)1 << 62;
	}
	return inside;
}
