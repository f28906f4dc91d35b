/* json.h - read JSON strictly, with the line in every message; build it
 *
 * Values belong to the caller (json_object_put) unless said otherwise. */

#ifndef JSON_H
#define JSON_H

#include <json-c/json.h>
#include <stddef.h>
#include <stdio.h>

/* The one value that a file holds ("-": standard input).  Dies with
 * "path:line: not JSON: ...". */
struct json_object *json_file(const char *path);

/* A whole text file, NUL-terminated; the caller frees it. */
char *file_read(const char *path);

/* Call row for each line of a JSON Lines file of objects; object is valid until
 * row returns.  Dies. */
void json_lines(const char *path,
    void (*row)(void *context, struct json_object *object), void *context);

/* The member of object, which keeps it; dies with "name: no "key"". */
struct json_object *json_need(
    const char *name, struct json_object *object, const char *key);

/* The same, of a member that must be a text, a number, an array or an object.
 */
const char *json_need_text(
    const char *name, struct json_object *object, const char *key);
struct json_object *json_need_array(
    const char *name, struct json_object *object, const char *key);
struct json_object *json_need_object(
    const char *name, struct json_object *object, const char *key);
double json_need_number(
    const char *name, struct json_object *object, const char *key);

/* Whether a value is a finite number, which is then put in *number. */
int json_is_number(struct json_object *value, double *number);

/* Whether a list has this text. */
int json_lists(struct json_object *list, const char *text);

/* A number that is written as number_format writes it. */
struct json_object *json_number(double value);

/* Whether a member is there, and its text is this. */
int json_is(struct json_object *, const char *key, const char *text);

/* Add a member: a text, NULL for null; a number, NAN for null; a true-or-false,
 * -1 for null; a new object, which to keeps. */
void json_put_text(struct json_object *to, const char *key, const char *text);
void json_put_number(struct json_object *to, const char *key, double value);
void json_put_truth(struct json_object *to, const char *key, int value);
struct json_object *json_inner(struct json_object *to, const char *key);

/* Write it for programs and people, with a newline. */
void json_write(FILE *, struct json_object *);

/* Copy the members named, up to a NULL, of an object read from a file;
 * "new=old" renames one.  Dies as json_need does. */
__attribute__((sentinel)) void json_copy(
    struct json_object *to, const char *file, struct json_object *from, ...);

#endif
