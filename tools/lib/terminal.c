/* terminal.c - what standard output can show: signs, and how many columns */

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal.h"

int
terminal_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strcasestr(value, "utf-8") ||
			       strcasestr(value, "utf8");
	}
	return 0;
}

int
terminal_columns(void)
{
	const int least = 20, most = 10000, otherwise = 100;
	const char *text = getenv("COLUMNS");
	struct winsize size = {0};
	long n = text ? strtol(text, NULL, 10) : 0;

	if (n <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	if (n <= 0)
		n = otherwise;
	return n < least ? least : n > most ? most : (int)n;
}
