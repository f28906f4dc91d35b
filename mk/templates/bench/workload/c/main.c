/* main.c - @BENCH@
 *
 * FILL-IN: your job; now: count and sum of numbers, and the largest.  The
 * rules are in ../README.md. */

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DIGITS_MAX = 9 };

struct totals {
	int64_t count, sum, largest;
};

static _Noreturn void __attribute__((format(printf, 1, 2)))
die(const char *format, ...)
{
	va_list args;

	fputs("@BENCH@: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

/* a line that is a number: an optional minus sign, one to nine digits and LF */
static int
number(const char *line, size_t len, int64_t *n)
{
	int negative = *line == '-';
	size_t i = (size_t)negative;

	if (!len || line[len - 1] != '\n')
		return 0;
	len--;
	if (len <= i || len - i > DIGITS_MAX)
		return 0;
	*n = 0;
	for (; i < len; i++) {
		if (line[i] < '0' || line[i] > '9')
			return 0;
		*n = *n * 10 + (line[i] - '0');
	}
	if (negative)
		*n = -*n;
	return 1;
}

static struct totals
read_numbers(const char *path)
{
	struct totals t = {.largest = INT64_MIN};
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int64_t want = -1, n;

	if (!in)
		die("%s: %s", path, strerror(errno));
	while ((len = getline(&line, &size, in)) >= 0) {
		int64_t line_number = t.count + (want >= 0) + 1;

		if (!number(line, (size_t)len, &n) ||
		    (want < 0 && *line == '-'))
			die("%s:%" PRId64 ": not a number", path, line_number);
		if (want < 0) {
			want = n;
			continue;
		}
		if (t.count == want)
			die("%s:%" PRId64 ": more than %" PRId64 " numbers",
			    path, line_number, want);
		t.count++;
		t.sum += n;
		if (n > t.largest)
			t.largest = n;
	}
	if (ferror(in))
		die("%s: %s", path, strerror(errno));
	if (want < 0)
		die("%s: empty", path);
	if (t.count < want)
		die("%s: %" PRId64 " numbers, want %" PRId64, path, t.count,
		    want);
	free(line);
	fclose(in);
	return t;
}

static void
write_answer(const struct totals *t)
{
	printf("count %" PRId64 "\nsum %" PRId64 "\n", t->count, t->sum);
	if (t->count)
		printf("largest %" PRId64 "\n", t->largest);
	else
		puts("largest NA");
	if (fclose(stdout))
		die("standard output: %s", strerror(errno));
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
report_phases(const double at_s[3])
{
	static const char *const phases[] = {"read", "write"};
	const char *fd = getenv("SAMPLES_FD");

	if (!fd)
		return;
	for (int i = 0; i < 2; i++)
		if (dprintf(atoi(fd), "%s,wall_time,s,%.9f\n", phases[i],
			at_s[i + 1] - at_s[i]) < 0)
			die("SAMPLES_FD %s: %s", fd, strerror(errno));
}

int
main(int argc, char **argv)
{
	struct totals t;
	double at_s[3];

	if (argc != 2) {
		fputs("usage: @BENCH@ DATASET\n", stderr);
		return 2;
	}
	at_s[0] = now_s();
	t = read_numbers(argv[1]);
	at_s[1] = now_s();
	write_answer(&t);
	at_s[2] = now_s();
	report_phases(at_s);
	return 0;
}
