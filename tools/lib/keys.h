/* keys.h - number the distinct texts among many */

#ifndef KEYS_H
#define KEYS_H

#include <stddef.h>

struct keys {
	struct key {
		char *text; /* len bytes and a NUL */
		size_t len;
	} * key; /* in order of first appearance */
	size_t len, size;
	size_t *slot, slots; /* hash table: 1 + index, or 0 */
};

/* The index of this text, a new one if it was not seen before. */
size_t keys_index(struct keys *, const char *text, size_t len);

/* The indices in bytewise order of their texts; the caller frees. */
size_t *keys_sorted(const struct keys *);
void keys_free(struct keys *);

#endif
