/* die.c - messages on standard error: "tool: text", plus errno after a colon */

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"

static void
say(const char *fmt, va_list ap)
{
	int e = errno;

	fprintf(stderr, "%s: ", tool);
	vfprintf(stderr, fmt, ap);
	if (*fmt && fmt[strlen(fmt) - 1] == ':')
		fprintf(stderr, " %s", strerror(e));
	fputc('\n', stderr);
}

void
warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(die_status);
}

void
misuse(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(EXIT_USAGE);
}

int
next_option(int argc, char *const argv[], const char *options)
{
	static const struct option words[] = {
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};

	return getopt_long(argc, argv, options, words, NULL);
}

void
usage(const char *text, int opt)
{
	const char *help = strstr(text, "\n\n");

	if (opt != 'h') {
		fprintf(stderr, "%.*s\ntry: %s --help\n",
		    help ? (int)(help - text) : (int)strlen(text), text, tool);
		exit(EXIT_USAGE);
	}
	if (fputs(text, stdout) == EOF || fflush(stdout) == EOF)
		die("standard output:");
	exit(EXIT_SUCCESS);
}

void *
xrealloc(void *p, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die("out of memory");
	p = realloc(p, count && size ? count * size : 1);
	if (p == NULL)
		die("out of memory");
	return p;
}

char *
xstrdup(const char *s)
{
	char *copy = strdup(s);

	if (copy == NULL)
		die("out of memory");
	return copy;
}

char *
xvprintf(const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		die("out of memory");
	return text;
}

char *
xprintf(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = xvprintf(fmt, ap);
	va_end(ap);
	return text;
}
