/* sketch.c - the distribution of any many numbers in little memory */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "number.h"
#include "sketch.h"

static size_t
buckets(int bits)
{
	return (size_t)1 << bits;
}

static double
error_of(int bits)
{
	return ldexp(1, -(bits + 1));
}

static int
bits_for(double error)
{
	int bits = 0;

	while (error_of(bits) > error)
		bits++;
	return bits;
}

struct sketch *
sketch_new(double error)
{
	struct sketch *s = xrealloc(NULL, 1, sizeof *s);

	*s = (struct sketch){
	    .bits = bits_for(error), .min = INFINITY, .max = -INFINITY};
	return s;
}

void
sketch_free(struct sketch *s)
{
	for (unsigned i = 0; i < s->octaves; i++)
		free(s->octave[i]);
	free(s->octave);
	free(s);
}

double
sketch_error(const struct sketch *s)
{
	return error_of(s->bits);
}

static struct octave *
empty_octave(int bits)
{
	size_t size = sizeof(struct octave) + buckets(bits) * sizeof(uint64_t);

	return memset(xrealloc(NULL, 1, size), 0, size);
}

static struct octave *
new_octave(struct sketch *s, unsigned index)
{
	struct octave *o = empty_octave(s->bits);

	s->octave = xrealloc(s->octave, s->octaves + 1, sizeof(void *));
	s->octave[s->octaves++] = o;
	s->where[index] = (uint16_t)s->octaves;
	return o;
}

static struct octave *
octave(struct sketch *s, unsigned index)
{
	return s->where[index] ? s->octave[s->where[index] - 1]
			       : new_octave(s, index);
}

/* The counter for x.  What is smaller than any normal number counts as 0. */
static uint64_t *
counter(struct sketch *s, double x)
{
	unsigned index = exact_part(x);
	size_t place = double_bits(x) >> (52 - s->bits);

	if ((index & 0x7ff) == 0)
		return &octave(s, 0)->count[0];
	return &octave(s, index)->count[place & (buckets(s->bits) - 1)];
}

int
sketch_add(struct sketch *s, double x, uint64_t count)
{
	struct octave *o = octave(s, exact_part(x));

	if (count > NUMBERS_MAX - s->n)
		return 0;
	if (count == 1)
		exact_add(&o->part, x);
	else
		exact_add_times(&o->part, x, count);
	*counter(s, x) += count;
	s->n += count;
	s->min = x < s->min ? x : s->min;
	s->max = x > s->max ? x : s->max;
	return 1;
}

/* a bucket that is not empty: its end next to zero, its middle */
struct bucket {
	double low, middle;
	uint64_t count;
};

/* The next such bucket after position *at, in ascending order: 0 at the end.
 * *at begins with 0. */
static int
next_bucket(const struct sketch *s, size_t *at, struct bucket *b)
{
	size_t each = buckets(s->bits);

	while (*at < EXACT_PARTS * each) {
		unsigned place = (unsigned)(*at / each);
		int negative = place < EXACT_PARTS / 2;
		unsigned index = negative ? EXACT_PARTS - 1 - place
					  : place - EXACT_PARTS / 2;
		size_t i = *at % each;
		uint64_t low, middle;

		if (s->where[index] == 0) {
			*at += each;
			continue;
		}
		++*at;
		i = negative ? each - 1 - i : i;
		b->count = s->octave[s->where[index] - 1]->count[i];
		if (b->count == 0)
			continue;
		low = (uint64_t)index << 52 | (uint64_t)i << (52 - s->bits);
		middle = low + (index ? UINT64_C(1) << (51 - s->bits) : 0);
		b->low = double_from_bits(low);
		b->middle = double_from_bits(middle);
		return 1;
	}
	return 0;
}

/* The exact sums of all. */
static struct exact
total(const struct sketch *s)
{
	struct exact e = s->exact;

	for (unsigned i = 0; i < EXACT_PARTS; i++)
		if (s->where[i])
			exact_fold(&e, i, &s->octave[s->where[i] - 1]->part);
	return e;
}

static void
write_row(FILE *f, const char *prefix, const char *field, const char *key,
    double value)
{
	char text[NUMBER_MAX];

	fprintf(
	    f, "%s%s,%s,%s\n", prefix, field, key, number_format(text, value));
}

static void
write_sums(const struct exact *e, int squares, const char *prefix, FILE *f)
{
	for (size_t i = 0; i < exact_digits(squares); i++) {
		char key[NUMBER_MAX];
		int exponent;
		double digit = exact_digit(e, squares, i, &exponent);

		if (digit == 0)
			continue;
		snprintf(key, sizeof key, "%d", exponent);
		write_row(f, prefix, squares ? "squares" : "sum", key, digit);
	}
}

void
sketch_write(const struct sketch *s, const char *prefix, FILE *f)
{
	struct exact e = total(s);
	struct bucket b;
	char key[NUMBER_MAX];

	write_row(f, prefix, "error", "", sketch_error(s));
	write_row(f, prefix, "n", "", (double)s->n);
	write_row(f, prefix, "min", "", s->min);
	write_row(f, prefix, "max", "", s->max);
	write_sums(&e, 0, prefix, f);
	write_sums(&e, 1, prefix, f);
	for (size_t at = 0; next_bucket(s, &at, &b);)
		write_row(f, prefix, "bucket", number_format(key, b.low),
		    (double)b.count);
}

/* Fewer buckets, each the union of 2^(s->bits - bits) old ones. */
static void
coarsen(struct sketch *s, int bits)
{
	for (unsigned i = 0; i < s->octaves; i++) {
		struct octave *old = s->octave[i];
		struct octave *o = empty_octave(bits);

		o->part = old->part;
		for (size_t j = 0; j < buckets(s->bits); j++)
			o->count[j >> (s->bits - bits)] += old->count[j];
		free(old);
		s->octave[i] = o;
	}
	s->bits = bits;
}

const char *
sketch_begin(struct sketch_reader *r, struct sketch **sum, double error)
{
	int bits;

	if (!(error >= SKETCH_ERROR_MIN / 2 && error <= SKETCH_ERROR_MAX))
		return "out of range";
	bits = bits_for(error);
	if (error_of(bits) != error)
		return "not a power of two";
	if (*sum == NULL)
		*sum = sketch_new(error);
	else if ((*sum)->bits > bits)
		coarsen(*sum, bits);
	*r = (struct sketch_reader){.sum = *sum, .bits = bits};
	return NULL;
}

/* Whether x is the end next to zero of a bucket. */
static int
is_low(double x, int bits)
{
	return x == 0 || (isnormal(x) && double_bits(x) << (12 + bits) == 0);
}

const char *
sketch_row(struct sketch_reader *r, const char *field, double key, double value)
{
	struct sketch *s = r->sum;
	int counts = strcmp(field, "n") == 0 || strcmp(field, "bucket") == 0;

	if (counts && !(value >= 1 && value <= (double)NUMBERS_MAX &&
			  value == floor(value)))
		return "not a count";
	if (strcmp(field, "n") == 0) {
		if (r->n != 0 || (uint64_t)value > NUMBERS_MAX - s->n)
			return r->n ? "twice" : "too many";
		r->n = (uint64_t)value;
		s->n += r->n;
	} else if (strcmp(field, "bucket") == 0) {
		if (!is_low(key, r->bits))
			return "not the end of a bucket";
		if ((uint64_t)value > r->n - r->seen)
			return "more than n";
		r->seen += (uint64_t)value;
		*counter(s, key) += (uint64_t)value;
	} else if (strcmp(field, "min") == 0) {
		s->min = value < s->min ? value : s->min;
		r->has_min++;
	} else if (strcmp(field, "max") == 0) {
		s->max = value > s->max ? value : s->max;
		r->has_max++;
	} else if (strcmp(field, "sum") == 0 || strcmp(field, "squares") == 0) {
		if (!exact_put(
			&s->exact, strcmp(field, "squares") == 0, key, value))
			return "not a digit";
	} else {
		return "no such field";
	}
	return NULL;
}

const char *
sketch_end(const struct sketch_reader *r)
{
	if (r->n == 0 || r->seen != r->n || r->has_min != 1 || r->has_max != 1)
		return "a sketch that is not whole";
	return NULL;
}

/* The least and the greatest are known, all else is in the middle of its
 * bucket. */
void
sketch_summarise(
    const struct sketch *s, const struct summary_want *w, struct summary *out)
{
	struct numbers a = {0};
	struct exact e = total(s);
	struct bucket b;
	uint64_t before = 0;

	numbers_add(&a, s->min, 1);
	for (size_t at = 0; next_bucket(s, &at, &b);) {
		unsigned ends = 0u + (before == 0) + (before + b.count == s->n);

		before += b.count;
		if (b.count > ends)
			numbers_add(&a, fmin(fmax(b.middle, s->min), s->max),
			    b.count - ends);
	}
	if (s->n > 1)
		numbers_add(&a, s->max, 1);
	summarise(&a, w, out);
	out->mean = exact_mean(&e, s->n);
	out->stddev = s->n > 1 ? exact_stddev(&e, s->n) : NAN;
	numbers_free(&a);
}
