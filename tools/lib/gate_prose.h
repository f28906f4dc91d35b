/* gate_prose.h - what people read of a document of gate(1), without markup */

#ifndef GATE_PROSE_H
#define GATE_PROSE_H

#include <stdio.h>

#include "gate.h"
#include "humane.h"

/* "1 fail, 12 equivalent" */
void gate_prose_counts(FILE *, const struct gate *);

/* "12 rounds, paired; 95 % intervals, ..." */
void gate_prose_method(FILE *, const struct gate *);

/* What is to be kept in mind: the i-th remark, or 0 if there is none. */
int gate_prose_remark(FILE *, const struct gate *, int i);
enum { GATE_REMARKS = 6 };

/* "etl/rust", with the profile if there are several; "parse wall_time"; both
 * may be empty.  The caller frees them. */
char *gate_prose_who(const struct gate *, const struct gate_row *);
char *gate_prose_what(const struct gate_row *);

/* A median, and the ratio with its interval: "-" if there is none. */
const char *gate_prose_value(
    char buf[HUMANE_MAX], const struct gate_row *, double value);
const char *gate_prose_ratio(char buf[HUMANE_MAX], const struct gate_row *);

#endif
