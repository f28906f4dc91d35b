/* rowsort.h - rows of text in the order of a short key, in bounded memory */

#ifndef ROWSORT_H
#define ROWSORT_H

#include <stddef.h>
#include <stdio.h>

struct rowsort;

/* Keys have key_len bytes and are ordered bytewise; rows with the same key keep
 * their order.  More than memory bytes go to temporary files.  Dies. */
struct rowsort *rowsort_new(size_t key_len, size_t memory);
void rowsort_add(
    struct rowsort *, const char *key, const char *row, size_t len);
/* Write all rows; nothing can be added then. */
void rowsort_write(struct rowsort *, FILE *);
void rowsort_free(struct rowsort *);

#endif
