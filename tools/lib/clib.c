/* clib.c - the C library that programs on this system load */

#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clib.h"
#include "sys.h"

/* The dynamic linker that an ELF program asks for. */
static char *
interpreter(const char *program, char path[PATH_MAX])
{
	int fd = open(program, O_RDONLY | O_CLOEXEC);
	ElfW(Ehdr) head;
	ElfW(Phdr) part;
	ssize_t n = 0;

	if (fd < 0)
		return NULL;
	if (pread(fd, &head, sizeof head, 0) != sizeof head ||
	    memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
		head.e_phnum = 0;
	for (int i = 0; i < head.e_phnum && n == 0; i++)
		if (pread(fd, &part, sizeof part,
			(off_t)(head.e_phoff + (size_t)i * sizeof part)) ==
			sizeof part &&
		    part.p_type == PT_INTERP && part.p_filesz < PATH_MAX)
			n = pread(
			    fd, path, part.p_filesz, (off_t)part.p_offset);
	close(fd);
	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path;
}

/* glibc's banner: "GNU C Library (BUILD) stable release version 2.36." */
static char *
glibc_banner(const char *path, char buf[SYS_LINE])
{
	static const char begin[] = "GNU C Library (";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *map = MAP_FAILED, *at, build[100], version[20], banner[200] = "";
	struct stat st = {0};
	size_t left;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) == 0 && st.st_size > 0)
		map = mmap(
		    NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return NULL;
	at = memmem(map, (size_t)st.st_size, begin, sizeof begin - 1);
	if (at) {
		left = (size_t)(map + st.st_size - at);
		memcpy(banner, at,
		    left < sizeof banner ? left : sizeof banner - 1);
	}
	munmap(map, (size_t)st.st_size);
	if (sscanf(banner,
		"GNU C Library (%99[^)]) %*s release version %19[0-9.]", build,
		version) != 2)
		return NULL;
	if (version[strlen(version) - 1] == '.')
		version[strlen(version) - 1] = '\0';
	snprintf(buf, SYS_LINE, "glibc %s (%s)", version, build);
	return buf;
}

char *
clib_version(char buf[SYS_LINE])
{
	char asked[PATH_MAX], loader[PATH_MAX], path[PATH_MAX + 16];

	if (!interpreter("/bin/sh", asked) || !realpath(asked, loader))
		return NULL;
	if (strstr(asked, "ld-musl"))
		return strcpy(buf, "musl");
	/* the library is kept beside its loader */
	snprintf(path, sizeof path, "%s/libc.so.6", dirname(loader));
	return glibc_banner(path, buf);
}
