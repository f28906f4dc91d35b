/* mock_draw.c - what a mock server does with a request, drawn from its number
 */

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "mock_draw.h"

enum { LINE = MOCK_ID_DIGITS + 1, DELAY_MAX_S = 60, OK = 200, REFUSED = 503 };

/* The n-th output (from 1) of SplitMix64, as the middle of one of 2^53 parts of
 * (0, 1).  G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014; the state is a counter, so any output can be
 * had without those before it. */
static double
uniform(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + n * 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	z ^= z >> 31;
	return ((double)(z >> 11) + 0.5) * 0x1p-53;
}

struct mock_draw
mock_draw(const struct mock_rules *r, uint64_t id)
{
	double u[4], normal, delay_s;

	for (unsigned i = 0; i < 4; i++)
		u[i] = uniform(r->seed, 4 * id + i + 1);
	/* Box and Muller, "A note on the generation of random normal deviates",
	 * 1958 */
	normal = sqrt(-2 * log(u[0])) * cos(2 * M_PI * u[1]);
	delay_s = fmin(r->median_s * exp(r->sigma * normal), DELAY_MAX_S);
	return (struct mock_draw){.delay_us = llrint(delay_s * 1e6),
	    .status = u[2] * 100 < r->error_percent ? REFUSED : OK,
	    .body_bytes = r->body_bytes / 2 +
			  (size_t)(u[3] * (double)(r->body_bytes + 1))};
}

void
mock_body(char *body, size_t len, uint64_t id)
{
	char line[LINE + 1];

	snprintf(line, sizeof line, "%0*" PRIu64 "\n", MOCK_ID_DIGITS, id);
	for (size_t i = 0; i < len; i += LINE)
		memcpy(body + i, line, len - i < LINE ? len - i : LINE);
}
