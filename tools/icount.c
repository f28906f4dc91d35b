/* icount.c - count the instructions of a command and all its descendants */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "commands.h"
#include "die.h"
#include "keeper.h"
#include "out.h"
#include "pmu.h"
#include "samplesfd.h"
#include "valgrind.h"

const char *const tool = "icount";

static const char usage_text[] =
    "usage: icount [-d] [-m method] [-o file] command [argument ...]\n"
    "\n"
    "  -d         run the command once more, and count what it does to its "
    "heap\n"
    "  -m method  pmu: the processor's counters; valgrind: emulation; auto: "
    "the\n"
    "             first of them that there is (default auto)\n"
    "  -o file    write the counts here as CSV, whole or not at all (default\n"
    "             samples on SAMPLES_FD, or text on standard error)\n"
    "\n"
    "example: icount sort -R numbers.txt >/dev/null\n";

enum method { AUTO, PMU, VALGRIND, METHODS };

static const char *const method_names[METHODS] = {"auto", "pmu", "valgrind"};

struct opts {
	int heap;
	const char *path;
};

struct counts {
	enum method method;
	double count[VALGRIND_COUNTS];
};

/* What makes counts differ from run to run, and need not. */
static void
set_environment(void)
{
	int persona = personality(0xffffffff);

	/* timer's padding is for times, and times would be counted too if the
	 * command wrote them */
	unsetenv("PLUMBLINE_PAD");
	unsetenv("SAMPLES_FD");
	if (setenv("PYTHONHASHSEED", "0", 0) < 0)
		die("setenv:");
	if (persona >= 0)
		personality((unsigned long)persona | ADDR_NO_RANDOMIZE);
}

static enum method
method_of(const char *name)
{
	for (enum method m = AUTO; m < METHODS; m++)
		if (strcmp(name, method_names[m]) == 0)
			return m;
	misuse("-m: not auto, pmu or valgrind: \"%s\"", name);
}

static void
need_valgrind(const char *why)
{
	struct command valgrind = {.argv = (char *[]){"valgrind", NULL}};

	command_find(&valgrind);
	if (valgrind.error)
		die("valgrind is not installed%s: make deps-count", why);
	free(valgrind.path);
}

/* Before valgrind is asked, which says it otherwise. */
static void
need_command(char **argv)
{
	struct command command = {.argv = argv};

	command_find(&command);
	if (command.error == 0 && access(command.path, X_OK) < 0)
		command.error = errno;
	if (command.error)
		keeper_refuse(*argv, command.error);
	free(command.path);
}

/* No count is ever a part of one. */
_Noreturn static void
refuse(const char *command, const char *error, int status)
{
	warn("%s: nothing is counted: %s", command, error);
	exit(status ? status : EXIT_FAILURE);
}

static void
take(void *valgrind)
{
	valgrind_take(valgrind);
}

static int
count_by_valgrind(char *argv[], enum valgrind_tool which, int output,
    double count[VALGRIND_COUNTS])
{
	struct valgrind v = valgrind_new(which, argv);
	int status = keeper_run(v.argv, output, v.notes, take, &v);

	valgrind_end(&v);
	if (v.error)
		refuse(*argv, v.error, status);
	for (int i = 0; i < VALGRIND_COUNTS; i++)
		count[i] += v.count[i];
	return status;
}

static int
count_instructions(char *argv[], struct counts *c)
{
	int fd = c->method == VALGRIND ? -1 : pmu_open(), status;
	const char *error;

	if (c->method == PMU && fd < 0)
		die("%s:", pmu_reason(errno));
	if (fd < 0) {
		need_valgrind(c->method == AUTO
				  ? ", and the processor's counters are not "
				    "to be had"
				  : "");
		need_command(argv);
		c->method = VALGRIND;
		return count_by_valgrind(
		    argv, CALLGRIND, STDOUT_FILENO, c->count);
	}
	c->method = PMU;
	status = keeper_run(argv, STDOUT_FILENO, -1, NULL, NULL);
	error = pmu_read(fd, &c->count[INSTRUCTIONS]);
	if (error)
		refuse(*argv, error, status);
	close(fd);
	return status;
}

/* Its output was there already. */
static int
count_heap(char *argv[], struct counts *c)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nowhere < 0 || dup2(nowhere, STDIN_FILENO) < 0)
		die("/dev/null:");
	return count_by_valgrind(argv, DHAT, nowhere, c->count);
}

enum form { TEXT, CSV, SAMPLES };

static int
report(const struct opts *o, const struct counts *c, FILE *f, enum form form)
{
	static const struct {
		const char *metric, *unit, *what;
	} rows[VALGRIND_COUNTS] = {
	    [INSTRUCTIONS] = {"instructions", "1", "instructions"},
	    [HEAP_BYTES] = {"dhat_bytes", "B", "bytes allocated"},
	    [HEAP_BLOCKS] = {"dhat_blocks", "1", "blocks allocated"},
	    [HEAP_READ] = {"dhat_read", "B", "bytes read from blocks"},
	    [HEAP_WRITTEN] = {"dhat_written", "B", "bytes written to blocks"},
	};

	if (form == CSV)
		fputs("case,metric,unit,value\n", f);
	for (int i = 0; i < (o->heap ? VALGRIND_COUNTS : HEAP_BYTES); i++) {
		const char *by =
		    i == INSTRUCTIONS ? method_names[c->method] : "";

		if (form == TEXT)
			fprintf(f, "%18.0f  %s%s%s\n", c->count[i],
			    rows[i].what, *by ? ", by " : "", by);
		else
			fprintf(f, "%s,%s,%s,%.0f\n", by, rows[i].metric,
			    rows[i].unit, c->count[i]);
	}
	return fflush(f) == 0;
}

int
main(int argc, char *argv[])
{
	int opt, status, samples = samples_fd();
	struct opts o = {0};
	struct counts c = {0};
	struct out out;
	FILE *f;

	while ((opt = next_option(argc, argv, "+dhm:o:")) != -1)
		switch (opt) {
		case 'd': o.heap = 1; break;
		case 'm': c.method = method_of(optarg); break;
		case 'o': o.path = optarg; break;
		default: usage(usage_text, opt);
		}
	if (optind == argc)
		usage(usage_text, '?');
	if (o.heap)
		need_valgrind("");
	out = out_open(o.path);
	set_environment();
	status = count_instructions(argv + optind, &c);
	if (o.heap && status == 0)
		status = count_heap(argv + optind, &c);
	if (o.heap && status != 0)
		refuse(argv[optind], "it failed", status);
	signal(SIGPIPE, SIG_IGN); /* so that a closed pipe is a message */
	if (o.path) {
		report(&o, &c, out.f, CSV);
		out_close(&out);
	}
	if (samples >= 0) {
		f = fdopen(samples, "w");
		if (f == NULL || !report(&o, &c, f, SAMPLES))
			die("SAMPLES_FD:");
	} else if (o.path == NULL) {
		report(&o, &c, stderr, TEXT);
	}
	return status;
}
