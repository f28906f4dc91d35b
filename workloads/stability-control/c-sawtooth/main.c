/* main.c - the control with a cache that fills, and is then dropped */

#include "../control.h"

enum { ENTRIES = 200, ENTRY_B = 16384 };

static void
remember(uint64_t operation)
{
	static void *cache[ENTRIES];
	size_t i = operation % ENTRIES;

	for (size_t old = 0; i == 0 && old < ENTRIES; old++) {
		free(cache[old]);
		cache[old] = NULL;
	}
	cache[i] = touched(ENTRY_B);
}

int
main(int argc, char *argv[])
{
	return control(argc, argv, remember);
}
