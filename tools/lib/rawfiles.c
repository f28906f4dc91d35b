/* rawfiles.c - the files a record comes from, with their checksums */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "die.h"
#include "json.h"
#include "rawfiles.h"

enum { DIGITS = 64 }; /* of SHA-256; then come two blanks and the path */

/* The next of the lines whose path begins with so many bytes of this, or NULL.
 */
static const char *
next_line(const char *text, const char *path, size_t len)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strspn(text, "0123456789abcdef") == DIGITS &&
		    strcspn(text, "\n") >= DIGITS + 2 + len &&
		    memcmp(text + DIGITS + 2, path, len) == 0)
			return text;
	return NULL;
}

static void
add(struct json_object *list, const char *line)
{
	struct json_object *file = json_object_new_object();
	char *path = xprintf(
	    "%.*s", (int)strcspn(line, "\n") - DIGITS - 2, line + DIGITS + 2);
	struct stat st;

	if (stat(path, &st) < 0)
		die("%s:", path);
	json_object_array_add(list, file);
	json_put_text(file, "path", path);
	json_object_object_add(
	    file, "sha256", json_object_new_string_len(line, DIGITS));
	json_put_number(file, "bytes", (double)st.st_size);
	free(path);
}

/* What was kept with the round X.csv: X/... */
static void
add_kept(struct json_object *list, const char *text, const char *path)
{
	size_t len = strlen(path);
	char *folder;

	if (len < 4 || strcmp(path + len - 4, ".csv") != 0)
		return;
	folder = xprintf("%.*s/", (int)len - 4, path);
	while ((text = next_line(text, folder, len - 3)) != NULL) {
		add(list, text);
		text += strcspn(text, "\n");
	}
	free(folder);
}

struct json_object *
rawfiles_list(const char *checksums, char *path[], size_t count)
{
	struct json_object *list = json_object_new_array();
	char *text = file_read(checksums);
	const char *line;

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(path[i]);

		line = text;
		while ((line = next_line(line, path[i], len)) != NULL &&
		       strcspn(line, "\n") != DIGITS + 2 + len)
			line += strcspn(line, "\n");
		if (line == NULL)
			die("%s: no checksum of %s", checksums, path[i]);
		add(list, line);
		add_kept(list, text, path[i]);
	}
	free(text);
	return list;
}
