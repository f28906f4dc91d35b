/* history_list.c - which lines of a history are asked for, and its series */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "history_list.h"

struct work {
	struct history_list list;
	size_t size;
	struct hashes known, segments;
};

int
history_matches(
    const struct history_filter *filter, const struct history_line *l)
{
	for (int i = 0; i < HISTORY_FIELDS; i++) {
		const char *want = filter->want[i];

		if (want &&
		    (l->field[i].s == NULL || strlen(want) != l->field[i].len ||
			memcmp(want, l->field[i].s, l->field[i].len) != 0))
			return 0;
	}
	return 1;
}

/* A copy; null is empty. */
static char *
copy(const struct text *t)
{
	char *s = xrealloc(NULL, t->len + 1, 1);

	if (t->len)
		memcpy(s, t->s, t->len);
	s[t->len] = '\0';
	return s;
}

static struct history_series
new_series(const struct history_line *l)
{
	const struct text *f = l->field;
	struct history_series s = {.benchmark = copy(&f[H_BENCHMARK]),
	    .implementation = copy(&f[H_IMPLEMENTATION]),
	    .profile = copy(&f[H_PROFILE]),
	    .scase = copy(&f[H_CASE]),
	    .metric = copy(&f[H_METRIC]),
	    .unit = copy(&f[H_UNIT])};

	memcpy(s.series, f[H_SERIES].s, HISTORY_ID - 1);
	return s;
}

static void
add_line(struct work *w, const struct history_line *l)
{
	const struct text *f = l->field;
	size_t at = hashes_index(&w->known, hash_of(&f[H_SERIES], 1));
	size_t segments = w->segments.len;
	struct history_series *s;

	if (at == w->list.len) {
		if (w->list.len == w->size) {
			w->size = w->size ? 2 * w->size : 64;
			w->list.series = xrealloc(
			    w->list.series, w->size, sizeof *w->list.series);
		}
		w->list.series[w->list.len++] = new_series(l);
	}
	s = &w->list.series[at];
	hashes_index(&w->segments, hash_of(&f[H_SEGMENT], 1));
	s->segments += w->segments.len - segments;
	if (s->runs == 0 || memcmp(f[H_TIME].s, s->first_time, UTC_LEN) < 0)
		memcpy(s->first_time, f[H_TIME].s, UTC_LEN);
	if (s->runs == 0 || memcmp(f[H_TIME].s, s->last_time, UTC_LEN) >= 0) {
		memcpy(s->last_time, f[H_TIME].s, UTC_LEN);
		free(s->last_value);
		free(s->last_commit);
		s->last_value = copy(&f[H_VALUE]);
		s->last_commit = copy(&f[H_COMMIT]);
	}
	s->runs++;
	w->list.lines++;
}

static int
by_names(const void *a, const void *b)
{
	const struct history_series *x = a, *y = b;
	int order = strcmp(x->benchmark, y->benchmark);

	if (order == 0)
		order = strcmp(x->implementation, y->implementation);
	if (order == 0)
		order = strcmp(x->profile, y->profile);
	if (order == 0)
		order = strcmp(x->scase, y->scase);
	if (order == 0)
		order = strcmp(x->metric, y->metric);
	return order ? order : strcmp(x->series, y->series);
}

/* How many lines are in history.torn. */
static size_t
torn_before(const struct history_folder *f)
{
	int fd = openat(f->fd, HISTORY_TORN, O_RDONLY | O_CLOEXEC);
	struct textlines *lines;
	size_t n = 0, len;

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		die("%s/%s:", f->path, HISTORY_TORN);
	lines = textlines_open(fd, HISTORY_TORN, TEXTLINES_ANY);
	while (textlines_next(lines, &len))
		n++;
	textlines_close(lines);
	return n;
}

struct history_list
history_list_read(const char *path, const struct history_filter *filter)
{
	struct history_folder folder = history_folder_open(path, 0);
	struct history_reader *reader = history_reader_open(&folder);
	struct work w = {.size = 0};
	const struct history_line *line;

	history_folder_unlock(&folder);
	while ((line = history_reader_next(reader)))
		if (history_matches(filter, line))
			add_line(&w, line);
	w.list.torn = (size_t)history_reader_torn(reader);
	w.list.torn += torn_before(&folder);
	history_reader_close(reader);
	history_folder_close(&folder);
	if (w.list.len)
		qsort(
		    w.list.series, w.list.len, sizeof *w.list.series, by_names);
	hashes_free(&w.known);
	hashes_free(&w.segments);
	return w.list;
}

void
history_list_free(struct history_list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		struct history_series *s = &list->series[i];

		free(s->benchmark);
		free(s->implementation);
		free(s->profile);
		free(s->scase);
		free(s->metric);
		free(s->unit);
		free(s->last_value);
		free(s->last_commit);
	}
	free(list->series);
}
