/* mock_due.c - what is due when: a queue by time */

#include "mock_due.h"
#include "die.h"

void
mock_due_add(struct mock_dues *d, int64_t at_ns, void *what)
{
	size_t i = d->len++, parent;

	if (d->len > d->size) {
		d->size = d->size ? 2 * d->size : 64;
		d->heap = xrealloc(d->heap, d->size, sizeof *d->heap);
	}
	for (; i > 0 && d->heap[parent = (i - 1) / 2].at_ns > at_ns; i = parent)
		d->heap[i] = d->heap[parent];
	d->heap[i] = (struct mock_due){at_ns, what};
}

void *
mock_due_take(struct mock_dues *d)
{
	void *first = d->heap[0].what;
	struct mock_due last = d->heap[--d->len];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < d->len) {
		child += child + 1 < d->len &&
			 d->heap[child + 1].at_ns < d->heap[child].at_ns;
		if (d->heap[child].at_ns >= last.at_ns)
			break;
		d->heap[i] = d->heap[child];
		i = child;
	}
	d->heap[i] = last;
	return first;
}
