/* gate_formats.h - a document of gate(1) for programs and for people */

#ifndef GATE_FORMATS_H
#define GATE_FORMATS_H

#include <stdio.h>

#include "gate.h"

/* All rows, as CSV. */
void gate_csv_write(FILE *, const struct gate *);

/* A table, the worst first; of what is unchanged, all rows or the number. */
void gate_table_write(FILE *, const struct gate *, int all, int colour);

/* Markdown for a comment: what matters, and the rest folded.  Never longer than
 * the 65536 characters that GitHub allows: then it says how much is left out.
 */
void gate_markdown_write(FILE *, const struct gate *);

/* JUnit XML: a testsuite for each benchmark, a testcase for each row. */
void gate_junit_write(FILE *, const struct gate *);

#endif
