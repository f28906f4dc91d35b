/* valgrind.c - count what a command does under valgrind(1) */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "die.h"
#include "valgrind.h"

/* A forked process has what its parent had counted, and a program that is
 * replaced says nothing: so counts are written, and begin again at 0, before
 * either. */
static const char *const callgrind[] = {"--tool=callgrind",
    "--dump-before=fork", "--dump-before=_Fork", "--dump-before=vfork",
    "--dump-before=clone", "--dump-before=execve", "--dump-before=execveat",
    NULL};
static const char *const dhat[] = {"--tool=dhat", NULL};

static char **
arguments(const struct valgrind *v, char *const command[])
{
	const char *const *options = v->tool == CALLGRIND ? callgrind : dhat;
	char **argv = NULL;
	size_t n = 0;
	const char *const words[] = {"valgrind", "--command-line-only=yes",
	    "--vgdb=no", "-q", "--trace-children=yes", NULL};

	for (const char *const *s = words; *s; s++) {
		argv = xrealloc(argv, n + 1, sizeof *argv);
		argv[n++] = xstrdup(*s);
	}
	for (const char *const *s = options; *s; s++) {
		argv = xrealloc(argv, n + 1, sizeof *argv);
		argv[n++] = xstrdup(*s);
	}
	argv = xrealloc(argv, n + 2, sizeof *argv);
	argv[n++] = xprintf("--log-file=%s/log.%%p", v->folder);
	argv[n++] = xprintf("--%s-out-file=%s/%%p",
	    v->tool == CALLGRIND ? "callgrind" : "dhat", v->folder);
	do {
		argv = xrealloc(argv, n + 1, sizeof *argv);
		argv[n++] = *command ? xstrdup(*command) : NULL;
	} while (*command++);
	return argv;
}

struct valgrind
valgrind_new(enum valgrind_tool which, char *const command[])
{
	struct valgrind v = {.tool = which};
	const char *tmp = getenv("TMPDIR");

	/* valgrind takes % for the beginning of a word of its own */
	v.folder = xprintf("%s/%s.XXXXXX",
	    tmp && *tmp && !strchr(tmp, '%') ? tmp : "/tmp", tool);
	if (mkdtemp(v.folder) == NULL)
		die("%s:", v.folder);
	v.notes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (v.notes < 0 || inotify_add_watch(v.notes, v.folder,
			       IN_OPEN | IN_CLOSE_WRITE) < 0) {
		int error = errno;

		rmdir(v.folder);
		errno = error;
		die("inotify:");
	}
	v.argv = arguments(&v, command);
	return v;
}

static void
fail(struct valgrind *v, const char *error)
{
	if (v->error == NULL)
		v->error = error;
}

static struct valgrind_process *
process_of(struct valgrind *v, pid_t pid)
{
	for (size_t i = v->processes; i-- > 0;)
		if (v->process[i].pid == pid)
			return &v->process[i];
	v->process = xrealloc(v->process, v->processes + 1, sizeof *v->process);
	v->process[v->processes] = (struct valgrind_process){.pid = pid};
	return &v->process[v->processes++];
}

/* The number after key, added to count: whether there is one. */
static int
add(const char *line, const char *key, double *count)
{
	const char *at = strstr(line, key);

	if (at == NULL)
		return 0;
	*count += strtod(at + strlen(key), NULL);
	return 1;
}

/* A line of a file: whether it is the one without which the file is cut off. */
static int
take_line(struct valgrind *v, const char *line)
{
	static const char before[] = "desc: Trigger: --dump-before=";

	if (v->tool == DHAT) {
		if (strstr(line, "{\"tb\":")) {
			add(line, "\"tb\":", &v->count[HEAP_BYTES]);
			add(line, "\"tbk\":", &v->count[HEAP_BLOCKS]);
		}
		add(line, "\"rb\":", &v->count[HEAP_READ]);
		add(line, "\"wb\":", &v->count[HEAP_WRITTEN]);
		return strcmp(line, "}\n") == 0;
	}
	if (strncmp(line, before, strlen(before)) == 0) {
		if (strncmp(line + strlen(before), "exec", 4) == 0)
			v->execs++;
		else
			v->forks++;
	}
	return strncmp(line, "totals: ", 8) == 0 && strchr(line, '\n') &&
	       add(line, "totals: ", &v->count[INSTRUCTIONS]);
}

/* A file PID, or PID.PART, was closed.  PID is empty when a process has only
 * tried whether it can write it, and it may have been read since. */
static void
take_file(struct valgrind *v, const char *name)
{
	char *path = xprintf("%s/%s", v->folder, name), *line = NULL, *end;
	pid_t pid = (pid_t)strtol(name, &end, 10);
	FILE *f = fopen(path, "r");
	size_t size = 0;
	int lines = 0, whole = 0;

	if (f == NULL && (*end || !process_of(v, pid)->ended))
		fail(v, "a count was overwritten before it could be read");
	while (f && getline(&line, &size, f) > 0) {
		lines++;
		whole = take_line(v, line) || whole;
	}
	if (f)
		fclose(f);
	if (lines > 0) {
		if (!whole)
			fail(v, "a count is cut off: is the disk full?");
		unlink(path);
		if (*end == '\0')
			process_of(v, pid)->ended = 1;
	}
	free(line);
	free(path);
}

void
valgrind_take(struct valgrind *v)
{
	static const char log[] = "log.";
	_Alignas(struct inotify_event) char
	    buffer[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
	ssize_t len;

	while ((len = read(v->notes, buffer, sizeof buffer)) > 0)
		for (char *at = buffer; at < buffer + len;) {
			/* aligned, as inotify(7) says */
			struct inotify_event *note = (void *)at;

			at += sizeof *note + note->len;
			if (note->mask & IN_Q_OVERFLOW)
				fail(v, "too many processes at a time");
			if (note->len == 0)
				continue;
			if (strncmp(note->name, log, strlen(log)) != 0) {
				if (note->mask & IN_CLOSE_WRITE)
					take_file(v, note->name);
			} else if (note->mask & IN_OPEN) {
				struct valgrind_process *p = process_of(
				    v, (pid_t)strtol(
					   note->name + strlen(log), NULL, 10));

				p->programs++;
				p->ended = 0;
			}
		}
}

/* Whether what was counted is all there is to count, and nothing twice. */
static void
check(struct valgrind *v)
{
	long forks = (long)v->processes - 1, execs = -forks - 1;

	if (v->processes == 0)
		fail(v, "valgrind does not run here");
	for (size_t i = 0; i < v->processes; i++) {
		execs += v->process[i].programs;
		if (!v->process[i].ended)
			fail(v, "a process of it was killed, or still runs, so "
				"it was not counted");
		if (v->tool == DHAT && v->process[i].programs != 1 + (i > 0))
			fail(v, "dhat cannot count a program that forks "
				"without executing another, or is replaced by "
				"one that it executes");
	}
	if (v->tool == CALLGRIND && (forks > v->forks || execs > v->execs))
		fail(v, "it starts processes without the C library, so it is "
			"not known what was counted twice");
}

static void
clean_up(struct valgrind *v)
{
	DIR *folder = opendir(v->folder);
	struct dirent *entry;
	char line[BUFSIZ];

	while (folder && (entry = readdir(folder))) {
		char *path = xprintf("%s/%s", v->folder, entry->d_name);
		FILE *f = NULL;

		if (v->error && strncmp(entry->d_name, "log.", 4) == 0)
			f = fopen(path, "r");
		while (f && fgets(line, sizeof line, f))
			fputs(line, stderr);
		if (f)
			fclose(f);
		unlink(path);
		free(path);
	}
	if (folder)
		closedir(folder);
	rmdir(v->folder);
}

void
valgrind_end(struct valgrind *v)
{
	valgrind_take(v);
	check(v);
	clean_up(v);
	for (char **arg = v->argv; *arg; arg++)
		free(*arg);
	free(v->argv);
	free(v->process);
	free(v->folder);
	close(v->notes);
}
