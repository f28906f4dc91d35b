/* history_runs.c - which runs a history has, so that none is stored twice */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "die.h"
#include "history_read.h"
#include "history_runs.h"

/* an entry: high and low of the hash, count, series; each with a blank or a
 * newline after it */
enum { ENTRY = 4 * 17 };

static struct history_run *
run_at(struct history_runs *r, struct hash hash, size_t *index)
{
	size_t was = r->known.len;

	*index = hashes_index(&r->known, hash);
	if (r->known.len > r->size) {
		r->size = r->size ? 2 * r->size : 64;
		r->run = xrealloc(r->run, r->size, sizeof *r->run);
	}
	if (r->known.len > was)
		r->run[*index] = (struct history_run){0, 0};
	return &r->run[*index];
}

size_t
history_runs_add(struct history_runs *r, const struct history_line *l)
{
	const struct text *f = l->field;
	struct text names[] = {
	    f[H_RUN_ID], f[H_BENCHMARK], f[H_IMPLEMENTATION], f[H_PROFILE]};
	char digits[HISTORY_ID];
	struct history_run *run;
	size_t index;

	run = run_at(r, hash_of(names, 4), &index);
	memcpy(digits, f[H_SERIES].s, HISTORY_ID - 1);
	digits[HISTORY_ID - 1] = '\0';
	run->count++;
	run->series ^= strtoull(digits, NULL, 16);
	return index;
}

struct history_run
history_runs_of(const struct history_runs *r, struct hash run)
{
	size_t index = hashes_find(&r->known, run);

	return index < r->known.len ? r->run[index]
				    : (struct history_run){0, 0};
}

void
history_runs_free(struct history_runs *r)
{
	hashes_free(&r->known);
	free(r->run);
	*r = (struct history_runs){0};
}

/* The last line of the file: what of the history it covers. */
static int
coverage(char text[96], const struct history_folder *f)
{
	struct stat st = {0};

	if (fstatat(f->fd, HISTORY_LIVE, &st, 0) < 0 && errno != ENOENT)
		die("%s/%s:", f->path, HISTORY_LIVE);
	return snprintf(text, 96, "@ %lu %lu %lld\n", f->first, f->last,
	    (long long)st.st_size);
}

/* The whole file, NULL if it is not there or cannot be read. */
static char *
load_text(const struct history_folder *f, size_t *len)
{
	int fd = openat(f->fd, HISTORY_RUNS, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) < 0)
		die("%s/%s:", f->path, HISTORY_RUNS);
	*len = (size_t)st.st_size;
	text = xrealloc(NULL, *len + 1, 1);
	if (read(fd, text, *len) != (ssize_t)*len)
		*len = 0;
	text[*len] = '\0';
	close(fd);
	return text;
}

static int
read_hex(const char *s, char end, uint64_t *value)
{
	char *stop;

	if (strspn(s, "0123456789abcdef") != 16 || s[16] != end)
		return 0;
	*value = strtoull(s, &stop, 16);
	return 1;
}

/* Take the entries of the file: 1, or 0 if it does not fit the history. */
static int
take_entries(struct history_runs *r, const struct history_folder *f,
    const char *text, size_t len)
{
	char want[96];
	size_t want_len = (size_t)coverage(want, f), index;
	const char *p = text, *end = text + len;
	struct hash hash;
	struct history_run run, *to;

	if (len < want_len || memcmp(end - want_len, want, want_len) != 0)
		return 0;
	while (p < end) {
		if (*p == '@') {
			p = memchr(p, '\n', (size_t)(end - p));
			if (p == NULL)
				return 0;
			p++;
			continue;
		}
		if (end - p < ENTRY || !read_hex(p, ' ', &hash.high) ||
		    !read_hex(p + 17, ' ', &hash.low) ||
		    !read_hex(p + 34, ' ', &run.count) ||
		    !read_hex(p + 51, '\n', &run.series))
			return 0;
		to = run_at(r, hash, &index);
		to->count += run.count;
		to->series ^= run.series;
		p += ENTRY;
	}
	return 1;
}

/* Append entries and what they cover by one write. */
static void
append_entries(
    const struct history_folder *f, const struct history_runs *r, int flags)
{
	char last[96];
	size_t last_len = (size_t)coverage(last, f);
	size_t len = r->known.len * ENTRY + last_len;
	char *text = xrealloc(NULL, len + 1, 1), *to = text;
	int fd = openat(f->fd, HISTORY_RUNS,
	    O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | flags, 0666);
	ssize_t written;

	for (size_t i = 0; i < r->known.len; i++)
		to += snprintf(to, ENTRY + 1,
		    "%016" PRIx64 " %016" PRIx64 " %016" PRIx64 " %016" PRIx64
		    "\n",
		    r->known.hash[i].high, r->known.hash[i].low,
		    r->run[i].count, r->run[i].series);
	memcpy(to, last, last_len);
	written = fd < 0 ? -1 : write(fd, text, len);
	if (written != (ssize_t)len) {
		if (written >= 0)
			errno = ENOSPC;
		warn("%s/%s: will be made again:", f->path, HISTORY_RUNS);
		unlinkat(f->fd, HISTORY_RUNS, 0);
	}
	if (fd >= 0)
		close(fd);
	free(text);
}

struct history_runs
history_runs_load(struct history_folder *f)
{
	struct history_runs r = {0};
	struct history_reader *reader;
	const struct history_line *line;
	size_t len;
	char *text = load_text(f, &len);

	if (text && take_entries(&r, f, text, len)) {
		free(text);
		return r;
	}
	free(text);
	history_runs_free(&r);
	reader = history_reader_open(f);
	while ((line = history_reader_next(reader)))
		history_runs_add(&r, line);
	history_reader_close(reader);
	append_entries(f, &r, O_TRUNC);
	return r;
}

void
history_runs_save(
    const struct history_folder *f, const struct history_runs *more)
{
	append_entries(f, more, 0);
}
