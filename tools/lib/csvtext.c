/* csvtext.c - write CSV (RFC 4180) into a growing buffer */

#include "csvtext.h"

static int
needs_quotes(const struct text *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->s[i] == ',' || t->s[i] == '"' || t->s[i] == '\n' ||
		    t->s[i] == '\r')
			return 1;
	return 0;
}

void
csvtext_field(struct jsontext *to, const struct text *t, char after)
{
	if (!needs_quotes(t)) {
		if (t->len)
			jsontext_raw(to, t->s, t->len);
		jsontext_raw(to, &after, 1);
		return;
	}
	jsontext_raw(to, "\"", 1);
	for (size_t i = 0; i < t->len; i++)
		jsontext_raw(to, t->s[i] == '"' ? "\"\"" : t->s + i,
		    t->s[i] == '"' ? 2 : 1);
	jsontext_raw(to, "\"", 1);
	jsontext_raw(to, &after, 1);
}
