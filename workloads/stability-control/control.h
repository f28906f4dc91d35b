/* control.h - what the controls have in common: all but how memory goes
 *
 * The rules are in README.md. */

#ifndef CONTROL_H
#define CONTROL_H

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KINDS_MAX = 64, BLOCK_B_MAX = 1 << 20, BATCH = 100 };

struct parameters {
	uint64_t seed, kinds, block_B;
};

static _Noreturn void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("stability-control: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

/* bytes that have been written to, so that they are resident */
static void *
touched(size_t bytes)
{
	void *p = malloc(bytes);

	if (!p)
		die("out of memory");
	memset(p, 1, bytes);
	return p;
}

/* S. Vigna's splitmix64 */
static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return z ^ (z >> 31);
}

static uint64_t
parameter(
    FILE *in, const char *path, const char *name, uint64_t min, uint64_t max)
{
	char line[64], *end;
	size_t len = strlen(name);
	uint64_t value;

	if (!fgets(line, sizeof(line), in))
		die("%s: %s", path, ferror(in) ? strerror(errno) : "truncated");
	if (strncmp(line, name, len) != 0 || line[len] != ' ' ||
	    line[len + 1] < '0' || line[len + 1] > '9')
		die("%s: want a line: %s NUMBER", path, name);
	errno = 0;
	value = strtoull(line + len + 1, &end, 10);
	if (errno || strcmp(end, "\n") != 0 || value < min || value > max)
		die("%s: %s: not a whole number from %" PRIu64 " to %" PRIu64,
		    path, name, min, max);
	return value;
}

static struct parameters
read_parameters(const char *path)
{
	FILE *in = fopen(path, "r");
	struct parameters p;

	if (!in)
		die("%s: %s", path, strerror(errno));
	p.seed = parameter(in, path, "seed", 0, UINT32_MAX);
	p.kinds = parameter(in, path, "kinds", 1, KINDS_MAX);
	p.block_B = parameter(in, path, "block_B", 8, BLOCK_B_MAX);
	if (p.block_B % 8)
		die("%s: block_B: not a multiple of 8", path);
	if (fgetc(in) != EOF)
		die("%s: more than three lines", path);
	fclose(in);
	return p;
}

/* CRC-32 as in IEEE 802.3, bitwise reversed: that of gzip */
static uint32_t
crc32(const unsigned char *data, size_t len)
{
	uint32_t table[256], crc = 0xFFFFFFFF;

	for (uint32_t i = 0; i < 256; i++) {
		table[i] = i;
		for (int bit = 0; bit < 8; bit++)
			table[i] =
			    table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320 : 0);
	}
	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *data++) & 0xFF];
	return ~crc;
}

/* The work of an operation: a block of its kind, made, and summed up. */
static uint32_t
work(const struct parameters *p, uint64_t kind)
{
	unsigned char *block = touched(p->block_B);
	uint64_t state = p->seed + kind;
	uint32_t crc;

	for (size_t i = 0; i < p->block_B; i += 8) {
		uint64_t word = draw(&state);

		for (size_t j = 0; j < 8; j++)
			block[i + j] = (unsigned char)(word >> 8 * j);
	}
	crc = crc32(block, p->block_B);
	free(block);
	return crc;
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Operate until the time is up, each operation followed by remember, to which
 * memory is left.  Samples are written as they come, since to keep them would
 * be growth. */
static void
operate(const struct parameters *p, double seconds, void (*remember)(uint64_t))
{
	const char *samples = getenv("SAMPLES_FD");
	double begin_s = now_s(), batch_s = begin_s, time_s = begin_s;
	uint32_t crc[KINDS_MAX];
	uint64_t n = 0;

	while (n < p->kinds || time_s - begin_s < seconds || n % BATCH) {
		uint64_t kind = n % p->kinds;
		uint32_t sum = work(p, kind);

		if (n < p->kinds)
			crc[kind] = sum;
		else if (crc[kind] != sum)
			die("the same block has another sum");
		remember(n);
		time_s = now_s();
		if (++n % BATCH)
			continue;
		if (samples)
			dprintf(atoi(samples), ",operation_time,s,%.9f,%d\n",
			    (time_s - batch_s) / BATCH, BATCH);
		batch_s = time_s;
	}
	for (uint64_t kind = 0; kind < p->kinds; kind++)
		printf("%" PRIu64 " %08" PRIx32 "\n", kind, crc[kind]);
	if (fclose(stdout))
		die("standard output: %s", strerror(errno));
}

/* All of main but what is kept, and how it is remembered. */
static int
control(int argc, char *argv[], void (*remember)(uint64_t))
{
	struct parameters p;
	double seconds;
	char *end;

	if (argc != 3) {
		fputs("usage: run parameters seconds\n", stderr);
		return 2;
	}
	seconds = strtod(argv[2], &end);
	if (end == argv[2] || *end || !(seconds > 0 && seconds < 1e6)) {
		fprintf(stderr,
		    "stability-control: not a time in seconds: %s\n", argv[2]);
		return 2;
	}
	p = read_parameters(argv[1]);
	operate(&p, seconds, remember);
	return 0;
}

#endif
