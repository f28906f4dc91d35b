/* findings.c - findings as CSV, a table, JSON or Markdown */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "colour.h"
#include "die.h"
#include "findings.h"
#include "humane.h"
#include "json.h"
#include "number.h"
#include "out.h"
#include "terminal.h"

/* room for an interval in words, or a target */
enum { TEXT_MAX = 3 * HUMANE_MAX };

static void
count(const struct finding *f, size_t n, size_t counts[STATUSES])
{
	memset(counts, 0, STATUSES * sizeof *counts);
	for (size_t i = 0; i < n; i++)
		counts[f[i].status]++;
}

/* "12 claims: 9 validated, 1 failed, 2 not run" */
static void
write_counts(FILE *out, const struct finding *f, size_t n)
{
	size_t counts[STATUSES];
	const char *before = ":";

	count(f, n, counts);
	fprintf(out, "%zu claim%s", n, n == 1 ? "" : "s");
	for (int s = 0; s < STATUSES; s++) {
		if (counts[s] == 0)
			continue;
		fprintf(out, "%s %zu %s", before, counts[s], status_words[s]);
		before = ",";
	}
	putc('\n', out);
}

static void
write_number(FILE *out, double value)
{
	char text[NUMBER_MAX];

	if (isfinite(value))
		fputs(number_format(text, value), out);
	putc(',', out);
}

static void
write_text(FILE *out, const char *text)
{
	out_field(out, text ? text : "");
	putc(',', out);
}

static void
write_csv(FILE *out, const struct finding *f, size_t n)
{
	fputs("benchmark,profile,claim,implementation,against,metric,case,"
	      "percentile,unit,relation,target,value,lo,hi,confidence,n,"
	      "status,reason\n",
	    out);
	for (; n-- > 0; f++) {
		const struct claim *c = f->claim;

		write_text(out, c->benchmark);
		write_text(out, f->profile);
		write_text(out, c->text);
		write_text(out, c->implementation);
		write_text(out, c->against);
		write_text(out, c->metric);
		write_text(out, c->scase);
		write_number(out, c->percentile);
		write_text(out, c->unit);
		write_text(out, relation_words[c->relation]);
		write_number(out, c->target);
		write_number(out, f->value);
		write_number(out, f->lo);
		write_number(out, f->hi);
		write_number(out, f->confidence);
		fprintf(out, "%zu,%s,", f->n, status_words[f->status]);
		out_field(out, f->reason ? f->reason : "");
		putc('\n', out);
	}
}

/* "5.03 ms", or a ratio, "×0.162" */
static const char *
figure(char buf[HUMANE_MAX], const struct claim *c, double value)
{
	return c->against ? humane_ratio(buf, value, NAN, NAN)
			  : humane_value(buf, value, c->unit);
}

/* A ratio as it was written. */
static const char *
target(char buf[TEXT_MAX], const struct claim *c)
{
	char text[HUMANE_MAX], number[NUMBER_MAX];

	if (c->against)
		snprintf(buf, TEXT_MAX, "%s ×%s", relation_signs[c->relation],
		    number_format(number, c->target));
	else
		snprintf(buf, TEXT_MAX, "%s %s", relation_signs[c->relation],
		    humane_value(text, c->target, c->unit));
	return buf;
}

/* "[0.160, 0.163]"; an end that is not there is open */
static const char *
interval(char buf[TEXT_MAX], const struct finding *f)
{
	char lo[HUMANE_MAX], hi[HUMANE_MAX];

	if (isnan(f->lo) && isnan(f->hi))
		return "";
	snprintf(buf, TEXT_MAX, "[%s, %s]",
	    isnan(f->lo) ? "?" : humane_value(lo, f->lo, f->claim->unit),
	    isnan(f->hi) ? "?" : humane_value(hi, f->hi, f->claim->unit));
	return buf;
}

static const char *
measured(char buf[HUMANE_MAX], const struct finding *f)
{
	return isnan(f->value) ? "" : figure(buf, f->claim, f->value);
}

static const char *
text_of(const struct finding *f, const char *key)
{
	return json_object_get_string(
	    json_object_object_get(f->record->json, key));
}

/* "2026-11-21, commit 593cdca, dirty": of what record it was found; "" if there
 * is none. */
static const char *
of_record(char buf[TEXT_MAX], const struct finding *f)
{
	const char *time, *commit;

	if (f->record == NULL)
		return "";
	time = text_of(f, "timestamp");
	commit = text_of(f, "commit_sha");
	snprintf(buf, TEXT_MAX, "%.10s, commit %.7s%s", time ? time : "no date",
	    commit ? commit : "unknown",
	    json_object_get_boolean(
		json_object_object_get(f->record->json, "dirty"))
		? ", dirty"
		: "");
	return buf;
}

static int
same_heading(const struct finding *a, const struct finding *b)
{
	return strcmp(a->claim->benchmark, b->claim->benchmark) == 0 &&
	       strcmp(a->profile, b->profile) == 0;
}

/* A benchmark and profile, and each record in it, once if all are alike. */
static void
write_heading(
    FILE *out, const struct finding *f, const struct finding *end, int room)
{
	char text[TEXT_MAX], other[TEXT_MAX];
	const char *before = "  measured ";
	char *line = NULL;
	size_t size;
	FILE *memory;

	humane_pad(out, f->claim->benchmark, 0);
	fprintf(out, " (%s)\n", f->profile);
	if ((memory = open_memstream(&line, &size)) == NULL)
		die("out of memory");
	for (const struct finding *g = f; g < end && same_heading(f, g); g++) {
		int known = *of_record(text, g) == '\0';

		for (const struct finding *h = f; h < g && !known; h++)
			known = strcmp(of_record(other, h), text) == 0;
		if (known)
			continue;
		fprintf(memory, "%s%s", before, text);
		before = "; ";
	}
	if (fclose(memory) != 0)
		die("out of memory");
	if (size > 0)
		terminal_wrap(out, line, 0, 2, room);
	free(line);
}

/* The widths of the columns; a benchmark and profile is a heading. */
static void
write_table(FILE *out, const struct finding *f, size_t n, int coloured)
{
	static const char *const colours[STATUSES] = {
	    COLOUR_GOOD, COLOUR_BAD, COLOUR_OPEN, COLOUR_OPEN};
	const int indent = 16;
	char text[TEXT_MAX];
	int wide[3] = {0}, at, room = terminal_room(out);

	for (size_t i = 0; i < n; i++) {
		int width[3];

		width[0] = humane_width(target(text, f[i].claim));
		width[1] = humane_width(measured(text, &f[i]));
		width[2] = humane_width(interval(text, &f[i]));
		for (int j = 0; j < 3; j++)
			wide[j] = width[j] > wide[j] ? width[j] : wide[j];
	}
	at = indent + wide[0] + wide[1] + wide[2] + 6;
	for (size_t i = 0; i < n; i++, f++) {
		const struct claim *c = f->claim;

		if (i == 0 || !same_heading(f - 1, f)) {
			fputs(i ? "\n" : "", out);
			write_heading(out, f, f + (n - i), room);
		}
		fputs("  ", out);
		fputs(coloured ? colours[f->status] : "", out);
		humane_pad(out, status_words[f->status], 14);
		fputs(coloured ? COLOUR_OFF : "", out);
		humane_pad(out, measured(text, f), wide[1] + 2);
		humane_pad(out, interval(text, f), wide[2] + 2);
		humane_pad(out, target(text, c),
		    terminal_fits(c->text, at, room) ? wide[0] + 2 : 0);
		terminal_wrap(out, c->text, at, indent, room);
		if (f->reason) {
			fprintf(out, "%*s", indent, "");
			terminal_wrap(out, f->reason, indent, indent, room);
		}
	}
	putc('\n', out);
	write_counts(out, f - n, n);
}

static void
write_cell(FILE *out, const char *text)
{
	fputs("| ", out);
	for (; *text; text++) {
		if (strchr("\\|<>*_`[]", *text))
			putc('\\', out);
		putc((unsigned char)*text < ' ' ? ' ' : *text, out);
	}
	putc(' ', out);
}

static void
write_markdown(FILE *out, const struct finding *f, size_t n)
{
	char text[TEXT_MAX];

	fputs("# Claims\n\n", out);
	write_counts(out, f, n);
	fputs("\nA claim is validated if the whole 95 % interval of what was "
	      "measured meets its\ntarget, and failed if none of it does.\n\n"
	      "| benchmark | profile | claim | target | measured | interval | "
	      "rounds | status | reason | record |\n"
	      "|---|---|---|---|---|---|---|---|---|---|\n",
	    out);
	for (; n-- > 0; f++) {
		write_cell(out, f->claim->benchmark);
		write_cell(out, f->profile);
		write_cell(out, f->claim->text);
		write_cell(out, target(text, f->claim));
		write_cell(out, measured(text, f));
		write_cell(out, interval(text, f));
		if (f->n)
			fprintf(out, "| %zu ", f->n);
		else
			fputs("| ", out);
		write_cell(out, status_words[f->status]);
		write_cell(out, f->reason ? f->reason : "");
		write_cell(out, of_record(text, f));
		fputs("|\n", out);
	}
}

static struct json_object *
finding_json(const struct finding *f)
{
	static const char *const provenance[] = {
	    "run_id", "timestamp", "commit_sha"};
	struct json_object *o = json_object_new_object(), *in;
	const struct claim *c = f->claim;

	json_put_text(o, "benchmark_id", c->benchmark);
	json_put_text(o, "profile", f->profile);
	json_put_text(o, "claim", c->text);
	json_put_text(o, "implementation", c->implementation);
	json_put_text(o, "against", c->against);
	json_put_text(o, "metric", c->metric);
	json_put_text(o, "case", c->scase);
	json_put_number(o, "percentile", c->percentile);
	json_put_text(o, "unit", c->unit);
	json_put_text(o, "relation", relation_words[c->relation]);
	json_put_number(o, "target", c->target);
	json_put_number(o, "value", f->value);
	if (isnan(f->confidence)) {
		json_put_text(o, "interval", NULL);
	} else {
		in = json_inner(o, "interval");
		json_put_number(in, "lo", f->lo);
		json_put_number(in, "hi", f->hi);
		json_put_number(in, "confidence", f->confidence);
	}
	json_put_number(o, "n", (double)f->n);
	json_put_text(o, "status", status_words[f->status]);
	json_put_text(o, "reason", f->reason);
	for (size_t i = 0; i < 3; i++)
		json_object_object_add(o, provenance[i],
		    f->record ? json_object_get(json_object_object_get(
				    f->record->json, provenance[i]))
			      : NULL);
	return o;
}

static void
write_json(FILE *out, const struct finding *f, size_t n)
{
	struct json_object *all = json_object_new_object(), *list;
	struct json_object *by_status;
	size_t counts[STATUSES];

	json_put_text(all, "schema_version", "1.0");
	by_status = json_inner(all, "counts");
	count(f, n, counts);
	for (int s = 0; s < STATUSES; s++)
		json_put_number(by_status, status_words[s], (double)counts[s]);
	list = json_object_new_array();
	json_object_object_add(all, "claims", list);
	for (size_t i = 0; i < n; i++)
		json_object_array_add(list, finding_json(&f[i]));
	json_write(out, all);
	json_object_put(all);
}

void
findings_write(
    FILE *out, const struct finding *f, size_t n, enum findings_form form)
{
	switch (form) {
	case AS_CSV: write_csv(out, f, n); break;
	case AS_JSON: write_json(out, f, n); break;
	case AS_MARKDOWN: write_markdown(out, f, n); break;
	default: write_table(out, f, n, form == AS_COLOURED_TABLE);
	}
}
