/* terminal.h - what standard output can show: signs, and how many columns */

#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdio.h>

/* Whether the locale, as LC_ALL, LC_CTYPE or LANG names it, is UTF-8. */
int terminal_utf8(void);

/* How wide it is: as COLUMNS says, or else the terminal, or else 100; from 20
 * to 10000. */
int terminal_columns(void);

/* How many columns a table may take: as COLUMNS says, or else the terminal; 0,
 * for as many as it needs, if that is not known or f is not standard output. */
int terminal_room(FILE *f);

/* Whether text fits behind so many columns. */
int terminal_fits(const char *text, int at, int room);

/* Write text to f, where at columns are taken, and end the line.  What does not
 * fit goes to the next lines, after indent blanks; controls are as humane_pad
 * has them. */
void terminal_wrap(FILE *f, const char *text, int at, int indent, int room);

#endif
