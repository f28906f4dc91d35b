/* effect.c - how one series differs from another, as a ratio */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "effect.h"

double
series_median(const struct series *s)
{
	double *x, median;

	if (s->n == 0)
		return NAN;
	x = xrealloc(NULL, s->n, sizeof *x);
	memcpy(x, s->value, s->n * sizeof *x);
	median = rank_median(x, s->n);
	free(x);
	return median;
}

int
effect_paired(const struct series *a, const struct series *b)
{
	return a->n == b->n &&
	       memcmp(a->round, b->round, a->n * sizeof *a->round) == 0;
}

int
effect_positive(const struct series *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->value[i] <= 0)
			return 0;
	return 1;
}

int
effect_disturbed(const struct series *s)
{
	return s->n > 0 && memchr(s->disturbed, 1, s->n) != NULL;
}

/* The logarithms of the values, or of the undisturbed ones, into log. */
static size_t
logs(const struct series *s, int quiet, double *log_value)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!quiet || !s->disturbed[i])
			log_value[n++] = log(s->value[i]);
	return n;
}

struct estimate
effect_log_ratio(const struct series *a, const struct series *b, int paired,
    int quiet, double confidence, size_t *n)
{
	double *x = xrealloc(NULL, a->n, sizeof *x);
	double *y = xrealloc(NULL, b->n, sizeof *y);
	struct estimate e = {.level = 0};
	size_t m;

	*n = 0;
	if (paired) {
		/* log x - log y, not log(x / y): so swapping a and b changes
		 * nothing but the sign */
		for (size_t i = 0; i < a->n; i++)
			if (!quiet || (!a->disturbed[i] && !b->disturbed[i]))
				x[(*n)++] = log(a->value[i]) - log(b->value[i]);
		if (*n > 0)
			e = rank_paired(x, *n, confidence);
	} else {
		*n = logs(a, quiet, x);
		m = logs(b, quiet, y);
		if (*n > 0 && m > 0)
			e = rank_unpaired(x, *n, y, m, confidence);
		if (m < *n)
			*n = m;
	}
	free(x);
	free(y);
	return e;
}

double
effect_rounds_needed(size_t n, size_t m, double mde, size_t family,
    double confidence, double threshold)
{
	double least = floor(log2((double)family / (1 - confidence))) + 2;
	double times = log(mde) / log(threshold),
	       most = n > m ? (double)n : (double)m, need = least;

	if (!isnan(mde))
		need = fmax(need, ceil(most * times * times));
	return need > most ? need : NAN;
}
