/* direction.c - what a metric's name says of it */

#include <fnmatch.h>
#include <stddef.h>

#include "direction.h"
#include "rounds.h"
#include "samples.h"

/* Whether a metric's name is like one of these patterns. */
static int
is_like(const char *metric, const char *const *patterns)
{
	while (*patterns && fnmatch(*patterns, metric, 0) != 0)
		patterns++;
	return *patterns != NULL;
}

const char *
direction_of(const char *metric, const char *unit)
{
	/* shares of what could be done at most, and what was found in time */
	static const char *const higher[] = {"roofline_share",
	    "*_available_share", "rated_share", "patched_before_share",
	    "detected", "weaknesses_detected", "weaknesses_rejected", NULL};
	/* sizes of what was looked at, and how sure one can be */
	static const char *const neutral[] = {"packages", "code_lines", "files",
	    "tests", "tests_collected", "test_runs", "weaknesses",
	    "weaknesses_not_applicable", "*_lo", "*_hi", "time_to_patch*",
	    "newer_than_snapshot", "release_unknown", "detectable_share", NULL};

	if (rounds_surroundings(metric) || is_like(metric, neutral))
		return "neutral";
	return samples_more_is_better(unit) || is_like(metric, higher)
		   ? "higher"
		   : "lower";
}

int
direction_counts(const char *metric)
{
	static const char *const counts[] = {"vulnerabilities", "informational",
	    "affected_share", "packages", "outdated", "findings",
	    "findings_high", "findings_medium", "findings_low", "suppressions",
	    "detected", "false_alarms", "weaknesses", "weaknesses_*", "tests",
	    "tests_*", "runs_failed", "test_runs", "detectable_share", NULL};

	return is_like(metric, counts);
}
