/* samples.c - read samples CSV, the format of samples(5) */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "samples.h"

enum {
	IMPLEMENTATION,
	ROUND,
	POSITION,
	PHASE,
	STATUS,
	CASE,
	METRIC,
	UNIT,
	VALUE,
	COUNT,
	COLUMNS
};

static const char *const columns[COLUMNS] = {"implementation", "round",
    "position", "phase", "status", "case", "metric", "unit", "value", "count"};

struct samples {
	struct table *table;
	size_t column[COLUMNS];
};

struct samples *
samples_open(const char *path)
{
	struct samples *in = xrealloc(NULL, 1, sizeof *in);

	in->table = table_open(path);
	for (int i = 0; i < COLUMNS; i++)
		in->column[i] = table_need(in->table, columns[i]);
	return in;
}

void
samples_close(struct samples *in)
{
	table_close(in->table);
	free(in);
}

static long
whole(const struct samples *in, int column)
{
	double value = table_number(in->table, in->column[column]);

	if (value != floor(value) || value < 0 || value > 1e9)
		table_die(
		    in->table, "%s: not a small whole number", columns[column]);
	return (long)value;
}

static enum phase
phase_of(const struct samples *in, const char *name)
{
	int phase = 0;

	while (phase < PHASES && strcmp(phase_names[phase], name) != 0)
		phase++;
	if (phase == PHASES)
		table_die(in->table,
		    "phase: \"%s\" is neither timed, warmup, observed nor "
		    "derived",
		    name);
	return (enum phase)phase;
}

int
samples_next(struct samples *in, struct sample *s)
{
	const struct field *f = table_next(in->table);

	if (f == NULL)
		return 0;
	*s = (struct sample){
	    .implementation = f[in->column[IMPLEMENTATION]].text,
	    .round = whole(in, ROUND),
	    .position = whole(in, POSITION),
	    .phase = phase_of(in, f[in->column[PHASE]].text),
	    .status = f[in->column[STATUS]].text,
	    .scase = f[in->column[CASE]].text,
	    .metric = f[in->column[METRIC]].text,
	    .unit = f[in->column[UNIT]].text,
	    .value = table_number(in->table, in->column[VALUE]),
	    .count = table_number(in->table, in->column[COUNT]),
	};
	if (s->count <= 0)
		table_die(in->table, "count: not positive");
	return 1;
}

const char *
samples_name(const struct samples *in)
{
	return table_name(in->table);
}

unsigned long
samples_line(const struct samples *in)
{
	return table_line(in->table);
}

void
samples_die(const struct samples *in, const char *what)
{
	table_die(in->table, "%s", what);
}

int
samples_more_is_better(const char *unit)
{
	size_t len = strlen(unit);

	return len >= 2 && strcmp(unit + len - 2, "/s") == 0;
}
