/* outcome.c - what became of the runs of an implementation, for its record */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "die.h"
#include "json.h"
#include "outcome.h"

static void
print_detail(FILE *f, const struct run *run)
{
	if (strcmp(run->status, "bad_answer") == 0)
		fprintf(f, "wrong answer%s%s", run->answer ? " " : "",
		    run->answer ? run->answer : "");
	else if (strcmp(run->status, "timeout") == 0)
		fputs("out of time", f);
	else if (strcmp(run->status, "bad_samples") == 0)
		fputs("what it wrote to SAMPLES_FD are no samples", f);
	else if (strcmp(run->status, "not_started") == 0)
		fprintf(f, "could not be started: %s",
		    run->exec_errno > 0 && run->exec_errno < 4096
			? strerror((int)run->exec_errno)
			: "no reason given");
	else if (run->reason)
		fputs(run->reason, f);
	else if (run->term_signal != 0)
		fprintf(f, "killed by signal %g", run->term_signal);
	else
		fprintf(f, "exit code %g", run->exit_code);
}

/* The earliest run of this status and phase, NULL if there is none. */
static const struct run *
first_run(const struct rounds *r, const char *status, enum phase phase)
{
	for (size_t i = 0; i < r->runs; i++)
		if (r->run[i].phase == phase &&
		    strcmp(r->run[i].status, status) == 0)
			return &r->run[i];
	return NULL;
}

/* A run that failed because of what it runs says so by its exit code, one of
 * sysexits.h (BSD 4.3), and leaves the reason. */
static const char *
whose_fault(const struct run *run)
{
	if (run->reason && run->exit_code == EX_UNAVAILABLE)
		return "tool_missing";
	if (run->reason && run->exit_code == EX_SOFTWARE)
		return "tool_failed";
	return run->status;
}

/* Whether timed rounds failed for the reason that this warm-up gave. */
static int
is_known(const struct rounds *r, const struct run *warmup)
{
	const struct run *timed = first_run(r, warmup->status, TIMED);

	return timed && timed->reason && warmup->reason &&
	       strcmp(timed->reason, warmup->reason) == 0;
}

/* "3 of 10 rounds: exit code 1" about one status and phase, if there is any */
static int
print_status(
    FILE *f, const struct rounds *r, const char *status, enum phase phase)
{
	const struct run *first = first_run(r, status, phase);
	size_t bad = 0, all = 0;

	for (size_t i = 0; i < r->runs; i++) {
		if (r->run[i].phase != phase)
			continue;
		all++;
		bad += strcmp(r->run[i].status, status) == 0;
	}
	if (first == NULL || (phase == WARMUP && is_known(r, first)))
		return 0;
	fprintf(f, "%s%zu of %zu %s%s: ", ftell(f) > 0 ? "; " : "", bad, all,
	    phase == WARMUP ? "warm-up" : "round", all == 1 ? "" : "s");
	print_detail(f, first);
	return 1;
}

void
outcome_status(struct json_object *record, const struct rounds *r)
{
	const char *worst = NULL;
	char *reason;
	size_t size;
	FILE *f = open_memstream(&reason, &size);

	if (f == NULL)
		die("out of memory");
	for (const char *const *status = rounds_faults; *status; status++)
		for (enum phase phase = TIMED; phase <= WARMUP; phase++)
			if (print_status(f, r, *status, phase) && !worst)
				worst =
				    whose_fault(first_run(r, *status, phase));
	if (fclose(f) != 0)
		die("out of memory");
	json_put_text(record, "status", worst ? worst : "ok");
	json_put_text(record, "reason", worst ? reason : NULL);
	free(reason);
}

void
outcome_answer(
    struct json_object *record, const struct rounds *r, const char *expected)
{
	struct json_object *answer = json_inner(record, "answer");
	const char *digest = NULL;
	size_t count = 0;
	int differ = 0, wrong = 0, verified = -1;

	for (size_t i = 0; i < r->runs; i++) {
		const struct run *run = &r->run[i];

		/* a run that was cut short has no answer worth a digest */
		if (run->answer == NULL ||
		    !(strcmp(run->status, "ok") == 0 ||
			strcmp(run->status, "bad_answer") == 0))
			continue;
		count++;
		differ |= digest && strcmp(digest, run->answer) != 0;
		wrong |= expected && strcmp(expected, run->answer) != 0;
		digest = run->answer;
	}
	if (wrong || (expected && count && count == r->runs))
		verified = !wrong;
	json_put_truth(answer, "verified", verified);
	json_put_text(answer, "expected", expected);
	json_put_text(answer, "digest", differ ? NULL : digest);
	json_put_number(answer, "runs", (double)count);
}

static struct json_object *
run_object(const struct run *run)
{
	struct json_object *o = json_object_new_object();

	json_put_number(o, "round", (double)run->round);
	json_put_number(o, "position", (double)run->position);
	json_put_text(o, "phase", phase_names[run->phase]);
	json_put_text(o, "status", run->status);
	json_put_number(o, "start_time", run->start_time);
	json_put_number(o, "wall_time", run->wall_time);
	json_put_truth(o, "disturbed", run->disturbed);
	json_put_text(o, "answer", run->answer);
	return o;
}

void
outcome_rounds(struct json_object *record, const struct rounds *r)
{
	struct json_object *list = json_object_new_array(), *o;
	size_t disturbed = 0, timed = 0;
	int known = 1;

	json_object_object_add(record, "rounds", list);
	for (size_t i = 0; i < r->runs; i++) {
		const struct run *run = &r->run[i];

		json_object_array_add(list, run_object(run));
		if (run->phase != TIMED)
			continue;
		timed++;
		disturbed += run->disturbed > 0;
		known &= run->disturbed >= 0;
	}
	o = json_inner(record, "disturbances");
	json_put_number(o, "rounds", known ? (double)disturbed : NAN);
	json_put_number(o, "of", (double)timed);
}
