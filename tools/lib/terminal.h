/* terminal.h - what standard output can show: signs, and how many columns */

#ifndef TERMINAL_H
#define TERMINAL_H

/* Whether the locale, as LC_ALL, LC_CTYPE or LANG names it, is UTF-8. */
int terminal_utf8(void);

/* How wide it is: as COLUMNS says, or else the terminal, or else 100; from 20
 * to 10000. */
int terminal_columns(void);

#endif
