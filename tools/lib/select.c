/* select.c - order statistics without sorting
 *
 * The numbers' bits, with a twist, are integers in the same order.  Counting
 * how many fall into each of some thousand equal ranges of these integers tells
 * which range holds a rank; the few numbers in it are copied out and looked at
 * more closely.  A range that holds more than a quarter of all numbers is not
 * copied but counted again, more finely, so memory is bounded whatever the
 * numbers are; 64 bits are used up after a few steps, so time is, too. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "doubles.h"
#include "select.h"

/* up to SORTED numbers are sorted; else 2^8 to 2^BITS ranges are counted */
enum { SORTED = 512, BITS = 14 };

/* The ranks to find among the numbers with keys from lo to hi; inside is how
 * many these are, below how many have smaller keys. */
struct search {
	uint64_t lo, hi;
	size_t inside, below;
	const size_t *rank;
	double *value;
	size_t m;
};

/* How many bits of a key to drop so that the range fits the counters. */
static unsigned
width(uint64_t range, size_t n)
{
	int bits = 63 - __builtin_clzll(n), used = 64 - __builtin_clzll(range);

	bits = bits < 8 ? 8 : bits > BITS ? BITS : bits;
	return used > bits ? (unsigned)(used - bits) : 0;
}

/* count[i] = how many keys lie in the i-th range of 2^shift from s->lo */
static void
count_keys(const double *x, size_t n, const struct search *s, unsigned shift,
    size_t *count)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t k = double_key(x[i]) - s->lo;

		if (k <= s->hi - s->lo)
			count[k >> shift]++;
	}
}

/* The ranges that hold a rank, as searches of their own: how many. */
static size_t
narrow(const struct search *s, unsigned shift, const size_t *count,
    struct search *part)
{
	size_t parts = 0, below = s->below, range = 0;

	for (size_t i = 0; i < s->m; parts++) {
		struct search *p = &part[parts];

		while (below + count[range] <= s->rank[i])
			below += count[range++];
		p->lo = s->lo + ((uint64_t)range << shift);
		p->hi = p->lo + ((UINT64_C(1) << shift) - 1);
		if (p->hi > s->hi)
			p->hi = s->hi;
		p->inside = count[range];
		p->below = below;
		p->rank = s->rank + i;
		p->value = s->value + i;
		for (p->m = 0; i < s->m && s->rank[i] < below + p->inside; i++)
			p->m++;
	}
	return parts;
}

/* Copy the numbers of each part to copy, one part after the other.  place is
 * scratch, one for each range. */
static void
gather(const double *x, size_t n, const struct search *s, unsigned shift,
    const struct search *part, size_t parts, double *copy, size_t *place)
{
	uint64_t last = (s->hi - s->lo) >> shift;
	size_t next = 0;

	for (uint64_t i = 0; i <= last; i++)
		place[i] = SIZE_MAX;
	for (size_t i = 0; i < parts; i++) {
		place[(part[i].lo - s->lo) >> shift] = next;
		next += part[i].inside;
	}
	for (size_t i = 0; i < n; i++) {
		uint64_t k = double_key(x[i]) - s->lo;
		size_t *p;

		if (k > s->hi - s->lo)
			continue;
		p = &place[k >> shift];
		if (*p != SIZE_MAX)
			copy[(*p)++] = x[i];
	}
}

/* The least and the greatest key there is in the range. */
static void
tighten(const double *x, size_t n, uint64_t *lo, uint64_t *hi)
{
	uint64_t least = UINT64_MAX, greatest = 0, from = *lo,
		 range = *hi - *lo;

	for (size_t i = 0; i < n; i++) {
		uint64_t k = double_key(x[i]);

		if (k - from > range)
			continue;
		least = k < least ? k : least;
		greatest = k > greatest ? k : greatest;
	}
	*lo = least;
	*hi = greatest;
}

/* A part is a range of at most 2^-8 of s, so this ends after eight steps. */
static void /* NOLINTNEXTLINE(misc-no-recursion): see above */
search(double *x, size_t n, struct search *s)
{
	unsigned shift;
	size_t *count, parts, first = 0, last, sum;
	struct search *part;

	if (s->inside == n && n <= SORTED) {
		qsort(x, n, sizeof *x, double_order);
		for (size_t i = 0; i < s->m; i++)
			s->value[i] = x[s->rank[i] - s->below];
		return;
	}
	tighten(x, n, &s->lo, &s->hi);
	if (s->lo == s->hi) {
		for (size_t i = 0; i < s->m; i++)
			s->value[i] = double_from_key(s->lo);
		return;
	}
	shift = width(s->hi - s->lo, s->inside);
	count = xrealloc(NULL, (size_t)1 << BITS, sizeof *count);
	memset(count, 0, sizeof *count << BITS);
	count_keys(x, n, s, shift, count);
	part = xrealloc(NULL, s->m, sizeof *part);
	parts = narrow(s, shift, count, part);
	for (; first < parts; first = last) {
		double *copy, *next;

		last = first;
		if (part[first].inside > n / 4) {
			search(x, n, &part[last++]);
			continue;
		}
		for (sum = 0; last < parts && sum + part[last].inside <= n / 4;)
			sum += part[last++].inside;
		next = copy = xrealloc(NULL, sum, sizeof *copy);
		gather(x, n, s, shift, part + first, last - first, copy, count);
		for (; first < last; next += part[first++].inside)
			search(next, part[first].inside, &part[first]);
		free(copy);
	}
	free(part);
	free(count);
}

void
select_ranks(double *x, size_t n, const size_t *rank, double *value, size_t m)
{
	struct search s = {0, UINT64_MAX, n, 0, rank, value, m};

	search(x, n, &s);
}
