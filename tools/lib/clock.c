/* clock.c - what the clocks of clock_gettime(2) show */

#include "clock.h"

int64_t
clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * SECOND_NS + t.tv_nsec;
}

double
clock_s(void)
{
	return (double)clock_ns(CLOCK_MONOTONIC) / SECOND_NS;
}
