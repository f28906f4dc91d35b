/* gate_facts.h - all that two records say of one implementation */

#ifndef GATE_FACTS_H
#define GATE_FACTS_H

#include "gate.h"
#include "gate_records.h"

/* Add a row for each: the metrics (comma between; NULL: those of head's spec),
 * the size of the artifact, the answer, the stability of memory.  control may
 * be NULL; environment becomes that of the rows. */
void gate_facts(struct gate *, const struct gate_record *base,
    const struct gate_record *head, const struct gate_record *control,
    const char *metrics, const char *environment)
    __attribute__((nonnull(1, 2, 3)));

#endif
