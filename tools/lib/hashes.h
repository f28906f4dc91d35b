/* hashes.h - number the distinct texts among very many, by their hash alone
 *
 * The hash is XXH3-128: among a thousand million texts, the chance that two of
 * them share one is below 1e-20. */

#ifndef HASHES_H
#define HASHES_H

#include <stddef.h>
#include <stdint.h>

struct hash {
	uint64_t high, low;
};

struct hashes {
	struct hash *hash; /* in order of first appearance */
	size_t len, size;
	uint32_t *slot; /* hash table: 1 + index, or 0 */
	size_t slots;
};

struct text {
	const char *s; /* NULL: none */
	size_t len;
};

/* The hash of texts, each with a NUL after it. */
struct hash hash_of(const struct text *, size_t count);

/* The first 16 hexadecimal digits of it. */
void hash_write(char digits[17], struct hash);

/* The index of this hash, len if it is not there; or a new one then. */
size_t hashes_find(const struct hashes *, struct hash);
size_t hashes_index(struct hashes *, struct hash);
void hashes_free(struct hashes *);

#endif
