/* leakage.c - whether a program leaks, from all of its processes */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "growth.h"
#include "leakage.h"

enum { DRIFT_BLOCKS = 20, DRIFT_BLOCK_REPORTS = 5 };

/* a process that was ok */
struct process {
	const struct life *life;
	struct growth growth;
	double seconds, rate; /* operations a second; 0: it reported none */
};

static struct process
process_of(const struct life *l)
{
	struct process p = {.life = l};

	p.growth = growth_of(l->time_s.value, l->memory.value, l->memory.n);
	if (l->time_s.n > 0)
		p.seconds = l->time_s.value[l->time_s.n - 1];
	if (p.seconds > 0)
		p.rate = l->operations / p.seconds;
	return p;
}

__attribute__((format(printf, 2, 3))) static void
say(struct leakage *g, const char *fmt, ...)
{
	size_t len = strlen(g->reason);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(g->reason + len, sizeof g->reason - len, fmt, ap);
	va_end(ap);
}

/* The verdict, and why. */
static void
judge(struct leakage *g, const struct process *p, size_t failed)
{
	static const char *const text[GROWTH_CAUSES] = {
	    [GROWTH_GROWS] = "memory grows",
	    [GROWTH_NO_TREND] = "no trend",
	    [GROWTH_SMALL] = "growth within the floor",
	    [GROWTH_SLOWS] = "growth slows down",
	    [GROWTH_FALLS_BACK] = "memory steps or falls back",
	    [GROWTH_TOO_SHORT] = "too few samples"};
	size_t count[GROWTH_CAUSES] = {0};
	const char *sep = "";

	for (size_t i = 0; i < g->processes; i++)
		count[p[i].growth.cause]++;
	if (g->processes < LEAKAGE_PROCESSES_MIN || count[GROWTH_TOO_SHORT] > 0)
		g->verdict = LEAKAGE_INCONCLUSIVE;
	else if (count[GROWTH_GROWS] == 0)
		g->verdict = LEAKAGE_STEADY;
	else if (count[GROWTH_GROWS] == g->processes)
		g->verdict = LEAKAGE_LEAKING;
	for (int i = 0; i < GROWTH_CAUSES; i++)
		if (count[i] > 0) {
			say(g, "%s%s in %zu", sep, text[i], count[i]);
			sep = "; ";
		}
	say(g, "%s%zu process%s", *sep ? " of " : "", g->processes,
	    g->processes == 1 ? "" : "es");
	if (g->processes < LEAKAGE_PROCESSES_MIN)
		say(g, "; %d are needed", LEAKAGE_PROCESSES_MIN);
	if (count[GROWTH_TOO_SHORT] > 0)
		say(g, "; %zu samples of each are needed",
		    growth_samples_min());
	if (failed > 0)
		say(g, "; runs that were not ok: %zu", failed);
}

static struct estimate
estimate_of(const struct trend *t)
{
	int bounded = isfinite(t->lo) && isfinite(t->hi);

	return (struct estimate){
	    t->slope, bounded ? t->lo : NAN, bounded ? t->hi : NAN};
}

/* Growth for each unit of x, which is so many seconds in each process: pairs of
 * blocks are made within each process, all pairs are taken together. */
static struct trend
pooled(const struct process *p, size_t n, int by_operation)
{
	struct points *series = xrealloc(NULL, n + 1, sizeof *series);
	struct trend t;

	for (size_t i = 0; i < n; i++) {
		const struct points *least = &p[i].growth.least;

		series[i] = (struct points){
		    xrealloc(NULL, least->n + 1, sizeof(double)), least->y,
		    least->n};
		for (size_t j = 0; j < least->n; j++)
			series[i].x[j] =
			    least->x[j] * (by_operation ? p[i].rate : 1);
	}
	t = trend_of(series, n);
	for (size_t i = 0; i < n; i++)
		free(series[i].x);
	free(series);
	return t;
}

static void
estimate(struct leakage *g, const struct process *p)
{
	struct trend t = pooled(p, g->processes, 0);
	int operations = g->processes > 0;

	g->z = t.z;
	g->per_s_B = estimate_of(&t);
	g->detectable_per_s_B = g->detectable_per_operation_B = NAN;
	for (size_t i = 0; i < g->processes; i++) {
		double least_B = p[i].growth.detectable_B_per_s;

		operations &= p[i].rate > 0;
		if (p[i].growth.cause == GROWTH_TOO_SHORT)
			continue;
		g->detectable_per_s_B = fmax(g->detectable_per_s_B, least_B);
		if (p[i].rate > 0)
			g->detectable_per_operation_B = fmax(
			    g->detectable_per_operation_B, least_B / p[i].rate);
	}
	if (!operations) {
		g->per_operation_B = (struct estimate){NAN, NAN, NAN};
		g->detectable_per_operation_B = NAN;
		return;
	}
	t = pooled(p, g->processes, 1);
	g->per_operation_B = estimate_of(&t);
}

/* The logarithms of the medians of blocks of the operations' times, over their
 * place from 0, the first block, to 1, the last. */
static struct points
block_medians(const struct life *l)
{
	struct window w = growth_window(l->operation_s.n);
	size_t len = w.end - w.begin, blocks = len / DRIFT_BLOCK_REPORTS;
	struct points p = {NULL, NULL, 0};

	if (blocks < DRIFT_BLOCKS)
		return p;
	p.n = DRIFT_BLOCKS;
	p.x = xrealloc(NULL, p.n, sizeof *p.x);
	p.y = xrealloc(NULL, p.n, sizeof *p.y);
	for (size_t b = 0; b < p.n; b++) {
		size_t begin = w.begin + b * len / p.n;
		size_t end = w.begin + (b + 1) * len / p.n, n = end - begin;
		double *part = xrealloc(NULL, n, sizeof *part);

		memcpy(part, l->operation_s.value + begin, n * sizeof *part);
		p.x[b] = (double)b / (DRIFT_BLOCKS - 1);
		p.y[b] = log(trend_median(part, n));
		free(part);
	}
	return p;
}

/* Unknown if a process reported too few, or a block takes no time. */
static struct estimate
drift_of(const struct process *p, size_t n)
{
	struct points *series = xrealloc(NULL, n + 1, sizeof *series);
	struct estimate drift = {NAN, NAN, NAN};
	struct trend t;
	int known = n > 0;

	for (size_t i = 0; i < n; i++) {
		series[i] = block_medians(p[i].life);
		known &= series[i].n > 0;
		for (size_t b = 0; b < series[i].n; b++)
			known &= isfinite(series[i].y[b]) != 0;
	}
	if (known) {
		t = trend_of(series, n);
		drift = (struct estimate){
		    exp(-t.slope) - 1, exp(-t.hi) - 1, exp(-t.lo) - 1};
	}
	for (size_t i = 0; i < n; i++) {
		free(series[i].x);
		free(series[i].y);
	}
	free(series);
	return drift;
}

struct leakage
leakage_of(const struct program *program)
{
	struct process *p = xrealloc(NULL, program->n + 1, sizeof *p);
	struct leakage g = {.name = program->name, .peak_B = NAN};
	size_t failed = 0;

	for (size_t i = 0; i < program->n; i++) {
		const struct life *l = &program->life[i];

		if (l->failed) {
			failed++;
			continue;
		}
		for (size_t j = 0; j < l->memory.n; j++)
			g.peak_B = fmax(g.peak_B, l->memory.value[j]);
		p[g.processes] = process_of(l);
		g.samples += (double)l->memory.n;
		g.operations += l->operations;
		g.seconds += p[g.processes++].seconds;
	}
	judge(&g, p, failed);
	estimate(&g, p);
	g.drift = drift_of(p, g.processes);
	for (size_t i = 0; i < g.processes; i++)
		growth_free(&p[i].growth);
	free(p);
	return g;
}

const char *
leakage_word(enum leakage_verdict verdict)
{
	static const char *const words[] = {
	    [LEAKAGE_INCONCLUSIVE] = "inconclusive",
	    [LEAKAGE_STEADY] = "steady",
	    [LEAKAGE_LEAKING] = "leaking"};

	return words[verdict];
}
