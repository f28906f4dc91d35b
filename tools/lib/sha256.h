/* sha256.h - the SHA-256 of a file (FIPS 180-4) */

#ifndef SHA256_H
#define SHA256_H

#include <stdio.h>

/* 64 digits and a NUL */
enum { SHA256_TEXT = 65 };

/* The digest of all that is left to read of f, in lower-case hexadecimal.
 * Returns 0, or -1 if reading failed. */
int sha256_stream(FILE *f, char text[SHA256_TEXT]);

#endif
