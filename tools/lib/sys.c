/* sys.c - the small text files in which the kernel says what it knows */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys.h"

char *
sys_text(int fd, char *buf, size_t size)
{
	ssize_t len = fd < 0 ? 0 : pread(fd, buf, size - 1, 0);

	buf[len > 0 ? len : 0] = '\0';
	return buf;
}

char *
sys_clean(char *s)
{
	char *end;

	s += strspn(s, " \t");
	end = s + strcspn(s, "\n");
	while (end > s && strchr(" \t\r", end[-1]))
		end--;
	*end = '\0';
	for (char *p = s; p < end; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	return s;
}

static char *
read_line(char buf[SYS_LINE], const char *fmt, va_list ap)
{
	char path[PATH_MAX], *line;
	int fd;

	if (vsnprintf(path, sizeof path, fmt, ap) >= (int)sizeof path)
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	line = sys_clean(sys_text(fd, buf, SYS_LINE));
	close(fd);
	return *line ? line : NULL;
}

char *
sys_line(char buf[SYS_LINE], const char *fmt, ...)
{
	va_list ap;
	char *line;

	va_start(ap, fmt);
	line = read_line(buf, fmt, ap);
	va_end(ap);
	return line;
}

int
sys_number(long long *value, const char *fmt, ...)
{
	char buf[SYS_LINE], *line, *end;
	va_list ap;

	va_start(ap, fmt);
	line = read_line(buf, fmt, ap);
	va_end(ap);
	if (line == NULL)
		return 0;
	errno = 0;
	*value = strtoll(line, &end, 10);
	return errno == 0 && end > line && *end == '\0';
}

int
sys_listed(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = list; p; p = (p = strchr(p, ',')) ? p + 1 : NULL)
		if (strncmp(p, word, len) == 0 && strchr(",\n", p[len]) != NULL)
			return 1;
	return 0;
}
