/* gate_limits.c - how much a metric may change before gate(1) minds */

#include <math.h>
#include <string.h>

#include "die.h"
#include "direction.h"
#include "gate_limits.h"
#include "json.h"

struct limits {
	const char *metric;
	double warn_percent, fail_percent, floor;
};

/* what does not vary from run to run */
static const struct limits exact[] = {
    {"artifact_size", 5, 10, 4096},
    {"instructions", 1, 5, 0},
    {"alloc_count", 5, 10, 0},
    {"alloc_bytes", 5, 10, 0},
    {"alloc_peak", 5, 10, 0},
    {"processes", 5, 10, 0},
    {"leaked_processes", 5, 10, 0},
};

static const double time_floor_s = 1e-3, phase_floor_s = 1e-4,
		    memory_floor_B = 1 << 20;

static const struct limits *
find(const char *metric)
{
	for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
		if (strcmp(exact[i].metric, metric) == 0)
			return &exact[i];
	return NULL;
}

int
gate_exact(const char *metric)
{
	return find(metric) != NULL || direction_counts(metric);
}

/* Whether it is the time of a part of a run: not of one of many operations. */
static int
is_phase(const struct gate_row *row)
{
	return *row->scase && strcmp(row->unit, "s") == 0 &&
	       (strcmp(row->metric, "wall_time") == 0 ||
		   strcmp(row->metric, "cpu_time") == 0);
}

/* Take a limit of the benchmark's own, if it has one. */
static int
take(struct json_object *own, const char *name, double *value)
{
	struct json_object *number;

	if (!json_object_object_get_ex(own, name, &number))
		return 0;
	if (!json_is_number(number, value) || *value < 0)
		die("spec.gate: %s: not a number from 0 on", name);
	return 1;
}

void
gate_limits(const struct gate *g, struct gate_row *row, struct json_object *own,
    int imported)
{
	const struct limits *limits = find(row->metric);
	struct json_object *mine = NULL;
	int warns, fails;

	if (limits) {
		row->warn_percent = limits->warn_percent;
		row->fail_percent = limits->fail_percent;
		row->floor = limits->floor;
	} else if (direction_counts(row->metric)) {
		row->warn_percent = row->fail_percent = row->floor = 0;
	} else {
		row->warn_percent = g->warn_percent;
		row->fail_percent = g->fail_percent;
		row->floor = 0;
		if (*row->scase == '\0' && strcmp(row->unit, "s") == 0)
			row->floor = time_floor_s;
		row->phase = !imported && is_phase(row);
		if (row->phase)
			row->floor = phase_floor_s;
		if (*row->scase == '\0' && strcmp(row->metric, "max_rss") == 0)
			row->floor = memory_floor_B;
	}
	if (own == NULL || !json_object_object_get_ex(own, row->metric, &mine))
		return;
	warns = take(mine, "warn_percent", &row->warn_percent);
	fails = take(mine, "fail_percent", &row->fail_percent);
	take(mine, "floor", &row->floor);
	/* one of the two may have been moved past the other's default */
	if (row->warn_percent > row->fail_percent && warns && fails)
		die("spec.gate: %s: warn_percent is above fail_percent",
		    row->metric);
	if (warns)
		row->fail_percent = fmax(row->fail_percent, row->warn_percent);
	else
		row->warn_percent = fmin(row->fail_percent, row->warn_percent);
}
