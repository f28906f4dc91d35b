/* testruns.c - how often the tests of suites ran, and failed */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "keys.h"
#include "samples.h"
#include "testruns.h"

const char *const test_verdict_names[TEST_VERDICTS] = {
    "flaky", "failing", "stable"};

/* what was seen; a test's number among all is that of its key */
struct seen {
	struct keys suites, tests, runs, failed, turns;
	size_t *place; /* of a test in its suite */
	int ran;       /* a run went well */
};

/* The number of the key "a b", and whether it is a new one. */
static size_t
number_of(struct keys *keys, size_t a, const char *b, int *new)
{
	size_t before = keys->len, number;
	char *text = xprintf("%zu %s", a, b);

	number = keys_index(keys, text, strlen(text));
	*new = keys->len > before;
	free(text);
	return number;
}

static int
is_new(struct keys *keys, size_t a, long round)
{
	char text[32];
	int new;

	snprintf(text, sizeof text, "%ld", round);
	number_of(keys, a, text, &new);
	return new;
}

static struct suite *
suite_of(struct testruns *all, struct seen *seen, const char *name)
{
	size_t i = keys_index(&seen->suites, name, strlen(name));

	if (i == all->suites) {
		all->suite =
		    xrealloc(all->suite, ++all->suites, sizeof *all->suite);
		all->suite[i] = (struct suite){.name = xstrdup(name)};
	}
	return &all->suite[i];
}

/* Count a run of a test, which failed or did not. */
static void
count(struct testruns *all, struct seen *seen, const struct samples *in,
    const struct sample *s)
{
	struct suite *suite = suite_of(all, seen, s->implementation);
	size_t which = (size_t)(suite - all->suite);
	int new;
	size_t i = number_of(&seen->tests, which, s->scase, &new);
	struct test *test;

	if (s->value != 0 && s->value != 1)
		samples_die(in, "test_failed: neither 0 nor 1");
	if (s->count != 1 || !is_new(&seen->turns, i, s->round))
		samples_die(in, "test_failed: a second run of the test in "
				"the same round");
	if (new) {
		seen->place = xrealloc(seen->place, i + 1, sizeof *seen->place);
		seen->place[i] = suite->tests++;
		suite->test =
		    xrealloc(suite->test, suite->tests, sizeof *suite->test);
		suite->test[seen->place[i]] =
		    (struct test){.name = xstrdup(s->scase)};
	}
	test = &suite->test[seen->place[i]];
	test->runs++;
	suite->runs += is_new(&seen->runs, which, s->round);
	if (s->value == 1) {
		test->failures++;
		suite->runs_failed += is_new(&seen->failed, which, s->round);
	}
}

static void
read_file(struct testruns *all, struct seen *seen, const char *path)
{
	struct samples *in = samples_open(path);
	struct sample s;

	while (samples_next(in, &s)) {
		if (s.phase != TIMED || strcmp(s.status, "ok") != 0)
			continue;
		seen->ran = 1;
		if (strcmp(s.metric, "test_failed") == 0)
			count(all, seen, in, &s);
	}
	samples_close(in);
}

struct testruns
testruns_gather(char *const paths[])
{
	static char *const standard_input[] = {"-", NULL};
	struct testruns all = {0};
	struct seen seen = {0};

	for (paths = *paths ? paths : standard_input; *paths; paths++)
		read_file(&all, &seen, *paths);
	if (seen.ran && all.suites == 0)
		die("no run has a value of test_failed");
	keys_free(&seen.suites);
	keys_free(&seen.tests);
	keys_free(&seen.runs);
	keys_free(&seen.failed);
	keys_free(&seen.turns);
	free(seen.place);
	return all;
}

void
testruns_free(struct testruns *all)
{
	for (struct suite *s = all->suite; s < all->suite + all->suites; s++) {
		for (size_t i = 0; i < s->tests; i++)
			free(s->test[i].name);
		free(s->test);
		free(s->name);
	}
	free(all->suite);
}

enum test_verdict
test_verdict(const struct test *t)
{
	if (t->failures == 0)
		return TEST_STABLE;
	return t->failures == t->runs ? TEST_FAILING : TEST_FLAKY;
}

size_t
suite_count(const struct suite *s, enum test_verdict verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < s->tests; i++)
		n += test_verdict(&s->test[i]) == verdict;
	return n;
}

long
suite_fewest_runs(const struct suite *s)
{
	long fewest = LONG_MAX;

	for (size_t i = 0; i < s->tests; i++)
		if (s->test[i].runs < fewest)
			fewest = s->test[i].runs;
	return fewest;
}
