/* claims.c - hold what is said of implementations against what was measured */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim.h"
#include "die.h"
#include "finding.h"
#include "findings.h"
#include "json.h"
#include "out.h"
#include "schema.h"

const char *const tool = "claims";
/* 1 says that a claim failed */
const int die_status = EXIT_USAGE;

enum { EXIT_OPEN = 3 };

static const char usage_text[] =
    "usage: claims [-CJMTs] [-S spec] [-o file] [-p profile] [-r root] "
    "[-x schema] [file ...]\n"
    "\n"
    "  -C          write CSV (default unless to a terminal)\n"
    "  -J          write JSON\n"
    "  -M          write Markdown\n"
    "  -S spec     a spec by another name; may be there more than once\n"
    "  -T          write a table for people (default on a terminal)\n"
    "  -o file     write here, whole or not at all (default standard output)\n"
    "  -p profile  the claims of this profile (default those of the records)\n"
    "  -r root     where the paths of raw files begin (default .)\n"
    "  -s          strict: exit 3 if a claim is inconclusive or not run\n"
    "  -x schema   JSON Schema that each record must obey\n"
    "\n"
    "A file called spec.json is a spec, any other a record.\n"
    "\n"
    "example: claims workloads/etl/spec.json results/normalized/quick/etl/*\n";

struct opts {
	const char *output, *profile, *root, *schema;
	int strict;
	enum findings_form form;
};

/* all that was read */
struct work {
	struct json_object **json;
	size_t json_len;
	struct claim *claims;
	size_t claims_len;
	struct record *records;
	size_t records_len;
};

static struct json_object *
read_file(struct work *w, const char *path)
{
	struct json_object *json = json_file(path);

	w->json = xrealloc(w->json, w->json_len + 1, sizeof *w->json);
	w->json[w->json_len++] = json;
	return json;
}

static void
read_spec(struct work *w, const char *path)
{
	struct json_object *json = read_file(w, path);

	if (!json_object_is_type(json, json_type_object))
		die("%s: not a spec", path);
	claims_of(path, json, &w->claims, &w->claims_len);
}

static void
read_record(struct work *w, const char *path, const char *schema)
{
	struct json_object *json = read_file(w, path);
	char *wrong = schema ? schema_check(schema, json) : NULL;

	if (wrong)
		die("%s: %s", path, wrong);
	w->records =
	    xrealloc(w->records, w->records_len + 1, sizeof *w->records);
	w->records[w->records_len++] = record_of(path, json);
}

static int
is_spec(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(slash ? slash + 1 : path, "spec.json") == 0;
}

/* Whether there is a record of this profile, or none at all. */
static int
is_profile(const struct work *w, const char *profile)
{
	for (size_t i = 0; i < w->records_len; i++)
		if (strcmp(w->records[i].profile, profile) == 0)
			return 1;
	return w->records_len == 0;
}

/* The findings, benchmark by benchmark and in each by profile. */
static struct finding *
find(const struct work *w, const struct opts *o, size_t *n)
{
	static const char *const profiles[] = {"quick", "full"};
	struct finding *f = xrealloc(NULL, 2 * w->claims_len, sizeof *f);

	*n = 0;
	for (size_t i = 0, end; i < w->claims_len; i = end) {
		const char *benchmark = w->claims[i].benchmark;

		for (end = i; end < w->claims_len &&
			      strcmp(w->claims[end].benchmark, benchmark) == 0;)
			end++;
		for (size_t p = 0; p < 2; p++) {
			if (o->profile ? strcmp(o->profile, profiles[p]) != 0
				       : !is_profile(w, profiles[p]))
				continue;
			for (size_t j = i; j < end; j++)
				if (claim_of_profile(
					&w->claims[j], profiles[p]))
					f[(*n)++] = finding_of(&w->claims[j],
					    profiles[p], w->records,
					    w->records_len, o->root);
		}
	}
	return f;
}

static int
report(const struct work *w, const struct opts *o)
{
	int there[STATUSES] = {0};
	struct finding *f;
	struct out out;
	size_t n;

	if (w->claims_len == 0)
		die("no claims in the specs given");
	f = find(w, o, &n);
	if (n == 0)
		die("no claims of this profile");
	out = out_open(o->output);
	findings_write(out.f, f, n, o->form);
	out_close(&out);
	for (size_t i = 0; i < n; i++) {
		there[f[i].status] = 1;
		finding_free(&f[i]);
	}
	free(f);
	if (there[DISPROVED])
		return EXIT_FAILURE;
	return o->strict && (there[UNDECIDED] || there[NOT_RUN]) ? EXIT_OPEN
								 : 0;
}

static void
forget(struct work *w)
{
	for (size_t i = 0; i < w->json_len; i++)
		json_object_put(w->json[i]);
	free(w->json);
	free(w->claims);
	free(w->records);
}

static enum findings_form
form(int asked, const char *output)
{
	switch (out_form(asked, output)) {
	case 'C': return AS_CSV;
	case 'J': return AS_JSON;
	case 'M': return AS_MARKDOWN;
	default: return out_coloured(output) ? AS_COLOURED_TABLE : AS_TABLE;
	}
}

int
main(int argc, char *argv[])
{
	struct opts o = {.root = "."};
	struct work w = {0};
	int opt, forced = 0, status;

	while ((opt = next_option(argc, argv, "CJMS:Tho:p:r:sx:")) != -1)
		switch (opt) {
		case 'C':
		case 'J':
		case 'M':
		case 'T': forced = opt; break;
		case 'S': read_spec(&w, optarg); break;
		case 'o': o.output = optarg; break;
		case 'p': o.profile = optarg; break;
		case 'r': o.root = optarg; break;
		case 's': o.strict = 1; break;
		case 'x': o.schema = optarg; break;
		default: usage(usage_text, opt);
		}
	if (o.profile && strcmp(o.profile, "quick") != 0 &&
	    strcmp(o.profile, "full") != 0)
		misuse("-p: neither quick nor full: %s", o.profile);
	o.form = form(forced, o.output);
	for (; optind < argc; optind++)
		if (is_spec(argv[optind]))
			read_spec(&w, argv[optind]);
		else
			read_record(&w, argv[optind], o.schema);
	status = report(&w, &o);
	forget(&w);
	return status;
}
