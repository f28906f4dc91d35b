/* trendwords.c - what a series, a point and a change are called */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "colour.h"
#include "humane.h"
#include "trendwords.h"

void
trendwords_safe(FILE *f, const char *s)
{
	humane_pad(f, s, 0);
}

void
trendwords_heading(FILE *f, const struct course *c, const struct view *v)
{
	const char *field = c->field;

	if (v->source->history) {
		trendwords_safe(f, course_field(c, COURSE_BENCHMARK));
		putc('/', f);
		trendwords_safe(f, course_field(c, COURSE_IMPLEMENTATION));
		fputs(*course_field(c, COURSE_CASE) ? " " : "", f);
		trendwords_safe(f, course_field(c, COURSE_CASE));
		putc(' ', f);
		trendwords_safe(f, course_field(c, COURSE_METRIC));
		fputs(" (", f);
		trendwords_safe(f, course_field(c, COURSE_PROFILE));
		putc(')', f);
		return;
	}
	if (v->source->fields == 0)
		trendwords_safe(f, v->source->value);
	for (size_t i = 0; i < v->source->fields; i++) {
		fputs(i > 0 ? " " : "", f);
		trendwords_safe(f, v->source->field[i]);
		putc('=', f);
		trendwords_safe(f, field);
		field += strlen(field) + 1;
	}
}

/* "slower", or what else a change is called */
static const char *
direction_word(const struct course *c, int up)
{
	size_t len = strlen(c->unit);
	int rate = len > 2 && strcmp(c->unit + len - 2, "/s") == 0;

	if (strcmp(c->unit, "s") == 0 && c->better == COURSE_LOWER)
		return up ? "slower" : "faster";
	if (rate && c->better == COURSE_HIGHER)
		return up ? "faster" : "slower";
	if (strcmp(c->unit, "B") == 0)
		return up ? "larger" : "smaller";
	return up ? "higher" : "lower";
}

static void
write_factor(FILE *f, double factor, int places)
{
	if (factor < 1000)
		fprintf(f, "%.*f", places, factor);
	else
		fprintf(f, "%.3g", factor);
}

void
trendwords_change(FILE *f, const struct course *c, const struct shift *s,
    const struct view *v, int interval)
{
	const char *verdict = course_verdict(c, s);
	double ratio = s->ratio, lo = s->lo, hi = s->hi;
	const char *on = !v->colour                       ? ""
			 : strcmp(verdict, "worse") == 0  ? COLOUR_BAD
			 : strcmp(verdict, "better") == 0 ? COLOUR_GOOD
							  : COLOUR_OPEN;
	int places;

	fputs(on, f);
	if (!isnan(ratio)) {
		if (!s->up) {
			ratio = 1 / s->ratio;
			lo = 1 / s->hi;
			hi = 1 / s->lo;
		}
		places = ratio < 1.1 ? 3 : ratio < 10 ? 2 : 1;
		humane_pad(f, "×", 0);
		write_factor(f, ratio, places);
		putc(' ', f);
		if (interval) {
			putc('[', f);
			write_factor(f, lo, places);
			fputs(", ", f);
			write_factor(f, hi, places);
			fputs("] ", f);
		}
	}
	fputs(direction_word(c, s->up), f);
	fputs(*on ? COLOUR_OFF : "", f);
}

void
trendwords_baseline(FILE *f, const struct course *c, const struct segment *s)
{
	static const struct {
		enum course_text text;
		const char *word;
	} parts[] = {{COURSE_MACHINE, "machine"}, {COURSE_DATASET, "dataset"},
	    {COURSE_TOOLCHAIN, "toolchain"}, {COURSE_WORKLOAD, "workload"}};
	const char *before = ": ";

	fputs("new baseline", f);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		enum course_text t = parts[i].text;

		if (strcmp(course_text(c, &s->point[0], t),
			course_text(c, &s[-1].point[0], t)) == 0)
			continue;
		fprintf(f, "%s%s", before, parts[i].word);
		before = ", ";
	}
	fputs(*before == ',' ? " changed" : "", f);
}

void
trendwords_commit(char text[WORDS_MAX], const struct course *c,
    const struct point *p, const struct view *v)
{
	const char *label = course_text(c, p, COURSE_LABEL);
	const char *dirty = course_text(c, p, COURSE_DIRTY);
	int changed =
	    *dirty && strcmp(dirty, "0") != 0 && strcmp(dirty, "false") != 0;

	snprintf(text, WORDS_MAX, "%.*s%s", v->source->history ? 7 : 40,
	    v->source->history && *label == '\0' ? "unknown" : label,
	    changed ? "+" : "");
}

void
trendwords_time(char text[WORDS_MAX], const struct course *c,
    const struct point *p, size_t len)
{
	snprintf(
	    text, WORDS_MAX, "%.*s", (int)len, course_text(c, p, COURSE_TIME));
	if (len > WORDS_DATE && strlen(text) > WORDS_DATE)
		text[WORDS_DATE] = ' ';
}
