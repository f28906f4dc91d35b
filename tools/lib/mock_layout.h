/* mock_layout.h - which CPUs a server and its clients run on */

#ifndef MOCK_LAYOUT_H
#define MOCK_LAYOUT_H

#include <json-c/json.h>
#include <sched.h>

struct mock_layout {
	const char *asked; /* "pinned" or "unpinned" */
	int pinned;        /* the sets below have no CPU in common */
	cpu_set_t server, command;
};

/* pinned: the last of the CPUs allowed is the server's, all others are the
 * command's; if there is only one, both have it.  Dies. */
struct mock_layout mock_layout_of(const char *asked);

/* Run this process, or what it will start, on these CPUs.  Dies. */
void mock_layout_move(const cpu_set_t *);

/* Members that say it: what was asked for, what it is, and both sets. */
void mock_layout_put(struct json_object *, const struct mock_layout *);

#endif
