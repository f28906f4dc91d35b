/* progress.c - one line on the terminal, rewritten in place */

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "clock.h"
#include "progress.h"

struct progress
progress_new(long total)
{
	return (struct progress){.terminal = isatty(STDERR_FILENO),
	    .total = total,
	    .begun_s = clock_s()};
}

void
progress_show(struct progress *p, const char *fmt, ...)
{
	double gone_s, left_s;
	va_list ap;

	if (!p->terminal || p->done == 0)
		return;
	gone_s = clock_s() - p->begun_s;
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
