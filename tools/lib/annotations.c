/* annotations.c - changes that people have accepted, and until when */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "annotations.h"
#include "die.h"
#include "json.h"

enum { COMMIT_MIN = 7, COMMIT_MAX = 64, DATE_LEN = 10 };

struct annotations
annotations_none(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct annotations a = {.memory = json_object_new_array()};
	time_t now = time(NULL);
	struct tm tm;
	char *end;

	if (epoch && *epoch) {
		now = strtol(epoch, &end, 10);
		if (*end || now < 0)
			die("SOURCE_DATE_EPOCH: not a number: %s", epoch);
	}
	if (gmtime_r(&now, &tm) == NULL ||
	    strftime(a.today, sizeof a.today, "%Y-%m-%d", &tm) == 0)
		die("SOURCE_DATE_EPOCH: too large: %s", epoch);
	return a;
}

static int
is_date(const char *s)
{
	struct tm tm = {0};
	const char *end = strptime(s, "%Y-%m-%d", &tm);
	int day = tm.tm_mday;

	/* timegm turns the 31st of a short month into the 1st of the next */
	return strlen(s) == DATE_LEN && s[4] == '-' && s[7] == '-' && end &&
	       *end == '\0' && timegm(&tm) != -1 && tm.tm_mday == day;
}

static int
is_commit(const char *s)
{
	size_t len = strspn(s, "0123456789abcdef");

	return s[len] == '\0' && len >= COMMIT_MIN && len <= COMMIT_MAX;
}

/* One member, if it is among those there may be. */
static void
set_member(struct annotation *a, const char *at, const char *key,
    struct json_object *value)
{
	const struct {
		const char *name, **to;
	} members[] = {{"implementation", &a->about.implementation},
	    {"case", &a->about.scase}, {"metric", &a->about.metric},
	    {"profile", &a->about.profile}, {"from", &a->from},
	    {"reason", &a->reason}, {"expires", &a->expires}};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		if (strcmp(members[i].name, key) != 0)
			continue;
		if (!json_object_is_type(value, json_type_string))
			die("%s.%s: not a text", at, key);
		*members[i].to = json_object_get_string(value);
		return;
	}
	die("%s: there is no \"%s\" in an annotation", at, key);
}

static struct annotation
annotation_of(const char *at, struct json_object *object, const char *today)
{
	struct annotation a = {0};

	if (!json_object_is_type(object, json_type_object))
		die("%s: not an object", at);
	json_object_object_foreach(object, key, value)
	    set_member(&a, at, key, value);
	if (a.from == NULL || a.reason == NULL || a.expires == NULL)
		die("%s: no \"%s\"", at,
		    a.from == NULL     ? "from"
		    : a.reason == NULL ? "reason"
				       : "expires");
	if (!is_commit(a.from) && !is_date(a.from))
		die("%s.from: neither a commit of %d digits or more nor a date "
		    "as in 2026-10-01: %s",
		    at, COMMIT_MIN, a.from);
	if (*a.reason == '\0')
		die("%s.reason: empty", at);
	if (!is_date(a.expires))
		die("%s.expires: not a date as in 2026-10-01: %s", at,
		    a.expires);
	a.expired = strcmp(today, a.expires) > 0;
	return a;
}

void
annotations_add(struct annotations *all, const char *path)
{
	struct json_object *list = json_file(path);
	size_t n;

	if (!json_object_is_type(list, json_type_array))
		die("%s: not a list of annotations", path);
	n = json_object_array_length(list);
	all->annotation =
	    xrealloc(all->annotation, all->n + n + 1, sizeof *all->annotation);
	for (size_t i = 0; i < n; i++) {
		char at[512];

		snprintf(at, sizeof at, "%s: [%zu]", path, i);
		all->annotation[all->n] = annotation_of(
		    at, json_object_array_get_idx(list, i), all->today);
		all->annotation[all->n].path = path;
		all->annotation[all->n++].index = i;
	}
	json_object_array_add(all->memory, list);
}

void
annotations_order(struct annotations *all, const char *path)
{
	char *text = file_read(path), *rest = text;

	for (char *s; (s = strsep(&rest, "\n"));) {
		if (*s == '\0')
			continue;
		if (!is_commit(s))
			die("%s: not a commit: %.80s", path, s);
		all->commit = xrealloc(
		    all->commit, all->commits + 1, sizeof *all->commit);
		all->commit[all->commits++] = xstrdup(s);
	}
	free(text);
}

/* Either may be the beginning of the other. */
static int
same_commit(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), least = n < m ? n : m;

	return least >= COMMIT_MIN && strncmp(a, b, least) == 0;
}

/* Its place among the commits, or their number if it is not there. */
static size_t
place(const struct annotations *all, const char *commit)
{
	size_t i = 0;

	while (i < all->commits && !same_commit(all->commit[i], commit))
		i++;
	return i;
}

static int
within(const struct annotations *all, const char *from, const struct span *s)
{
	size_t at, first;

	if (is_date(from))
		return strncmp(from, s->from_time, DATE_LEN) >= 0 &&
		       strncmp(from, s->to_time, DATE_LEN) <= 0;
	if (same_commit(from, s->to_commit))
		return 1;
	at = place(all, from);
	first = place(all, s->from_commit);
	return at < first && first < all->commits &&
	       place(all, s->to_commit) <= at;
}

static int
matches(const char *want, const char *is)
{
	return want == NULL || (is && strcmp(want, is) == 0);
}

static int
is_about(const struct annotation *a, const struct annotated *is)
{
	return matches(a->about.implementation, is->implementation) &&
	       matches(a->about.scase, is->scase) &&
	       matches(a->about.metric, is->metric) &&
	       matches(a->about.profile, is->profile);
}

const struct annotation *
annotations_find(const struct annotations *all, const struct annotated *change,
    const struct span *span)
{
	const struct annotation *expired = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct annotation *a = &all->annotation[i];

		if (!is_about(a, change) || !within(all, a->from, span))
			continue;
		if (!a->expired)
			return a;
		if (expired == NULL)
			expired = a;
	}
	return expired;
}

void
annotations_mark(struct annotations *all, const struct annotated *series,
    const struct span *span)
{
	for (size_t i = 0; i < all->n; i++) {
		struct annotation *a = &all->annotation[i];

		if (!is_about(a, series))
			continue;
		a->shown = 1;
		a->used |= span && within(all, a->from, span);
	}
}

void
annotations_warn(const struct annotations *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct annotation *a = &all->annotation[i];

		if (a->shown && !a->used)
			warn("%s: [%zu]: matches no change", a->path, a->index);
	}
}

void
annotations_free(struct annotations *all)
{
	for (size_t i = 0; i < all->commits; i++)
		free(all->commit[i]);
	free(all->commit);
	free(all->annotation);
	json_object_put(all->memory);
}
