/* utc.c - times as text: YYYY-MM-DDTHH:MM:SSZ, which sorts as time does */

#include <stdio.h>
#include <string.h>

#include "utc.h"

/* The number that count digits at s are, or -1. */
static int
digits(const char *s, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if ((unsigned)(s[i] - '0') > 9)
			return -1;
		value = 10 * value + s[i] - '0';
	}
	return value;
}

static int
days_in(int year, int month)
{
	static const int days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

/* The first 19 characters, up to the seconds: 1 if they are a time.  A leap
 * second is one, and counts as the next. */
static int
read_time(const char *s, struct tm *tm)
{
	int year = digits(s, 4), month = digits(s + 5, 2);
	int day = digits(s + 8, 2), hour = digits(s + 11, 2);
	int minute = digits(s + 14, 2), second = digits(s + 17, 2);

	if (year < 0 || s[4] != '-' || s[7] != '-' || s[10] != 'T' ||
	    s[13] != ':' || s[16] != ':')
		return 0;
	if (month < 1 || month > 12 || day < 1 || day > days_in(year, month))
		return 0;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
	    second > 60)
		return 0;
	*tm = (struct tm){.tm_year = year - 1900,
	    .tm_mon = month - 1,
	    .tm_mday = day,
	    .tm_hour = hour,
	    .tm_min = minute,
	    .tm_sec = second};
	return 1;
}

int
utc_is(const char *s, size_t len)
{
	struct tm tm;

	return len == UTC_LEN && s[UTC_LEN - 1] == 'Z' && read_time(s, &tm);
}

time_t
utc_seconds(const char *s)
{
	struct tm tm = {0};

	read_time(s, &tm);
	return timegm(&tm);
}

/* Seconds east of Greenwich of "Z", "+01:00", ...: 1, or 0 if it is none. */
static int
read_offset(const char *s, int *offset)
{
	int hours, minutes;

	*offset = 0;
	if (strcmp(s, "Z") == 0)
		return 1;
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':')
		return 0;
	hours = digits(s + 1, 2);
	minutes = digits(s + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return 0;
	*offset = (hours * 60 + minutes) * (*s == '-' ? -60 : 60);
	return 1;
}

int
utc_text(char utc[UTC_LEN + 1], time_t seconds)
{
	struct tm tm;

	gmtime_r(&seconds, &tm);
	return strftime(utc, UTC_LEN + 1, "%Y-%m-%dT%H:%M:%SZ", &tm) == UTC_LEN;
}

int
utc_from(char utc[UTC_LEN + 1], const char *text)
{
	struct tm tm;
	time_t seconds;
	int offset;

	if (strlen(text) < UTC_LEN || !read_time(text, &tm))
		return 0;
	text += UTC_LEN - 1;
	if (*text == '.') {
		if (digits(++text, 1) < 0)
			return 0;
		text += strspn(text, "0123456789");
	}
	if (!read_offset(text, &offset))
		return 0;
	seconds = timegm(&tm) - offset;
	return utc_text(utc, seconds);
}
