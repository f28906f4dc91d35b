/* keys.c - number the distinct texts among many */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "keys.h"

/* FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) */
static uint64_t
hash(const char *text, size_t len)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* The slot that has this text, or the free one where it belongs. */
static size_t *
slot(const struct keys *k, const char *text, size_t len)
{
	size_t i = hash(text, len) & (k->slots - 1);

	for (;; i = (i + 1) & (k->slots - 1)) {
		const struct key *key = &k->key[k->slot[i] - 1];

		if (k->slot[i] == 0 ||
		    (key->len == len && memcmp(key->text, text, len) == 0))
			return &k->slot[i];
	}
}

/* Never more than half full. */
static void
grow(struct keys *k)
{
	k->slots = k->slots ? 2 * k->slots : 64;
	k->size = k->slots / 2;
	k->key = xrealloc(k->key, k->size, sizeof *k->key);
	k->slot = xrealloc(k->slot, k->slots, sizeof *k->slot);
	memset(k->slot, 0, k->slots * sizeof *k->slot);
	for (size_t i = 0; i < k->len; i++)
		*slot(k, k->key[i].text, k->key[i].len) = i + 1;
}

size_t
keys_index(struct keys *k, const char *text, size_t len)
{
	size_t *s;
	char *copy;

	if (k->len == k->size)
		grow(k);
	s = slot(k, text, len);
	if (*s == 0) {
		copy = xrealloc(NULL, len + 1, 1);
		memcpy(copy, text, len);
		copy[len] = '\0';
		k->key[k->len++] = (struct key){copy, len};
		*s = k->len;
	}
	return *s - 1;
}

static int
bytewise(const void *a, const void *b, void *keys)
{
	const struct key *x = (struct key *)keys + *(const size_t *)a;
	const struct key *y = (struct key *)keys + *(const size_t *)b;
	int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

	return order ? order : (x->len > y->len) - (x->len < y->len);
}

size_t *
keys_sorted(const struct keys *k)
{
	size_t *index = xrealloc(NULL, k->len, sizeof *index);

	for (size_t i = 0; i < k->len; i++)
		index[i] = i;
	qsort_r(index, k->len, sizeof *index, bytewise, k->key);
	return index;
}

void
keys_free(struct keys *k)
{
	for (size_t i = 0; i < k->len; i++)
		free(k->key[i].text);
	free(k->key);
	free(k->slot);
}
