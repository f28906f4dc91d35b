/* verdict.c - whether a run went well */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "measured.h"
#include "reported.h"
#include "verdict.h"

/* What is wrong with the program's own samples, or NULL. */
static const char *
check_samples(int fd, const struct rates *rates, unsigned long *line)
{
	struct reported r;

	reported_open(&r, fd);
	while (reported_next(&r)) {
		struct field scase = r.field[REPORTED_CASE];
		struct field metric = r.field[REPORTED_METRIC];

		if ((scase.len == 0 && measured_has(metric.text, metric.len)) ||
		    rates_have(rates, scase, metric))
			r.error = "a metric of timer's own, and its case";
	}
	*line = r.line;
	return r.error;
}

__attribute__((format(printf, 3, 4))) static void
wrong(struct verdict *v, const char *status, const char *fmt, ...)
{
	va_list ap;

	v->status = status;
	va_start(ap, fmt);
	vsnprintf(v->what, sizeof v->what, fmt, ap);
	va_end(ap);
}

struct verdict
verdict_of(const struct child *c, const char *digest, const struct rates *rates)
{
	struct verdict v = {.status = "ok"};
	unsigned long line;
	const char *error;

	if (c->error) {
		wrong(&v, "not_started", "%s", strerror(c->error));
		return v;
	}
	error = check_samples(c->samples, rates, &line);
	v.samples_good = error == NULL;
	if (c->timed_out)
		wrong(&v, "timeout", "not done after %g s", c->timeout_s);
	else if (WIFSIGNALED(c->status))
		wrong(&v, "failed", "%s (signal %d)",
		    strsignal(WTERMSIG(c->status)), WTERMSIG(c->status));
	else if (WEXITSTATUS(c->status))
		wrong(&v, "failed", "exit status %d", WEXITSTATUS(c->status));
	else if (*digest && strcmp(c->answer, digest) != 0)
		wrong(
		    &v, "bad_answer", "answer %s, want %s", c->answer, digest);
	else if (error)
		wrong(&v, "bad_samples", "samples:%lu: %s", line, error);
	return v;
}
