/* mockserver.c - an HTTP server with drawn delays, beside a command
 *
 * link: -lmicrohttpd */

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <microhttpd.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "die.h"
#include "json.h"
#include "keeper.h"
#include "mock_draw.h"
#include "mock_due.h"
#include "mock_layout.h"
#include "number.h"
#include "out.h"
#include "sketch.h"

const char *const tool = "mockserver";

static const char usage_text[] =
    "usage: mockserver [-b bytes] [-c layout] [-d median_ms:sigma] "
    "[-e percent] [-o file] [-s seed] command [argument ...]\n"
    "       mockserver [-b bytes] [-d median_ms:sigma] [-e percent] [-s seed] "
    "-n count\n"
    "       mockserver [-c layout] -L\n"
    "\n"
    "  -b bytes            mean size of a body (default 1000)\n"
    "  -c layout           unpinned, or pinned: the last CPU for the server, "
    "the\n"
    "                      others for the command (default unpinned)\n"
    "  -d median_ms:sigma  draw log-normal delays (default none)\n"
    "  -e percent          answer as many requests with status 503 (default "
    "0)\n"
    "  -L                  print the layout as JSON, and run nothing\n"
    "  -n count            print the draws of ids 1 to count as CSV, and run "
    "nothing\n"
    "  -o file             write the statistics here at the end, as JSON\n"
    "  -s seed             seed of the draws (default 1)\n"
    "\n"
    "example: mockserver -d 10:0.5 -e 5 curl '{url}/?i=[1-9]'\n";

enum {
	CONNECTIONS = 4096,
	FILES = 1264, /* 1200 connections, and what else there is */
	REQUEST_BYTES = 8192,
	BODY_BYTES_MAX = 1 << 24,
	SIGNALLED = 128,
};

struct opts {
	struct mock_rules rules;
	const char *layout, *path;
	long draws;
	int show_layout;
};

struct server {
	const struct mock_rules *rules;
	struct mock_layout layout;
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

/* Statistics: the counters, how late answers were, and the layout. */
static struct json_object *
stats(const struct server *s)
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
	mock_layout_put(o, &s->layout);
	return o;
}

/* The statistics as lines of name and value; MHD frees them. */
static struct MHD_Response *
stats_response(const struct server *s)
{
	struct json_object *o = stats(s);
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
request_new(const struct server *s, struct MHD_Connection *connection,
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
	struct server *s = context;
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
	struct server *s = context;
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
	struct server *s = context;

	(void)connection, (void)state;
	s->accepts += what == MHD_CONNECTION_NOTIFY_STARTED;
}

/* Resume what is due until then, and let MHD do all it can do now. */
static void
serve(struct server *s, int64_t until_ns)
{
	MHD_UNSIGNED_LONG_LONG wait_ms;

	while (s->dues.len > 0 && s->dues.heap[0].at_ns <= until_ns)
		MHD_resume_connection(mock_due_take(&s->dues));
	do
		if (MHD_run(s->daemon) != MHD_YES)
			die("MHD_run failed");
	while (MHD_get_timeout(s->daemon, &wait_ms) == MHD_YES && wait_ms == 0);
}

/* Serve until the command ends, and return its status. */
static int
serve_beside(struct server *s, pid_t pid, int signals)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), status;
	int mhd =
	    MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	struct pollfd fd[] = {{.fd = pidfd, .events = POLLIN},
	    {.fd = signals, .events = POLLIN}, {.fd = mhd, .events = POLLIN}};
	struct timespec wait, *timeout;
	int64_t left_ns;

	if (pidfd < 0)
		die("pidfd_open:");
	while (!fd[0].revents) {
		serve(s, clock_ns(CLOCK_MONOTONIC));
		timeout = NULL;
		if (s->dues.len > 0) {
			left_ns =
			    s->dues.heap[0].at_ns - clock_ns(CLOCK_MONOTONIC);
			left_ns = left_ns > 0 ? left_ns : 0;
			wait.tv_sec = left_ns / SECOND_NS;
			wait.tv_nsec = left_ns % SECOND_NS;
			timeout = &wait;
		}
		if (ppoll(fd, 3, timeout, NULL) < 0 && errno != EINTR)
			die("poll:");
		if (fd[1].revents)
			keeper_pass_on(signals, pidfd);
	}
	close(pidfd);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die("waitpid:");
	return status;
}

/* A socket on the loopback interface, at a port that is free. */
static int
listen_locally(char url[64])
{
	struct sockaddr_in to = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof to;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int on = 1;

	/* accepted sockets inherit it; else answers may wait for 40 ms */
	if (fd < 0 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0 ||
	    bind(fd, (struct sockaddr *)&to, len) < 0 ||
	    listen(fd, CONNECTIONS) < 0 ||
	    getsockname(fd, (struct sockaddr *)&to, &len) < 0)
		die("127.0.0.1:");
	snprintf(url, 64, "http://127.0.0.1:%d", ntohs(to.sin_port));
	return fd;
}

/* Open as many files as may be, after the command has got its own limit. */
static void
raise_files(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		die("getrlimit:");
	files.rlim_cur = files.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &files) < 0)
		die("setrlimit:");
	if (files.rlim_cur < FILES)
		die("open files: want %d, but only %llu are allowed", FILES,
		    (unsigned long long)files.rlim_cur);
}

/* The word with all "{url}" in it replaced. */
static char *
replaced(const char *word, const char *url)
{
	static const char mark[] = "{url}";
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL)
		die("out of memory");
	for (const char *at; (at = strstr(word, mark));
	     word = at + strlen(mark))
		fprintf(f, "%.*s%s", (int)(at - word), word, url);
	fputs(word, f);
	if (fclose(f) != 0)
		die("out of memory");
	return text;
}

static int
run(const struct opts *o, char *argv[])
{
	struct server s = {.rules = &o->rules,
	    .layout = mock_layout_of(o->layout),
	    .lateness_us = sketch_new(0.005)};
	struct out out = {0};
	struct json_object *figures;
	char url[64];
	sigset_t usual;
	int signals = keeper_signals(&usual), listener = listen_locally(url);
	int status;
	pid_t pid;

	if (o->path)
		out = out_open(o->path);
	for (char **word = argv; *word; word++)
		*word = replaced(*word, url);
	if (!s.layout.pinned && strcmp(o->layout, "pinned") == 0)
		warn("not pinned: there is only one CPU to run on");
	mock_layout_move(&s.layout.command);
	pid = keeper_start(argv, STDOUT_FILENO, &usual);
	mock_layout_move(&s.layout.server);
	raise_files();
	prctl(PR_SET_TIMERSLACK, 1); /* by default a wait is 50 us longer */
	signal(SIGPIPE, SIG_IGN);
	s.daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
					MHD_USE_SUPPRESS_DATE_NO_CLOCK,
	    0, NULL, NULL, answer, &s, MHD_OPTION_LISTEN_SOCKET, listener,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_BYTES,
	    MHD_OPTION_NOTIFY_CONNECTION, connected, &s,
	    MHD_OPTION_NOTIFY_COMPLETED, completed, &s, MHD_OPTION_END);
	if (s.daemon == NULL)
		die("libmicrohttpd does not start");
	status = serve_beside(&s, pid, signals);
	figures = stats(&s);
	s.closing = 1;
	serve(&s, INT64_MAX); /* MHD stops only if nothing is suspended */
	MHD_stop_daemon(s.daemon);
	if (o->path) {
		fprintf(out.f, "%s\n",
		    json_object_to_json_string_ext(
			figures, JSON_C_TO_STRING_PLAIN));
		out_close(&out);
	}
	json_object_put(figures);
	sketch_free(s.lateness_us);
	free(s.dues.heap);
	return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

static void
print_draws(const struct mock_rules *rules, long count)
{
	struct out out = out_open(NULL);

	fputs("id,delay_us,status,body_bytes\n", out.f);
	for (long id = 1; id <= count; id++) {
		struct mock_draw d = mock_draw(rules, (uint64_t)id);

		fprintf(out.f, "%ld,%lld,%u,%zu\n", id, (long long)d.delay_us,
		    d.status, d.body_bytes);
	}
	out_close(&out);
}

static void
print_layout(const char *asked)
{
	struct out out = out_open(NULL);
	struct mock_layout layout = mock_layout_of(asked);
	struct json_object *o = json_object_new_object();

	mock_layout_put(o, &layout);
	fprintf(out.f, "%s\n",
	    json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
	json_object_put(o);
	out_close(&out);
}

/* "10:0.5": median in milliseconds, and sigma */
static void
parse_delay(struct mock_rules *rules, char *arg)
{
	char *colon = strchr(arg, ':');

	if (colon == NULL)
		misuse("-d: want median_ms:sigma: \"%s\"", arg);
	*colon = '\0';
	rules->median_s = number_option_real('d', arg, 0, 60000) / 1000;
	rules->sigma = number_option_real('d', colon + 1, 0, 5);
}

int
main(int argc, char *argv[])
{
	struct opts o = {
	    .rules = {.seed = 1, .body_bytes = 1000}, .layout = "unpinned"};
	int opt;

	while ((opt = next_option(argc, argv, "+b:c:d:e:hLn:o:s:")) != -1) {
		switch (opt) {
		case 'b':
			o.rules.body_bytes = (size_t)number_option(
			    opt, optarg, 0, BODY_BYTES_MAX);
			break;
		case 'c':
			if (strcmp(optarg, "pinned") != 0 &&
			    strcmp(optarg, "unpinned") != 0)
				misuse("-c: want pinned or unpinned: \"%s\"",
				    optarg);
			o.layout = optarg;
			break;
		case 'd': parse_delay(&o.rules, optarg); break;
		case 'e':
			o.rules.error_percent =
			    number_option_real(opt, optarg, 0, 100);
			break;
		case 'L': o.show_layout = 1; break;
		case 'n':
			o.draws = number_option(opt, optarg, 1, 1000000000);
			break;
		case 'o': o.path = optarg; break;
		case 's':
			o.rules.seed = (uint64_t)number_option(
			    opt, optarg, 0, 9007199254740992);
			break;
		default: usage(usage_text, opt);
		}
	}
	if ((o.draws != 0) + o.show_layout + (optind < argc) != 1)
		usage(usage_text, '?');
	if (o.draws)
		print_draws(&o.rules, o.draws);
	else if (o.show_layout)
		print_layout(o.layout);
	else
		return run(&o, argv + optind);
	return EXIT_SUCCESS;
}
