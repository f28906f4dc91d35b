/* gate_limits.h - how much a metric may change before gate(1) minds */

#ifndef GATE_LIMITS_H
#define GATE_LIMITS_H

#include "gate.h"

/* Set the row's warn_percent, fail_percent and floor: what own, a spec's
 * "gate", says of the metric (NULL: nothing), else the defaults. */
void gate_limits(
    const struct gate *, struct gate_row *, struct json_object *own);

/* Whether a metric is the same in every run, so that it is compared exactly. */
int gate_exact(const char *metric);

/* Whether it is the time of a part of a run, taken once in each: not of one of
 * many operations, which may be shorter than what a clock can tell of one. */
int gate_phase(const struct gate_row *);

#endif
