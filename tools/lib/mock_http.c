/* mock_http.c - an HTTP server that waits, refuses and sends as is drawn
 *
 * On libmicrohttpd: its connections are suspended until their answers are due.
 */

#include <math.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "die.h"
#include "json.h"
#include "mock_due.h"
#include "mock_http.h"
#include "sketch.h"

enum { REQUEST_BYTES = 8192 };

struct mock_http {
	const struct mock_rules *rules;
	const struct mock_layout *layout;
	struct MHD_Daemon *daemon;
	struct mock_dues dues; /* suspended connections */
	uint64_t accepts, requests, errors, bad_requests;
	struct sketch *lateness_us; /* of the answers that had a delay */
	int closing;
};

struct request {
	unsigned refused; /* status, if it makes no sense; else 0 */
	int stats;        /* it asks for the statistics */
	uint64_t id;
	struct mock_draw draw;
	int64_t due_ns;
	int suspended; /* until then, or it was */
};

struct json_object *
mock_http_stats(const struct mock_http *s)
{
	static const char *const names[] = {
	    "lateness_p50_us", "lateness_p95_us", "lateness_p99_us"};
	struct fraction p[] = {{50, 100}, {95, 100}, {99, 100}};
	double quantile[3];
	struct summary_want want = {.p = p, .len = 3, .type = 7, .level = 0.95};
	struct summary figures = {.quantile = quantile};
	struct json_object *o = json_object_new_object();

	json_put_number(o, "accepts", (double)s->accepts);
	json_put_number(o, "requests", (double)s->requests);
	json_put_number(o, "errors", (double)s->errors);
	json_put_number(o, "bad_requests", (double)s->bad_requests);
	json_put_number(o, "delayed", (double)s->lateness_us->n);
	if (s->lateness_us->n > 0) {
		sketch_summarise(s->lateness_us, &want, &figures);
		for (int i = 0; i < 3; i++)
			json_put_number(
			    o, names[i], rint(quantile[i] * 10) / 10);
		json_put_number(o, "lateness_max_us", figures.max);
	}
	mock_layout_put(o, s->layout);
	return o;
}

/* The statistics as lines of name and value; MHD frees them. */
static struct MHD_Response *
stats_response(const struct mock_http *s)
{
	struct json_object *o = mock_http_stats(s);
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	if (f == NULL)
		die("out of memory");
	json_object_object_foreach(o, name, value)
	    fprintf(f, "%s %s\n", name, json_object_get_string(value));
	json_object_put(o);
	if (fclose(f) != 0)
		die("out of memory");
	return MHD_create_response_from_buffer(
	    len, text, MHD_RESPMEM_MUST_FREE);
}

static struct MHD_Response *
drawn_response(const struct request *r)
{
	char *body = xrealloc(NULL, r->draw.body_bytes + 1, 1), delay[32];
	struct MHD_Response *response;

	mock_body(body, r->draw.body_bytes, r->id);
	response = MHD_create_response_from_buffer(
	    r->draw.body_bytes, body, MHD_RESPMEM_MUST_FREE);
	snprintf(delay, sizeof delay, "%lld", (long long)r->draw.delay_us);
	if (response)
		MHD_add_response_header(response, "X-Delay-Us", delay);
	return response;
}

/* The id that ?i= gives, 1 to 15 digits. */
static int
parse_id(struct MHD_Connection *connection, uint64_t *id)
{
	const char *text =
	    MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "i");
	size_t len = text ? strlen(text) : 0;

	if (len < 1 || len > MOCK_ID_DIGITS ||
	    strspn(text, "0123456789") != len)
		return 0;
	*id = strtoull(text, NULL, 10);
	return 1;
}

static struct request *
request_new(const struct mock_http *s, struct MHD_Connection *connection,
    const char *url, const char *method)
{
	struct request *r = xrealloc(NULL, 1, sizeof *r);

	*r = (struct request){.stats = strcmp(url, "/stats") == 0};
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0)
		r->refused = MHD_HTTP_METHOD_NOT_ALLOWED;
	else if (!r->stats && strcmp(url, "/") != 0)
		r->refused = MHD_HTTP_NOT_FOUND;
	else if (!r->stats && !parse_id(connection, &r->id))
		r->refused = MHD_HTTP_BAD_REQUEST;
	else if (!r->stats)
		r->draw = mock_draw(s->rules, r->id);
	r->due_ns = clock_ns(CLOCK_MONOTONIC) + r->draw.delay_us * 1000;
	return r;
}

/* MHD calls this when the header has come, then when the request is whole, and
 * once more if the connection was suspended.  To answer, or to suspend, in the
 * first call would end the connection with the answer. */
static enum MHD_Result
answer(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_size, void **state)
{
	struct mock_http *s = context;
	struct request *r = *state;
	struct MHD_Response *response;
	enum MHD_Result result;

	(void)version, (void)upload;
	if (s->closing)
		return MHD_NO;
	if (r == NULL) {
		*state = request_new(s, connection, url, method);
		return MHD_YES;
	}
	if (*upload_size > 0) {
		*upload_size = 0; /* whatever it is */
		return MHD_YES;
	}
	if (r->draw.delay_us > 0 && !r->suspended) {
		r->suspended = 1;
		MHD_suspend_connection(connection);
		mock_due_add(&s->dues, r->due_ns, connection);
		return MHD_YES;
	}
	s->requests += !r->stats && !r->refused;
	s->bad_requests += r->refused != 0;
	s->errors += r->draw.status == MHD_HTTP_SERVICE_UNAVAILABLE;
	response = r->refused ? MHD_create_response_from_buffer(
				    0, NULL, MHD_RESPMEM_PERSISTENT)
		   : r->stats ? stats_response(s)
			      : drawn_response(r);
	if (response == NULL)
		die("out of memory");
	result = MHD_queue_response(connection,
	    r->refused ? r->refused
	    : r->stats ? MHD_HTTP_OK
		       : r->draw.status,
	    response);
	MHD_destroy_response(response);
	return result;
}

/* The last byte of an answer went to the kernel, or it never will. */
static void
completed(void *context, struct MHD_Connection *connection, void **state,
    enum MHD_RequestTerminationCode how)
{
	struct mock_http *s = context;
	struct request *r = *state;

	(void)connection;
	if (r && r->suspended && how == MHD_REQUEST_TERMINATED_COMPLETED_OK)
		sketch_add(s->lateness_us,
		    (double)(clock_ns(CLOCK_MONOTONIC) - r->due_ns) / 1000, 1);
	free(r);
	*state = NULL;
}

static void
connected(void *context, struct MHD_Connection *connection, void **state,
    enum MHD_ConnectionNotificationCode what)
{
	struct mock_http *s = context;

	(void)connection, (void)state;
	s->accepts += what == MHD_CONNECTION_NOTIFY_STARTED;
}

struct mock_http *
mock_http_new(const struct mock_rules *rules, const struct mock_layout *layout,
    int listener)
{
	struct mock_http *s = xrealloc(NULL, 1, sizeof *s);

	*s = (struct mock_http){
	    .rules = rules, .layout = layout, .lateness_us = sketch_new(0.005)};
	s->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
					 MHD_USE_SUPPRESS_DATE_NO_CLOCK,
	    0, NULL, NULL, answer, s, MHD_OPTION_LISTEN_SOCKET, listener,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOCK_HTTP_CONNECTIONS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES,
	    MHD_OPTION_NOTIFY_CONNECTION, connected, s,
	    MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_END);
	if (s->daemon == NULL)
		die("libmicrohttpd does not start");
	return s;
}

int
mock_http_fd(const struct mock_http *s)
{
	return MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)
	    ->epoll_fd;
}

int64_t
mock_http_due_ns(const struct mock_http *s)
{
	return s->dues.len > 0 ? s->dues.heap[0].at_ns : INT64_MAX;
}

void
mock_http_serve(struct mock_http *s, int64_t until_ns)
{
	MHD_UNSIGNED_LONG_LONG wait_ms;

	while (s->dues.len > 0 && s->dues.heap[0].at_ns <= until_ns)
		MHD_resume_connection(mock_due_take(&s->dues));
	do
		if (MHD_run(s->daemon) != MHD_YES)
			die("MHD_run failed");
	while (MHD_get_timeout(s->daemon, &wait_ms) == MHD_YES && wait_ms == 0);
}

void
mock_http_free(struct mock_http *s)
{
	s->closing = 1;
	mock_http_serve(s, INT64_MAX); /* MHD stops if none is suspended */
	MHD_stop_daemon(s->daemon);
	sketch_free(s->lateness_us);
	free(s->dues.heap);
	free(s);
}
