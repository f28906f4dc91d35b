/* hashes.c - number the distinct texts among very many, by their hash alone */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "die.h"
#include "hashes.h"

struct hash
hash_of(const struct text *text, size_t count)
{
	char small[1024], *bytes, *to;
	size_t len = count;
	XXH128_hash_t hash;

	for (size_t i = 0; i < count; i++)
		len += text[i].len;
	to = bytes = len <= sizeof small ? small : xrealloc(NULL, len, 1);
	for (size_t i = 0; i < count; i++) {
		if (text[i].len)
			memcpy(to, text[i].s, text[i].len);
		to += text[i].len;
		*to++ = '\0';
	}
	hash = XXH3_128bits(bytes, len);
	if (bytes != small)
		free(bytes);
	return (struct hash){hash.high64, hash.low64};
}

void
hash_write(char digits[17], struct hash hash)
{
	snprintf(digits, 17, "%016" PRIx64, hash.high);
}

/* The slot that has this hash, or the free one where it belongs. */
static uint32_t *
slot(const struct hashes *h, struct hash hash)
{
	size_t i = hash.low & (h->slots - 1);

	for (;; i = (i + 1) & (h->slots - 1)) {
		const struct hash *there = &h->hash[h->slot[i] - 1];

		if (h->slot[i] == 0 ||
		    (there->low == hash.low && there->high == hash.high))
			return &h->slot[i];
	}
}

/* Never more than half full. */
static void
grow(struct hashes *h)
{
	if (h->len == UINT32_MAX / 2)
		die("more than %zu different ones", h->len);
	h->slots = h->slots ? 2 * h->slots : 64;
	h->size = h->slots / 2;
	h->hash = xrealloc(h->hash, h->size, sizeof *h->hash);
	free(h->slot);
	h->slot = xrealloc(NULL, h->slots, sizeof *h->slot);
	memset(h->slot, 0, h->slots * sizeof *h->slot);
	for (size_t i = 0; i < h->len; i++)
		*slot(h, h->hash[i]) = (uint32_t)i + 1;
}

size_t
hashes_find(const struct hashes *h, struct hash hash)
{
	uint32_t found = h->slots ? *slot(h, hash) : 0;

	return found ? found - 1 : h->len;
}

size_t
hashes_index(struct hashes *h, struct hash hash)
{
	uint32_t *s;

	if (h->len == h->size)
		grow(h);
	s = slot(h, hash);
	if (*s == 0) {
		h->hash[h->len++] = hash;
		*s = (uint32_t)h->len;
	}
	return *s - 1;
}

void
hashes_free(struct hashes *h)
{
	free(h->hash);
	free(h->slot);
	*h = (struct hashes){0};
}
