/* overview.c - comparisons as a person reads them */

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "colour.h"
#include "die.h"
#include "effect.h"
#include "humane.h"
#include "overview.h"
#include "samples.h"

/* of the values of a series, in the order of the columns */
enum figure { MEDIAN, LEAST, GREATEST, FIGURES };

/* a line of the table: an implementation */
struct line {
	const struct series *series;
	const struct comparison *c; /* NULL: this is the reference */
	double order;               /* the best median first */
	char figure[FIGURES][HUMANE_MAX], ratio[HUMANE_MAX];
};

enum remark { FAILURE, NO_SAMPLES, NO_RATIO, UNPAIRED, TOO_FEW, REMARKS };

static int
holds(enum remark remark, const struct comparison *c, double confidence)
{
	int both = c->reference && c->reference->n > 0 && c->series->n > 0;

	switch (remark) {
	case FAILURE: return c->verdict == FAILED;
	case NO_SAMPLES: return c->verdict != FAILED && !both;
	case NO_RATIO: return both && !c->positive;
	case UNPAIRED: return both && !c->paired;
	default: return both && c->positive && c->level < confidence;
	}
}

static void
explain(FILE *f, enum remark remark, const struct comparison *c)
{
	static const char *const text[REMARKS] = {
	    [FAILURE] = "a run was not ok, so nothing is estimated",
	    [NO_SAMPLES] = "no samples to compare",
	    [NO_RATIO] = "a value is 0 or less, so there is no ratio",
	    [UNPAIRED] = "not the rounds of the reference: unpaired",
	};

	if (remark != TOO_FEW)
		fputs(text[remark], f);
	else if (c->level > 0)
		fprintf(f, "too few rounds: only a %.3g %% interval",
		    100 * c->level);
	else
		fputs("too few rounds for an interval", f);
}

/* Name what a comparison compares, as in "rust: parse wall_time". */
static void
name(FILE *f, const struct comparison *c)
{
	humane_pad(f, c->series->implementation->name, 0);
	fputs(": ", f);
	humane_pad(f, c->group->scase, 0);
	fputs(*c->group->scase ? " " : "", f);
	humane_pad(f, c->group->metric, 0);
}

/* One line for each implementation and remark, however many comparisons it is
 * true of, each begun with prefix. */
static void
write_remarks(FILE *f, const char *prefix, const struct comparisons *all,
    const struct gathered *g)
{
	for (size_t i = 0; i < g->implementations_len * REMARKS; i++) {
		enum remark remark = (enum remark)(i % REMARKS);
		const struct comparison *first = NULL;
		size_t more = 0;

		for (size_t j = 0; j < all->len; j++) {
			const struct comparison *c = &all->row[j];

			if (c->series->implementation !=
				g->implementations[i / REMARKS] ||
			    !holds(remark, c, all->confidence))
				continue;
			if (first)
				more++;
			else
				first = c;
		}
		if (first == NULL)
			continue;
		fputs(prefix, f);
		name(f, first);
		if (more > 0)
			fprintf(f, " and %zu more", more);
		fputs(": ", f);
		explain(f, remark, first);
		putc('\n', f);
	}
}

static int
by_order(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(
	    x->series->implementation->name, y->series->implementation->name);
}

static struct line
make_line(const struct group *group, const struct series *s,
    const struct comparison *c)
{
	struct line line = {.series = s,
	    .c = c,
	    .order = INFINITY,
	    .ratio = "-",
	    .figure = {"-", "-", "-"}};
	double figure[FIGURES] = {series_median(s), INFINITY, -INFINITY};

	for (size_t i = 0; i < s->n; i++) {
		figure[LEAST] = fmin(figure[LEAST], s->value[i]);
		figure[GREATEST] = fmax(figure[GREATEST], s->value[i]);
	}
	for (int i = 0; i < FIGURES && s->n > 0; i++)
		humane_value(line.figure[i], figure[i], group->unit);
	if (s->n > 0)
		line.order = samples_more_is_better(group->unit)
				 ? -figure[MEDIAN]
				 : figure[MEDIAN];
	if (c == NULL)
		strcpy(line.ratio, "1");
	else if (isfinite(c->ratio))
		humane_ratio(line.ratio, c->ratio, c->lo, c->hi);
	return line;
}

/* of the columns that are as wide as what they hold */
struct widths {
	int name, figure[FIGURES], ratio;
};

static void
write_line(FILE *f, const struct line *line, const struct widths *width,
    int alone, int colour)
{
	static const char *const colours[] = {[INCONCLUSIVE] = "",
	    [EQUIVALENT] = "",
	    [BETTER] = COLOUR_GOOD,
	    [WORSE] = COLOUR_BAD,
	    [FAILED] = COLOUR_OPEN};
	const struct comparison *c = line->c;
	const char *on;

	fputs("  ", f);
	humane_pad(f, line->series->implementation->name, width->name);
	fprintf(f, "  %6zu", line->series->n);
	for (int i = 0; i < FIGURES; i++) {
		fprintf(f, "  %*s",
		    width->figure[i] - humane_width(line->figure[i]), "");
		humane_pad(f, line->figure[i], 0);
	}
	if (!alone) {
		fputs("  ", f);
		humane_pad(f, line->ratio, c ? width->ratio : 0);
	}
	if (c == NULL) {
		putc('\n', f);
		return;
	}
	on = colour ? colours[c->verdict] : "";
	fprintf(f, "  %s%s%s", on, verdict_word(c->verdict, c->group->unit),
	    *on ? COLOUR_OFF : "");
	if (!isnan(c->rounds_needed))
		fprintf(f, " (%.0f rounds might tell)", c->rounds_needed);
	putc('\n', f);
}

static void
widen(int *width, const char *s)
{
	int needed = humane_width(s);

	if (*width < needed)
		*width = needed;
}

/* The table of one group, whose comparisons begin at c.  Returns the end of
 * those. */
static const struct comparison *
write_group(FILE *f, const struct group *group, const struct comparison *c,
    const struct comparisons *all, const struct gathered *g, int colour)
{
	const char *reference = all->reference ? all->reference->name : "none";
	size_t n = g->implementations_len;
	struct line *lines = xrealloc(NULL, n, sizeof *lines);
	struct widths width = {0, {6, 3, 3}, 0};
	int alone = n == 1; /* there is nothing to compare with */

	for (size_t i = 0; i < n; i++) {
		const struct series *s = &group->series[i];
		int compared = c < all->row + all->len && c->series == s;

		lines[i] = make_line(group, s, compared ? c++ : NULL);
		widen(&width.name, s->implementation->name);
		for (int j = 0; j < FIGURES; j++)
			widen(&width.figure[j], lines[i].figure[j]);
		widen(&width.ratio, lines[i].ratio);
	}
	qsort(lines, n, sizeof *lines, by_order);
	humane_pad(f, group->scase, 0);
	fputs(*group->scase ? " " : "", f);
	humane_pad(f, group->metric, 0);
	fprintf(f, "\n  %*s  rounds  %*s  %*s  %*s", width.name, "",
	    width.figure[MEDIAN], "median", width.figure[LEAST], "min",
	    width.figure[GREATEST], "max");
	if (!alone) {
		fputs("  ratio to ", f);
		humane_pad(f, reference, 0);
	}
	putc('\n', f);
	for (size_t i = 0; i < n; i++)
		write_line(f, &lines[i], &width, alone, colour);
	putc('\n', f);
	free(lines);
	return c;
}

/* What the disturbed rounds do to a ratio; the CSV says it of all. */
static void
write_quiet(FILE *f, const struct comparison *c)
{
	char ratio[HUMANE_MAX];

	name(f, c);
	fprintf(f, ": %zu of %zu rounds undisturbed", c->n_quiet, c->series->n);
	if (!isnan(c->quiet)) {
		fputs(", by them ", f);
		humane_pad(f,
		    humane_ratio(ratio, c->quiet, c->quiet_lo, c->quiet_hi), 0);
	}
	putc('\n', f);
}

void
overview_write(FILE *f, const struct comparisons *all, const struct gathered *g,
    int colour)
{
	const struct comparison *c = all->row, *end = all->row + all->len;

	for (size_t i = 0; i < g->groups_len; i++)
		c = write_group(f, &g->groups[i], c, all, g, colour);
	if (g->implementations_len > 1) {
		fprintf(
		    f, "%g %% intervals, threshold ", 100 * all->confidence);
		humane_pad(f, "×", 0);
		fprintf(f, "%g", all->threshold);
		if (all->len > 0 && all->row->family > 1)
			fprintf(f, ", p adjusted for %zu comparisons a table",
			    all->row->family);
		putc('\n', f);
	}
	for (c = all->row; c < end && g->marked; c++)
		if (c->group == all->first && !isnan(c->ratio) &&
		    c->n_quiet < c->series->n)
			write_quiet(f, c);
	write_remarks(f, "", all, g);
}

void
overview_warn(const struct comparisons *all, const struct gathered *g)
{
	char prefix[64];

	snprintf(prefix, sizeof prefix, "%s: ", tool);
	write_remarks(stderr, prefix, all, g);
}
