/* mock_http.h - an HTTP server that waits, refuses and sends as is drawn
 *
 * One thread, which is the caller's: poll mock_http_fd, and call
 * mock_http_serve when it is readable and when something is due. */

#ifndef MOCK_HTTP_H
#define MOCK_HTTP_H

#include <json-c/json.h>
#include <stdint.h>

#include "mock_draw.h"
#include "mock_layout.h"

struct mock_http;

/* How many connections there can be at once. */
enum { MOCK_HTTP_CONNECTIONS = 4096 };

/* Serve what comes to a listening socket; the layout is for the statistics.
 * Dies. */
struct mock_http *mock_http_new(
    const struct mock_rules *, const struct mock_layout *, int listener);

/* Cut all connections, and the socket. */
void mock_http_free(struct mock_http *);

int mock_http_fd(const struct mock_http *);

/* When the next answer is due (CLOCK_MONOTONIC); INT64_MAX: none is. */
int64_t mock_http_due_ns(const struct mock_http *);

/* Give the answers that are due until then, and do what else can be done. */
void mock_http_serve(struct mock_http *, int64_t until_ns);

/* Counters, how late answers were, and the layout; the caller's to put. */
struct json_object *mock_http_stats(const struct mock_http *);

#endif
