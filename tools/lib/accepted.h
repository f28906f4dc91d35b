/* accepted.h - which change of a series has an annotation */

#ifndef ACCEPTED_H
#define ACCEPTED_H

#include "annotations.h"
#include "course.h"

/* As annotations_find; of a series of history(1), if there are annotations. */
const struct annotation *accepted_by(const struct annotations *,
    const struct course *, const struct segment *, const struct shift *);

/* Mark the annotations that are about the series, and accept its changes. */
void accepted_mark(struct annotations *, const struct course *);

#endif
