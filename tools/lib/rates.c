/* rates.c - work done per second: amounts that are divided by a wall time */

#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "measured.h"
#include "number.h"
#include "rates.h"

static struct field
field_of(const char *text)
{
	return (struct field){text, strlen(text)};
}

static int
same(const char *text, struct field f)
{
	return strlen(text) == f.len && memcmp(text, f.text, f.len) == 0;
}

void
rates_add(struct rates *rates, const char *arg)
{
	struct rate rate = {.metric = xstrdup(arg)};
	char *rest = rate.metric, *amount;

	strsep(&rest, ":");
	rate.unit = strsep(&rest, ":");
	amount = strsep(&rest, ":");
	if (!*rate.metric || !rate.unit || !*rate.unit || !amount)
		misuse("-u: not metric:unit:amount[:case]: \"%s\"", arg);
	rate.scase = rest ? rest : strchr(amount, '\0');
	if ((!*rate.scase && measured_has(rate.metric, strlen(rate.metric))) ||
	    rates_have(rates, field_of(rate.scase), field_of(rate.metric)))
		misuse("-u: there is a metric of that name: %s", rate.metric);
	rate.amount = number_option_real('u', amount, 0, 1e300);
	rates->rate =
	    xrealloc(rates->rate, rates->len + 1, sizeof *rates->rate);
	rates->rate[rates->len++] = rate;
}

void
rates_free(struct rates *rates)
{
	for (size_t i = 0; i < rates->len; i++)
		free(rates->rate[i].metric);
	free(rates->rate);
}

int
rates_have(const struct rates *rates, struct field scase, struct field metric)
{
	for (size_t i = 0; i < rates->len; i++)
		if (same(rates->rate[i].metric, metric) &&
		    same(rates->rate[i].scase, scase))
			return 1;
	return 0;
}

void
rates_write(const struct rates *rates, FILE *f, const struct row_key *key,
    struct field scase, double wall_s, double count)
{
	for (size_t i = 0; i < rates->len; i++) {
		const struct rate *rate = &rates->rate[i];

		if (same(rate->scase, scase) && wall_s > 0)
			row_write(f, key, rate->scase, rate->metric, rate->unit,
			    rate->amount / wall_s, count);
	}
}
