/* gate_facts.c - all that two records say of one implementation */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_facts.h"
#include "gate_limits.h"
#include "json.h"

struct work {
	struct gate *gate;
	const struct gate_record *base, *head, *control;
	const char *metrics, *environment;
	struct json_object *limits; /* the spec's own */
};

static struct gate_row *
add_row(struct work *w, const char *scase, const char *metric, const char *unit)
{
	const struct gate_record *h = w->head;
	struct gate_row *row =
	    gate_add(w->gate, h->benchmark, h->implementation, h->profile);

	row->environment = w->environment;
	row->scase = gate_text(w->gate, scase);
	row->metric = gate_text(w->gate, metric);
	row->unit = gate_text(w->gate, unit);
	return row;
}

static void
doubt(struct gate_row *row, const char *reason)
{
	row->verdict = GATE_INCONCLUSIVE;
	row->reason = reason;
}

static double
number(const struct gate_record *r, const char *what, struct json_object *value)
{
	double x;

	if (!json_is_number(value, &x))
		die("%s: %s: not a number", r->path, what);
	return x;
}

static const char *
text(const struct gate_record *r, struct json_object *from, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(from, key, &value) ||
	    !json_object_is_type(value, json_type_string))
		die("%s: a metric without a text \"%s\"", r->path, key);
	return json_object_get_string(value);
}

/* The timed rounds that went well, n of them; else they are not numbered as the
 * values are. */
static int
number_rounds(struct series *s, const struct gate_record *r)
{
	struct json_object *rounds = gate_get(r, "rounds");
	size_t found = 0;

	if (!json_object_is_type(rounds, json_type_array))
		die("%s: no \"rounds\"", r->path);
	for (size_t i = 0; i < json_object_array_length(rounds); i++) {
		struct json_object *run = json_object_array_get_idx(rounds, i);
		struct json_object *value;

		if (!json_is(run, "phase", "timed") ||
		    !json_is(run, "status", "ok"))
			continue;
		if (found < s->n) {
			s->round[found] = (long)number(r, "rounds.round",
			    json_object_object_get(run, "round"));
			value = json_object_object_get(run, "disturbed");
			s->disturbed[found] =
			    (char)(value && json_object_get_boolean(value));
		}
		found++;
	}
	return found == s->n;
}

/* The values of a metric by round, the medians if there are several, or the one
 * value of it if it is exact and no run gave another; none otherwise.  Whether
 * the rounds are known. */
static int
read_series(
    struct series *s, const struct gate_record *r, struct json_object *metric)
{
	struct json_object *values = NULL, *least, *most;
	const char *name = text(r, metric, "metric");

	json_object_object_get_ex(metric, "samples", &values);
	if (values == NULL)
		json_object_object_get_ex(metric, "round_medians", &values);
	if (values == NULL) {
		if (!gate_exact(name) ||
		    !json_object_object_get_ex(metric, "min", &least) ||
		    !json_object_object_get_ex(metric, "max", &most) ||
		    number(r, name, least) < number(r, name, most))
			return 0;
		*s = series_new(1);
	} else {
		if (!json_object_is_type(values, json_type_array))
			die("%s: %s: samples: not a list", r->path, name);
		*s = series_new(json_object_array_length(values));
	}
	for (size_t i = 0; i < s->n; i++)
		s->value[i] = number(r, name,
		    values ? json_object_array_get_idx(values, i) : least);
	return number_rounds(s, r) && values;
}

static struct json_object *
metric_of(const struct gate_record *r, const char *key)
{
	struct json_object *metrics = gate_get(r, "metrics"), *metric;

	if (!json_object_is_type(metrics, json_type_object))
		die("%s: no \"metrics\"", r->path);
	return json_object_object_get_ex(metrics, key, &metric) ? metric : NULL;
}

static int
same_session(const struct gate_record *a, const struct gate_record *b)
{
	return strcmp(gate_string(a, "run_id"), gate_string(b, "run_id")) == 0;
}

/* Base and head both have it. */
static void
add_trial(struct work *w, const char *key, struct json_object *base,
    struct json_object *head, struct gate_row *row)
{
	struct gate_trial *t;
	struct json_object *control =
	    w->control ? metric_of(w->control, key) : NULL;
	int base_known, head_known;

	if (strcmp(text(w->base, base, "unit"), row->unit) != 0) {
		row->verdict = GATE_ENVIRONMENT_CHANGED;
		row->reason =
		    gate_format(w->gate, "changed: the unit, from %s to %s",
			text(w->base, base, "unit"), row->unit);
		return;
	}
	t = gate_add_trial(w->gate);
	base_known = read_series(&t->base, w->base, base);
	head_known = read_series(&t->head, w->head, head);
	t->paired = base_known && head_known && same_session(w->base, w->head);
	if (control)
		t->control_paired =
		    read_series(&t->control, w->control, control) &&
		    base_known && same_session(w->base, w->control);
	if (t->base.n > 0 && t->head.n > 0)
		return;
	gate_drop_trial(w->gate);
	doubt(row, gate_exact(row->metric)
		       ? "not the same in every run"
		       : "rounds have several values each, and the record "
			 "does not tell which");
}

/* A metric that either has, by its key. */
static void
add_metric(struct work *w, const char *key)
{
	struct json_object *base = metric_of(w->base, key);
	struct json_object *head = metric_of(w->head, key);
	const struct gate_record *r = head ? w->head : w->base;
	struct json_object *one = head ? head : base;
	const char *direction = text(r, one, "direction");
	struct gate_row *row;

	/* what does not vary is better if there is less of it */
	if (strcmp(direction, "neutral") == 0 &&
	    !gate_exact(text(r, one, "metric")))
		return;
	row = add_row(w, text(r, one, "case"), text(r, one, "metric"),
	    text(r, one, "unit"));
	row->more_is_better = strcmp(direction, "higher") == 0;
	gate_limits(
	    w->gate, row, w->limits, gate_get(w->head, "source") != NULL);
	if (base && head) {
		add_trial(w, key, base, head, row);
		return;
	}
	row->verdict = base ? GATE_MISSING : GATE_NEW;
	row->reason = base ? "only the base has it" : "only head has it";
}

/* Whether a metric is one of those to compare. */
static int
wanted(const struct work *w, const char *metric)
{
	struct json_object *list = gate_get(w->head, "spec.compare");

	if (gate_exact(metric))
		return 1;
	if (w->metrics)
		return series_listed(w->metrics, metric);
	if (json_object_object_get_ex(w->limits, metric, NULL))
		return 1;
	if (!json_object_is_type(list, json_type_array))
		die("%s: no \"spec.compare\"", w->head->path);
	return json_lists(list, metric);
}

static void
add_metrics(struct work *w, const struct gate_record *of,
    const struct gate_record *not_of)
{
	struct json_object *metrics;

	metric_of(of, "");
	metrics = gate_get(of, "metrics");
	json_object_object_foreach(metrics, key, metric)
	{
		if (not_of && metric_of(not_of, key))
			continue;
		if (wanted(w, text(of, metric, "metric")))
			add_metric(w, key);
	}
}

static void
add_size(struct work *w)
{
	static const char path[] = "build.artifact.bytes";
	struct json_object *base = gate_get(w->base, path);
	struct json_object *head = gate_get(w->head, path);
	struct gate_trial *t;
	struct gate_row *row;

	if (base == NULL || head == NULL)
		return;
	row = add_row(w, "", "artifact_size", "B");
	row->more_is_better = 0;
	gate_limits(
	    w->gate, row, w->limits, gate_get(w->head, "source") != NULL);
	t = gate_add_trial(w->gate);
	t->base = series_new(1);
	t->head = series_new(1);
	t->base.value[0] = number(w->base, path, base);
	t->head.value[0] = number(w->head, path, head);
}

static void
add_answer(struct work *w)
{
	const char *base = gate_string(w->base, "answer.digest");
	const char *head = gate_string(w->head, "answer.digest");
	struct gate_row *row;

	if (base == NULL && head == NULL)
		return;
	row = add_row(w, "", "answer", "");
	if (base == NULL || head == NULL) {
		doubt(row, base ? "the runs of head gave no single answer"
				: "the runs of the base gave no single answer");
	} else if (strcmp(base, head) != 0) {
		row->verdict = GATE_FAIL;
		row->reason = gate_format(
		    w->gate, "another answer: %s, was %s", head, base);
	}
}

static void
add_stability(struct work *w)
{
	const char *base = gate_string(w->base, "stability.verdict");
	const char *head = gate_string(w->head, "stability.verdict");
	int leaked, leaks;
	struct gate_row *row;

	if (base == NULL || head == NULL)
		return;
	row = add_row(w, "", "stability", "");
	leaked = strcmp(base, "leaking") == 0;
	leaks = strcmp(head, "leaking") == 0;
	if (leaks && !leaked && strcmp(base, "steady") == 0)
		row->verdict = GATE_FAIL;
	else if (leaked && strcmp(head, "steady") == 0)
		row->verdict = GATE_IMPROVED;
	else if (strcmp(base, head) != 0 ||
		 (!leaks && strcmp(head, "steady") != 0))
		row->verdict = GATE_INCONCLUSIVE;
	row->reason = gate_format(w->gate, "memory was %s, is %s", base, head);
}

void
gate_facts(struct gate *g, const struct gate_record *base,
    const struct gate_record *head, const struct gate_record *control,
    const char *metrics, const char *environment)
{
	struct work w = {g, base, head, control, metrics, environment,
	    gate_get(head, "spec.gate")};

	add_metrics(&w, head, NULL);
	add_metrics(&w, base, head);
	add_size(&w);
	add_answer(&w);
	add_stability(&w);
}
