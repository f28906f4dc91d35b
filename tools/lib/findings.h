/* findings.h - findings as CSV, a table, JSON or Markdown */

#ifndef FINDINGS_H
#define FINDINGS_H

#include <stddef.h>
#include <stdio.h>

#include "finding.h"

enum findings_form {
	AS_CSV,
	AS_TABLE,
	AS_COLOURED_TABLE,
	AS_JSON,
	AS_MARKDOWN
};

void findings_write(
    FILE *, const struct finding *, size_t n, enum findings_form);

#endif
