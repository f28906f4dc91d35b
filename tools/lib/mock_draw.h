/* mock_draw.h - what a mock server does with a request, drawn from its number
 *
 * Draws depend on nothing but seed and id, so every client meets the same ones,
 * in whatever order it asks. */

#ifndef MOCK_DRAW_H
#define MOCK_DRAW_H

#include <stddef.h>
#include <stdint.h>

/* Ids have so many decimal digits at most, and so fit a line of the body. */
enum { MOCK_ID_DIGITS = 15 };

struct mock_rules {
	uint64_t seed;
	double median_s, sigma; /* of the delays, log-normal; median 0: none */
	double error_percent;   /* how many are refused */
	size_t body_bytes;      /* the mean; half of it to one and a half */
};

struct mock_draw {
	int64_t delay_us; /* a minute at most */
	unsigned status;  /* 200, or 503 */
	size_t body_bytes;
};

struct mock_draw mock_draw(const struct mock_rules *, uint64_t id);

/* Fill a body of this id: lines of 15 digits, the last one cut. */
void mock_body(char *body, size_t len, uint64_t id);

#endif
