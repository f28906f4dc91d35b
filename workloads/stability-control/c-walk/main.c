/* main.c - the control whose live memory walks at random between two bounds */

#include "../control.h"

enum { ENTRIES = 256, ENTRY_B = 16384, STEP = 32 };

/* A stack of entries, of which each operation adds or takes up to STEP; at a
 * bound the walk is turned back. */
static void
remember(uint64_t operation)
{
	static void *entry[ENTRIES];
	static int len = ENTRIES / 2;
	static uint64_t state = 1905; /* K. Pearson's letter to Nature */
	int want = len + (int)(draw(&state) % (2 * STEP + 1)) - STEP;

	if (want < 0)
		want = -want;
	if (want > ENTRIES)
		want = 2 * ENTRIES - want;
	if (operation == 0)
		len = 0;
	while (len < want)
		entry[len++] = touched(ENTRY_B);
	while (len > want)
		free(entry[--len]);
}

int
main(int argc, char *argv[])
{
	return control(argc, argv, remember);
}
