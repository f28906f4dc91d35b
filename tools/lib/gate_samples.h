/* gate_samples.h - what gate(1) compares, from samples(5) */

#ifndef GATE_SAMPLES_H
#define GATE_SAMPLES_H

#include "gate.h"

/* Add a row for each case of the metrics (comma between two), head against
 * base.  Of base and head one may be NULL: it is the only other implementation
 * that there is.  control, base measured again, may be NULL.  Dies; a name that
 * is not there is a wrong call. */
void gate_samples(struct gate *, char *const paths[], const char *metrics,
    const char *base, const char *head, const char *control);

#endif
