/* gate_junit.c - a document of gate(1) as JUnit XML */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gate_formats.h"
#include "gate_prose.h"
#include "humane.h"

/* XML 1.0 has no place for most control characters, escaped or not, nor for
 * U+FFFE and U+FFFF; white space would be changed in an attribute. */
static void
put(FILE *f, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", f); break;
		case '<': fputs("&lt;", f); break;
		case '>': fputs("&gt;", f); break;
		case '"': fputs("&quot;", f); break;
		case '\t':
		case '\n':
		case '\r': fprintf(f, "&#%d;", *s); break;
		case '\xef':
			if (s[1] == '\xbf' &&
			    (s[2] == '\xbe' || s[2] == '\xbf')) {
				putc('?', f);
				s += 2;
				break;
			}
			putc(*s, f);
			break;
		default:
			putc((unsigned char)*s < ' ' || *s == 0x7f ? '?' : *s,
			    f);
		}
}

/* "140 ms, was 120 ms; ×1.17 [1.15, 1.19]: slower by 17 %" */
static void
explain(FILE *f, const struct gate_row *r)
{
	char base[HUMANE_MAX], head[HUMANE_MAX], ratio[HUMANE_MAX];

	if (!isnan(r->base) && !isnan(r->head)) {
		put(f, gate_prose_value(head, r, r->head));
		fputs(", was ", f);
		put(f, gate_prose_value(base, r, r->base));
	}
	if (!isnan(r->ratio)) {
		fputs("; ", f);
		put(f, gate_prose_ratio(ratio, r));
	}
	if (r->reason) {
		fputs(!isnan(r->base) ? ": " : "", f);
		put(f, r->reason);
	}
}

static void
write_case(FILE *f, const struct gate_row *r)
{
	char *what = gate_prose_what(r);
	int fails = gate_fails(r->verdict);

	fputs("    <testcase classname=\"", f);
	put(f, *r->benchmark ? r->benchmark : "gate");
	putc('.', f);
	put(f, r->implementation);
	fputs("\" name=\"", f);
	put(f, *what ? what : "implementation");
	if (*r->profile) {
		fputs(" (", f);
		put(f, r->profile);
		putc(')', f);
	}
	fputs("\" time=\"0\">\n", f);
	if (fails || gate_open(r->verdict)) {
		fprintf(f,
		    "      <%s message=\"%s: ", fails ? "failure" : "skipped",
		    gate_words[r->verdict]);
		explain(f, r);
		if (fails)
			fprintf(
			    f, "\" type=\"%s\"/>\n", gate_words[r->verdict]);
		else
			fputs("\"/>\n", f);
	} else {
		fprintf(f, "      <system-out>%s: ", gate_words[r->verdict]);
		explain(f, r);
		fputs("</system-out>\n", f);
	}
	fputs("    </testcase>\n", f);
	free(what);
}

static void
write_numbers(FILE *f, const struct gate_row *r, const struct gate_row *end)
{
	size_t n = 0, failures = 0, skips = 0;

	for (; r < end; r++, n++) {
		failures += (size_t)gate_fails(r->verdict);
		skips += (size_t)gate_open(r->verdict);
	}
	fprintf(f,
	    " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\" "
	    "time=\"0\">\n",
	    n, failures, skips);
}

void
gate_junit_write(FILE *f, const struct gate *g)
{
	const struct gate_row *r = g->row, *end = g->row + g->len, *next;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<testsuites name=\"gate\">\n",
	    f);
	for (; r < end; r = next) {
		for (next = r;
		     next < end && strcmp(next->benchmark, r->benchmark) == 0;)
			next++;
		fputs("  <testsuite name=\"", f);
		put(f, *r->benchmark ? r->benchmark : "gate");
		putc('"', f);
		write_numbers(f, r, next);
		for (; r < next; r++)
			write_case(f, r);
		fputs("  </testsuite>\n", f);
	}
	fputs("</testsuites>\n", f);
}
