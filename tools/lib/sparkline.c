/* sparkline.c - the course of a series in one line of text */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "rank.h"
#include "sparkline.h"

enum { LEVELS = 8 };

struct scale {
	double lo, hi;
};

static void
include(struct scale *s, double level, const struct shifts *f)
{
	double reach = 3 * f->sigma;

	s->lo =
	    fmin(s->lo, f->logarithmic ? level * exp(-reach) : level - reach);
	s->hi =
	    fmax(s->hi, f->logarithmic ? level * exp(reach) : level + reach);
}

/* The median of those points from begin to end that have a value; NAN if none
 * has one. */
static double
median(const struct segment *s, size_t begin, size_t end)
{
	double *x = xrealloc(NULL, end - begin + 1, sizeof *x), m;
	size_t n = 0;

	for (size_t i = begin; i < end; i++)
		if (!isnan(s->point[i].value))
			x[n++] = s->point[i].value;
	m = n > 0 ? rank_median(x, n) : NAN;
	free(x);
	return m;
}

static struct scale
scale_of(const struct segment *s)
{
	const struct shifts *f = &s->shifts;
	struct scale scale = {INFINITY, -INFINITY};

	for (size_t i = 0; i < f->n; i++)
		include(&scale, f->shift[i].before, f);
	include(&scale,
	    f->n > 0 ? f->shift[f->n - 1].after : median(s, 0, s->n), f);
	return scale;
}

static void
write_cell(FILE *f, double value, const struct scale *s, int ascii)
{
	double share = s->hi > s->lo ? (value - s->lo) / (s->hi - s->lo) : 0.5;
	int level = (int)(fmin(fmax(share, 0), 1) * LEVELS);

	if (level == LEVELS)
		level--;
	if (isnan(value))
		putc('x', f);
	else if (ascii)
		putc("_.:-=+*#"[level], f);
	else /* from U+2581 on: an eighth more of the block each */
		fprintf(f, "\xe2\x96%c", 0x81 + level);
}

void
sparkline_write(FILE *f, const struct course *c, int width, int ascii)
{
	size_t room = width > 1 ? (size_t)width : 1, first = 0, n = c->n;
	size_t points = 0, each = 1;

	if (n > (room + 1) / 2) {
		n = (room + 1) / 2;
		first = c->n - n;
	}
	for (size_t i = first; i < c->n; i++)
		points += c->segment[i].n;
	/* as many cells as points, and a border before each segment; or else
	 * each segment has at most one cell that is not full */
	if (points + n > room) {
		room = room > 2 * n ? room - 2 * n : 1;
		each = (points + room - 1) / room;
	}
	for (size_t i = first; i < c->n; i++) {
		const struct segment *s = &c->segment[i];
		struct scale scale = scale_of(s);

		if (i > 0)
			putc('|', f);
		for (size_t j = 0; j < s->n; j += each)
			write_cell(f,
			    median(s, j, j + each < s->n ? j + each : s->n),
			    &scale, ascii);
	}
}
