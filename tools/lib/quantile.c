/* quantile.c - where quantiles lie among sorted numbers */

#include <math.h>
#include <stddef.h>

#include "quantile.h"

__extension__ typedef __int128 wide;

int
quantile_percent(const char *text, struct fraction *f)
{
	const char *s = text;
	uint64_t over = 0, under = 100;

	for (; *s >= '0' && *s <= '9' && s - text < 3; s++)
		over = over * 10 + (uint64_t)(*s - '0');
	if (s == text)
		return 0;
	if (*s == '.') {
		const char *point = s++;

		for (; *s >= '0' && *s <= '9' && s - point <= 9; s++) {
			over = over * 10 + (uint64_t)(*s - '0');
			under *= 10;
		}
		if (s == point + 1)
			return 0;
	}
	*f = (struct fraction){over, under};
	return *s == '\0' && over <= under;
}

/* The rank is p * n + a + p * c; a and c in 24ths.  Types 4 to 9 interpolate
 * between the ranks beside it, types 1 to 3 choose one or take both. */
struct position
quantile_position(struct fraction p, int type, uint64_t n)
{
	static const struct {
		int a, c;
	} shape[] = {{0, 0}, {0, 0}, {0, 0}, {-12, 0}, {0, 0}, {12, 0}, {0, 24},
	    {24, -24}, {8, 8}, {9, 6}};
	wide unit = (wide)p.under * 24;
	wide at = (wide)p.under * shape[type].a +
		  (wide)p.over * ((wide)n * 24 + shape[type].c);
	wide lo = at / unit - (at % unit < 0), rest = at - lo * unit;
	double h = (double)rest / (double)unit;
	wide hi = lo + 1;

	if (type == 1)
		h = rest > 0;
	else if (type == 2)
		h = rest > 0 ? 1 : 0.5;
	else if (type == 3)
		h = rest > 0 || lo % 2 != 0;
	if (h == 0)
		hi = lo;
	else if (h == 1)
		lo = hi;
	lo = lo < 1 ? 1 : lo > (wide)n ? (wide)n : lo;
	hi = hi < 1 ? 1 : hi > (wide)n ? (wide)n : hi;
	return (struct position){(uint64_t)lo, (uint64_t)hi, h};
}

double
quantile_between(double lo, double hi, double h)
{
	double x;

	if (lo == hi || h == 0)
		return lo;
	x = (1 - h) * lo + h * hi;
	return x < lo ? lo : x > hi ? hi : x;
}

double
quantile_of(const double *sorted, uint64_t n, struct fraction p)
{
	struct position at = quantile_position(p, 7, n);

	return quantile_between(sorted[at.lo - 1], sorted[at.hi - 1], at.h);
}

/* C(2m, m) / 4^m: by its product, or by the asymptotic series of the central
 * binomial coefficient (NIST Digital Library of Mathematical
 * Functions 5.11.13), where the first term left out is less than 10^-17. */
static double
central(uint64_t m)
{
	double x = 1, i = 1 / (double)m;

	if (m > 2000)
		return sqrt(i / M_PI) *
		       (1 - i / 8 + i * i / 128 + 5 * i * i * i / 1024 -
			   21 * i * i * i * i / 32768);
	for (uint64_t j = 1; j <= m; j++)
		x *= (double)(2 * j - 1) / (double)(2 * j);
	return x;
}

/* From the middle outwards, as far as it takes: some sqrt(n) terms, none of
 * them tiny. */
uint64_t
quantile_median_interval(uint64_t n, double level, double *achieved)
{
	uint64_t k = (n + 1) / 2;
	double term = central(k), sum = n % 2 ? 0 : term;

	/* 10^-12: what has been rounded away must not cost a rank */
	while (k > 1 && sum < level - 1e-12) {
		k--;
		term *= (double)(k + 1) / (double)(n - k);
		sum += 2 * term;
	}
	*achieved = sum < 1 ? sum : 1;
	return k;
}

/* The largest k with P(B < k) <= tail, or 0, B binomial (n, p), and that
 * probability in *chance.  Terms relative to the one at the mode, by their
 * ratios: their sum is what the mode's own must be divided by. */
static uint64_t
lower_rank(struct fraction p, uint64_t n, double tail, double *chance)
{
	double yes = (double)p.over, no = (double)(p.under - p.over);
	uint64_t mode =
	    (uint64_t)((wide)(n + 1) * (wide)p.over / (wide)p.under);
	uint64_t k;
	double below = 0, all = 1, term = 1;
	const double nothing = 1e-25;

	mode = mode < n ? mode : n;
	for (uint64_t i = mode; i > 0 && term > nothing; i--) {
		term *= (double)i * no / ((double)(n - i + 1) * yes);
		below += term;
	}
	all += below;
	term = 1;
	for (uint64_t i = mode; i < n && term > nothing; i++) {
		term *= (double)(n - i) * yes / ((double)(i + 1) * no);
		all += term;
	}
	term = 1 / all;
	*chance = (1 + below) / all;
	/* as in quantile_median_interval */
	for (k = mode + 1; k > 0 && *chance > tail + 0.5e-12; k--) {
		*chance = k > 1 ? fmax(0, *chance - term) : 0;
		term *= (double)(k - 1) * no / ((double)(n - k + 2) * yes);
	}
	return k;
}

struct enclosing
quantile_interval(struct fraction p, uint64_t n, double level)
{
	struct fraction rest = {p.under - p.over, p.under};
	struct enclosing e;
	double tail = (1 - level) / 2;

	e.lo = lower_rank(p, n, tail, &e.less);
	e.hi = lower_rank(rest, n, tail, &e.greater);
	e.hi = e.hi ? n + 1 - e.hi : 0;
	return e;
}
