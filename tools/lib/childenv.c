/* childenv.c - the environment variables that commands see */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "childenv.h"
#include "die.h"

static const char pad_name[] = "PLUMBLINE_PAD=";

static int
is_hidden(const char *var)
{
	static const char *const names[] = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL",
	    "MAKEOVERRIDES", "MAKE_TERMOUT", "MAKE_TERMERR", "GNUMAKEFLAGS",
	    "SAMPLES_FD", "PLUMBLINE_PAD"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(var, names[i], strlen(names[i])) == 0 &&
		    var[strlen(names[i])] == '=')
			return 1;
	return 0;
}

void
childenv_init(struct childenv *env, size_t padding_max)
{
	size_t count = 0, kept = 0;

	while (environ[count])
		count++;
	env->vars = xrealloc(NULL, count + 3, sizeof *env->vars);
	env->pad = xrealloc(NULL, sizeof pad_name + padding_max, 1);
	/* resident before the first run, like all that a run needs */
	memset(env->pad, 'x', sizeof pad_name + padding_max);
	for (size_t i = 0; i < count; i++)
		if (!is_hidden(environ[i]))
			env->vars[kept++] = environ[i];
	env->vars[kept++] = env->samples_fd;
	env->vars[kept++] = env->pad;
	env->vars[kept] = NULL;
}

void
childenv_free(struct childenv *env)
{
	free(env->vars);
	free(env->pad);
}

void
childenv_set(struct childenv *env, int samples_fd, size_t padding)
{
	size_t name = strlen(pad_name);

	memcpy(env->pad, pad_name, name);
	memset(env->pad + name, 'x', padding);
	env->pad[name + padding] = '\0';
	snprintf(env->samples_fd, sizeof env->samples_fd, "SAMPLES_FD=%d",
	    samples_fd);
}
