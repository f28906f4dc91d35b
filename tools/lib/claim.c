/* claim.c - what a spec says of its implementations */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim.h"
#include "die.h"
#include "json.h"
#include "number.h"

const char *const relation_words[RELATIONS] = {
    "at_most", "below", "at_least", "above"};
const char *const relation_signs[RELATIONS] = {"<=", "<", ">=", ">"};

/* the claim that messages are about */
struct place {
	const char *path;
	size_t index;
	struct json_object *json;
};

_Noreturn static void
refuse(const struct place *at, const char *what)
{
	die("%s: claims[%zu]: %s", at->path, at->index, what);
}

static const char *
text_of(const struct place *at, const char *key, int needed)
{
	struct json_object *value;
	char what[64];

	if (!json_object_object_get_ex(at->json, key, &value) && !needed)
		return NULL;
	if (!json_object_is_type(value, json_type_string) ||
	    *json_object_get_string(value) == '\0') {
		snprintf(what, sizeof what, "%s: not a text", key);
		refuse(at, what);
	}
	return json_object_get_string(value);
}

static int
number_of(const struct place *at, const char *key, double *number)
{
	struct json_object *value;
	char what[64];

	if (!json_object_object_get_ex(at->json, key, &value))
		return 0;
	if (!json_is_number(value, number)) {
		snprintf(what, sizeof what, "%s: not a number", key);
		refuse(at, what);
	}
	return 1;
}

static void
set_target(struct claim *c, const struct place *at)
{
	int found = 0;

	for (int r = 0; r < RELATIONS; r++)
		if (number_of(at, relation_words[r], &c->target)) {
			c->relation = (enum relation)r;
			found++;
		}
	if (found != 1)
		refuse(at, "not exactly one of at_most, below, at_least and "
			   "above");
}

/* A member that is misspelt would be ignored, and another claim judged. */
static void
only_known(const struct place *at)
{
	static const char *const known[] = {"claim", "implementation",
	    "against", "metric", "case", "percentile", "unit", "profiles",
	    "at_most", "below", "at_least", "above"};
	char what[128];

	json_object_object_foreach(at->json, key, value)
	{
		size_t i = 0;

		(void)value;
		while (i < sizeof known / sizeof *known &&
		       strcmp(known[i], key) != 0)
			i++;
		if (i < sizeof known / sizeof *known)
			continue;
		snprintf(
		    what, sizeof what, "there is no \"%.64s\" in a claim", key);
		refuse(at, what);
	}
}

static struct claim
claim_of(const struct place *at, const char *benchmark)
{
	struct claim c = {.benchmark = benchmark,
	    .text = text_of(at, "claim", 1),
	    .implementation = text_of(at, "implementation", 1),
	    .metric = text_of(at, "metric", 1),
	    .unit = text_of(at, "unit", 1),
	    .against = text_of(at, "against", 0),
	    .scase = text_of(at, "case", 0),
	    .percentile = NAN,
	    .p = {1, 2}};
	char text[NUMBER_MAX];

	if (c.scase == NULL)
		c.scase = "";
	set_target(&c, at);
	if (number_of(at, "percentile", &c.percentile) &&
	    !quantile_percent(number_format(text, c.percentile), &c.p))
		refuse(at, "percentile: not one from 0 to 100");
	if (c.against && strcmp(c.unit, "1") != 0)
		refuse(at, "unit: not that of a ratio, 1");
	if (c.against && strcmp(c.against, c.implementation) == 0)
		refuse(at, "against: the implementation itself");
	if (json_object_object_get_ex(at->json, "profiles", &c.profiles) &&
	    !json_object_is_type(c.profiles, json_type_array))
		refuse(at, "profiles: not a list");
	return c;
}

void
claims_of(
    const char *path, struct json_object *spec, struct claim **list, size_t *n)
{
	struct json_object *benchmark = json_need(path, spec, "benchmark_id");
	struct json_object *claims;

	if (!json_object_object_get_ex(spec, "claims", &claims))
		return;
	if (!json_object_is_type(benchmark, json_type_string) ||
	    !json_object_is_type(claims, json_type_array))
		die("%s: not a spec", path);
	for (size_t i = 0; i < json_object_array_length(claims); i++) {
		struct place at = {
		    path, i, json_object_array_get_idx(claims, i)};

		if (!json_object_is_type(at.json, json_type_object))
			refuse(&at, "not an object");
		only_known(&at);
		*list = xrealloc(*list, *n + 1, sizeof **list);
		(*list)[(*n)++] =
		    claim_of(&at, json_object_get_string(benchmark));
	}
}

int
claim_of_profile(const struct claim *c, const char *profile)
{
	return c->profiles == NULL || json_lists(c->profiles, profile);
}
