/* gate_prose.c - what people read of a document of gate(1), without markup */

#include <math.h>
#include <string.h>

#include "die.h"
#include "effect.h"
#include "gate_prose.h"
#include "humane.h"

void
gate_prose_counts(FILE *f, const struct gate *g)
{
	const char *comma = "";

	for (int v = 0; v < GATE_VERDICTS; v++) {
		size_t n = gate_count(g, (enum gate_verdict)v);

		if (n == 0)
			continue;
		fprintf(f, "%s%zu %s", comma, n, gate_words[v]);
		comma = ", ";
	}
}

void
gate_prose_method(FILE *f, const struct gate *g)
{
	double rounds = gate_rounds(g);

	if (!isnan(rounds))
		fprintf(f, "%.0f round%s%s; ", rounds, rounds > 1 ? "s" : "",
		    gate_paired(g) == 1 ? ", paired" : "");
	if (g->family > 0)
		fprintf(f, "%g %% intervals, p adjusted for %zu test%s; ",
		    100 * g->confidence, g->family, g->family == 1 ? "" : "s");
	fprintf(f, "a loss of more than %g %% warns, of %g %% fails",
	    g->warn_percent, g->fail_percent);
}

static int
say_unpaired(FILE *f, const struct gate *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->len; i++)
		n += g->row[i].paired == 0;
	if (n == 0)
		return 0;
	fprintf(f,
	    "%zu of %zu compared unpaired, with %s: what differs between "
	    "them is part of the change",
	    n, g->family, g->head.name ? "other rounds" : "another session");
	return 1;
}

static int
say_environment(FILE *f, const struct gate *g)
{
	const char *what = NULL;
	size_t n = 0;

	for (size_t i = 0; i < g->len; i++)
		if (g->row[i].environment) {
			what = g->row[i].environment;
			n++;
		}
	if (n == 0)
		return 0;
	fprintf(f, "compared by force: %zu row%s of another environment (%s)",
	    n, n == 1 ? "" : "s", what);
	return 1;
}

/* Too few rounds for p to count, whatever the change, among so many tests. */
static int
say_power(FILE *f, const struct gate *g)
{
	double rounds = gate_rounds(g), need;

	if (gate_paired(g) != 1)
		return 0;
	need = effect_rounds_needed((size_t)rounds, 0, NAN, g->family,
	    g->confidence, 1 + g->fail_percent / 100);
	if (isnan(need))
		return 0;
	fprintf(f,
	    "%.0f round%s cannot make one of %zu test%s fail, however "
	    "slow: that takes %.0f",
	    rounds, rounds > 1 ? "s" : "", g->family, g->family > 1 ? "s" : "",
	    need);
	return 1;
}

static int
say_noise(FILE *f, const struct gate *g)
{
	size_t none = 0;

	for (size_t i = 0; i < g->len; i++)
		none += g->row[i].noise_source &&
			strcmp(g->row[i].noise_source, "none") == 0;
	if (none == 0)
		return 0;
	fprintf(f,
	    "no A/A control for %zu of %zu tests: how much these differ "
	    "from themselves is unknown",
	    none, g->family);
	return 1;
}

static int
say_rerun(FILE *f, const struct gate *g)
{
	size_t yes = 0, no = 0;

	if (g->rerun == NULL)
		return 0;
	for (size_t i = 0; i < g->len; i++) {
		yes += g->row[i].confirmed == 1;
		no += g->row[i].confirmed == 0;
	}
	fprintf(f,
	    "what failed was measured again: %zu failed again, %zu did "
	    "not",
	    yes, no);
	return 1;
}

/* "38 of 40 [83 %, 99 %]" */
static void
say_share(FILE *f, struct json_object *of, const char *key)
{
	struct json_object *o = json_object_object_get(of, key);
	double k = json_object_get_double(json_object_object_get(o, "k"));
	double n = json_object_get_double(json_object_object_get(o, "n"));
	double lo = json_object_get_double(json_object_object_get(o, "lo"));
	double hi = json_object_get_double(json_object_object_get(o, "hi"));

	fprintf(f, "%g of %g [%.2g %%, %.2g %%]", k, n, 100 * lo, 100 * hi);
}

static int
say_selftest(FILE *f, const struct gate *g)
{
	struct json_object *o = g->selftest, *list;

	if (o == NULL)
		return 0;
	fputs("self-test", f);
	if (json_object_object_get(o, "rounds"))
		fprintf(f, " of %s rounds",
		    json_object_get_string(
			json_object_object_get(o, "rounds")));
	fputs(": of equals ", f);
	say_share(f, o, "false_fail");
	fputs(" failed", f);
	list = json_object_object_get(o, "detections");
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		struct json_object *d = json_object_array_get_idx(list, i);

		fprintf(f, "; of %g %% slower ones ",
		    json_object_get_double(
			json_object_object_get(d, "slowdown_percent")));
		say_share(f, d, "caught");
		fputs(" were caught, ", f);
		say_share(f, d, "failed");
		fputs(" failed", f);
	}
	return 1;
}

int
gate_prose_remark(FILE *f, const struct gate *g, int i)
{
	static int (*const say[GATE_REMARKS])(FILE *, const struct gate *) = {
	    say_unpaired, say_environment, say_power, say_noise, say_rerun,
	    say_selftest};

	return say[i](f, g);
}

char *
gate_prose_who(const struct gate *g, const struct gate_row *r)
{
	int several = 0;

	for (size_t i = 0; i < g->len; i++)
		several |= strcmp(g->row[i].profile, r->profile) != 0;
	return xprintf("%s%s%s%s%s%s", r->benchmark, *r->benchmark ? "/" : "",
	    r->implementation, several ? " (" : "", several ? r->profile : "",
	    several ? ")" : "");
}

char *
gate_prose_what(const struct gate_row *r)
{
	return xprintf("%s%s%s", r->scase, *r->scase ? " " : "", r->metric);
}

const char *
gate_prose_value(char buf[HUMANE_MAX], const struct gate_row *r, double value)
{
	return isnan(value) ? "-" : humane_value(buf, value, r->unit);
}

const char *
gate_prose_ratio(char buf[HUMANE_MAX], const struct gate_row *r)
{
	return isnan(r->ratio)
		   ? "-"
		   : humane_ratio(buf, r->ratio, r->ratio_lo, r->ratio_hi);
}
