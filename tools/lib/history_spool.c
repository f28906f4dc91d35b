/* history_spool.c - gather lines for a history before it is locked */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_files.h"
#include "history_line.h"
#include "history_record.h"
#include "history_spool.h"
#include "json.h"
#include "jsonfolder.h"

enum { BATCH = 1 << 20 };

struct history_spool {
	const char *path;
	int fd;
	struct jsontext text; /* not yet in the file */
	off_t size;
};

struct history_spool *
history_spool_open(const char *path)
{
	struct history_spool *s = xrealloc(NULL, 1, sizeof *s);
	FILE *f;

	*s = (struct history_spool){.path = path};
	history_folder_make(path);
	s->fd = open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
		f = tmpfile();
		s->fd = f ? dup(fileno(f)) : -1;
		if (f)
			fclose(f);
	}
	if (s->fd < 0)
		die("%s:", path);
	return s;
}

static void
flush(struct history_spool *s)
{
	ssize_t n;

	for (size_t done = 0; done < s->text.len; done += (size_t)n) {
		n = write(s->fd, s->text.text + done, s->text.len - done);
		if (n < 0 && errno == EINTR)
			n = 0;
		if (n < 0)
			die("%s: nothing was stored, for:", s->path);
	}
	s->size += (off_t)s->text.len;
	s->text.len = 0;
}

static void
add_record(struct history_spool *s, const char *path,
    struct json_object *record, int all_metrics)
{
	history_record_lines(&s->text, path, record, all_metrics);
	if (s->text.len >= BATCH)
		flush(s);
}

/* Imported records tell too little to be lined up: neither their machine nor
 * their dataset, and often not even when they were made. */
static int
is_imported(struct json_object *record)
{
	return json_is(record, "profile", "imported");
}

void
history_spool_record(struct history_spool *s, const char *path, int all_metrics)
{
	struct json_object *record = json_file(path);

	if (!json_object_is_type(record, json_type_object))
		die("%s: not a record: not a JSON object", path);
	if (is_imported(record))
		die("%s: an imported record: its machine and dataset are "
		    "unknown",
		    path);
	add_record(s, path, record, all_metrics);
	json_object_put(record);
}

struct folder {
	struct history_spool *spool;
	int all_metrics;
	size_t records, imported;
};

/* Add a JSON file if it is a record. */
static void
add_found(void *context, const char *path)
{
	struct folder *f = context;
	struct json_object *record = json_file(path);
	int is = json_object_is_type(record, json_type_object) &&
		 json_object_object_get_ex(record, "benchmark_id", NULL) &&
		 json_object_object_get_ex(record, "run_id", NULL);

	f->records += (size_t)is;
	if (is && is_imported(record))
		f->imported++;
	else if (is)
		add_record(f->spool, path, record, f->all_metrics);
	json_object_put(record);
}

void
history_spool_folder(struct history_spool *s, const char *path, int all_metrics)
{
	struct folder f = {.spool = s, .all_metrics = all_metrics};

	json_folder(path, add_found, &f);
	if (f.records == 0)
		die("%s: no record is there", path);
	if (f.imported)
		warn("%s: passed over: %zu imported, whose machine and "
		     "dataset are unknown",
		    path, f.imported);
}

/* That a line is whole and is what its names make it. */
static const char *
wrong_with(struct history_line *l, const char *text, size_t len)
{
	const char *wrong = history_line_read(l, text, len);
	char series[HISTORY_ID], segment[HISTORY_ID];

	if (wrong)
		return wrong;
	history_line_identify(l, series, segment);
	if (memcmp(series, l->field[H_SERIES].s, HISTORY_ID - 1) != 0)
		return "\"series\" is not that of its names";
	if (memcmp(segment, l->field[H_SEGMENT].s, HISTORY_ID - 1) != 0)
		return "\"segment\" is not that of its series and causes";
	return NULL;
}

void
history_spool_lines(struct history_spool *s, const char *path)
{
	int is_stdin = strcmp(path, "-") == 0;
	int fd =
	    is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	struct history_line line = {0};
	struct textlines *lines;
	const char *wrong, *text;
	size_t len;

	if (fd < 0)
		die("%s:", path);
	lines = textlines_open(
	    fd, is_stdin ? "standard input" : path, TEXTLINES_ANY);
	while ((text = textlines_next(lines, &len))) {
		wrong = textlines_cut(lines) ? "the last line is cut off"
					     : wrong_with(&line, text, len);
		if (wrong == NULL && !history_line_write(&s->text, &line))
			wrong = "not UTF-8";
		if (wrong)
			die("%s:%lu: %s", textlines_name(lines),
			    textlines_line(lines), wrong);
		if (s->text.len >= BATCH)
			flush(s);
	}
	history_line_free(&line);
	textlines_close(lines);
}

/* The lines from the beginning. */
static struct textlines *
open_again(void *context)
{
	struct history_spool *s = context;
	int fd = dup(s->fd);

	if (fd < 0 || lseek(fd, 0, SEEK_SET) < 0)
		die("%s:", s->path);
	return textlines_open(fd, s->path, s->size);
}

struct history_stored
history_spool_store(struct history_spool *s, size_t limit)
{
	struct history_stored stored;

	flush(s);
	stored = history_store(s->path, limit, open_again, s);
	close(s->fd);
	free(s->text.text);
	free(s);
	return stored;
}
