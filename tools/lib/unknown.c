/* unknown.c - why what is null in a record is null */

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "unknown.h"

/* by a pattern of the path; the first that fits */
struct reason {
	const char *path, *why;
};

static const struct reason measured[] = {
    {"commit_sha", "not measured in a work tree of git"},
    {"dirty", "not measured in a work tree of git"},
    {"build.toolchain", "there is none on this machine"},
    {"build.lockfile", "the implementation has no lock file"},
    {"build.*", "it was not built"},
    {"dataset.rows", "the dataset does not come in rows"},
    {"answer.expected", "the spec holds no answer for this dataset"},
    {"answer.digest", "the runs gave no answer, or not all the same"},
    {"answer.verified",
	"some run gave no answer, or the spec holds none to compare with"},
    {"fairness.tags", "the implementation has no impl.json"},
    {"fairness.tags.*", "impl.json does not say"},
    {"rounds\\[*.answer", "the answer was not taken whole"},
    {"rounds\\[*", "timer could not tell"},
    {"server.*", "mockserver could not tell"},
    {"roofline.*", "roofline could not tell"},
    {"stability.*", "leak could not tell: see stability.reason"},
    {"flame_graph.*", "the profiler did not say"},
    {"disturbances.rounds", "timer could not tell"},
    {"metrics.*.samples",
	"rounds have no single value each: see the raw files"},
    {"metrics.*", "the rounds are too few for it"},
    {"comparisons\\[*.rounds_needed", "the verdict needs no more rounds"},
    {"comparisons\\[*", "comparator could not tell from these rounds"},
    {NULL, NULL},
};

/* the same of a record that was imported */
static const struct reason imported[] = {
    {"answer.*", "nothing was checked"},
    {"fairness.tags", "it was imported"},
    {"metrics.*.samples", "the file has the values with weights"},
    {"metrics.*", "the values are too few for it"},
    {"comparisons\\[*.rounds_needed", "the verdict needs no more rounds"},
    {"comparisons\\[*", "comparator could not tell from these rounds"},
    {"source.extra*", "null in the file"},
    {"*", "the imported file does not say"},
    {NULL, NULL},
};

static const char *
reason(const struct reason *of, const char *path)
{
	for (; of->path; of++)
		if (fnmatch(of->path, path, 0) == 0)
			return of->why;
	die("$.%s: null, and nobody knows why", path);
}

static char *
below(const char *path, const char *key)
{
	return xprintf("%s.%s", path, key);
}

static char *
element(const char *path, size_t index)
{
	return xprintf("%s[%zu]", path, index);
}

static void /* NOLINTNEXTLINE(misc-no-recursion): as deep as the record */
explain(struct json_object *to, struct json_object *value, const char *path,
    const struct reason *of)
{
	char *deeper;

	if (value == NULL) {
		json_object_object_add(
		    to, path, json_object_new_string(reason(of, path)));
	} else if (json_object_is_type(value, json_type_object)) {
		json_object_object_foreach(value, key, member)
		{
			deeper = below(path, key);
			explain(to, member, deeper, of);
			free(deeper);
		}
	} else if (json_object_is_type(value, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(value); i++) {
			deeper = element(path, i);
			explain(to, json_object_array_get_idx(value, i), deeper,
			    of);
			free(deeper);
		}
	}
}

struct json_object *
unknown(struct json_object *record)
{
	struct json_object *to = json_object_new_object();
	const struct reason *of =
	    json_object_object_get_ex(record, "source", NULL) ? imported
							      : measured;

	json_object_object_foreach(record, key, value)
	{
		if (strcmp(key, "environment") != 0 &&
		    strcmp(key, "reason") != 0)
			explain(to, value, key, of);
	}
	return to;
}
