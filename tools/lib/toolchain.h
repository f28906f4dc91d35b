/* toolchain.h - the version in what a toolchain says of itself */

#ifndef TOOLCHAIN_H
#define TOOLCHAIN_H

#include <stddef.h>

/* Its name and version up to the minor, "rustc 1.95"; and of the len bytes of
 * such a name what counts as another toolchain when it changes, "rustc 1".  The
 * caller frees them. */
char *toolchain_name(const char *text);
char *toolchain_step(const char *name, size_t len);

#endif
