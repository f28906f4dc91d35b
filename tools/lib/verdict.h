/* verdict.h - whether a run went well */

#ifndef VERDICT_H
#define VERDICT_H

#include "child.h"
#include "rates.h"

/* The status of a run, as in samples(5). */
struct verdict {
	const char *status;
	char what[256];   /* is wrong; "" if it is ok */
	int samples_good; /* those it reported of itself can be copied */
};

/* digest: that of the right answer, "" if there is none; rates: metrics that
 * the run must not report itself. */
struct verdict verdict_of(
    const struct child *, const char *digest, const struct rates *rates);

#endif
