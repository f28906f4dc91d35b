/* history_line.h - a line of the history: one series in one run
 *
 * historian(1) documents the fields, and schemas/history.schema.json says what
 * they may hold. */

#ifndef HISTORY_LINE_H
#define HISTORY_LINE_H

#include <json-c/json.h>

#include "hashes.h"
#include "jsontext.h"

enum history_field {
	H_SERIES,
	H_SEGMENT,
	H_BENCHMARK,
	H_IMPLEMENTATION,
	H_LANGUAGE,
	H_PROFILE,
	H_CASE,
	H_METRIC,
	H_UNIT,
	H_DIRECTION,
	H_STATUS,
	H_REASON,
	H_VALUE,
	H_LO,
	H_HI,
	H_N,
	H_TIME,
	H_RUN_ID,
	H_COMMIT,
	H_DIRTY,
	H_WORKLOAD,
	H_DATASET,
	H_TOOLCHAIN,
	H_MACHINE,
	HISTORY_FIELDS
};

const char *history_name(enum history_field);

struct history_line {
	struct text field[HISTORY_FIELDS]; /* numbers as text; s NULL: null */
	char type[HISTORY_FIELDS];         /* '"', or '0': not a string */
	struct json_object *object; /* keeps the texts of an unusual line */
	char wrong[128];
};

/* Read a line without its newline; text[len] and 7 bytes more must be readable.
 * The fields are valid as long as text and until the next call; all zero is a
 * fresh line.  NULL, or what is wrong. */
const char *history_line_read(
    struct history_line *, const char *text, size_t len);
void history_line_free(struct history_line *);

/* What is wrong with the fields, which may be anybody's, or NULL. */
const char *history_line_check(struct history_line *);

/* Write it as a line, newline and all: 1, or 0 if a text is not UTF-8. */
int history_line_write(struct jsontext *, const struct history_line *);

/* The series and the segment that the other fields make, in hexadecimal. */
enum { HISTORY_ID = 17 };
void history_line_identify(const struct history_line *, char series[HISTORY_ID],
    char segment[HISTORY_ID]);

#endif
