/* csvtext.h - write CSV (RFC 4180) into a growing buffer */

#ifndef CSVTEXT_H
#define CSVTEXT_H

#include "hashes.h"
#include "jsontext.h"

/* Append a field, quoted only if it must be, and the byte after it. */
void csvtext_field(struct jsontext *, const struct text *, char after);

#endif
