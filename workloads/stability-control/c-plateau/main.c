/* main.c - the control with a cache that fills, and then stays full: the oldest
 * entry makes room for the newest */

#include "../control.h"

enum { ENTRIES = 500, ENTRY_B = 16384 };

static void
remember(uint64_t operation)
{
	static void *cache[ENTRIES];
	size_t i = operation % ENTRIES;

	free(cache[i]);
	cache[i] = touched(ENTRY_B);
}

int
main(int argc, char *argv[])
{
	return control(argc, argv, remember);
}
