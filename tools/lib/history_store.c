/* history_store.c - append lines to a history: all of them, each once */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_mend.h"
#include "history_read.h"
#include "history_runs.h"
#include "history_store.h"

/* so many bytes are gathered for one write */
enum { BATCH = 1 << 20 };

/* what is known of a run that is to be stored */
enum state { NEW, STORED, PARTLY };

struct store {
	struct history_folder folder;
	size_t limit;
	struct textlines *(*open)(void *context);
	void *context;
	struct history_runs coming; /* what is to be stored, by run */
	enum state *state;          /* of each of these */
	struct hashes lines;        /* run and series of what is there */
	struct history_runs added;
	struct history_stored result;
};

static void
read_line(struct history_line *l, struct textlines *lines, const char *text,
    size_t len)
{
	const char *wrong = history_line_read(l, text, len);

	if (wrong)
		die("%s:%lu: %s", textlines_name(lines), textlines_line(lines),
		    wrong);
}

static struct hash
run_and_series(const struct history_line *l)
{
	struct text names[] = {l->field[H_RUN_ID], l->field[H_SERIES]};

	return hash_of(names, 2);
}

/* 1 if these are run and series of no line before. */
static int
is_first(struct hashes *lines, const struct history_line *l)
{
	size_t was = lines->len;

	hashes_index(lines, run_and_series(l));
	return lines->len > was;
}

/* What is coming, by run, and so whether it is stored. */
static void
compare_runs(struct store *s)
{
	struct history_runs stored = history_runs_load(&s->folder);
	struct textlines *lines = s->open(s->context);
	struct history_line line = {0};
	struct history_run run;
	const char *text;
	size_t len;

	while ((text = textlines_next(lines, &len))) {
		read_line(&line, lines, text, len);
		if (is_first(&s->lines, &line))
			history_runs_add(&s->coming, &line);
	}
	textlines_close(lines);
	history_line_free(&line);
	hashes_free(&s->lines);
	s->state = xrealloc(NULL, s->coming.known.len, sizeof *s->state);
	for (size_t i = 0; i < s->coming.known.len; i++) {
		run = history_runs_of(&stored, s->coming.known.hash[i]);
		s->state[i] = run.count == 0 ? NEW
			      : run.count == s->coming.run[i].count &&
				      run.series == s->coming.run[i].series
				  ? STORED
				  : PARTLY;
	}
	history_runs_free(&stored);
}

/* If a run is there in part, which lines are there can be known only from all
 * of them. */
static void
read_stored(struct store *s)
{
	struct history_reader *reader;
	const struct history_line *line;
	size_t i = 0;

	while (i < s->coming.known.len && s->state[i] != PARTLY)
		i++;
	if (i == s->coming.known.len)
		return;
	reader = history_reader_open(&s->folder);
	while ((line = history_reader_next(reader)))
		hashes_index(&s->lines, run_and_series(line));
	history_reader_close(reader);
}

static int
open_live(const struct store *s)
{
	int fd = openat(s->folder.fd, HISTORY_LIVE,
	    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	if (fd < 0)
		die("%s/%s:", s->folder.path, HISTORY_LIVE);
	return fd;
}

static off_t
size_of(const struct store *s, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		die("%s/%s:", s->folder.path, HISTORY_LIVE);
	return st.st_size;
}

/* Write whole lines, or none: a full disk takes back what it had room for. */
static void
write_batch(struct store *s, const struct jsontext *batch)
{
	int fd = open_live(s), error = 0;
	off_t before = size_of(s, fd);
	size_t done = 0;
	ssize_t n;

	while (done < batch->len && error == 0) {
		n = write(fd, batch->text + done, batch->len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			error = errno;
	}
	if (error == 0 && fsync(fd) < 0)
		error = errno;
	if (error) {
		if (ftruncate(fd, before) < 0)
			warn("%s/%s:", s->folder.path, HISTORY_LIVE);
		errno = error;
		die("%s/%s: nothing was stored, for:", s->folder.path,
		    HISTORY_LIVE);
	}
	if (before == 0)
		history_folder_sync(&s->folder);
	if ((size_t)before + batch->len >= s->limit)
		history_rotate(&s->folder);
	close(fd);
}

static void
append(struct store *s)
{
	struct textlines *lines = s->open(s->context);
	struct history_line line = {0};
	struct jsontext batch = {0};
	const char *text;
	size_t len, run;
	struct history_runs index = {0};

	while ((text = textlines_next(lines, &len))) {
		read_line(&line, lines, text, len);
		run = history_runs_add(&index, &line);
		if (s->state[run] == STORED || !is_first(&s->lines, &line)) {
			s->result.known++;
			continue;
		}
		history_runs_add(&s->added, &line);
		s->result.added++;
		jsontext_raw(&batch, text, len);
		jsontext_raw(&batch, "\n", 1);
		if (batch.len >= BATCH || batch.len >= s->limit) {
			write_batch(s, &batch);
			batch.len = 0;
		}
	}
	if (batch.len)
		write_batch(s, &batch);
	textlines_close(lines);
	history_line_free(&line);
	history_runs_free(&index);
	free(batch.text);
}

struct history_stored
history_store(const char *path, size_t limit,
    struct textlines *(*open)(void *context), void *context)
{
	struct store s = {.folder = history_folder_open(path, 1),
	    .limit = limit,
	    .open = open,
	    .context = context};

	history_mend(&s.folder);
	compare_runs(&s);
	read_stored(&s);
	append(&s);
	if (s.result.added)
		history_runs_save(&s.folder, &s.added);
	history_compress(&s.folder);
	history_runs_free(&s.coming);
	history_runs_free(&s.added);
	hashes_free(&s.lines);
	free(s.state);
	history_folder_close(&s.folder);
	return s.result;
}
