/* main.c - the control that leaks: a record of each operation, never freed */

#include "../control.h"

enum { RECORD_B = 512 };

struct record {
	struct record *before;
	char text[RECORD_B - sizeof(struct record *)];
};

static void
remember(uint64_t operation)
{
	static struct record *last;
	struct record *r = touched(sizeof(*r));

	(void)operation;
	r->before = last;
	last = r;
}

int
main(int argc, char *argv[])
{
	return control(argc, argv, remember);
}
