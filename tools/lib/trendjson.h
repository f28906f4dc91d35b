/* trendjson.h - the course of a series as JSON, for a dashboard */

#ifndef TRENDJSON_H
#define TRENDJSON_H

#include <stdio.h>

#include "trendwords.h"

/* One object. */
void trendjson_write(FILE *, const struct course *, const struct view *);

#endif
