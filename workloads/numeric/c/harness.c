/* harness.c - read the parameters, run the cases under the clock, answer
 *
 * The rules are in ../README.md. */

#include "harness.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum parameter { MATMUL_N, FFT_LOG2, PI_SAMPLES, REPEATS, SEED, PARAMETERS };

/* the lines of the file, before the one that ends it */
static const struct {
	const char *name;
	uint64_t min, max;
} lines[PARAMETERS] = {
    {"matmul_n", 1, 4096},
    {"fft_log2", 1, 24},
    {"pi_samples", 1, 1000000000},
    {"repeats", 1, 100},
    {"seed", 0, UINT32_MAX},
};

enum case_number { MATMUL, FFT, PI, CASES };

static const char *const cases[CASES] = {"matmul", "fft", "pi"};

struct numeric {
	uint64_t values[PARAMETERS];
	FILE *answer;         /* held back until all is done */
	double *wall_times_s; /* those of a case after those of another */
};

void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("numeric: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

void *
zeroed(size_t count, size_t size)
{
	void *p = reallocarray(NULL, count, size);

	if (!p)
		die("out of memory");
	/* Written to, so that its pages are there before anything is timed;
	 * with memset a compiler would make this calloc. */
	explicit_bzero(p, count * size);
	return p;
}

/* NAME VALUE, in one way only: a blank, no leading zeros, an LF at the end */
static int
parameter(const char *line, size_t len, enum parameter p, uint64_t *value)
{
	size_t name_len = strlen(lines[p].name);
	const char *digits = line + name_len + 1, *end = line + len - 1;

	if (len < name_len + 3 || memcmp(line, lines[p].name, name_len) != 0 ||
	    digits[-1] != ' ' || *end != '\n' || end - digits > 10 ||
	    (*digits == '0' && end - digits > 1))
		return 0;
	*value = 0;
	for (; digits < end; digits++) {
		if (*digits < '0' || *digits > '9')
			return 0;
		*value = *value * 10 + (uint64_t)(*digits - '0');
	}
	return *value >= lines[p].min && *value <= lines[p].max;
}

static void
parse(const char *path, uint64_t values[PARAMETERS])
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	int n = 0;

	if (!in)
		die("%s: %s", path, strerror(errno));
	errno = 0;
	for (; (len = getline(&line, &size, in)) > 0; n++) {
		if (n < PARAMETERS && !parameter(line, (size_t)len,
					  (enum parameter)n, &values[n]))
			die("%s:%d: want %s, from %" PRIu64 " to %" PRIu64,
			    path, n + 1, lines[n].name, lines[n].min,
			    lines[n].max);
		if (n == PARAMETERS && (len != 4 || memcmp(line, "end\n", 4)))
			die("%s:%d: want end", path, n + 1);
		if (n > PARAMETERS)
			die("%s:%d: more after the end", path, n + 1);
	}
	if (ferror(in))
		die("%s: %s", path, strerror(errno));
	if (n <= PARAMETERS)
		die("%s:%d: truncated", path, n + 1);
	free(line);
	fclose(in);
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* each repeat of a case has a stream of its own */
static uint64_t
stream(const struct numeric *n, enum case_number c, uint64_t repeat)
{
	return n->values[SEED] + CASES * repeat + c;
}

static double *
wall_time_s(const struct numeric *n, enum case_number c, uint64_t repeat)
{
	return &n->wall_times_s[c * n->values[REPEATS] + repeat];
}

/* a multiple of 2^-10 in [-1, 1) */
static double
entry(uint64_t *state)
{
	return ((double)(draw(state) >> 53) - 1024) / 1024;
}

static void
matmul(struct numeric *nu)
{
	size_t n = nu->values[MATMUL_N];
	double *a = zeroed(n * n, sizeof(*a));
	double *b = zeroed(n * n, sizeof(*b));
	double *c = zeroed(n * n, sizeof(*c));

	for (uint64_t repeat = 0; repeat < nu->values[REPEATS]; repeat++) {
		uint64_t state = stream(nu, MATMUL, repeat), checksum = 0;
		double start_s, trace = 0;

		for (size_t i = 0; i < n * n; i++)
			a[i] = entry(&state);
		for (size_t i = 0; i < n * n; i++)
			b[i] = entry(&state);
		start_s = now_s();
		multiply(n, a, b, c);
		*wall_time_s(nu, MATMUL, repeat) = now_s() - start_s;

		for (size_t i = 0; i < n; i++)
			trace += c[i * n + i];
		for (size_t i = 0; i < n * n; i++)
			checksum = checksum * 6364136223846793005 +
				   (uint64_t)(int64_t)(c[i] * 0x1p20);
		fprintf(nu->answer,
		    "matmul %" PRIu64 " trace %" PRId64 "\n"
		    "matmul %" PRIu64 " checksum %" PRIu64 "\n",
		    repeat + 1, (int64_t)(trace * 0x1p20), repeat + 1,
		    checksum);
	}
	free(a);
	free(b);
	free(c);
}

/* Add up in halves, so that rounding errors grow with the logarithm. */
static struct complex
weighted_sum(const struct complex *x, const double *weights, size_t n)
{
	struct complex sum = {0}, upper;

	if (n > 64) {
		sum = weighted_sum(x, weights, n / 2);
		upper = weighted_sum(x + n / 2, weights + n / 2, n - n / 2);
		return (struct complex){sum.re + upper.re, sum.im + upper.im};
	}
	for (size_t i = 0; i < n; i++) {
		sum.re += weights[i] * x[i].re;
		sum.im += weights[i] * x[i].im;
	}
	return sum;
}

static void
print_complex(FILE *answer, struct complex x)
{
	fprintf(
	    answer, "%lld %lld\n", llround(x.re * 1024), llround(x.im * 1024));
}

static void
fft(struct numeric *nu)
{
	unsigned log2 = (unsigned)nu->values[FFT_LOG2];
	size_t n = (size_t)1 << log2;
	struct complex *in = zeroed(n, sizeof(*in));
	struct complex *out = zeroed(n, sizeof(*out));
	double *weights = zeroed(n, sizeof(*weights));
	struct fft *plan = fft_plan(log2, in, out);

	for (uint64_t repeat = 0; repeat < nu->values[REPEATS]; repeat++) {
		const size_t bins[] = {0, 1, n / 2, n - 1};
		uint64_t state = stream(nu, FFT, repeat);
		double start_s;

		for (size_t i = 0; i < n; i++) {
			in[i].re = entry(&state);
			in[i].im = entry(&state);
		}
		for (size_t i = 0; i < n; i++)
			weights[i] = 2 * (double)(draw(&state) >> 62) - 3;
		start_s = now_s();
		fft_forward(plan);
		*wall_time_s(nu, FFT, repeat) = now_s() - start_s;

		for (size_t i = 0; i < sizeof(bins) / sizeof(*bins); i++) {
			fprintf(nu->answer, "fft %" PRIu64 " bin %zu ",
			    repeat + 1, bins[i]);
			print_complex(nu->answer, out[bins[i]]);
		}
		fprintf(nu->answer, "fft %" PRIu64 " checksum ", repeat + 1);
		print_complex(nu->answer, weighted_sum(out, weights, n));
	}
	free(in);
	free(out);
	free(weights);
}

static void
pi(struct numeric *nu)
{
	for (uint64_t repeat = 0; repeat < nu->values[REPEATS]; repeat++) {
		double start_s = now_s();
		uint64_t inside = count_inside(
		    stream(nu, PI, repeat), nu->values[PI_SAMPLES]);

		*wall_time_s(nu, PI, repeat) = now_s() - start_s;
		fprintf(nu->answer, "pi %" PRIu64 " inside %" PRIu64 "\n",
		    repeat + 1, inside);
	}
}

static void
report_times(const struct numeric *nu)
{
	const char *fd = getenv("SAMPLES_FD");

	if (!fd)
		return;
	for (int c = 0; c < CASES; c++)
		for (uint64_t i = 0; i < nu->values[REPEATS]; i++)
			dprintf(atoi(fd), "%s,wall_time,s,%.9f\n", cases[c],
			    *wall_time_s(nu, (enum case_number)c, i));
}

int
main(int argc, char *argv[])
{
	struct numeric nu = {0};
	char *text;
	size_t len;

	if (argc != 2) {
		fputs("usage: numeric parameters.txt\n", stderr);
		return 2;
	}
	parse(argv[1], nu.values);
	nu.wall_times_s =
	    zeroed(CASES * nu.values[REPEATS], sizeof(*nu.wall_times_s));
	nu.answer = open_memstream(&text, &len);
	if (!nu.answer)
		die("out of memory");
	matmul(&nu);
	fft(&nu);
	pi(&nu);
	if (fclose(nu.answer))
		die("out of memory");
	if (fwrite(text, 1, len, stdout) != len || fclose(stdout))
		die("standard output: %s", strerror(errno));
	report_times(&nu);
	return 0; /* the system takes the memory back */
}
