/* main.c - httpclient: steps of concurrent requests, by libcurl
 *
 * The rules are in ../README.md. */

#include <curl/curl.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum {
	TIMEOUT_S = 20,
	LINE_BYTES = 16,
	CONCURRENCY_MAX = 1000,
	REQUESTS_MAX = 10000000,
	EVENTS = 1024, /* taken from epoll at once */
	URL_MAX = 256,
};

struct step {
	long concurrency, requests;
};

/* what a request took */
struct seen {
	double latency_s, delay_s;
};

/* what came of all requests of a step */
struct totals {
	long ok;
	uint64_t body_bytes, delay_us, checksum;
};

/* one request at a time, again and again */
struct worker {
	CURL *easy;
	long id;
	double start_s;
	char *body;
	size_t len, size;
	char problem[CURL_ERROR_SIZE];
};

struct client {
	const char *url;
	CURLM *multi;
	int epoll;
	double due_s; /* when libcurl wants to be called; negative: never */
	struct worker *workers;
	long running;    /* workers that have a request */
	long next, last; /* ids of this step that are still to be asked for */
	struct seen *seen;
	long seen_len;
	struct totals totals;
	FILE *answer, *samples; /* samples: NULL if nobody asks */
};

static _Noreturn void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("httpclient: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static void *
grown(void *p, size_t count, size_t size)
{
	p = reallocarray(p, count, size);
	if (!p)
		die("out of memory");
	return p;
}

static double
clock_s(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Digits up to the byte end, which is skipped: at least one, the first not 0.
 * Returns 0 if it is no such number, or is more than max. */
static long
number(const char **s, char end, long max)
{
	long n = 0;

	if (**s == '0')
		return 0;
	while (**s >= '0' && **s <= '9' && n <= max)
		n = n * 10 + *(*s)++ - '0';
	return *(*s)++ == end && n <= max ? n : 0;
}

/* What is in the file; *len is how many steps there are. */
static struct step *
read_steps(const char *path, size_t *len)
{
	FILE *f = fopen(path, "re");
	struct step *steps = NULL, step;
	char *line = NULL;
	size_t size = 0, lines = 0;
	int ended = 0;
	ssize_t got;

	*len = 0;
	if (!f)
		die("%s: %s", path, strerror(errno));
	while ((got = getline(&line, &size, f)) > 0) {
		const char *p = line;
		int good = !ended && memchr(line, 0, (size_t)got) == NULL;

		lines++;
		if (good && *len > 0 && strcmp(line, "end\n") == 0) {
			ended = 1;
			continue;
		}
		if (good && line[got - 1] != '\n')
			break;
		step.concurrency = number(&p, ' ', CONCURRENCY_MAX);
		good = good && step.concurrency > 0;
		step.requests = good ? number(&p, '\n', REQUESTS_MAX) : 0;
		good = good && step.requests > 0 && *p == '\0';
		for (size_t i = 0; good && i < *len; i++)
			good = steps[i].concurrency != step.concurrency;
		if (!good)
			die("%s:%zu: not a step", path, lines);
		steps = grown(steps, *len + 1, sizeof(*steps));
		steps[(*len)++] = step;
	}
	if (ferror(f))
		die("%s: %s", path, strerror(errno));
	if (!ended)
		die("%s: truncated: the last line is not the word end", path);
	fclose(f);
	free(line);
	return steps;
}

/* libcurl has some bytes of a body */
static size_t
receive(char *data, size_t one, size_t len, void *context)
{
	struct worker *w = context;

	if (w->len + len > w->size) {
		w->size = 2 * (w->len + len);
		w->body = grown(w->body, w->size, one);
	}
	memcpy(w->body + w->len, data, len);
	w->len += len;
	return len;
}

/* libcurl wants to know what goes on at a socket */
static int
watch(CURL *easy, curl_socket_t fd, int what, void *context, void *known)
{
	struct client *c = context;
	struct epoll_event event = {.data.fd = fd};

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(c->epoll, EPOLL_CTL_DEL, fd, NULL);
		return 0;
	}
	event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) |
		       (what & CURL_POLL_OUT ? EPOLLOUT : 0);
	if (epoll_ctl(c->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd,
		&event) < 0)
		die("epoll_ctl: %s", strerror(errno));
	curl_multi_assign(c->multi, fd, c);
	return 0;
}

/* libcurl wants to be called in a while, or at once, or (-1) not */
static int
set_timer(CURLM *multi, long timeout_ms, void *context)
{
	struct client *c = context;

	(void)multi;
	c->due_s = timeout_ms < 0
		       ? -1
		       : clock_s(CLOCK_MONOTONIC) + (double)timeout_ms / 1000;
	return 0;
}

static void
set(CURL *easy, CURLoption option, long value)
{
	if (curl_easy_setopt(easy, option, value) != CURLE_OK)
		die("libcurl does not know an option");
}

static void
worker_init(struct worker *w)
{
	w->easy = curl_easy_init();
	if (!w->easy)
		die("out of memory");
	set(w->easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	set(w->easy, CURLOPT_TIMEOUT, TIMEOUT_S);
	set(w->easy, CURLOPT_NOSIGNAL, 1);
	curl_easy_setopt(w->easy, CURLOPT_PROTOCOLS_STR, "http");
	curl_easy_setopt(w->easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(w->easy, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(w->easy, CURLOPT_WRITEDATA, w);
	curl_easy_setopt(w->easy, CURLOPT_ERRORBUFFER, w->problem);
	curl_easy_setopt(w->easy, CURLOPT_PRIVATE, w);
}

static void
client_init(struct client *c, const char *url, long workers)
{
	*c = (struct client){.url = url, .next = 1, .due_s = -1};
	curl_global_init(CURL_GLOBAL_DEFAULT);
	c->multi = curl_multi_init();
	c->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!c->multi || c->epoll < 0)
		die("libcurl: %s", strerror(errno));
	/* by default it keeps four for each request that is running */
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, workers);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, watch);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
	c->workers = grown(NULL, (size_t)workers, sizeof(*c->workers));
	memset(c->workers, 0, (size_t)workers * sizeof(*c->workers));
	for (long i = 0; i < workers; i++)
		worker_init(&c->workers[i]);
}

/* Ask for what is at the path, in which %ld is the id. */
static void
begin(struct client *c, struct worker *w, const char *path, long id)
{
	char url[URL_MAX];
	CURLMcode error;

	if (snprintf(url, sizeof(url), path, c->url, id) >= URL_MAX)
		die("%s: too long an address", c->url);
	w->id = id;
	w->len = 0;
	w->problem[0] = '\0';
	w->start_s = clock_s(CLOCK_MONOTONIC);
	curl_easy_setopt(w->easy, CURLOPT_URL, url);
	error = curl_multi_add_handle(c->multi, w->easy);
	if (error != CURLM_OK)
		die("%s: %s", c->url, curl_multi_strerror(error));
	c->running++;
}

static void
check(struct client *c, const struct worker *w)
{
	double latency_s = clock_s(CLOCK_MONOTONIC) - w->start_s;
	struct totals *t = &c->totals;
	struct curl_header *delay;
	char line[LINE_BYTES + 8], *end = "x";
	long status, delay_us = 0;

	curl_easy_getinfo(w->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200 && status != 503)
		die("%s: id %ld: status %ld", c->url, w->id, status);
	if (curl_easy_header(w->easy, "X-Delay-Us", 0, CURLH_HEADER, -1,
		&delay) == CURLHE_OK &&
	    strspn(delay->value, "0123456789") == strlen(delay->value) &&
	    *delay->value && strlen(delay->value) < 10)
		delay_us = strtol(delay->value, &end, 10);
	if (*end)
		die("%s: id %ld: no X-Delay-Us", c->url, w->id);
	snprintf(line, sizeof(line), "%015ld\n", w->id);
	for (size_t i = 0; i < w->len; i += LINE_BYTES)
		if (memcmp(w->body + i, line,
			w->len - i < LINE_BYTES ? w->len - i : LINE_BYTES) != 0)
			die("%s: id %ld: not its body", c->url, w->id);
	t->ok += status == 200;
	t->body_bytes += w->len;
	t->delay_us += (uint64_t)delay_us;
	t->checksum +=
	    (uint64_t)w->id * (1000 * (uint64_t)w->len + (uint64_t)status);
	c->seen[c->seen_len++] =
	    (struct seen){latency_s, (double)delay_us / 1e6};
}

/* Take what has come to an end; a worker goes on as long as there are ids. */
static void
collect(struct client *c)
{
	CURLMsg *message;
	struct worker *w;
	int left;

	while ((message = curl_multi_info_read(c->multi, &left))) {
		curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, (char **)&w);
		if (message->data.result != CURLE_OK)
			die("%s: id %ld: %s", c->url, w->id,
			    *w->problem
				? w->problem
				: curl_easy_strerror(message->data.result));
		if (w->id > 0) /* not the statistics */
			check(c, w);
		curl_multi_remove_handle(c->multi, w->easy);
		c->running--;
		if (w->id > 0 && c->next <= c->last)
			begin(c, w, "%s/?i=%ld", c->next++);
	}
}

/* Go on until nothing is running. */
static void
drive(struct client *c)
{
	struct epoll_event events[EVENTS];
	double wait_s;
	int count, running;

	while (c->running > 0) {
		wait_s = c->due_s - clock_s(CLOCK_MONOTONIC);
		/* rounded up: a millisecond too early would be for nothing */
		count = epoll_wait(c->epoll, events, EVENTS,
		    c->due_s < 0  ? -1
		    : wait_s <= 0 ? 0
				  : (int)(wait_s * 1000) + 1);
		if (count < 0 && errno != EINTR)
			die("epoll_wait: %s", strerror(errno));
		for (int i = 0; i < count; i++)
			curl_multi_socket_action(c->multi, events[i].data.fd,
			    (events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
				(events[i].events & EPOLLOUT ? CURL_CSELECT_OUT
							     : 0) |
				(events[i].events & (EPOLLERR | EPOLLHUP)
					? CURL_CSELECT_ERR
					: 0),
			    &running);
		if (c->due_s >= 0 && clock_s(CLOCK_MONOTONIC) >= c->due_s) {
			c->due_s = -1;
			curl_multi_socket_action(
			    c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
		}
		collect(c);
	}
}

/* The connections that the server has accepted so far. */
static long
accepted(struct client *c)
{
	static const char name[] = "\naccepts ";
	struct worker *w = &c->workers[0];
	char *line;

	begin(c, w, "%s/stats", 0);
	drive(c);
	receive("", 1, 1, w); /* makes it a string */
	line = strstr(w->body, name + 1);
	if (!line || (line > w->body && line[-1] != '\n'))
		die("%s/stats: no line accepts", c->url);
	return strtol(line + strlen(name + 1), NULL, 10);
}

static void
report(struct client *c, const struct step *step, double wall_s, double cpu_s,
    long connections)
{
	const struct totals *t = &c->totals;
	long n = step->concurrency, requests = step->requests;

	fprintf(c->answer,
	    "%ld,%ld,%ld,%ld,%" PRIu64 ",%" PRIu64 ",%" PRIu64 "\n", n,
	    requests, t->ok, requests - t->ok, t->body_bytes, t->delay_us,
	    t->checksum);
	if (!c->samples)
		return;
	fprintf(c->samples, "c%ld,wall_time,s,%.9f\n", n, wall_s);
	fprintf(c->samples, "c%ld,cpu_time,s,%.9f\n", n, cpu_s);
	fprintf(c->samples, "c%ld,cpu_per_request,s,%.9f\n", n,
	    cpu_s / (double)requests);
	fprintf(c->samples, "c%ld,connections,1,%ld\n", n, connections);
	fprintf(c->samples, "c%ld,error_rate,%%,%.9f\n", n,
	    100 * (double)(requests - t->ok) / (double)requests);
	for (const struct seen *s = c->seen; s < c->seen + requests; s++) {
		fprintf(c->samples, "c%ld,latency,s,%.9f\n", n, s->latency_s);
		fprintf(c->samples, "c%ld,overhead,s,%.9f\n", n,
		    s->latency_s - s->delay_s);
	}
}

static void
exercise(struct client *c, const struct step *step, long *accepts)
{
	double start_s, cpu_s, wall_s;
	long before = *accepts;

	/* written to, so that memory does not grow with the requests */
	c->seen = grown(c->seen, (size_t)step->requests, sizeof(*c->seen));
	memset(c->seen, 0, (size_t)step->requests * sizeof(*c->seen));
	c->seen_len = 0;
	c->totals = (struct totals){0};
	c->last = c->next + step->requests - 1;
	cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID);
	start_s = clock_s(CLOCK_MONOTONIC);
	for (long i = 0; i < step->concurrency && c->next <= c->last; i++)
		begin(c, &c->workers[i], "%s/?i=%ld", c->next++);
	drive(c);
	wall_s = clock_s(CLOCK_MONOTONIC) - start_s;
	cpu_s = clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu_s;
	*accepts = accepted(c);
	report(c, step, wall_s, cpu_s, *accepts - before);
}

int
main(int argc, char *argv[])
{
	char *answer = NULL, *fd = getenv("SAMPLES_FD");
	size_t answer_len, len;
	long workers = 0, accepts = 0;
	struct step *steps;
	struct client c;

	if (argc != 3) {
		fputs("usage: httpclient url steps.txt\n", stderr);
		return 2;
	}
	steps = read_steps(argv[2], &len);
	for (size_t i = 0; i < len; i++)
		if (steps[i].concurrency > workers)
			workers = steps[i].concurrency;
	client_init(&c, argv[1], workers);
	c.answer = open_memstream(&answer, &answer_len);
	if (!c.answer)
		die("out of memory");
	if (fd && (c.samples = fdopen(atoi(fd), "w")) == NULL)
		die("SAMPLES_FD: %s", strerror(errno));
	fputs("concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum"
	      "\n",
	    c.answer);
	for (size_t i = 0; i < len; i++)
		exercise(&c, &steps[i], &accepts);
	if (fclose(c.answer) != 0)
		die("out of memory");
	if (fwrite(answer, 1, answer_len, stdout) != answer_len ||
	    fflush(stdout) != 0)
		die("standard output: %s", strerror(errno));
	if (c.samples && fclose(c.samples) != 0)
		die("SAMPLES_FD: %s", strerror(errno));
	free(answer);
	return 0;
}
