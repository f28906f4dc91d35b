/* rates.c - work done per second: amounts that are divided by the wall time */

#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "measured.h"
#include "number.h"
#include "rates.h"

void
rates_add(struct rates *rates, const char *arg)
{
	struct rate rate = {.metric = xstrdup(arg)};
	char *amount = strrchr(rate.metric, ':');

	rate.unit = strchr(rate.metric, ':');
	if (rate.unit == amount || rate.unit == rate.metric ||
	    rate.unit + 1 == amount)
		misuse("-u: not metric:unit:amount: \"%s\"", arg);
	*rate.unit++ = *amount++ = '\0';
	if (measured_has(rate.metric, strlen(rate.metric)) ||
	    rates_have(rates, rate.metric, strlen(rate.metric)))
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
rates_have(const struct rates *rates, const char *name, size_t len)
{
	for (size_t i = 0; i < rates->len; i++)
		if (strlen(rates->rate[i].metric) == len &&
		    memcmp(rates->rate[i].metric, name, len) == 0)
			return 1;
	return 0;
}

void
rates_write(const struct rates *rates, FILE *f, const struct row_key *key,
    double wall_s)
{
	for (size_t i = 0; i < rates->len; i++)
		row_write(f, key, "", rates->rate[i].metric,
		    rates->rate[i].unit, rates->rate[i].amount / wall_s);
}
