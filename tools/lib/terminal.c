/* terminal.c - what standard output can show: signs, and how many columns */

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "die.h"
#include "humane.h"
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

/* As COLUMNS says, or else the terminal, or else 0. */
static int
width(void)
{
	const int least = 20, most = 10000;
	const char *text = getenv("COLUMNS");
	struct winsize size = {0};
	long n = text ? strtol(text, NULL, 10) : 0;

	if (n <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	return n <= 0 ? 0 : n < least ? least : n > most ? most : (int)n;
}

int
terminal_columns(void)
{
	const int otherwise = 100;
	int n = width();

	return n > 0 ? n : otherwise;
}

int
terminal_room(FILE *f)
{
	return fileno(f) == STDOUT_FILENO ? width() : 0;
}

int
terminal_fits(const char *text, int at, int room)
{
	return room == 0 || at + humane_width(text) <= room;
}

/* All words of the text, which is taken apart. */
static void
write_words(FILE *f, char *text, int at, int indent, int room)
{
	char *rest = NULL, *word = strtok_r(text, " ", &rest);
	int blank = 0;

	if (at > indent)
		at = room;
	for (; word; word = strtok_r(NULL, " ", &rest)) {
		int len = humane_width(word);

		if (at > indent && at + blank + len > room) {
			fprintf(f, "\n%*s", indent, "");
			at = indent;
			blank = 0;
		}
		fputs(blank ? " " : "", f);
		humane_pad(f, word, 0);
		at += blank + len;
		blank = 1;
	}
}

void
terminal_wrap(FILE *f, const char *text, int at, int indent, int room)
{
	char *copy;

	if (terminal_fits(text, at, room)) {
		humane_pad(f, text, 0);
	} else {
		copy = xstrdup(text);
		write_words(f, copy, at, indent, room);
		free(copy);
	}
	putc('\n', f);
}
