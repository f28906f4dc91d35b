/* sketch.h - the distribution of any many numbers in little memory
 *
 * A log-linear histogram: the numbers between two powers of two fall into
 * 2^bits buckets of equal width (after G. Tene's HdrHistogram).  The middle of
 * a bucket is off by at most 2^-(bits + 1) of any number in it.  Sketches merge
 * by addition, so a merged sketch is that of all the numbers.  n, min, max, and
 * the sums behind mean and standard deviation are exact.  The text form is
 * documented in sketch(5). */

#ifndef SKETCH_H
#define SKETCH_H

#include <stdint.h>
#include <stdio.h>

#include "exact.h"
#include "summary.h"

/* the range of relative errors that can be asked for */
#define SKETCH_ERROR_MIN 1e-5
#define SKETCH_ERROR_MAX 0.25

/* the numbers of one sign and binary exponent */
struct octave {
	struct part part;
	uint64_t count[]; /* 2^bits buckets */
};

struct sketch {
	int bits;
	uint64_t n;
	double min, max;
	struct exact exact; /* what was read; the octaves have the rest */
	uint16_t where[EXACT_PARTS]; /* 1 + the index of an octave, or 0 */
	struct octave **octave;
	unsigned octaves;
};

/* A sketch with this relative error or the next smaller power of two. */
struct sketch *sketch_new(double error);
void sketch_free(struct sketch *);
double sketch_error(const struct sketch *);

/* Add x, count times.  Returns 0 if that makes too many. */
int sketch_add(struct sketch *, double x, uint64_t count);

/* Write it as rows of CSV: prefix, field, key, value. */
void sketch_write(const struct sketch *, const char *prefix, FILE *);

/* A sketch that is being read, and added to another. */
struct sketch_reader {
	struct sketch *sum;
	int bits, has_min, has_max;
	uint64_t n, seen; /* numbers announced, and found in buckets */
};

/* Begin with the row "error", whose value is given.  *sum is made if it is
 * NULL; if its error and this one differ, the larger will be the sum's.  Then
 * add the other rows, and end.  All return NULL, or what is wrong. */
const char *sketch_begin(
    struct sketch_reader *, struct sketch **sum, double error);
const char *sketch_row(
    struct sketch_reader *, const char *field, double key, double value);
const char *sketch_end(const struct sketch_reader *);

/* As summarise does for the numbers themselves. */
void sketch_summarise(
    const struct sketch *, const struct summary_want *, struct summary *);

#endif
