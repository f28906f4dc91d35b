/* history_read.c - read a history line by line, in the order of its files */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_read.h"

struct history_reader {
	const struct history_folder *folder;
	unsigned long next;      /* rotated file to open */
	struct textlines *live;  /* history.jsonl, NULL: there is none */
	struct textlines *lines; /* what is being read */
	struct history_line line;
	int at_live, torn;
};

/* history.jsonl, which others may lengthen or put aside from now on. */
static struct textlines *
open_live(const struct history_folder *f)
{
	int fd = openat(f->fd, HISTORY_LIVE, O_RDONLY | O_CLOEXEC);
	struct textlines *t;
	struct stat st;
	char *name;

	if (fd < 0 && errno == ENOENT)
		return NULL;
	if (fd < 0 || fstat(fd, &st) < 0)
		die("%s/%s:", f->path, HISTORY_LIVE);
	name = xprintf("%s/%s", f->path, HISTORY_LIVE);
	t = textlines_open(fd, name, (long long)st.st_size);
	free(name);
	return t;
}

struct history_reader *
history_reader_open(struct history_folder *f)
{
	struct history_reader *r = xrealloc(NULL, 1, sizeof *r);

	*r = (struct history_reader){
	    .folder = f, .next = f->first, .live = open_live(f)};
	return r;
}

/* The next file: 1, or 0 if there is none. */
static int
next_file(struct history_reader *r)
{
	if (r->lines)
		textlines_close(r->lines);
	r->lines = NULL;
	if (r->next && r->next <= r->folder->last) {
		r->lines = history_rotated_open(r->folder, r->next++);
	} else if (r->live) {
		r->lines = r->live;
		r->live = NULL;
		r->at_live = 1;
	}
	return r->lines != NULL;
}

const struct history_line *
history_reader_next(struct history_reader *r)
{
	const char *wrong, *text;
	size_t len;

	if (r->lines == NULL && !next_file(r))
		return NULL;
	while ((text = textlines_next(r->lines, &len)) == NULL)
		if (!next_file(r))
			return NULL;
	wrong = textlines_cut(r->lines)
		    ? "the line is cut off"
		    : history_line_read(&r->line, text, len);
	if (wrong == NULL)
		return &r->line;
	if (!r->at_live || !textlines_last(r->lines))
		die("%s:%lu: %s", textlines_name(r->lines),
		    textlines_line(r->lines), wrong);
	warn("%s:%lu: the last line is torn, and left out: %s",
	    textlines_name(r->lines), textlines_line(r->lines), wrong);
	r->torn = 1;
	return NULL;
}

int
history_reader_torn(const struct history_reader *r)
{
	return r->torn;
}

void
history_reader_close(struct history_reader *r)
{
	if (r->lines)
		textlines_close(r->lines);
	if (r->live)
		textlines_close(r->live);
	history_line_free(&r->line);
	free(r);
}
