/* mock_due.h - what is due when: a queue by time */

#ifndef MOCK_DUE_H
#define MOCK_DUE_H

#include <stddef.h>
#include <stdint.h>

struct mock_due {
	int64_t at_ns;
	void *what;
};

/* a binary heap; all zero is an empty one, and the caller frees heap */
struct mock_dues {
	struct mock_due *heap; /* heap[0] is due first */
	size_t len, size;
};

/* Dies if there is no memory. */
void mock_due_add(struct mock_dues *, int64_t at_ns, void *what);

/* Take out what is due first, of at least one. */
void *mock_due_take(struct mock_dues *);

#endif
