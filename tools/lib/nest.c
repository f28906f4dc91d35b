/* nest.c - the JSON object that a row of columns with dotted names becomes */

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "jsontext.h"
#include "nest.h"
#include "table.h"

enum { DEPTH_MAX = 64 }; /* deeper than people, within every reader's limit */

/* An object or, at the end of a name, a value.  The tree is made of links
 * between brothers; another one, of tsearch, finds a node by its path. */
struct node {
	char *path;       /* "a.b" */
	const char *name; /* its last part, "b" */
	int is_value;
	size_t column; /* of a value */
	struct node *first, *last, *next;
};

static int
by_path(const void *a, const void *b)
{
	return strcmp(
	    ((const struct node *)a)->path, ((const struct node *)b)->path);
}

static void
free_node(void *node)
{
	free(((struct node *)node)->path);
	free(node);
}

/* The node of the path, made and put under parent if there is none. */
static struct node *
child(void **found, struct node *parent, const char *path, size_t len,
    size_t start)
{
	struct node *node = xrealloc(NULL, 1, sizeof *node), *old;

	*node = (struct node){.path = xrealloc(NULL, len + TABLE_SLACK, 1)};
	memcpy(node->path, path, len);
	memset(node->path + len, '\0', TABLE_SLACK);
	node->name = node->path + start;
	old = *(struct node **)tsearch(node, found, by_path);
	if (old != node) {
		free_node(node);
		return old;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	return parent->last = node;
}

/* Put a column into the tree; what is wrong with its name, or NULL. */
static const char *
plant(
    void **found, struct node *root, const char *name, size_t column, int flat)
{
	struct node *node = root;
	const char *start = name, *end;
	int depth = 0;

	do {
		end = flat ? NULL : strchr(start, '.');
		if (end == NULL)
			end = start + strlen(start);
		if (end == start)
			return *name ? "empty part" : "empty";
		if (++depth > DEPTH_MAX)
			return "too many parts";
		node = child(found, node, name, (size_t)(end - name),
		    (size_t)(start - name));
		if (node->is_value)
			return "both a value and an object";
		start = end + 1;
	} while (*end != '\0');
	if (node->first)
		return "both a value and an object";
	node->is_value = 1;
	node->column = column;
	return NULL;
}

/* Write the inside of an object, cut at each value; the column whose name is
 * not UTF-8, or -1. */
static long /* NOLINTNEXTLINE(misc-no-recursion): at most DEPTH_MAX deep */
walk(struct nest *nest, struct jsontext *j, const struct node *parent)
{
	long bad;

	for (const struct node *n = parent->first; n; n = n->next) {
		if (n != parent->first)
			jsontext_raw(j, ",", 1);
		if (!jsontext_string(j, n->name, strlen(n->name))) {
			while (!n->is_value)
				n = n->first;
			return (long)n->column;
		}
		jsontext_raw(j, ":", 1);
		if (n->is_value) {
			nest->cells[nest->len++] =
			    (struct nest_cell){n->column, j->text, j->len};
			*j = (struct jsontext){0};
			continue;
		}
		jsontext_raw(j, "{", 1);
		if ((bad = walk(nest, j, n)) >= 0)
			return bad;
		jsontext_raw(j, "}", 1);
	}
	return -1;
}

int
nest_plan(struct nest *nest, const char *const *names, size_t len, int flat,
    struct nest_error *error)
{
	struct node root = {0};
	struct jsontext j = {0};
	void *found = NULL;
	long bad = -1;

	*nest =
	    (struct nest){.cells = xrealloc(NULL, len, sizeof *nest->cells)};
	error->what = NULL;
	for (size_t i = 0; i < len && error->what == NULL; i++) {
		error->what = plant(&found, &root, names[i], i, flat);
		error->column = i;
	}
	if (error->what == NULL) {
		jsontext_raw(&j, "{", 1);
		bad = walk(nest, &j, &root);
		jsontext_raw(&j, "}", 1);
	}
	if (bad >= 0)
		*error = (struct nest_error){"not UTF-8", (size_t)bad};
	nest->after = j.text;
	nest->after_len = j.len;
	tdestroy(found, free_node);
	return error->what == NULL;
}

void
nest_free(struct nest *nest)
{
	for (size_t i = 0; i < nest->len; i++)
		free(nest->cells[i].before);
	free(nest->cells);
	free(nest->after);
}
