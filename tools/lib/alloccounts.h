/* alloccounts.h - the counters that alloccount(1) shares with the processes it
 * counts in, where tools/preload/alloccount.c fills them in */

#ifndef ALLOCCOUNTS_H
#define ALLOCCOUNTS_H

#include <stdatomic.h>
#include <stdint.h>

enum alloc_counter {
	ALLOC_PLAIN,   /* malloc, and realloc of NULL */
	ALLOC_ZEROED,  /* calloc */
	ALLOC_ALIGNED, /* posix_memalign, aligned_alloc, ... */
	ALLOC_RESIZED, /* realloc of a block */
	ALLOC_FREED,
	ALLOC_BYTES, /* asked for by all but ALLOC_FREED */
	ALLOC_COUNTERS
};

enum { ALLOC_SHARDS = 64 };

/* Threads count in different cache lines, as far as there are enough: a counter
 * is the sum over the shards. */
struct alloc_shard {
	_Alignas(64) _Atomic uint64_t n[ALLOC_COUNTERS];
};

struct alloc_counts {
	uint64_t magic;
	_Atomic uint64_t programs; /* that the interposer came to be in */
	_Atomic uint64_t deaf;     /* ... of them those that call another */
	_Atomic int64_t peak_B;    /* the largest of any one process */
	struct alloc_shard shards[ALLOC_SHARDS];
};

/* What the file that $ALLOCCOUNT_FILE names begins with. */
#define ALLOC_MAGIC UINT64_C(0x746e636f6c6c6101)
#define ALLOC_FILE "ALLOCCOUNT_FILE"

#endif
