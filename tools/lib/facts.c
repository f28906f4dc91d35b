/* facts.c - named facts in order, and for each that is not known the reason */

#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "facts.h"
#include "json.h"

struct facts
facts_new(void)
{
	return (struct facts){
	    json_object_new_object(), json_object_new_object()};
}

void
facts_free(struct facts *facts)
{
	json_object_put(facts->fields);
	json_object_put(facts->reasons);
}

void
facts_add(struct facts *facts, const char *name, json_object *value,
    const char *reason)
{
	json_object_object_add(facts->fields, name, value);
	if (value == NULL)
		json_object_object_add(
		    facts->reasons, name, json_object_new_string(reason));
}

void
facts_add_text(
    struct facts *facts, const char *name, const char *text, const char *reason)
{
	facts_add(facts, name,
	    text && *text ? json_object_new_string(text) : NULL, reason);
}

void
facts_add_number(struct facts *facts, const char *name, double value)
{
	facts_add(facts, name, json_number(value), NULL);
}

const char *
facts_text(const struct facts *facts, const char *name)
{
	json_object *value = json_object_object_get(facts->fields, name);

	return value ? json_object_get_string(value) : "null";
}

void
facts_write_json(const struct facts *facts, FILE *f)
{
	json_object_object_add(
	    facts->fields, "reasons", json_object_get(facts->reasons));
	json_write(f, facts->fields);
	json_object_object_del(facts->fields, "reasons");
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
facts_write_lines(const struct facts *facts, FILE *f)
{
	size_t count = (size_t)json_object_object_length(facts->fields), n = 0;
	const char **names = xrealloc(NULL, count, sizeof *names);

	json_object_object_foreach(facts->fields, name, value)
	{
		(void)value;
		names[n++] = name;
	}
	qsort(names, n, sizeof *names, by_text);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "%s\t%s\n", names[i], facts_text(facts, names[i]));
	free(names);
}
