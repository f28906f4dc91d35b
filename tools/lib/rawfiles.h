/* rawfiles.h - the files a record comes from, with their checksums */

#ifndef RAWFILES_H
#define RAWFILES_H

#include <json-c/json.h>
#include <stddef.h>

/* A list of {path, sha256, bytes}: each round file X.csv, and after it what was
 * kept with the round, the files of checksums (output of sha256sum(1)) that
 * begin with X/.  Dies if a round file has no checksum, or a file is not there.
 */
struct json_object *rawfiles_list(
    const char *checksums, char *path[], size_t count);

#endif
