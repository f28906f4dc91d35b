/* gate_json.c - a document of gate(1) as JSON */

#include <math.h>
#include <string.h>

#include "die.h"
#include "gate_json.h"
#include "json.h"

static const char version[] = "1.0";

static struct json_object *
row_object(const struct gate_row *r)
{
	struct json_object *o = json_object_new_object();

	for (size_t i = 0; i < GATE_FIELDS; i++) {
		const char *name = gate_fields[i].name;
		const void *at = (const char *)r + gate_fields[i].offset;

		switch (gate_fields[i].type) {
		case GATE_TEXT:
		case GATE_OPTIONAL:
			json_put_text(o, name, *(const char *const *)at);
			break;
		case GATE_NUMBER:
			json_put_number(o, name, *(const double *)at);
			break;
		case GATE_TRUTH:
			json_put_truth(o, name, *(const int *)at);
			break;
		case GATE_WORD: json_put_text(o, name, gate_words[r->verdict]);
		}
	}
	return o;
}

static void
put_side(struct json_object *to, const char *key, const struct gate_side *side)
{
	struct json_object *o = json_inner(to, key);

	json_put_text(o, "name", side->name);
	json_put_text(o, "commit_sha", side->commit_sha);
	json_put_text(o, "run_id", side->run_id);
	json_put_truth(o, "dirty", side->dirty);
}

void
gate_json_write(FILE *f, const struct gate *g)
{
	struct json_object *doc = json_object_new_object(), *o;

	json_put_text(doc, "schema_version", version);
	json_put_text(doc, "verdict", gate_overall(g));
	o = json_inner(doc, "counts");
	for (int v = 0; v < GATE_VERDICTS; v++)
		json_put_number(o, gate_words[v],
		    (double)gate_count(g, (enum gate_verdict)v));
	put_side(doc, "base", &g->base);
	put_side(doc, "head", &g->head);
	json_put_text(doc, "machine_class", g->machine_class);
	json_put_truth(doc, "paired", gate_paired(g));
	json_put_number(doc, "rounds", gate_rounds(g));
	o = json_inner(doc, "thresholds");
	json_put_number(o, "confidence", g->confidence);
	json_put_number(o, "warn_percent", g->warn_percent);
	json_put_number(o, "fail_percent", g->fail_percent);
	json_put_number(doc, "family", (double)g->family);
	if (g->rerun)
		json_object_object_add(doc, "rerun", json_object_get(g->rerun));
	if (g->selftest)
		json_object_object_add(
		    doc, "selftest", json_object_get(g->selftest));
	o = json_object_new_array();
	json_object_object_add(doc, "rows", o);
	for (size_t i = 0; i < g->len; i++)
		json_object_array_add(o, row_object(&g->row[i]));
	json_write(f, doc);
	json_object_put(doc);
}

/* A member, of that type or null. */
static struct json_object *
member(const char *path, struct json_object *object, const char *key,
    enum json_type type)
{
	struct json_object *value = json_need(path, object, key);

	if (value && type == json_type_double &&
	    json_object_is_type(value, json_type_int))
		return value;
	if (value && !json_object_is_type(value, type))
		die("%s: \"%s\" is of the wrong type", path, key);
	if (value && type == json_type_double &&
	    !isfinite(json_object_get_double(value)))
		die("%s: \"%s\" is not finite", path, key);
	return value;
}

static double
number(const char *path, struct json_object *object, const char *key)
{
	struct json_object *value = member(path, object, key, json_type_double);

	return value ? json_object_get_double(value) : NAN;
}

static int
truth(const char *path, struct json_object *object, const char *key)
{
	struct json_object *value =
	    member(path, object, key, json_type_boolean);

	return value ? json_object_get_boolean(value) : -1;
}

static const char *
text(struct gate *g, const char *path, struct json_object *object,
    const char *key)
{
	struct json_object *value = member(path, object, key, json_type_string);

	return value ? gate_text(g, json_object_get_string(value)) : NULL;
}

static struct gate_side
side(struct gate *g, const char *path, struct json_object *doc, const char *key)
{
	struct json_object *o = json_need(path, doc, key);

	return (struct gate_side){text(g, path, o, "name"),
	    text(g, path, o, "commit_sha"), text(g, path, o, "run_id"),
	    truth(path, o, "dirty")};
}

static void
read_row(struct gate *g, const char *path, struct json_object *o)
{
	struct gate_row *r = gate_add(g, "", "", "");

	for (size_t i = 0; i < GATE_FIELDS; i++) {
		const char *name = gate_fields[i].name, *s;
		void *at = (char *)r + gate_fields[i].offset;
		int verdict;

		switch (gate_fields[i].type) {
		case GATE_TEXT:
			s = text(g, path, o, name);
			if (s == NULL)
				die("%s: \"%s\" is null", path, name);
			*(const char **)at = s;
			break;
		case GATE_OPTIONAL:
			*(const char **)at = text(g, path, o, name);
			break;
		case GATE_NUMBER: *(double *)at = number(path, o, name); break;
		case GATE_TRUTH: *(int *)at = truth(path, o, name); break;
		case GATE_WORD:
			s = text(g, path, o, name);
			verdict = s ? gate_verdict_of(s) : -1;
			if (verdict < 0)
				die("%s: unknown verdict: %s", path,
				    s ? s : "null");
			r->verdict = (enum gate_verdict)verdict;
		}
	}
}

/* Of something that was done n times: how often, and its interval. */
static void
check_share(const char *path, struct json_object *of, const char *key)
{
	static const char *const names[] = {"k", "n", "lo", "hi"};
	struct json_object *o = json_need(path, of, key);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (isnan(number(path, o, names[i])))
			die("%s: %s: \"%s\" is null", path, key, names[i]);
}

static void
check_selftest(const char *path, struct json_object *o)
{
	struct json_object *list;

	check_share(path, o, "false_fail");
	number(path, o, "rounds");
	list = member(path, o, "detections", json_type_array);
	for (size_t i = 0; list && i < json_object_array_length(list); i++) {
		struct json_object *d = json_object_array_get_idx(list, i);

		number(path, d, "slowdown_percent");
		check_share(path, d, "caught");
		check_share(path, d, "failed");
	}
}

struct json_object *
gate_selftest_read(const char *path)
{
	struct json_object *o = json_file(path);

	check_selftest(path, o);
	return o;
}

struct gate
gate_json_read(const char *path)
{
	struct gate g = {.len = 0};
	struct json_object *doc = json_file(path), *o, *rows;
	const char *v = text(&g, path, doc, "schema_version");

	if (v == NULL || strncmp(v, "1.", 2) != 0)
		die("%s: schema_version %s: only 1 is known", path,
		    v ? v : "null");
	g.base = side(&g, path, doc, "base");
	g.head = side(&g, path, doc, "head");
	g.machine_class = text(&g, path, doc, "machine_class");
	o = json_need(path, doc, "thresholds");
	g.confidence = number(path, o, "confidence");
	g.warn_percent = number(path, o, "warn_percent");
	g.fail_percent = number(path, o, "fail_percent");
	g.family = (size_t)fmax(0, number(path, doc, "family"));
	if (json_object_object_get_ex(doc, "rerun", &o))
		g.rerun = json_object_get(o);
	if (json_object_object_get_ex(doc, "selftest", &o)) {
		check_selftest(path, o);
		g.selftest = json_object_get(o);
	}
	rows = member(path, doc, "rows", json_type_array);
	for (size_t i = 0; rows && i < json_object_array_length(rows); i++)
		read_row(&g, path, json_object_array_get_idx(rows, i));
	json_object_put(doc);
	return g;
}
