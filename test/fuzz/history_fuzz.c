/* history_fuzz.c - a libFuzzer target: the reader of history lines
 *
 * What the fast path takes must be the same line to the JSON parser, and what
 * is written must be read as what it was. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "history_line.h"

const char *const tool = "history_fuzz";

/* A copy with room after it, as readers have it; a blank before the first brace
 * makes the fast path refuse it. */
static char *
copy(const char *text, size_t len, size_t blanks)
{
	char *s = calloc(1, blanks + len + 8);

	if (s == NULL)
		abort();
	memset(s, ' ', blanks);
	if (len)
		memcpy(s + blanks, text, len);
	return s;
}

static void
must_agree(const struct history_line *a, const struct history_line *b)
{
	for (int i = 0; i < HISTORY_FIELDS; i++) {
		const struct text *x = &a->field[i], *y = &b->field[i];

		if ((x->s == NULL) != (y->s == NULL) ||
		    a->type[i] != b->type[i])
			abort();
		/* json-c may write a number in another way */
		if (a->type[i] == '"' && x->s &&
		    (x->len != y->len || memcmp(x->s, y->s, x->len) != 0))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct history_line a = {0}, b = {0};
	struct jsontext written = {0};
	char *fast = copy((const char *)data, size, 0);
	char *slow = copy((const char *)data, size, 1);
	int good = history_line_read(&a, fast, size) == NULL;

	if (good != (history_line_read(&b, slow, size + 1) == NULL))
		abort();
	if (good) {
		must_agree(&a, &b);
		if (!history_line_write(&written, &a))
			abort();
		free(slow);
		slow = copy(written.text, written.len - 1, 0);
		if (history_line_read(&b, slow, written.len - 1) != NULL)
			abort();
		must_agree(&a, &b);
	}
	history_line_free(&a);
	history_line_free(&b);
	free(written.text);
	free(fast);
	free(slow);
	return 0;
}
