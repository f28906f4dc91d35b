/* roofline.c - measure the peaks of this machine: arithmetic and memory
 *
 * They bound what a program can reach: S. Williams, A. Waterman, D. Patterson,
 * "Roofline: an insightful visual performance model for multicore
 * architectures", Communications of the ACM 52(4), 2009. */

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "cpu.h"
#include "die.h"
#include "facts.h"
#include "flops.h"
#include "lock.h"
#include "out.h"

const char *const tool = "roofline";

static const char usage_text[] =
    "usage: roofline [-l lock] [-o file]\n"
    "\n"
    "  -l lock  hold this lock file while measuring\n"
    "  -o file  write here, whole or not at all (default standard output)\n"
    "\n"
    "The peaks of all processors that may be used, and of one: floating-point\n"
    "operations per second (double precision), and bytes per second from and\n"
    "to memory.\n"
    "\n"
    "example: roofline -l /tmp/lock | jq .flop_rate_per_s\n";

typedef double pair __attribute__((vector_size(16)));

/* Short repeats, a few milliseconds: some will find the processors free. */
enum { TURNS = 1000000, KERNEL_REPEATS = 200, TRIAD_REPEATS = 40 };

/* What some workers do at the same time, again and again. */
struct job {
	long workers;
	struct flops_kernel kernel;
	size_t pairs; /* in each array of one worker; 0: arithmetic */
	int repeats;
	pthread_barrier_t together;
};

struct worker {
	struct job *job;
	long number;
	pthread_t thread;
	double begin_s[KERNEL_REPEATS], end_s[KERNEL_REPEATS];
};

/* STREAM's triad: J. D. McCalpin, "Memory bandwidth and machine balance in
 * current high performance computers", IEEE TCCA Newsletter, 1995. */
static void
triad(pair *restrict a, const pair *restrict b, const pair *restrict c,
    size_t pairs, double factor)
{
	for (size_t i = 0; i < pairs; i++)
		a[i] = b[i] + factor * c[i];
}

/* Arrays whose pages this worker touches first are near its processor. */
static pair *
new_array(size_t pairs, double value)
{
	pair *array = xrealloc(NULL, pairs, sizeof *array);

	for (size_t i = 0; i < pairs; i++)
		array[i] = value + (pair){0};
	return array;
}

static double
sum_of(const pair *array, size_t pairs)
{
	pair sum = {0};

	for (size_t i = 0; i < pairs; i++)
		sum += array[i];
	return sum[0] + sum[1];
}

static void *
work(void *context)
{
	struct worker *w = context;
	struct job *job = w->job;
	const struct flops_kernel *k = &job->kernel;
	pair *a = new_array(job->pairs, 0), *b = new_array(job->pairs, 1),
	     *c = new_array(job->pairs, 2);
	double sum = 0, want;

	if (!cpu_pin(w->number))
		die("sched_setaffinity:");
	for (int r = 0; r < job->repeats; r++) {
		pthread_barrier_wait(&job->together);
		w->begin_s[r] = clock_s();
		if (job->pairs)
			triad(a, b, c, job->pairs, 3);
		else
			sum += k->run(TURNS, 0.5, 0.5);
		w->end_s[r] = clock_s();
	}
	/* x / 2 + 1 / 2 comes to 1, exactly; 1 + 3 * 2 is 7 */
	want = job->pairs ? 2 * 7 * (double)job->pairs
			  : job->repeats * FLOPS_CHAINS * k->lanes;
	if (job->pairs)
		sum = sum_of(a, job->pairs);
	if (sum != want)
		die("the sum is wrong: %.17g, not %.17g", sum, want);
	free(a);
	free(b);
	free(c);
	return NULL;
}

/* The shortest time, of all repeats, that all workers together took. */
static double
shortest_s(struct job *job)
{
	struct worker *w = xrealloc(NULL, (size_t)job->workers, sizeof *w);
	double begin_s, end_s, shortest = INFINITY;

	if (pthread_barrier_init(
		&job->together, NULL, (unsigned)job->workers) != 0)
		die("pthread_barrier_init failed");
	for (long i = 0; i < job->workers; i++) {
		w[i].job = job;
		w[i].number = i;
		if (pthread_create(&w[i].thread, NULL, work, &w[i]) != 0)
			die("pthread_create failed");
	}
	for (long i = 0; i < job->workers; i++)
		pthread_join(w[i].thread, NULL);
	for (int r = 0; r < job->repeats; r++) {
		begin_s = INFINITY;
		end_s = 0;
		for (long i = 0; i < job->workers; i++) {
			begin_s = fmin(begin_s, w[i].begin_s[r]);
			end_s = fmax(end_s, w[i].end_s[r]);
		}
		shortest = fmin(shortest, end_s - begin_s);
	}
	pthread_barrier_destroy(&job->together);
	free(w);
	return shortest;
}

static double
flop_rate(long workers)
{
	struct job job = {.workers = workers,
	    .kernel = flops_widest(),
	    .repeats = KERNEL_REPEATS};

	return 2.0 * FLOPS_CHAINS * TURNS * job.kernel.lanes * (double)workers /
	       shortest_s(&job);
}

static double
bandwidth(long workers, double arrays_B)
{
	double pairs = floor(arrays_B / 3 / sizeof(pair) / (double)workers);
	struct job job = {.workers = workers,
	    .pairs = (size_t)pairs,
	    .repeats = TRIAD_REPEATS};

	return pairs * 3 * sizeof(pair) * (double)workers / shortest_s(&job);
}

/* Eight times the caches, for of four times a part still stays in some; but at
 * most 256 MiB, or a 64th of the memory where that is more. */
static double
size_of_arrays(double caches_B)
{
	double memory_B =
	    (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
	double most_B = fmax(0x1p28, memory_B / 64);

	return caches_B > 0 ? fmin(8 * caches_B, most_B) : most_B;
}

/* The best of one processor, and of all together: that is not less, even if all
 * were never free at the same time. */
static void
add_rates(struct facts *f, const char *all_name, double all,
    const char *one_name, double one)
{
	facts_add_number(f, all_name, round(fmax(all, one)));
	facts_add_number(f, one_name, round(one));
}

static struct facts
measure(void)
{
	double begin_s = clock_s(), caches_B = cpu_caches_B();
	double arrays_B = size_of_arrays(caches_B);
	long processors = cpus_allowed();
	struct facts f = facts_new();

	if (processors == 0)
		die("the CPU affinity cannot be read");
	facts_add_text(&f, "isa", flops_widest().isa, NULL);
	facts_add_number(&f, "processors", (double)processors);
	add_rates(&f, "flop_rate_per_s", flop_rate(processors),
	    "flop_rate_one_per_s", flop_rate(1));
	add_rates(&f, "bandwidth_B_per_s", bandwidth(processors, arrays_B),
	    "bandwidth_one_B_per_s", bandwidth(1, arrays_B));
	facts_add_number(&f, "arrays_B", arrays_B);
	facts_add(&f, "caches_B",
	    caches_B > 0 ? json_object_new_int64((int64_t)caches_B) : NULL,
	    "the kernel does not say how large the caches are");
	facts_add_number(&f, "flop_repeats", KERNEL_REPEATS);
	facts_add_number(&f, "bandwidth_repeats", TRIAD_REPEATS);
	facts_add_number(
	    &f, "seconds", round((clock_s() - begin_s) * 1e3) / 1e3);
	return f;
}

int
main(int argc, char *argv[])
{
	const char *path = NULL, *lock = NULL;
	struct facts f;
	struct out out;
	int opt;

	while ((opt = next_option(argc, argv, "hl:o:")) != -1)
		switch (opt) {
		case 'l': lock = optarg; break;
		case 'o': path = optarg; break;
		default: usage(usage_text, opt);
		}
	if (optind != argc)
		usage(usage_text, '?');
	if (lock && lock_take(lock, path)) {
		warn("%s: measured meanwhile", path);
		return EXIT_SUCCESS;
	}
	out = out_open(path);
	f = measure();
	facts_write_json(&f, out.f);
	out_close(&out);
	facts_free(&f);
	return EXIT_SUCCESS;
}
