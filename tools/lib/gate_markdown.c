/* gate_markdown.c - a document of gate(1) as Markdown for a comment */

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "gate_formats.h"
#include "gate_prose.h"
#include "humane.h"

/* a comment holds 65536 characters; the rest is for what is around the rows */
enum { MOST_BYTES = 56000 };

/* What might mean something in Markdown or HTML becomes an entity: names may
 * come from strangers, and must neither mark up, link nor call anybody. */
static void
put(FILE *f, const char *s)
{
	for (char last = ' '; *s; last = *s++) {
		unsigned char c = (unsigned char)*s;

		if (c < ' ' || c == 0x7f)
			putc(' ', f);
		else if (isalnum(c) || c >= 0x80 || strchr(" -+,;%/()", c) ||
			 (c == '.' && isdigit((unsigned char)last)) ||
			 (c == ':' && s[1] == ' ') ||
			 (c == '_' && isalnum((unsigned char)last) &&
			     isalnum((unsigned char)s[1])))
			putc(c, f);
		else
			fprintf(f, "&#%d;", c);
	}
}

static const char *
sign(enum gate_verdict v)
{
	return gate_fails(v)                           ? "❌"
	       : v == GATE_WARN                        ? "⚠️"
	       : gate_open(v)                          ? "❔"
	       : v == GATE_IMPROVED || v == GATE_FIXED ? "✅"
						       : "";
}

static void
put_text(FILE *f, char *text)
{
	fputs(" | ", f);
	put(f, text);
	free(text);
}

static void
write_row(FILE *f, const struct gate *g, const struct gate_row *r)
{
	char buf[HUMANE_MAX];

	fprintf(f, "| %s%s%s", sign(r->verdict), *sign(r->verdict) ? " " : "",
	    gate_words[r->verdict]);
	put_text(f, gate_prose_who(g, r));
	put_text(f, gate_prose_what(r));
	fputs(" | ", f);
	put(f, gate_prose_value(buf, r, r->base));
	fputs(" | ", f);
	put(f, gate_prose_value(buf, r, r->head));
	fputs(" | ", f);
	put(f, gate_prose_ratio(buf, r));
	fputs(" | ", f);
	put(f, r->reason ? r->reason : "");
	if (!isnan(r->rounds_needed))
		fprintf(f, " (%.0f rounds might tell)", r->rounds_needed);
	fputs(" |\n", f);
}

/* Rows from the i-th on, as a table, while there is room; how many are left. */
static size_t
write_rows(FILE *f, const struct gate *g, const struct gate_row *rows, size_t n)
{
	size_t i = 0;

	if (n == 0)
		return 0;
	fputs("\n| verdict | of | metric | base | head | ratio | reason |\n"
	      "|---|---|---|--:|--:|--:|---|\n",
	    f);
	for (; i < n && ftell(f) < MOST_BYTES; i++)
		write_row(f, g, &rows[i]);
	if (i < n)
		fprintf(f, "\n%zu more rows do not fit in here.\n", n - i);
	return n - i;
}

static void
write_side(FILE *f, const char *name, const struct gate_side *side)
{
	fprintf(f, "%s ", name);
	if (side->name)
		put(f, side->name);
	else if (side->commit_sha)
		fprintf(f, "`%.12s`%s", side->commit_sha,
		    side->dirty == 1 ? " (dirty)" : "");
	else
		fputs("unknown", f);
}

/* What a reviewer has to see; there may be a hundred that are only open. */
static int
matters(enum gate_verdict v)
{
	return (v < GATE_NEW && v != GATE_INCONCLUSIVE) || v == GATE_FIXED ||
	       v == GATE_IMPROVED;
}

static void
write_all(FILE *f, const struct gate *g, struct gate_row *rows)
{
	size_t first = 0, left;
	struct gate_row *rest;

	rest = xrealloc(NULL, g->len, sizeof *rest);
	left = 0;
	for (size_t i = 0; i < g->len; i++)
		if (matters(rows[i].verdict))
			rows[first++] = rows[i];
		else
			rest[left++] = rows[i];
	fprintf(f, "### Benchmarks: %s\n\n", gate_overall(g));
	gate_prose_counts(f, g);
	fputs(". ", f);
	write_side(f, "Base", &g->base);
	write_side(f, ", head", &g->head);
	fputs(".\n", f);
	write_rows(f, g, rows, first);
	if (left > 0) {
		fprintf(f,
		    "\n<details><summary>%zu that are open, new or as "
		    "before</summary>\n",
		    left);
		write_rows(f, g, rest, left);
		fputs("\n</details>\n", f);
	}
	putc('\n', f);
	gate_prose_method(f, g);
	fputs(".\n\n", f);
	for (int i = 0; i < GATE_REMARKS; i++) {
		char *text;
		size_t size;
		FILE *note = open_memstream(&text, &size);

		if (note == NULL)
			die("out of memory");
		gate_prose_remark(note, g, i);
		if (fclose(note) != 0)
			die("out of memory");
		if (size > 0) {
			fputs("- ", f);
			put(f, text);
			putc('\n', f);
		}
		free(text);
	}
	free(rest);
}

void
gate_markdown_write(FILE *out, const struct gate *g)
{
	struct gate_row *rows = gate_worst_first(g);
	char *text;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		die("out of memory");
	write_all(f, g, rows);
	if (fclose(f) != 0)
		die("out of memory");
	fwrite(text, 1, size, out);
	free(text);
	free(rows);
}
