/* mockserver.c - an HTTP server with drawn delays, beside a command
 *
 * link: -lmicrohttpd */

#include <arpa/inet.h>
#include <errno.h>
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
#include "keeper.h"
#include "mock_http.h"
#include "number.h"
#include "out.h"

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
	FILES = 1264, /* 1200 connections, and what else there is */
	BODY_BYTES_MAX = 1 << 24,
};

struct opts {
	struct mock_rules rules;
	const char *layout, *path;
	long draws;
	int show_layout;
};

/* Serve until the command ends, and return its status. */
static int
serve_beside(struct mock_http *http, pid_t pid, int signals)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), status;
	struct pollfd fd[] = {{.fd = pidfd, .events = POLLIN},
	    {.fd = signals, .events = POLLIN},
	    {.fd = mock_http_fd(http), .events = POLLIN}};
	struct timespec wait;
	int64_t due_ns, left_ns;

	if (pidfd < 0)
		die("pidfd_open:");
	while (!fd[0].revents) {
		mock_http_serve(http, clock_ns(CLOCK_MONOTONIC));
		due_ns = mock_http_due_ns(http);
		left_ns = due_ns - clock_ns(CLOCK_MONOTONIC);
		left_ns = left_ns > 0 ? left_ns : 0;
		wait.tv_sec = left_ns / SECOND_NS;
		wait.tv_nsec = left_ns % SECOND_NS;
		if (ppoll(fd, 3, due_ns < INT64_MAX ? &wait : NULL, NULL) < 0 &&
		    errno != EINTR)
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
	    listen(fd, MOCK_HTTP_CONNECTIONS) < 0 ||
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

static void
json_write(const struct out *out, struct json_object *o)
{
	fprintf(out->f, "%s\n",
	    json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
}

static int
run(const struct opts *o, char *argv[])
{
	struct mock_layout layout = mock_layout_of(o->layout);
	struct out out = {0};
	struct mock_http *http;
	struct json_object *stats;
	char url[64];
	sigset_t usual;
	int signals = keeper_signals(&usual), listener = listen_locally(url);
	int status;
	pid_t pid;

	if (o->path)
		out = out_open(o->path);
	for (char **word = argv; *word; word++)
		*word = replaced(*word, url);
	if (!layout.pinned && strcmp(o->layout, "pinned") == 0)
		warn("not pinned: there is only one CPU to run on");
	mock_layout_move(&layout.command);
	pid = keeper_start(argv, STDOUT_FILENO, &usual);
	mock_layout_move(&layout.server);
	raise_files();
	prctl(PR_SET_TIMERSLACK, 1); /* by default a wait is 50 us longer */
	signal(SIGPIPE, SIG_IGN);
	http = mock_http_new(&o->rules, &layout, listener);
	status = serve_beside(http, pid, signals);
	stats = mock_http_stats(http);
	mock_http_free(http);
	if (o->path) {
		json_write(&out, stats);
		out_close(&out);
	}
	json_object_put(stats);
	return keeper_status(status);
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
	json_write(&out, o);
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
