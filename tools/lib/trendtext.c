/* trendtext.c - the course of a series as a person reads it */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "accepted.h"
#include "colour.h"
#include "die.h"
#include "humane.h"
#include "rank.h"
#include "sparkline.h"
#include "trendtext.h"

enum { CHANGES = 10 }; /* so many of the last are written */

/* a run of the table */
enum cell { WHEN, WHAT, VALUE, INTERVAL, CELLS };
struct line {
	char cell[CELLS][WORDS_MAX];
	const struct shift *shift;      /* that begins with it, or NULL */
	const struct segment *baseline; /* that begins with it, or NULL */
};

static struct line
line_of(const struct course *c, const struct point *p, const struct view *v)
{
	const char *status = course_text(c, p, COURSE_STATUS);
	char lo[HUMANE_MAX], hi[HUMANE_MAX];
	struct line l = {.shift = NULL};

	trendwords_time(l.cell[WHEN], c, p, WORDS_MINUTE);
	trendwords_commit(l.cell[WHAT], c, p, v);
	if (isnan(p->value)) {
		snprintf(l.cell[VALUE], WORDS_MAX, "%.40s",
		    *status ? status : "none");
		return l;
	}
	humane_value(l.cell[VALUE], p->value, c->unit);
	if (!isnan(p->lo) && !isnan(p->hi))
		snprintf(l.cell[INTERVAL], WORDS_MAX, "[%s, %s]",
		    humane_value(lo, p->lo, c->unit),
		    humane_value(hi, p->hi, c->unit));
	return l;
}

/* The last runs, and their number. */
static size_t
gather_lines(const struct course *c, const struct view *v, struct line *line)
{
	size_t points = 0, skip, n = 0;

	for (size_t i = 0; i < c->n; i++)
		points += c->segment[i].n;
	skip = points > v->runs ? points - v->runs : 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct segment *s = &c->segment[i];
		size_t shift = 0;

		for (size_t j = 0; j < s->n; j++) {
			int begins = shift < s->shifts.n &&
				     course_after(s, &s->shifts.shift[shift]) ==
					 &s->point[j];

			shift += (size_t)begins;
			if (skip > 0) {
				skip--;
				continue;
			}
			line[n] = line_of(c, &s->point[j], v);
			line[n].baseline = i > 0 && j == 0 ? s : NULL;
			if (begins)
				line[n].shift = &s->shifts.shift[shift - 1];
			n++;
		}
	}
	return n;
}

/* l: NULL for the line of the names */
static void
write_line(FILE *f, const struct line *l, const int width[CELLS],
    const struct course *c, const struct view *v)
{
	const char *name[CELLS] = {"time",
	    v->source->history ? "commit"
	    : v->source->label ? v->source->label
			       : "row",
	    "value", "interval"};
	int spaces = 0;

	for (int i = 0; i < CELLS; i++) {
		const char *text = l ? l->cell[i] : name[i];
		int pad = width[i] - humane_width(text);

		if (width[i] == 0)
			continue;
		spaces += 2 + (i == VALUE ? pad : 0);
		if (*text) {
			fprintf(f, "%*s", spaces, "");
			trendwords_safe(f, text);
			spaces = 0;
		}
		spaces += i == VALUE ? 0 : *text ? pad : width[i];
	}
	if (l && (l->shift || l->baseline)) {
		fprintf(f, "%*s", spaces + 2, "");
		if (l->shift)
			trendwords_change(f, c, l->shift, v, 0);
		else
			trendwords_baseline(f, c, l->baseline);
	}
	putc('\n', f);
}

static void
write_runs(FILE *f, const struct course *c, const struct view *v)
{
	struct line *line = xrealloc(NULL, v->runs + 1, sizeof *line);
	const char *label = v->source->label ? v->source->label : "commit";
	size_t n = gather_lines(c, v, line);
	int width[CELLS] = {0}, least[CELLS] = {4, humane_width(label), 5, 8};

	for (int j = 0; j < CELLS; j++) {
		for (size_t i = 0; i < n; i++)
			if (humane_width(line[i].cell[j]) > width[j])
				width[j] = humane_width(line[i].cell[j]);
		if (width[j] > 0 && width[j] < least[j])
			width[j] = least[j];
	}
	if (n > 0)
		write_line(f, NULL, width, c, v);
	for (size_t i = 0; i < n; i++)
		write_line(f, &line[i], width, c, v);
	free(line);
}

/* "min 110 ms, median 112 ms, last 125 ms; 31 runs, 1 without a value", and of
 * what: the latest segment. */
static void
write_figures(FILE *f, const struct course *c)
{
	const struct segment *s = &c->segment[c->latest];
	char least[HUMANE_MAX], median[HUMANE_MAX], last[HUMANE_MAX];
	double *x = xrealloc(NULL, s->ok_len + 1, sizeof *x);
	size_t runs = 0, ok = 0;

	for (size_t i = 0; i < c->n; i++) {
		runs += c->segment[i].n;
		ok += c->segment[i].ok_len;
	}
	for (size_t i = 0; i < s->ok_len; i++)
		x[i] = s->point[s->ok[i]].value;
	fputs("  ", f);
	if (s->ok_len > 0) {
		humane_value(last, x[s->ok_len - 1], c->unit);
		humane_value(median, rank_median(x, s->ok_len), c->unit);
		humane_value(least, x[0], c->unit); /* x is sorted now */
		fputs("min ", f);
		humane_pad(f, least, 0);
		fputs(", median ", f);
		humane_pad(f, median, 0);
		fputs(", last ", f);
		humane_pad(f, last, 0);
		fputs(c->n > 1 ? " since the last baseline; " : "; ", f);
	}
	fprintf(f, "%zu run%s", runs, runs == 1 ? "" : "s");
	if (ok < runs)
		fprintf(f, ", %zu without a value", runs - ok);
	if (c->n > 1)
		fprintf(f, ", %zu baselines", c->n);
	putc('\n', f);
	free(x);
}

/* "x1.12 [1.10, 1.14] slower between abc1234 and def5678 (2026-10-01 to
 * 2026-10-03)", what that is made of, and who accepted it */
static void
write_shift(FILE *f, const struct course *c, const struct segment *s,
    const struct shift *shift, const struct view *v)
{
	const struct annotation *a = accepted_by(v->annotations, c, s, shift);
	const struct point *p = course_before(s, shift);
	const struct point *q = course_after(s, shift);
	char from[WORDS_MAX], to[WORDS_MAX];
	char before[HUMANE_MAX], after[HUMANE_MAX];

	fputs("  ", f);
	trendwords_change(f, c, shift, v, 1);
	trendwords_commit(from, c, p, v);
	trendwords_commit(to, c, q, v);
	fputs(" between ", f);
	trendwords_safe(f, from);
	fputs(" and ", f);
	trendwords_safe(f, to);
	trendwords_time(from, c, p, WORDS_DATE);
	trendwords_time(to, c, q, WORDS_DATE);
	if (*from && strcmp(from, to) == 0)
		fprintf(f, " (%s)", from);
	else if (*from)
		fprintf(f, " (%s to %s)", from, to);
	fputs("\n    from ", f);
	humane_pad(f, humane_value(before, shift->before, c->unit), 0);
	fputs(" to ", f);
	humane_pad(f, humane_value(after, shift->after, c->unit), 0);
	fprintf(f, ", %zu runs before and %zu after, p %.2g\n", shift->n_before,
	    shift->n_after, shift->p);
	if (a == NULL)
		return;
	fputs(a->expired ? "    accepted, but only until "
			 : "    accepted until ",
	    f);
	fprintf(f, "%s: ", a->expires);
	trendwords_safe(f, a->reason);
	putc('\n', f);
}

static void
write_shifts(FILE *f, const struct course *c, const struct view *v)
{
	const struct segment *latest = &c->segment[c->latest];
	size_t needed = shifts_needed(v->source->rule), n = 0, skip;

	for (size_t i = 0; i < c->n; i++)
		n += c->segment[i].shifts.n;
	skip = n > CHANGES ? n - CHANGES : 0;
	if (latest->ok_len < needed)
		fprintf(f,
		    "  too few runs to tell a change%s: %zu, %zu are needed\n",
		    c->n > 1 ? " since the last baseline" : "", latest->ok_len,
		    needed);
	else if (n == 0)
		fputs("  no change found\n", f);
	if (skip > 0)
		fprintf(f, "  %zu earlier changes\n", skip);
	for (size_t i = 0; i < c->n; i++)
		for (size_t j = 0; j < c->segment[i].shifts.n; j++)
			if (skip > 0)
				skip--;
			else
				write_shift(f, c, &c->segment[i],
				    &c->segment[i].shifts.shift[j], v);
}

void
trendtext_write(FILE *f, const struct course *c, const struct view *v)
{
	fputs(v->colour ? COLOUR_BOLD : "", f);
	trendwords_heading(f, c, v);
	fputs(v->colour ? COLOUR_OFF "\n  " : "\n  ", f);
	sparkline_write(f, c, v->columns - 2, v->ascii);
	putc('\n', f);
	write_figures(f, c);
	write_runs(f, c, v);
	write_shifts(f, c, v);
}
