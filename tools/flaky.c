/* flaky.c - say which tests do not always pass, and how sure that is */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "grid.h"
#include "humane.h"
#include "out.h"
#include "samples.h"
#include "terminal.h"
#include "testruns.h"
#include "wilson.h"

const char *const tool = "flaky";

static const char usage_text[] =
    "usage: flaky [-CTe] [-o file] [file ...]\n"
    "\n"
    "  -C       write samples (default unless to a terminal)\n"
    "  -T       write a table for people (default on a terminal)\n"
    "  -e       exit 1 if a test is flaky or failing, or no run went well\n"
    "  -o file  write here, whole or not at all (default standard output)\n"
    "\n"
    "example: flaky results/raw/quick/flaky-control/python/[0-9]*.csv\n";

struct opts {
	const char *output;
	int table, gate;
};

static const double error = 0.05; /* of what is said to be excluded */
static const double rare = 0.01;  /* a failure that is hard to see */

/* The failure probability that n runs without a failure exclude: 1 - p is the
 * chance of passing once, so (1 - p)^n = error. */
static double
detectable(long n)
{
	return 1 - pow(error, 1 / (double)n);
}

/* One value, or a share in % with its interval. */
static void
write_value(FILE *f, const struct row_key *key, const char *scase,
    const char *metric, const char *unit, double value)
{
	row_write(f, key, scase, metric, unit, value, 1);
}

static void
write_share(FILE *f, const struct row_key *key, const char *scase,
    const char *metric, struct share share)
{
	row_write_interval(f, key, scase, metric, "%", 100 * share.value,
	    100 * share.lo, 100 * share.hi);
}

static struct share
failure_share(const struct test *t)
{
	return wilson((double)t->failures, (double)t->runs);
}

static struct share
flaky_share(const struct suite *s)
{
	return wilson((double)suite_count(s, TEST_FLAKY), (double)s->tests);
}

static void
write_samples(FILE *f, const struct suite *s)
{
	const struct row_key key = {s->name, 1, 1, DERIVED, "ok"};
	long n = suite_fewest_runs(s);
	char metric[64];

	for (const struct test *t = s->test; t < s->test + s->tests; t++) {
		write_share(
		    f, &key, t->name, "failure_share", failure_share(t));
		write_value(
		    f, &key, t->name, "test_runs", "1", (double)t->runs);
	}
	write_value(f, &key, "", "tests", "1", (double)s->tests);
	for (enum test_verdict v = 0; v < TEST_VERDICTS; v++) {
		snprintf(
		    metric, sizeof metric, "tests_%s", test_verdict_names[v]);
		write_value(
		    f, &key, "", metric, "1", (double)suite_count(s, v));
	}
	write_share(f, &key, "", "flaky_share", flaky_share(s));
	write_value(f, &key, "", "runs_failed", "1", (double)s->runs_failed);
	write_value(f, &key, "", "detectable_share", "%", 100 * detectable(n));
	write_value(
	    f, &key, "", "stable_share_hi", "%", 100 * wilson(0, (double)n).hi);
}

/* Flaky ones first, then failing ones; the most failures first. */
static int
by_interest(const void *a, const void *b)
{
	const struct test *x = a, *y = b;
	int order = (int)test_verdict(x) - (int)test_verdict(y);

	if (order == 0)
		order =
		    (x->failures < y->failures) - (x->failures > y->failures);
	return order ? order : strcmp(x->name, y->name);
}

/* What so many runs can tell, and what they cannot. */
static void
write_power(FILE *f, long n)
{
	char *text = xprintf(
	    "%ld clean run%s exclude%s, with %g %%, a failure probability "
	    "above %.1f %%. A test that fails in %g %% of runs would be seen "
	    "in %.0f %% of such sessions; %.0f runs would be needed to see it "
	    "with %g %%.",
	    n, n == 1 ? "" : "s", n == 1 ? "s" : "", 100 * (1 - error),
	    100 * detectable(n), 100 * rare,
	    100 * (1 - pow(1 - rare, (double)n)),
	    ceil(log(error) / log(1 - rare)), 100 * (1 - error));

	terminal_wrap(f, text, 0, 0, terminal_room(f));
	free(text);
}

/* One run tells that it can pass, or can fail, and of always nothing. */
static int
had_one_run(const struct test *t)
{
	return t->runs == 1;
}

static const char *
verdict_text(const struct test *t)
{
	if (had_one_run(t))
		return t->failures ? "1 run: failed" : "1 run: passed";
	return test_verdict_names[test_verdict(t)];
}

static void
write_tests(FILE *f, const struct suite *s)
{
	static const char *const head[] = {"test", "verdict", "runs", "failed",
	    "share of runs", "95 % interval"};
	struct grid grid = {.columns = 6, .align = "llrrrl"};

	for (size_t i = 0; i < grid.columns; i++)
		grid_add(&grid, head[i]);
	for (const struct test *t = s->test; t < s->test + s->tests; t++) {
		struct share share = failure_share(t);

		grid_add(&grid, t->name);
		grid_add(&grid, verdict_text(t));
		grid_format(&grid, "%ld", t->runs);
		grid_format(&grid, "%ld", t->failures);
		grid_format(&grid, "%.1f %%", 100 * share.value);
		grid_format(
		    &grid, "[%.1f, %.1f]", 100 * share.lo, 100 * share.hi);
	}
	grid_write(f, &grid);
	grid_free(&grid);
}

/* How many there are with each verdict. */
static void
write_verdicts(FILE *f, const struct suite *s)
{
	struct share share = flaky_share(s);
	size_t count[TEST_VERDICTS] = {0}, once = 0;

	for (const struct test *t = s->test; t < s->test + s->tests; t++)
		if (had_one_run(t))
			once++;
		else
			count[test_verdict(t)]++;
	fprintf(f, "%zu test%s", s->tests, s->tests == 1 ? "" : "s");
	if (once < s->tests)
		fprintf(f, ", %zu flaky", count[TEST_FLAKY]);
	if (once == 0)
		fprintf(f, " (%.1f %% [%.1f, %.1f])", 100 * share.value,
		    100 * share.lo, 100 * share.hi);
	if (once < s->tests)
		fprintf(f, ", %zu failing, %zu stable", count[TEST_FAILING],
		    count[TEST_STABLE]);
	if (once > 0)
		fprintf(f, ", %zu with one run, which is no verdict", once);
}

static void
write_table(FILE *f, struct suite *s)
{
	qsort(s->test, s->tests, sizeof *s->test, by_interest);
	humane_pad(f, s->name, 0);
	fputs(": ", f);
	write_verdicts(f, s);
	fprintf(f, "; %ld of %ld run%s failed\n", s->runs_failed, s->runs,
	    s->runs == 1 ? "" : "s");
	write_tests(f, s);
	write_power(f, suite_fewest_runs(s));
}

/* Whether there are tests, and all of all suites are stable. */
static int
report(char *const paths[], const struct opts *opts)
{
	struct testruns all = testruns_gather(paths);
	struct out out = out_open(opts->output);
	int stable = all.suites > 0;

	if (!opts->table)
		fputs(SAMPLES_HEADER "\n", out.f);
	else if (all.suites == 0)
		fputs(
		    "no run went well, so nothing is known of tests\n", out.f);
	for (struct suite *s = all.suite; s < all.suite + all.suites; s++) {
		stable &= suite_count(s, TEST_STABLE) == s->tests;
		if (!opts->table)
			write_samples(out.f, s);
		else {
			if (s > all.suite)
				putc('\n', out.f);
			write_table(out.f, s);
		}
	}
	out_close(&out);
	testruns_free(&all);
	return stable;
}

int
main(int argc, char *argv[])
{
	struct opts opts = {0};
	int opt, form = 0, stable;

	while ((opt = next_option(argc, argv, "CTeho:")) != -1)
		switch (opt) {
		case 'C':
		case 'T': form = opt; break;
		case 'e': opts.gate = 1; break;
		case 'o': opts.output = optarg; break;
		default: usage(usage_text, opt);
		}
	opts.table = out_form(form, opts.output) == 'T';
	stable = report(argv + optind, &opts);
	return opts.gate && !stable ? EXIT_FAILURE : EXIT_SUCCESS;
}
