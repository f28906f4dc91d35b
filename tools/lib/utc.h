/* utc.h - times as text: YYYY-MM-DDTHH:MM:SSZ, which sorts as time does */

#ifndef UTC_H
#define UTC_H

#include <stddef.h>
#include <time.h>

/* The length of such a text. */
enum { UTC_LEN = 20 };

/* Whether the len bytes at s are such a text, of a day that there is. */
int utc_is(const char *s, size_t len);

/* Seconds since 1970 of such a text. */
time_t utc_seconds(const char *s);

/* The text of such a time; 0 if its year has not four digits. */
int utc_text(char utc[UTC_LEN + 1], time_t);

/* Rewrite a date-time of RFC 3339, with any offset and any fraction of a
 * second, which is dropped: 1, or 0 if text is none. */
int utc_from(char utc[UTC_LEN + 1], const char *text);

#endif
