/* clib.h - the C library that programs on this system load */

#ifndef CLIB_H
#define CLIB_H

#include "sys.h"

/* "glibc VERSION (BUILD)" or "musl", written into buf; NULL if it cannot be
 * known.  Not the one this program is linked with. */
char *clib_version(char buf[SYS_LINE]);

#endif
