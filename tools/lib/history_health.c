/* history_health.c - is a history alive? */

#include <string.h>
#include <time.h>

#include "die.h"
#include "history_health.h"
#include "history_list.h"

static double
days_before(const char *newest, const char *time)
{
	return difftime(utc_seconds(newest), utc_seconds(time)) / 86400;
}

/* Whether two series are of the same implementation. */
static int
alike(const struct history_series *a, const struct history_series *b)
{
	return strcmp(a->benchmark, b->benchmark) == 0 &&
	       strcmp(a->implementation, b->implementation) == 0 &&
	       strcmp(a->profile, b->profile) == 0;
}

/* How many series have stopped; one warning for each implementation. */
static size_t
count_stopped(const struct history_list *all, const char *newest, double days)
{
	const struct history_series *s = all->series, *end = s + all->len;
	const struct history_series *first, *last;
	size_t stopped = 0, here;

	while (s < end) {
		first = s;
		last = NULL;
		for (here = 0; s < end && alike(s, first); s++)
			if (days_before(newest, s->last_time) > days) {
				here++;
				if (last == NULL ||
				    strcmp(s->last_time, last->last_time) > 0)
					last = s;
			}
		if (here)
			warn("%s/%s, %s: %zu of %td series stopped, the last "
			     "on %s, %.1f days before the newest record",
			    first->benchmark, first->implementation,
			    first->profile, here, s - first, last->last_time,
			    days_before(newest, last->last_time));
		stopped += here;
	}
	return stopped;
}

int
history_health_write(FILE *f, const char *path, double days)
{
	static const struct history_filter any;
	struct history_list all = history_list_read(path, &any);
	char now[UTC_LEN + 1];
	const char *newest = "";
	double age;

	for (size_t i = 0; i < all.len; i++)
		if (strcmp(all.series[i].last_time, newest) > 0)
			newest = all.series[i].last_time;
	if (all.len == 0)
		die("%s: the history is empty", path);
	utc_text(now, time(NULL));
	age = days_before(now, newest);
	fprintf(f,
	    "newest,age_days,series,lines,stopped,torn\n"
	    "%s,%.3f,%zu,%zu,%zu,%zu\n",
	    newest, age, all.len, all.lines, count_stopped(&all, newest, days),
	    all.torn);
	if (age > days)
		warn("%s: stale: the newest record is %.1f days old, more than "
		     "%g",
		    path, age, days);
	history_list_free(&all);
	return age > days;
}
