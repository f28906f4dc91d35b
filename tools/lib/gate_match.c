/* gate_match.c - what gate(1) compares, from records */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_facts.h"
#include "gate_match.h"
#include "json.h"

struct work {
	struct gate *gate;
	const struct gate_match *how;
	const char *environment; /* of the rows, if forced */
};

/* A row with its verdict about an implementation. */
static void
whole(struct work *w, const struct gate_record *r, enum gate_verdict verdict,
    const char *reason)
{
	struct gate_row *row =
	    gate_add(w->gate, r->benchmark, r->implementation, r->profile);

	row->verdict = verdict;
	row->reason = reason;
	row->environment = w->environment;
}

/* "timeout: 1 of 10 rounds: out of time" */
static const char *
trouble(struct work *w, const struct gate_record *r)
{
	const char *reason = gate_string(r, "reason");

	return gate_format(w->gate, "%s%s%s", gate_string(r, "status"),
	    reason ? ": " : "", reason ? reason : "");
}

static int
same(const struct gate_record *a, const struct gate_record *b, const char *path)
{
	return json_object_equal(gate_get(a, path), gate_get(b, path));
}

/* What of the workload differs, with commas between; NULL if nothing does. */
static const char *
changed_workload(struct work *w, const struct gate_record *base,
    const struct gate_record *head)
{
	static const char *const parts[][2] = {
	    {"dataset.content_sha256", "the dataset"},
	    {"spec.arguments", "the arguments"},
	    {"spec.work", "the work"},
	    {"answer.expected", "the expected answer"},
	};
	const char *list = NULL;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!same(base, head, parts[i][0]))
			list = list ? gate_format(
					  w->gate, "%s, %s", list, parts[i][1])
				    : parts[i][1];
	return list ? gate_format(w->gate, "changed: %s", list) : NULL;
}

static int
same_build(const struct gate_record *base, const struct gate_record *head)
{
	return gate_get(base, "build.artifact") &&
	       same(base, head, "build.artifact.sha256") &&
	       same(base, head, "build.toolchain") &&
	       same(base, head, "build.lockfile");
}

/* "AMD EPYC, 2 CPUs (c1cd037a2881d690)" */
static const char *
machine(struct work *w, const struct gate_record *r)
{
	const char *model = gate_string(r, "environment.cpu_model");
	const char *class = gate_string(r, "environment.machine_class");
	int n = json_object_get_int(gate_get(r, "environment.cpu_count"));
	const char *cpus =
	    n > 0 ? gate_format(w->gate, ", %d CPU%s", n, n == 1 ? "" : "s")
		  : "";

	if (class == NULL && gate_get(r, "source"))
		return "imported: no machine is known";
	return gate_format(w->gate, "%s%s (%s)", model ? model : "unknown CPU",
	    cpus, class ? class : "class unknown");
}

/* Refuse to compare machines; or remark it. */
static void
check_machine(struct work *w, const struct gate_record *base,
    const struct gate_record *head)
{
	const char *b = gate_string(base, "environment.machine_class");
	const char *h = gate_string(head, "environment.machine_class");

	if (b && h && strcmp(b, h) == 0)
		return;
	if (!w->how->force)
		misuse("%s: measured on %s, %s on %s: -f compares them all the "
		       "same",
		    base->path, machine(w, base), head->path, machine(w, head));
	w->environment = "other machine";
}

/* Base and head that both ran well. */
static void
compare(struct work *w, const struct gate_record *base,
    const struct gate_record *head, const struct gate_record *control)
{
	const char *changed = changed_workload(w, base, head);

	if (!changed && !same(base, head, "build.toolchain")) {
		const char *b = gate_string(base, "build.toolchain");
		const char *h = gate_string(head, "build.toolchain");

		if (w->how->force)
			w->environment = w->environment
					     ? "other machine and toolchain"
					     : "other toolchain";
		else
			changed = gate_format(w->gate,
			    "changed: the toolchain, from %s to %s",
			    b ? b : "unknown", h ? h : "unknown");
	}
	if (changed)
		whole(w, head, GATE_ENVIRONMENT_CHANGED, changed);
	else if (!w->how->sides && same_build(base, head))
		whole(w, head, GATE_UNCHANGED,
		    "the same artifact, dataset and toolchain");
	else
		gate_facts(w->gate, base, head, control, w->how->metrics,
		    w->environment);
}

/* All that there is of one implementation. */
static void
match(struct work *w, const struct gate_record *const side[GATE_SIDES])
{
	const struct gate_record *base = side[GATE_BASE],
				 *head = side[GATE_HEAD],
				 *control = side[GATE_CONTROL];
	int base_ok, head_ok;

	w->environment = NULL;
	if (base == NULL && head == NULL)
		die("%s: a control without a base", control->path);
	if (base == NULL || head == NULL) {
		whole(w, base ? base : head, base ? GATE_MISSING : GATE_NEW,
		    base ? "only the base has it" : "only head has it");
		return;
	}
	check_machine(w, base, head);
	base_ok = json_is(base->json, "status", "ok");
	head_ok = json_is(head->json, "status", "ok");
	if (control && base_ok && !json_is(control->json, "status", "ok")) {
		warn("%s: the control is not ok, so it says nothing",
		    control->path);
		control = NULL;
	}
	if (!base_ok && !head_ok)
		whole(w, head, GATE_UNCHANGED, trouble(w, head));
	else if (!base_ok)
		whole(w, head, GATE_FIXED,
		    gate_format(w->gate, "was %s", trouble(w, base)));
	else if (!head_ok)
		whole(w, head, GATE_NEWLY_FAILING, trouble(w, head));
	else
		compare(w, base, head, control);
}

/* What all records of a side have in common: NULL, or -1, if they differ. */
static void
describe(struct gate *g, const struct gate_records *all,
    enum gate_side_of which, struct gate_side *side)
{
	const struct gate_record *first = NULL;
	int dirty = 0;

	for (size_t i = 0; i < all->len; i++) {
		const struct gate_record *r = &all->record[i];
		struct json_object *d = gate_get(r, "dirty");

		if (r->side != which)
			continue;
		if (first == NULL) {
			first = r;
			side->commit_sha =
			    gate_text(g, gate_string(r, "commit_sha"));
			side->run_id = gate_text(g, gate_string(r, "run_id"));
		}
		if (!same(first, r, "commit_sha"))
			side->commit_sha = NULL;
		if (!same(first, r, "run_id"))
			side->run_id = NULL;
		if (d == NULL)
			dirty = dirty > 0 ? 1 : -1;
		else if (json_object_get_boolean(d))
			dirty = 1;
	}
	side->dirty = first ? dirty : -1;
}

static void
describe_machine(struct gate *g, const struct gate_records *all)
{
	for (size_t i = 0; i < all->len; i++)
		if (!same(&all->record[0], &all->record[i],
			"environment.machine_class"))
			return;
	if (all->len > 0)
		g->machine_class = gate_text(g,
		    gate_string(&all->record[0], "environment.machine_class"));
}

void
gate_match(struct gate *g, const struct gate_records *all,
    const struct gate_match *how)
{
	struct work w = {.gate = g, .how = how};

	for (size_t i = 0, end; i < all->len; i = end) {
		const struct gate_record *side[GATE_SIDES] = {NULL};

		end = i;
		do
			side[all->record[end].side] = &all->record[end];
		while (++end < all->len &&
		       gate_records_match(&all->record[i], &all->record[end]));
		match(&w, side);
	}
	describe(g, all, GATE_BASE, &g->base);
	describe(g, all, GATE_HEAD, &g->head);
	describe_machine(g, all);
}

struct unmeasured {
	struct gate *gate;
	const char *path;
	size_t measured; /* rows before the first of these */
};

static void
add_unmeasured(void *context, struct json_object *object)
{
	struct unmeasured *u = context;
	const char *word = json_need_text(u->path, object, "verdict");
	int verdict = gate_verdict_of(word);
	struct gate_row *row;

	if (verdict != GATE_UNCHANGED && verdict != GATE_MISSING &&
	    verdict != GATE_NEW && verdict != GATE_ENVIRONMENT_CHANGED &&
	    verdict != GATE_NEWLY_FAILING && verdict != GATE_FIXED)
		die("%s: not a verdict without a measurement: %s", u->path,
		    word);
	row = gate_add(u->gate, json_need_text(u->path, object, "benchmark"),
	    json_need_text(u->path, object, "implementation"),
	    json_need_text(u->path, object, "profile"));
	row->verdict = (enum gate_verdict)verdict;
	row->reason =
	    gate_text(u->gate, json_need_text(u->path, object, "reason"));
	for (size_t i = 0; i + 1 < u->gate->len; i++) {
		const struct gate_row *r = &u->gate->row[i];

		if (r->benchmark == row->benchmark &&
		    r->implementation == row->implementation &&
		    r->profile == row->profile)
			die("%s: %s/%s is there twice%s", u->path,
			    row->benchmark, row->implementation,
			    i < u->measured ? ": it was measured" : "");
	}
}

void
gate_match_unmeasured(struct gate *g, const char *path)
{
	struct unmeasured u = {g, path, g->len};

	json_lines(path, add_unmeasured, &u);
}
