/* commands.c - the commands on the command line, ":::" between them */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "die.h"

void
command_find(struct command *command)
{
	const char *name = *command->argv, *path = getenv("PATH"), *end;
	struct stat st;

	/* NOLINTNEXTLINE(clang-analyzer-core.*): split() leaves none empty */
	if (strchr(name, '/')) {
		command->path = xstrdup(name);
		return;
	}
	command->error = ENOENT;
	for (path = path ? path : "/bin:/usr/bin";; path = end + 1) {
		end = strchrnul(path, ':');
		command->path = xprintf("%.*s/%s", (int)(end - path),
		    end == path ? "." : path, name);
		if (stat(command->path, &st) == 0 && S_ISREG(st.st_mode)) {
			command->error = 0;
			if (access(command->path, X_OK) == 0)
				return;
			command->error = EACCES;
		}
		free(command->path);
		command->path = NULL;
		if (*end == '\0')
			return;
	}
}

static char *
joined(char **argv)
{
	size_t len = 1;
	char *s, *end;

	for (char **arg = argv; *arg; arg++)
		len += strlen(*arg) + 1;
	end = s = xrealloc(NULL, len, 1);
	for (char **arg = argv; *arg; arg++) {
		if (arg > argv)
			end = stpcpy(end, " ");
		end = stpcpy(end, *arg);
	}
	return s;
}

static int
is_taken(const struct command *commands, size_t count, const char *label)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(commands[i].label, label) == 0)
			return 1;
	return 0;
}

static void
set_labels(struct command *commands, size_t count, char *const *names,
    size_t names_len, int repeat)
{
	if (names_len > count)
		misuse("-i: %zu names for %zu commands", names_len, count);
	for (size_t i = 0; i < count; i++) {
		char *base = i < names_len ? xstrdup(names[i])
					   : joined(commands[i].argv);
		char *label = xstrdup(base);

		for (int n = 2; !repeat && is_taken(commands, i, label); n++) {
			free(label);
			label = xprintf("%s#%d", base, n);
		}
		free(base);
		commands[i].label = label;
	}
}

/* Arguments up to each ":::", which becomes the NULL at their end. */
static struct command *
split(char **argv, size_t *count)
{
	struct command *commands = NULL;

	for (*count = 0;; argv++) {
		commands = xrealloc(commands, *count + 1, sizeof *commands);
		commands[*count] = (struct command){.argv = argv};
		while (*argv && strcmp(*argv, ":::") != 0)
			argv++;
		if (argv == commands[*count].argv)
			misuse("no command%s", *argv    ? " before :::"
					       : *count ? " after :::"
							: "");
		++*count;
		if (*argv == NULL)
			return commands;
		*argv = NULL;
	}
}

struct command *
commands_new(char **argv, char *const *names, size_t names_len, int repeat,
    size_t *count)
{
	struct command *commands = split(argv, count);

	set_labels(commands, *count, names, names_len, repeat);
	for (size_t i = 0; i < *count; i++)
		command_find(&commands[i]);
	return commands;
}

void
commands_free(struct command *commands, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(commands[i].label);
		free(commands[i].path);
	}
	free(commands);
}
