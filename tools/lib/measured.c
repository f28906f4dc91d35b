/* measured.c - what timer measures of a run, metric by metric as in samples(5)
 */

#include <math.h>
#include <string.h>
#include <sys/wait.h>

#include "measured.h"
#include "reported.h"
#include "row.h"

enum {
	WALL_TIME,
	SPAWN_TIME,
	USER_TIME,
	SYS_TIME,
	CPU_TIME,
	CPU_UTILISATION,
	MAX_RSS,
	RSS_FLOOR,
	MAX_RSS_AT_FLOOR,
	MINOR_FAULTS,
	MAJOR_FAULTS,
	VOLUNTARY_SWITCHES,
	INVOLUNTARY_SWITCHES,
	STEAL_TIME,
	THROTTLED_TIME,
	PSI_CPU_TIME,
	PSI_IO_TIME,
	PSI_MEMORY_TIME,
	OTHER_CPU_TIME,
	SWAP_IN,
	DISTURBED,
	ANSWER_SIZE,
	PROCESSES,
	LEAKED_PROCESSES,
	EXIT_CODE,
	TERM_SIGNAL,
	START_TIME,
	ENV_PADDING,
	ITEMS,
	EXEC_ERRNO,
	METRICS
};

static const struct {
	const char *name, *unit;
} metrics[METRICS] = {
    [WALL_TIME] = {"wall_time", "s"},
    [SPAWN_TIME] = {"spawn_time", "s"},
    [USER_TIME] = {"user_time", "s"},
    [SYS_TIME] = {"sys_time", "s"},
    [CPU_TIME] = {"cpu_time", "s"},
    [CPU_UTILISATION] = {"cpu_utilisation", "%"},
    [MAX_RSS] = {"max_rss", "B"},
    [RSS_FLOOR] = {"rss_floor", "B"},
    [MAX_RSS_AT_FLOOR] = {"max_rss_at_floor", "1"},
    [MINOR_FAULTS] = {"minor_faults", "1"},
    [MAJOR_FAULTS] = {"major_faults", "1"},
    [VOLUNTARY_SWITCHES] = {"voluntary_switches", "1"},
    [INVOLUNTARY_SWITCHES] = {"involuntary_switches", "1"},
    [STEAL_TIME] = {"steal_time", "s"},
    [THROTTLED_TIME] = {"throttled_time", "s"},
    [PSI_CPU_TIME] = {"psi_cpu_time", "s"},
    [PSI_IO_TIME] = {"psi_io_time", "s"},
    [PSI_MEMORY_TIME] = {"psi_memory_time", "s"},
    [OTHER_CPU_TIME] = {"other_cpu_time", "s"},
    [SWAP_IN] = {"swap_in", "B"},
    [DISTURBED] = {"disturbed", "1"},
    [ANSWER_SIZE] = {"answer_size", "B"},
    [PROCESSES] = {"processes", "1"},
    [LEAKED_PROCESSES] = {"leaked_processes", "1"},
    [EXIT_CODE] = {"exit_code", "1"},
    [TERM_SIGNAL] = {"term_signal", "1"},
    [START_TIME] = {"start_time", "s"},
    [ENV_PADDING] = {"env_padding", "B"},
    [ITEMS] = {"input_items", "1"},
    [EXEC_ERRNO] = {"exec_errno", "1"},
};

int
measured_has(const char *name, size_t len)
{
	for (int i = 0; i < METRICS; i++)
		if (strlen(metrics[i].name) == len &&
		    memcmp(metrics[i].name, name, len) == 0)
			return 1;
	return 0;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* What went by between two readings of a total, to the microsecond. */
static double
between(double before, double after)
{
	return round((after - before) * 1e6) / 1e6;
}

/* The thresholds are explained in samples(5). */
static int
is_disturbed(const double *value)
{
	double wall_s = value[WALL_TIME];

	/* a comparison with NAN, for unknown, is false */
	return value[STEAL_TIME] > 0.01 * wall_s || value[THROTTLED_TIME] > 0 ||
	       value[SWAP_IN] > 0 || value[PSI_MEMORY_TIME] > 0.01 * wall_s ||
	       (value[PSI_CPU_TIME] > 0.05 * wall_s &&
		   value[OTHER_CPU_TIME] > 0.05 * wall_s);
}

/* A run as numbers; NAN: not known, or it makes no sense for such a run. */
static void
measure(const struct child *c, double value[METRICS])
{
	const struct machine *a = &c->before, *b = &c->after;
	const struct rusage *u = &c->usage;

	for (int i = 0; i < METRICS; i++)
		value[i] = NAN;
	if (c->error) {
		value[EXEC_ERRNO] = c->error;
		return;
	}
	value[WALL_TIME] = (double)c->wall_ns / 1e9;
	value[SPAWN_TIME] = (double)c->spawn_ns / 1e9;
	value[USER_TIME] = seconds(u->ru_utime);
	value[SYS_TIME] = seconds(u->ru_stime);
	value[CPU_TIME] = value[USER_TIME] + value[SYS_TIME];
	value[CPU_UTILISATION] = 100 * value[CPU_TIME] / value[WALL_TIME];
	value[MAX_RSS] = (double)u->ru_maxrss * 1024; /* getrusage(2): KiB */
	value[RSS_FLOOR] = c->floor_bytes;
	value[MAX_RSS_AT_FLOOR] = value[MAX_RSS] <= 1.05 * c->floor_bytes;
	value[MINOR_FAULTS] = (double)u->ru_minflt;
	value[MAJOR_FAULTS] = (double)u->ru_majflt;
	value[VOLUNTARY_SWITCHES] = (double)u->ru_nvcsw;
	value[INVOLUNTARY_SWITCHES] = (double)u->ru_nivcsw;
	value[STEAL_TIME] = between(a->steal_s, b->steal_s);
	value[THROTTLED_TIME] = between(a->throttled_s, b->throttled_s);
	value[PSI_CPU_TIME] = between(a->psi_cpu_s, b->psi_cpu_s);
	value[PSI_IO_TIME] = between(a->psi_io_s, b->psi_io_s);
	value[PSI_MEMORY_TIME] = between(a->psi_memory_s, b->psi_memory_s);
	value[OTHER_CPU_TIME] = between(a->busy_s + value[CPU_TIME],
	    b->busy_s - (b->server_s - a->server_s));
	if (value[OTHER_CPU_TIME] < 0) /* the kernel counts it in ticks */
		value[OTHER_CPU_TIME] = 0;
	value[SWAP_IN] = b->swap_in_bytes - a->swap_in_bytes;
	value[DISTURBED] = is_disturbed(value);
	value[ANSWER_SIZE] = (double)c->answer_bytes;
	value[PROCESSES] = (double)c->processes;
	value[LEAKED_PROCESSES] = (double)c->leaked;
	if (WIFEXITED(c->status))
		value[EXIT_CODE] = WEXITSTATUS(c->status);
	value[TERM_SIGNAL] = WIFSIGNALED(c->status) ? WTERMSIG(c->status) : 0;
	value[START_TIME] = (double)c->start_ns / 1e9;
	value[ENV_PADDING] = (double)c->padding;
	value[ITEMS] = c->items;
}

void
measured_write(FILE *f, const struct row_key *key, const struct child *c,
    const struct rates *rates, int samples_good)
{
	double value[METRICS];

	measure(c, value);
	for (int i = key->phase == OBSERVED ? ANSWER_SIZE : 0; i < METRICS; i++)
		if (!isnan(value[i]))
			row_write(f, key, i == ANSWER_SIZE ? c->answer : "",
			    metrics[i].name, metrics[i].unit, value[i], 1);
	if (c->error == 0 && key->phase != OBSERVED)
		rates_write(
		    rates, f, key, (struct field){"", 0}, value[WALL_TIME], 1);
	if (samples_good)
		reported_write(c->samples, f, key, rates);
}
