/* progress.c - one line on the terminal, rewritten in place */

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "progress.h"

struct progress
progress_new(long total)
{
	struct progress p = {.terminal = isatty(STDERR_FILENO), .total = total};

	clock_gettime(CLOCK_MONOTONIC, &p.begun);
	return p;
}

void
progress_show(struct progress *p, const char *fmt, ...)
{
	struct timespec t;
	double gone_s, left_s;
	va_list ap;

	if (!p->terminal || p->done == 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	gone_s = (double)(t.tv_sec - p->begun.tv_sec) +
		 (double)(t.tv_nsec - p->begun.tv_nsec) / 1e9;
	left_s = gone_s / (double)p->done * (double)(p->total - p->done);
	if (gone_s + left_s < 2)
		return;
	p->shown = 1;
	fputs("\r\033[K", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, ", %.0f s, %.0f s to go", gone_s, left_s);
}

void
progress_hide(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = 0;
}
