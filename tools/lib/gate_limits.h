/* gate_limits.h - how much a metric may change before gate(1) minds */

#ifndef GATE_LIMITS_H
#define GATE_LIMITS_H

#include "gate.h"

/* Set the row's warn_percent, fail_percent and floor: what own, a spec's
 * "gate", says of the metric (NULL: nothing), else the defaults.  And phase:
 * what other tools call a benchmark, of means of many iterations, is none. */
void gate_limits(const struct gate *, struct gate_row *,
    struct json_object *own, int imported);

/* Whether a metric is the same in every run, so that it is compared exactly. */
int gate_exact(const char *metric);

#endif
