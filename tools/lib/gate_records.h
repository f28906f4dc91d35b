/* gate_records.h - the records that gate(1) compares, found and matched */

#ifndef GATE_RECORDS_H
#define GATE_RECORDS_H

#include <json-c/json.h>
#include <stddef.h>

enum gate_side_of { GATE_BASE, GATE_HEAD, GATE_CONTROL, GATE_SIDES };

struct gate_record {
	char *path;
	struct json_object *json;
	const char *benchmark, *profile; /* of json */
	char *implementation;            /* without the name of its side */
	enum gate_side_of side;
};

struct gate_records {
	struct gate_record *record; /* by what it is a record of, then side */
	size_t len;
};

/* Add the record that path is, or all in that folder and below it, where JSON
 * without a benchmark_id is no record.  Dies, also if there is none. */
void gate_records_add(
    struct gate_records *, const char *path, enum gate_side_of side);

/* The same of records of which the implementation's name tells the side:
 * NAME-base, NAME-head and NAME-ctrl; and there may be none. */
void gate_records_add_sides(struct gate_records *, const char *path);

/* Put them in order.  Dies if there are two of the same. */
void gate_records_sort(struct gate_records *);
void gate_records_free(struct gate_records *);

/* Whether two are of the same implementation, benchmark and profile. */
int gate_records_match(const struct gate_record *, const struct gate_record *);

/* A member by its path ("answer.digest") of a record: the value, or NULL if
 * there is none or it is null; the same, which dies if it is not a text. */
struct json_object *gate_get(const struct gate_record *, const char *path);
const char *gate_string(const struct gate_record *, const char *path);

#endif
