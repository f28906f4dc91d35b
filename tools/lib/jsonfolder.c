/* jsonfolder.c - the JSON files in a folder */

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "jsonfolder.h"

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

void
json_folder(const char *folder, void (*file)(void *context, const char *path),
    void *context)
{
	char *copy = xstrdup(folder), *roots[] = {copy, NULL};
	FTS *tree = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	FTSENT *entry;

	if (tree == NULL)
		die("%s:", folder);
	while (errno = 0, (entry = fts_read(tree))) {
		const char *end = strrchr(entry->fts_name, '.');

		if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR ||
		    entry->fts_info == FTS_NS) {
			errno = entry->fts_errno;
			die("%s:", entry->fts_path);
		}
		if (entry->fts_info == FTS_F && end &&
		    strcmp(end, ".json") == 0)
			file(context, entry->fts_path);
	}
	if (errno)
		die("%s:", folder);
	fts_close(tree);
	free(copy);
}
