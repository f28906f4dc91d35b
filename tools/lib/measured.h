/* measured.h - what timer measures of a run, metric by metric as in samples(5)
 */

#ifndef MEASURED_H
#define MEASURED_H

#include <stddef.h>
#include <stdio.h>

#include "child.h"
#include "rates.h"
#include "row.h"

/* Whether a name, not NUL-terminated, is one of these metrics. */
int measured_has(const char *name, size_t len);

/* A row for each, but what is not known or makes no sense for such a run; then
 * the rates, and, if they are good, the samples the command reported itself,
 * each wall time followed by the rates of its case.  Of an observed run what is
 * timed is left out: it would be the observer's. */
void measured_write(FILE *, const struct row_key *, const struct child *,
    const struct rates *, int samples_good);

#endif
