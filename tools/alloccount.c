/* alloccount.c - count what a command allocates, and how much
 *
 * The counting is done by tools/preload/alloccount.c, within the command. */

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "alloccounts.h"
#include "die.h"
#include "keeper.h"
#include "out.h"
#include "samplesfd.h"

const char *const tool = "alloccount";

static const char usage_text[] =
    "usage: alloccount [-o file] command [argument ...]\n"
    "\n"
    "  -o file  write the counts here as CSV, whole or not at all (default\n"
    "           samples on SAMPLES_FD, or text on standard error)\n"
    "\n"
    "example: alloccount sort -R numbers.txt >/dev/null\n";

/* The library that is preloaded: beside this program, or where it is
 * installed. */
static char *
find_library(void)
{
	static const char *const places[] = {"", "/../lib/plumbline"};
	char self[PATH_MAX], *folder, *path;
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);

	if (len < 0)
		die("/proc/self/exe:");
	self[len] = '\0';
	folder = dirname(self);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		path = xprintf("%s%s/alloccount.so", folder, places[i]);
		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	die("alloccount.so is neither in %s nor in its ../lib/plumbline",
	    folder);
}

/* Memory for the counters, and its path for other processes.  That is good
 * also for one that has closed all its descriptors. */
static struct alloc_counts *
new_counts(char path[PATH_MAX])
{
	int fd = memfd_create("alloccount", MFD_CLOEXEC);
	struct alloc_counts *c = MAP_FAILED;

	if (fd >= 0 && ftruncate(fd, sizeof *c) == 0)
		c = mmap(
		    NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (c == MAP_FAILED)
		die("memfd_create:");
	c->magic = ALLOC_MAGIC;
	snprintf(path, PATH_MAX, "/proc/%d/fd/%d", getpid(), fd);
	return c;
}

static void
set(const char *name, const char *value)
{
	if (setenv(name, value, 1) < 0)
		die("setenv:");
}

/* What the command's environment has to say. */
static void
set_environment(const char *counts)
{
	const char *others = getenv("LD_PRELOAD");
	char *library = find_library(), *list;

	if (strpbrk(library, " :"))
		die("%s: LD_PRELOAD takes no path with a blank or colon",
		    library);
	list = xprintf("%s%s%s", library, others && *others ? ":" : "",
	    others ? others : "");
	set("LD_PRELOAD", list);
	set("PYTHONMALLOC", "malloc");
	set(ALLOC_FILE, counts);
	free(list);
	free(library);
}

/* Zeros would be a lie if nobody was there to count. */
static void
check(const struct alloc_counts *c, const char *command)
{
	if (c->programs == 0)
		die("%s: nothing was counted: the counter cannot be loaded "
		    "into a "
		    "program that is linked statically or for another C "
		    "library, or that runs with more privileges",
		    command);
	if (c->deaf == c->programs)
		die("%s: nothing was counted: it is linked with an allocator "
		    "of its own",
		    command);
	if (c->deaf > 0)
		warn("%s: programs not counted, as they have an allocator of "
		     "their own: %llu of %llu",
		    command, (unsigned long long)c->deaf,
		    (unsigned long long)c->programs);
}

static double
total(const struct alloc_counts *c, enum alloc_counter counter)
{
	double sum = 0;

	for (int i = 0; i < ALLOC_SHARDS; i++)
		sum += (double)c->shards[i].n[counter];
	return sum;
}

enum form { TEXT, CSV, SAMPLES };

static int
report(const struct alloc_counts *c, FILE *f, enum form form)
{
	double zeroed = total(c, ALLOC_ZEROED),
	       resized = total(c, ALLOC_RESIZED),
	       aligned = total(c, ALLOC_ALIGNED);
	const struct {
		const char *metric, *unit;
		double value;
		const char *what;
	} rows[] = {{"alloc_count", "1",
			total(c, ALLOC_PLAIN) + zeroed + aligned + resized,
			"allocations"},
	    {"alloc_bytes", "B", total(c, ALLOC_BYTES), "bytes asked for"},
	    {"alloc_realloc_count", "1", resized,
		"allocations that resized a block"},
	    {"alloc_zeroed_count", "1", zeroed, "allocations zeroed by calloc"},
	    {"alloc_aligned_count", "1", aligned,
		"allocations aligned on demand"},
	    {"alloc_free_count", "1", total(c, ALLOC_FREED), "blocks freed"},
	    {"alloc_peak", "B", (double)c->peak_B,
		"bytes in blocks at the peak of a process"},
	    {"alloc_programs", "1", (double)c->programs, "programs counted"}};

	if (form == CSV)
		fputs("metric,unit,value\n", f);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (form == TEXT)
			fprintf(f, "%15.0f  %s\n", rows[i].value, rows[i].what);
		else
			fprintf(f, "%s%s,%s,%.0f\n", form == SAMPLES ? "," : "",
			    rows[i].metric, rows[i].unit, rows[i].value);
	return fflush(f) == 0;
}

int
main(int argc, char *argv[])
{
	int opt, status, samples = samples_fd();
	const char *path = NULL;
	struct alloc_counts *c;
	char counts[PATH_MAX];
	struct out out;
	FILE *f;

	while ((opt = next_option(argc, argv, "+ho:")) != -1)
		switch (opt) {
		case 'o': path = optarg; break;
		default: usage(usage_text, opt);
		}
	if (optind == argc)
		usage(usage_text, '?');
	out = out_open(path);
	c = new_counts(counts);
	set_environment(counts);
	status = keeper_run(argv + optind, STDOUT_FILENO, -1, NULL, NULL);
	signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is a message */
	check(c, argv[optind]);
	if (path) {
		report(c, out.f, CSV);
		out_close(&out);
	}
	if (samples >= 0) {
		f = fdopen(samples, "w");
		if (f == NULL || !report(c, f, SAMPLES))
			die("SAMPLES_FD:");
	} else if (path == NULL) {
		report(c, stderr, TEXT);
	}
	return status;
}
