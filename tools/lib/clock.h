/* clock.h - what the clocks of clock_gettime(2) show */

#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>
#include <time.h>

enum { SECOND_NS = 1000000000 };

int64_t clock_ns(clockid_t);

/* CLOCK_MONOTONIC, in seconds. */
double clock_s(void);

#endif
