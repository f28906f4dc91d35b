/* alloccount.c - count what the program this is preloaded into allocates
 *
 * For alloccount(1).  The functions of malloc(3) are defined here, before those
 * of the C library or of another allocator, which do the work: each call is
 * passed on, and counted if it succeeded.  The counters are in memory that the
 * tool shares, so that nothing is lost however the process ends. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloccounts.h"

/* the functions that come next in the order of libraries */
static struct {
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	int (*posix_memalign)(void **, size_t, size_t);
	void *(*aligned_alloc)(size_t, size_t);
	void *(*memalign)(size_t, size_t);
	void *(*valloc)(size_t);
	void *(*pvalloc)(size_t);
	void (*free)(void *);
} next;

/* Looking them up may allocate: from here, never to be used again. */
static struct {
	_Alignas(max_align_t) char bytes[4096];
	size_t used;
	int open;
} boot;

/* What is allocated before the constructor below has run is counted here. */
static struct alloc_counts early;
static struct alloc_counts *_Atomic counts = &early;

/* Bytes in blocks of this process, which a fork inherits with them. */
static _Atomic int64_t live_B;

/* Whether this program's free is the one below. */
static int reached;

static void *
look_up(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* Whether next is filled in; if not, that is being done. */
static int
ready(void)
{
	if (next.free || boot.open)
		return next.free != NULL;
	boot.open = 1;
	/* POSIX lets a function's address pass through a void pointer */
	*(void **)&next.malloc = look_up("malloc");
	*(void **)&next.calloc = look_up("calloc");
	*(void **)&next.realloc = look_up("realloc");
	*(void **)&next.posix_memalign = look_up("posix_memalign");
	*(void **)&next.aligned_alloc = look_up("aligned_alloc");
	*(void **)&next.memalign = look_up("memalign");
	*(void **)&next.valloc = look_up("valloc");
	*(void **)&next.pvalloc = look_up("pvalloc");
	*(void **)&next.free = look_up("free");
	boot.open = 0;
	return 1;
}

static void *
boot_take(size_t size)
{
	const size_t unit = _Alignof(max_align_t);
	char *p = boot.bytes + boot.used;

	if (size > sizeof boot.bytes - boot.used - unit) {
		errno = ENOMEM;
		return NULL;
	}
	boot.used += (size + unit - 1) / unit * unit;
	return p;
}

static int
is_boot(const void *p)
{
	return (uintptr_t)p - (uintptr_t)boot.bytes < sizeof boot.bytes;
}

static void
add(enum alloc_counter counter, uint64_t value)
{
	/* multiplicative hashing: Knuth, TAOCP 3, section 6.4 */
	uint64_t hash = (uintptr_t)pthread_self() * 0x9e3779b97f4a7c15;
	struct alloc_counts *c =
	    atomic_load_explicit(&counts, memory_order_relaxed);

	atomic_fetch_add_explicit(
	    &c->shards[(hash >> 32) % ALLOC_SHARDS].n[counter], value,
	    memory_order_relaxed);
}

static void
raise_peak(int64_t to_B)
{
	struct alloc_counts *c =
	    atomic_load_explicit(&counts, memory_order_relaxed);
	int64_t peak_B = atomic_load_explicit(&c->peak_B, memory_order_relaxed);

	while (to_B > peak_B &&
	       !atomic_compare_exchange_weak_explicit(&c->peak_B, &peak_B, to_B,
		   memory_order_relaxed, memory_order_relaxed))
		;
}

static void
change_live(int64_t by_B)
{
	raise_peak(by_B + atomic_fetch_add_explicit(
			      &live_B, by_B, memory_order_relaxed));
}

/* Count the block p, if it is one, in place of one that took old_B. */
static void *
count(enum alloc_counter how, void *p, size_t size, size_t old_B)
{
	if (p == NULL)
		return NULL;
	add(how, 1);
	add(ALLOC_BYTES, size);
	change_live((int64_t)malloc_usable_size(p) - (int64_t)old_B);
	return p;
}

static void
count_freed(size_t old_B)
{
	add(ALLOC_FREED, 1);
	change_live(-(int64_t)old_B);
}

void *
malloc(size_t size)
{
	if (!ready())
		return boot_take(size);
	return count(ALLOC_PLAIN, next.malloc(size), size, 0);
}

void *
calloc(size_t n, size_t size)
{
	size_t all;

	if (!ready()) /* never used, so it is zeroed */
		return __builtin_mul_overflow(n, size, &all) ? NULL
							     : boot_take(all);
	return count(ALLOC_ZEROED, next.calloc(n, size), n * size, 0);
}

void *
realloc(void *old, size_t size)
{
	size_t old_B;
	void *p;

	if (old == NULL)
		return malloc(size);
	if (is_boot(old)) {
		p = malloc(size);
		old_B = (size_t)(boot.bytes + sizeof boot.bytes - (char *)old);
		return p ? memcpy(p, old, size < old_B ? size : old_B) : NULL;
	}
	old_B = malloc_usable_size(old);
	p = next.realloc(old, size);
	if (p == NULL && size == 0)
		count_freed(old_B);
	return count(ALLOC_RESIZED, p, size, old_B);
}

void *
reallocarray(void *old, size_t n, size_t size)
{
	size_t all;

	if (!__builtin_mul_overflow(n, size, &all))
		return realloc(old, all);
	errno = ENOMEM;
	return NULL;
}

int
posix_memalign(void **p, size_t alignment, size_t size)
{
	int error = ready() ? next.posix_memalign(p, alignment, size) : ENOMEM;

	if (error == 0)
		count(ALLOC_ALIGNED, *p, size, 0);
	return error;
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return ready() ? count(ALLOC_ALIGNED,
			     next.aligned_alloc(alignment, size), size, 0)
		       : NULL;
}

void *
memalign(size_t alignment, size_t size)
{
	return ready() ? count(ALLOC_ALIGNED, next.memalign(alignment, size),
			     size, 0)
		       : NULL;
}

void *
valloc(size_t size)
{
	return ready() ? count(ALLOC_ALIGNED, next.valloc(size), size, 0)
		       : NULL;
}

void *
pvalloc(size_t size)
{
	return ready() ? count(ALLOC_ALIGNED, next.pvalloc(size), size, 0)
		       : NULL;
}

void
free(void *p)
{
	if (p == NULL)
		reached = 1;
	if (p == NULL || is_boot(p) || !ready())
		return;
	count_freed(malloc_usable_size(p));
	next.free(p);
}

/* The tool's memory; NULL if it is not there, or not what it should be. */
static struct alloc_counts *
shared(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	struct alloc_counts *c = MAP_FAILED;
	struct stat st;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size == sizeof *c)
		c = mmap(
		    NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	return c != MAP_FAILED && c->magic == ALLOC_MAGIC ? c : NULL;
}

/* Go on in the memory of the tool, beginning with what was counted so far. */
__attribute__((constructor)) static void
attach(void)
{
	void (*volatile called)(void *) = free; /* must not be optimized away */
	const char *path = getenv(ALLOC_FILE);
	struct alloc_counts *c = path ? shared(path) : NULL;

	if (c == NULL) {
		dprintf(STDERR_FILENO,
		    "alloccount: %s: not counted: cannot open %s\n",
		    program_invocation_name, path ? path : "$" ALLOC_FILE);
		return;
	}
	/* a program that is linked with its own allocator does not come here */
	called(NULL);
	atomic_fetch_add(&c->deaf, !reached);
	atomic_store(&counts, c);
	for (int s = 0; s < ALLOC_SHARDS; s++)
		for (int i = 0; i < ALLOC_COUNTERS; i++)
			atomic_fetch_add(
			    &c->shards[s].n[i], early.shards[s].n[i]);
	raise_peak(early.peak_B);
	atomic_fetch_add(&c->programs, 1);
}
