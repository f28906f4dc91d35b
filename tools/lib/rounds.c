/* rounds.c - the runs of one implementation, from its raw round files */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "doubles.h"
#include "json.h"
#include "rounds.h"
#include "samples.h"

const char *const rounds_faults[] = {
    "bad_answer", "failed", "timeout", "not_started", "bad_samples", NULL};

static int
among(const char *text, const char *const *names)
{
	while (*names && strcmp(text, *names) != 0)
		names++;
	return *names != NULL;
}

int
rounds_bookkeeping(const char *metric)
{
	static const char *const names[] = {"answer_size", "disturbed",
	    "env_padding", "exec_errno", "exit_code", "start_time",
	    "term_signal", NULL};

	return among(metric, names);
}

int
rounds_surroundings(const char *metric)
{
	static const char *const names[] = {"cpu_utilisation",
	    "leaked_processes", "max_rss_at_floor", "other_cpu_time",
	    "processes", "psi_cpu_time", "psi_io_time", "psi_memory_time",
	    "rss_floor", "steal_time", "swap_in", "throttled_time", NULL};

	return among(metric, names);
}

struct series *
rounds_series(const struct rounds *r, const char *scase, const char *metric)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->series[i].metric, metric) == 0 &&
		    strcmp(r->series[i].scase, scase) == 0)
			return &r->series[i];
	return NULL;
}

/* The run that a sample belongs to: the last one, or a new one. */
static struct run *
run_of(struct rounds *r, const struct samples *in, const struct sample *s)
{
	struct run *last = r->runs ? &r->run[r->runs - 1] : NULL;

	if (last && last->round == s->round && last->phase == s->phase) {
		if (strcmp(last->status, s->status) != 0 ||
		    last->position != s->position)
			samples_die(in, "a row of the same run differs in "
					"status or position");
		return last;
	}
	for (size_t i = 0; i < r->runs; i++)
		if (r->run[i].round == s->round && r->run[i].phase == s->phase)
			samples_die(in, "this round is there twice");
	if (strcmp(s->status, "ok") != 0 && !among(s->status, rounds_faults))
		samples_die(in, "unknown status");
	r->run = xrealloc(r->run, r->runs + 1, sizeof *r->run);
	r->timed += s->phase == TIMED;
	r->run[r->runs] = (struct run){.round = s->round,
	    .position = s->position,
	    .phase = s->phase,
	    .status = xstrdup(s->status),
	    .start_time = NAN,
	    .wall_time = NAN,
	    .disturbed = -1};
	return &r->run[r->runs++];
}

/* What the run itself is told by: its bookkeeping, and its wall time. */
static void
note(struct run *run, const struct sample *s)
{
	if (strcmp(s->metric, "answer_size") == 0 && *s->scase) {
		free(run->answer);
		run->answer = xstrdup(s->scase);
	}
	if (strcmp(s->metric, "disturbed") == 0)
		run->disturbed = run->disturbed > 0 || s->value != 0;
	if (*s->scase)
		return;
	if (strcmp(s->metric, "start_time") == 0)
		run->start_time = s->value;
	if (strcmp(s->metric, "wall_time") == 0)
		run->wall_time = s->value;
	if (strcmp(s->metric, "exit_code") == 0)
		run->exit_code = s->value;
	if (strcmp(s->metric, "term_signal") == 0)
		run->term_signal = s->value;
	if (strcmp(s->metric, "exec_errno") == 0)
		run->exec_errno = s->value;
}

/* The first line of what a failed run left beside its round file, or NULL. */
static char *
reason_beside(const char *path)
{
	size_t len = strlen(path);
	char *name, *line = NULL;
	size_t size = 0;
	FILE *f;

	if (len < 4 || strcmp(path + len - 4, ".csv") != 0)
		return NULL;
	name = xprintf("%.*s/reason.txt", (int)len - 4, path);
	f = fopen(name, "r");
	free(name);
	if (f == NULL)
		return NULL;
	if (getline(&line, &size, f) > 0)
		line[strcspn(line, "\n")] = '\0';
	fclose(f);
	if (line && *line == '\0') {
		free(line);
		line = NULL;
	}
	return line;
}

/* What the last run gave becomes one value. */
static void
close_run(struct series *s)
{
	if (s->now_len == 0)
		return;
	qsort(s->now, s->now_len, sizeof *s->now, double_order);
	json_object_array_add(
	    s->medians, json_number(weighted_median(s->now, s->now_len)));
	s->now_len = 0;
}

static void
add_now(struct series *s, const struct sample *sample)
{
	if (s->now_len == s->now_size) {
		s->now_size = 2 * s->now_size + 1;
		s->now = xrealloc(s->now, s->now_size, sizeof *s->now);
	}
	s->now[s->now_len++] = (struct weighted){sample->value, sample->count};
}

static void
add(struct rounds *r, const struct samples *in, const struct sample *s)
{
	struct series *to = rounds_series(r, s->scase, s->metric);

	if (to == NULL) {
		r->series =
		    xrealloc(r->series, r->count + 1, sizeof *r->series);
		to = &r->series[r->count++];
		*to = (struct series){.scase = xstrdup(s->scase),
		    .metric = xstrdup(s->metric),
		    .unit = xstrdup(s->unit),
		    .values = json_object_new_array(),
		    .medians = json_object_new_array()};
	}
	if (strcmp(to->unit, s->unit) != 0)
		samples_die(in, "this metric has had another unit");
	if (to->run != r->runs)
		close_run(to);
	add_now(to, s);
	/* one value a run, each of weight 1, or the raw files must serve */
	if (to->values &&
	    ((to->run == r->runs && !r->every) || s->count != 1)) {
		json_object_put(to->values);
		to->values = NULL;
	}
	if (to->values)
		json_object_array_add(to->values, json_number(s->value));
	to->run = r->runs;
	to->n += s->count;
}

/* A list that does not have a value of each timed run is none. */
static void
need_all(struct json_object **list, size_t runs)
{
	if (*list == NULL || json_object_array_length(*list) == runs)
		return;
	json_object_put(*list);
	*list = NULL;
}

static int
by_number(const void *a, const void *b)
{
	return strverscmp(*(char *const *)a, *(char *const *)b);
}

struct rounds
rounds_read(const char *implementation, char *path[], size_t count, int every)
{
	struct rounds r = {.every = every};
	struct samples *in;
	struct sample s;
	size_t well = 0, first;

	qsort(path, count, sizeof *path, by_number);
	for (size_t i = 0; i < count; i++) {
		in = samples_open(path[i]);
		first = r.runs;
		while (samples_next(in, &s)) {
			if (strcmp(s.implementation, implementation) != 0)
				samples_die(in, "of another implementation");
			if (s.phase != DERIVED)
				note(run_of(&r, in, &s), &s);
			if (s.phase != WARMUP && strcmp(s.status, "ok") == 0 &&
			    !rounds_bookkeeping(s.metric))
				add(&r, in, &s);
		}
		samples_close(in);
		for (size_t j = first; j < r.runs; j++)
			if (strcmp(r.run[j].status, "failed") == 0)
				r.run[j].reason = reason_beside(path[i]);
	}
	for (size_t i = 0; i < r.runs; i++)
		well += r.run[i].phase == TIMED &&
			strcmp(r.run[i].status, "ok") == 0;
	for (size_t i = 0; i < r.count; i++) {
		close_run(&r.series[i]);
		if (!every)
			need_all(&r.series[i].values, well);
		need_all(&r.series[i].medians, well);
	}
	return r;
}

void
rounds_expect(struct rounds *r, const char *answer)
{
	for (size_t i = 0; i < r->runs; i++) {
		struct run *run = &r->run[i];

		if (run->answer && strcmp(run->status, "ok") == 0 &&
		    strcmp(run->answer, answer) != 0) {
			free(run->status);
			run->status = xstrdup("bad_answer");
		}
	}
}

void
rounds_free(struct rounds *r)
{
	for (size_t i = 0; i < r->runs; i++) {
		free(r->run[i].status);
		free(r->run[i].answer);
		free(r->run[i].reason);
	}
	for (size_t i = 0; i < r->count; i++) {
		free(r->series[i].scase);
		free(r->series[i].metric);
		free(r->series[i].unit);
		json_object_put(r->series[i].values);
		json_object_put(r->series[i].medians);
		free(r->series[i].now);
	}
	free(r->run);
	free(r->series);
}
