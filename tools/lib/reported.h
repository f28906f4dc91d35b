/* reported.h - the samples a program reports of itself, on $SAMPLES_FD */

#ifndef REPORTED_H
#define REPORTED_H

#include <stdio.h>
#include <sys/types.h>

#include "rates.h"
#include "row.h"
#include "table.h"

enum {
	REPORTED_CASE,
	REPORTED_METRIC,
	REPORTED_UNIT,
	REPORTED_VALUE,
	REPORTED_COUNT,
	REPORTED_FIELDS
};

/* Lines "case,metric,unit,value[,count]" without a header, each ended by a
 * newline; fields may be quoted (RFC 4180), but hold no newline.  Memory is
 * constant however many there are, so a line must fit into the buffer. */
struct reported {
	int fd; /* its offset is not used */
	off_t offset;
	char buffer[8192];
	size_t used, len;
	unsigned long line;
	/* as written, without the quotes around; not NUL-terminated */
	struct field field[REPORTED_FIELDS];
	int quoted[REPORTED_FIELDS];
	const char *error; /* what is wrong with this line */
};

/* Read from the beginning of fd. */
void reported_open(struct reported *, int fd);

/* The next line into field: 1; or 0 at the end, or at an error. */
int reported_next(struct reported *);

/* Copy all lines, which have been checked, as rows, each wall time followed by
 * the rates of its case.  Of an observed run no times: they are the
 * observer's. */
void reported_write(
    int fd, FILE *, const struct row_key *, const struct rates *);

#endif
