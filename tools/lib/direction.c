/* direction.c - what is better of a metric */

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
	    "tests", "test_runs", "weaknesses", "weaknesses_not_applicable",
	    "*_lo", "*_hi", "time_to_patch*", "newer_than_snapshot",
	    "detectable_share", NULL};

	if (rounds_surroundings(metric) || is_like(metric, neutral))
		return "neutral";
	return samples_more_is_better(unit) || is_like(metric, higher)
		   ? "higher"
		   : "lower";
}
