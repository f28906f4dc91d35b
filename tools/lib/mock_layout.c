/* mock_layout.c - which CPUs a server and its clients run on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "json.h"
#include "mock_layout.h"

struct mock_layout
mock_layout_of(const char *asked)
{
	struct mock_layout l = {.asked = asked};
	size_t last = CPU_SETSIZE - 1;

	if (sched_getaffinity(0, sizeof l.server, &l.server) < 0)
		die("sched_getaffinity:");
	l.command = l.server;
	l.pinned = strcmp(asked, "pinned") == 0 && CPU_COUNT(&l.server) > 1;
	if (l.pinned) {
		while (!CPU_ISSET(last, &l.server))
			last--;
		CPU_ZERO(&l.server);
		CPU_SET(last, &l.server);
		CPU_CLR(last, &l.command);
	}
	return l;
}

void
mock_layout_move(const cpu_set_t *set)
{
	if (sched_setaffinity(0, sizeof *set, set) < 0)
		die("sched_setaffinity:");
}

/* "0-2,5", as the kernel writes such lists; the caller frees it. */
static char *
list(const cpu_set_t *set)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	const char *comma = "";

	if (f == NULL)
		die("out of memory");
	for (size_t first = 0, end; first < CPU_SETSIZE; first = end + 1) {
		for (end = first; end < CPU_SETSIZE && CPU_ISSET(end, set);)
			end++;
		if (end == first)
			continue;
		fprintf(f, "%s%zu", comma, first);
		if (end - first > 1)
			fprintf(f, "-%zu", end - 1);
		comma = ",";
	}
	if (fclose(f) != 0)
		die("out of memory");
	return text;
}

void
mock_layout_put(struct json_object *to, const struct mock_layout *l)
{
	char *server = list(&l->server), *command = list(&l->command);

	json_put_text(to, "layout_asked", l->asked);
	json_put_text(to, "layout", l->pinned ? "pinned" : "unpinned");
	json_put_text(to, "server_cpus", server);
	json_put_text(to, "command_cpus", command);
	free(server);
	free(command);
}
