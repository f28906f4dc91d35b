/* gate_decide.c - which change is a regression */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "comparison.h"
#include "die.h"
#include "effect.h"
#include "gate_decide.h"
#include "gate_limits.h"
#include "humane.h"

/* Whether all values of two series are the same in each round. */
static int
identical(const struct series *a, const struct series *b)
{
	return a->n == b->n &&
	       memcmp(a->value, b->value, a->n * sizeof *a->value) == 0;
}

static int
constant(const struct series *s)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->value[i] < s->value[0] || s->value[i] > s->value[0])
			return 0;
	return 1;
}

static const char *
word(const struct gate_row *r, int worse)
{
	return verdict_word(worse ? WORSE : BETTER, r->unit);
}

/* How many per cent one is beyond the other, whichever is the greater. */
static double
percent(double loss)
{
	return 100 * (loss > 1 ? loss - 1 : 1 / loss - 1);
}

static const char *
amount(char buf[HUMANE_MAX], double value, const char *unit)
{
	return humane_value(buf, value, unit);
}

/* What does not vary is compared as it is. */
static void
decide_exactly(struct gate *g, struct gate_row *r)
{
	double change = r->head - r->base, loss;
	int worse = (change > 0) != (r->more_is_better == 1);
	char by[64] = "from 0", most[HUMANE_MAX];

	if (!(change < 0) && !(change > 0))
		return;
	if (r->base > 0 && r->head > 0)
		r->ratio = r->head / r->base;
	loss = isnan(r->ratio) ? (worse ? INFINITY : 0) : gate_loss(r);
	if (r->base > 0 || r->base < 0)
		snprintf(by, sizeof by, "by %+.3g %%", 100 * change / r->base);
	r->reason = gate_format(g, "changed %s, exactly", by);
	r->verdict = GATE_EQUIVALENT;
	if (fabs(change) <= r->floor)
		r->reason = gate_format(g,
		    "changed %s, exactly: within the floor of %s", by,
		    amount(most, r->floor, r->unit));
	else if (worse && loss > 1 + r->fail_percent / 100)
		r->verdict = GATE_FAIL;
	else if (worse && loss > 1 + r->warn_percent / 100)
		r->verdict = GATE_WARN;
	else if (!worse && 1 / loss > 1 + r->warn_percent / 100)
		r->verdict = GATE_IMPROVED;
}

static void
find_noise(struct gate *g, const struct gate_trial *t,
    struct gate_noise *history, struct gate_row *r)
{
	double past = history ? gate_noise_floor(history, r) : NAN;
	int paired = t->control_paired && effect_paired(&t->control, &t->base);
	size_t n;

	r->noise_source = "none";
	if (t->control.n > 0 && effect_positive(&t->control)) {
		double log_ratio = effect_log_ratio(
		    &t->control, &t->base, paired, 0, g->confidence, &n)
				       .center;

		r->control_ratio = exp(log_ratio);
		r->noise_floor = fabs(log_ratio);
		r->noise_source = "control";
	}
	if (!isnan(past) && !(r->noise_floor >= past)) {
		r->noise_floor = past;
		r->noise_source = "history";
	}
}

/* The figures of a series.  Whether it needs a test; if not, it has its
 * verdict. */
static int
estimate(struct gate *g, const struct gate_trial *t, struct gate_noise *history,
    struct gate_row *r)
{
	struct estimate e;
	size_t n;

	r->base = series_median(&t->base);
	r->head = series_median(&t->head);
	r->n_base = (double)t->base.n;
	r->n_head = (double)t->head.n;
	if (gate_exact(r->metric) && constant(&t->base) && constant(&t->head)) {
		decide_exactly(g, r);
		return 0;
	}
	r->paired = t->paired && effect_paired(&t->head, &t->base);
	if (!effect_positive(&t->base) || !effect_positive(&t->head)) {
		if (identical(&t->base, &t->head))
			return 0;
		r->verdict = GATE_INCONCLUSIVE;
		r->reason = "a value is 0 or less, so there is no ratio";
		return 0;
	}
	find_noise(g, t, history, r);
	e = effect_log_ratio(
	    &t->head, &t->base, r->paired, 0, g->confidence, &n);
	r->ratio = exp(e.center);
	r->confidence = e.level;
	r->p = e.p;
	if (e.level > 0) {
		r->ratio_lo = exp(e.lo);
		r->ratio_hi = exp(e.hi);
	}
	return 1;
}

/* Why nothing can be said of it, and how many rounds might help. */
static void
doubt(struct gate *g, struct gate_row *r, size_t family, int significant,
    double change)
{
	char text[HUMANE_MAX];
	double loss = gate_loss(r), mde = sqrt(r->ratio_hi / r->ratio_lo);
	double need = effect_rounds_needed((size_t)r->n_base, (size_t)r->n_head,
	    mde, family, g->confidence, 1 + r->warn_percent / 100);

	r->verdict = GATE_INCONCLUSIVE;
	if (!(r->confidence >= g->confidence)) {
		r->reason = gate_format(g,
		    "too few rounds for a %g %% interval", 100 * g->confidence);
	} else if (significant && change <= r->floor) {
		r->reason =
		    gate_format(g, "within the floor of %s, but perhaps more",
			amount(text, r->floor, r->unit));
	} else if (significant && fabs(log(r->ratio)) <= r->noise_floor) {
		r->reason = gate_format(g,
		    "%s by %.3g %%, within the A/A noise of %.3g %%",
		    word(r, loss > 1), percent(loss),
		    100 * expm1(r->noise_floor));
		need = NAN; /* more of the same noise */
	} else if (significant) {
		r->reason = gate_format(g,
		    "%s by %.3g %%, but perhaps by more than %g %%",
		    word(r, loss > 1), percent(loss), r->warn_percent);
	} else if (r->ratio_lo > 1 || r->ratio_hi < 1) {
		r->reason = gate_format(g,
		    "p is %.2g after adjusting for %zu tests, not below %.2g",
		    r->p_holm, family, 1 - g->confidence);
	} else {
		r->reason = "the interval is too wide";
	}
	r->rounds_needed = need;
}

static void
judge(struct gate *g, struct gate_row *r, size_t family)
{
	double warns = 1 + r->warn_percent / 100;
	double fails = 1 + r->fail_percent / 100;
	double loss = gate_loss(r);
	double change = r->base * fabs(r->ratio - 1);
	double most =
	    r->base * fmax(fabs(r->ratio_lo - 1), fabs(r->ratio_hi - 1));
	int enough = r->confidence >= g->confidence;
	int significant = enough && r->p_holm < 1 - g->confidence &&
			  (r->ratio_lo > 1 || r->ratio_hi < 1);
	char floor_text[HUMANE_MAX], most_text[HUMANE_MAX];

	if (significant && change > r->floor &&
	    !(fabs(log(r->ratio)) <= r->noise_floor) &&
	    (loss > warns || loss < 1 / warns)) {
		r->verdict = loss > fails   ? GATE_FAIL
			     : loss > warns ? GATE_WARN
					    : GATE_IMPROVED;
		r->reason = gate_format(
		    g, "%s by %.3g %%", word(r, loss > 1), percent(loss));
	} else if (enough && r->ratio_lo >= 1 / warns && r->ratio_hi <= warns) {
		r->verdict = GATE_EQUIVALENT;
	} else if (enough && most <= r->floor) {
		r->verdict = GATE_EQUIVALENT;
		r->reason = gate_format(g, "a change of at most %s, floor %s",
		    amount(most_text, most, r->unit),
		    amount(floor_text, r->floor, r->unit));
	} else {
		doubt(g, r, family, significant, change);
	}
}

/* Below this, the time of a phase is mostly noise. */
static const double short_s = 1e-3;

static int
is_short(const struct gate_row *r)
{
	return r->phase && r->base < short_s && r->head < short_s;
}

/* Leave a row out of the tests: it keeps its ratio. */
static void
leave_out(struct gate *g, struct gate_row *r)
{
	char text[HUMANE_MAX];

	r->verdict = GATE_EQUIVALENT;
	r->reason = gate_format(
	    g, "too short to gate: below %s", humane_value(text, short_s, "s"));
	r->p = r->noise_floor = NAN;
	r->noise_source = NULL;
	r->paired = -1;
}

/* Judge n rows.  Those that are short and within their floor are left out, so
 * that they take nothing from the others.  A short one that is not was picked
 * by its change: it is adjusted as if none had been left out. */
static void
judge_all(struct gate *g, const size_t *row, const double *p, size_t n)
{
	double *all = xrealloc(NULL, n, sizeof *all);
	double *tested = xrealloc(NULL, n, sizeof *tested);
	size_t at = 0;

	g->family = 0;
	for (size_t i = 0; i < n; i++) {
		struct gate_row *r = &g->row[row[i]];

		all[i] = p[i];
		if (is_short(r) && fabs(r->head - r->base) <= r->floor)
			leave_out(g, r);
		else
			tested[g->family++] = p[i];
	}
	rank_holm(all, n);
	rank_holm(tested, g->family);
	for (size_t i = 0; i < n; i++) {
		struct gate_row *r = &g->row[row[i]];
		int alone = is_short(r);

		if (isnan(r->p))
			continue;
		r->p_holm = alone ? all[i] : tested[at];
		at++;
		judge(g, r, alone ? n : g->family);
	}
	free(all);
	free(tested);
}

void
gate_decide(struct gate *g, struct gate_noise *history)
{
	double *p = xrealloc(NULL, g->trials, sizeof *p);
	size_t *row = xrealloc(NULL, g->trials, sizeof *row), n = 0;

	for (size_t i = 0; i < g->trials; i++) {
		size_t at = g->trial[i].row;

		if (!estimate(g, &g->trial[i], history, &g->row[at]))
			continue;
		row[n] = at;
		p[n++] = g->row[at].p;
	}
	judge_all(g, row, p, n);
	free(p);
	free(row);
	gate_free_trials(g);
	if (g->len > 0)
		qsort(g->row, g->len, sizeof *g->row, gate_order);
}
