/* pmu.c - count instructions with the processor's own counters */

#include <errno.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pmu.h"

int
pmu_open(void)
{
	/* this process itself executes nothing, so it is not counted */
	struct perf_event_attr attr = {.size = sizeof attr,
	    .type = PERF_TYPE_HARDWARE,
	    .config = PERF_COUNT_HW_INSTRUCTIONS,
	    .disabled = 1,
	    .enable_on_exec = 1,
	    .inherit = 1,
	    .exclude_kernel = 1,
	    .exclude_hv = 1,
	    .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED |
			   PERF_FORMAT_TOTAL_TIME_RUNNING};

	return (int)syscall(
	    SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

const char *
pmu_reason(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return "the kernel lets only root count "
		       "(kernel.perf_event_paranoid)";
	case ENOENT:
	case EOPNOTSUPP:
		return "this machine shows no counters of its processor";
	default: return "the processor's counters cannot be had";
	}
}

const char *
pmu_read(int fd, double *instructions)
{
	struct {
		uint64_t count, enabled_ns, running_ns;
	} now;

	if (read(fd, &now, sizeof now) != sizeof now)
		return "the processor's counter cannot be read";
	/* what ran uncounted could only be guessed */
	if (now.running_ns < now.enabled_ns)
		return "the processor's counters were shared with another "
		       "user of them, so a part was not counted";
	if (now.count == 0)
		return "the processor's counter counted nothing";
	*instructions = (double)now.count;
	return NULL;
}
