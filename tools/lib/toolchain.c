/* toolchain.c - the version in what a toolchain says of itself */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "toolchain.h"

/* The text without what is in brackets, and blanks that are one too many. */
static char *
without_brackets(const char *text)
{
	char *copy = xrealloc(NULL, strlen(text) + 1, 1), *to = copy;
	int depth = 0;

	for (; *text && *text != '\n'; text++) {
		depth += *text == '(' || *text == '[';
		if (depth == 0 &&
		    (*text != ' ' || (to > copy && to[-1] != ' ')))
			*to++ = *text;
		depth -= depth && (*text == ')' || *text == ']');
	}
	while (to > copy && to[-1] == ' ')
		to--;
	*to = '\0';
	return copy;
}

static char *
skip_digits(char *s)
{
	return s + strspn(s, "0123456789");
}

/* Where the version begins: at the first digits of the first word that has them
 * after no more than letters; with a dot and digits behind them, if there is
 * such a word.  NULL: nowhere. */
static char *
version(char *text)
{
	char *found = NULL, *end;

	for (char *word = text; *word; word += *word == ' ') {
		while (isalpha((unsigned char)*word) || *word == '"')
			word++;
		end = skip_digits(word);
		if (end > word && *end == '.' && isdigit((unsigned char)end[1]))
			return word;
		if (end > word && found == NULL)
			found = word;
		word = end + strcspn(end, " ");
	}
	return found;
}

char *
toolchain_name(const char *text)
{
	char *copy = without_brackets(text), *v = version(copy);

	if (v) {
		v = skip_digits(v);
		if (*v == '.' && isdigit((unsigned char)v[1]))
			v = skip_digits(v + 1);
		*v = '\0';
	}
	return copy;
}

char *
toolchain_step(const char *toolchain, size_t len)
{
	char *copy = strndup(toolchain, len), *v;

	if (copy == NULL)
		die("out of memory");
	v = version(copy);
	/* Python's yearly step, and that of all that is before 1.0, is the
	 * minor */
	if (v && strncasecmp(copy, "python", 6) != 0 &&
	    !(v[0] == '0' && v[1] == '.'))
		*skip_digits(v) = '\0';
	return copy;
}
