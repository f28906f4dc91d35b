/* gate_noise.c - how much a series differs from itself: earlier A/A pairs */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "doubles.h"
#include "gate_noise.h"
#include "out.h"
#include "quantile.h"
#include "table.h"

static const char *const columns[] = {
    "benchmark", "implementation", "profile", "case", "metric"};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* The pairs of a series, told by its texts and the NULs after them. */
static struct gate_pairs *
pairs_of(struct gate_noise *noise, const char *const text[COLUMNS])
{
	size_t len = 0, old = noise->keys.len, i;
	char *key = NULL;

	for (i = 0; i < COLUMNS; i++) {
		size_t more = strlen(text[i]) + 1;

		key = xrealloc(key, len + more, 1);
		memcpy(key + len, text[i], more);
		len += more;
	}
	i = keys_index(&noise->keys, key, len);
	free(key);
	if (i == old) {
		noise->pairs =
		    xrealloc(noise->pairs, i + 1, sizeof *noise->pairs);
		noise->pairs[i] = (struct gate_pairs){0};
	}
	return &noise->pairs[i];
}

struct gate_noise
gate_noise_read(const char *path)
{
	struct gate_noise noise = {0};
	struct table *in = table_open(path);
	size_t at[COLUMNS], ratio = table_need(in, "log_ratio");
	const struct field *row;

	for (size_t i = 0; i < COLUMNS; i++)
		at[i] = table_need(in, columns[i]);
	while ((row = table_next(in))) {
		const char *text[COLUMNS];
		struct gate_pairs *p;

		for (size_t i = 0; i < COLUMNS; i++)
			text[i] = row[at[i]].text;
		p = pairs_of(&noise, text);
		p->size = xrealloc(p->size, p->len + 1, sizeof *p->size);
		p->size[p->len++] = fabs(table_number(in, ratio));
	}
	table_close(in);
	return noise;
}

void
gate_noise_free(struct gate_noise *noise)
{
	for (size_t i = 0; i < noise->keys.len; i++)
		free(noise->pairs[i].size);
	free(noise->pairs);
	keys_free(&noise->keys);
}

double
gate_noise_floor(struct gate_noise *noise, const struct gate_row *row)
{
	const char *const text[COLUMNS] = {row->benchmark, row->implementation,
	    row->profile, row->scase, row->metric};
	struct gate_pairs *p = pairs_of(noise, text);
	double q1, q3;

	if (p->len < GATE_NOISE_PAIRS)
		return NAN;
	qsort(p->size, p->len, sizeof *p->size, double_order);
	q1 = quantile_of(p->size, p->len, (struct fraction){1, 4});
	q3 = quantile_of(p->size, p->len, (struct fraction){3, 4});
	return q3 + 3 * (q3 - q1);
}

void
gate_noise_write(FILE *f, const struct gate *g)
{
	fputs("benchmark,implementation,profile,case,metric,log_ratio\n", f);
	for (const struct gate_row *r = g->row; r < g->row + g->len; r++) {
		const char *const text[COLUMNS] = {r->benchmark,
		    r->implementation, r->profile, r->scase, r->metric};

		if (isnan(r->control_ratio))
			continue;
		for (size_t i = 0; i < COLUMNS; i++) {
			out_field(f, text[i]);
			putc(',', f);
		}
		fprintf(f, "%.12g\n", log(r->control_ratio));
	}
}
