/* testruns.h - how often the tests of suites ran, and failed
 *
 * Read from samples(5): a timed run that was ok is one run of a suite, and each
 * of its values of test_failed, 0 or 1, is one run of the test that is the
 * case. */

#ifndef TESTRUNS_H
#define TESTRUNS_H

#include <stddef.h>

enum test_verdict { TEST_FLAKY, TEST_FAILING, TEST_STABLE, TEST_VERDICTS };
extern const char *const test_verdict_names[TEST_VERDICTS];

struct test {
	char *name;
	long runs, failures;
};

struct suite {
	char *name; /* of the implementation */
	long runs, runs_failed;
	struct test *test; /* in order of first appearance */
	size_t tests;
};

struct testruns {
	struct suite *suite;
	size_t suites;
};

/* All files, standard input if there are none.  Dies on what is not as above,
 * on a test that ran twice in one run, and if there are runs but none has a
 * test. */
struct testruns testruns_gather(char *const paths[]);
void testruns_free(struct testruns *);

/* flaky: it passed and it failed; failing: it never passed; stable: it never
 * failed. */
enum test_verdict test_verdict(const struct test *);

/* How many tests have that verdict, and the fewest runs that any test had. */
size_t suite_count(const struct suite *, enum test_verdict);
long suite_fewest_runs(const struct suite *);

#endif
