/* sparkline.h - the course of a series in one line of text */

#ifndef SPARKLINE_H
#define SPARKLINE_H

#include <stdio.h>

#include "course.h"

/* At most width columns: a block for each point, or, if there are too many, for
 * the median of so many; "x" for those without a value, "|" between segments,
 * and before the first if there is no room for all.  ascii: one of "_.:-=+*#"
 * in place of a block.  Each segment has a scale of its own, from 3 sigma below
 * its lowest level to 3 above its highest. */
void sparkline_write(FILE *, const struct course *, int width, int ascii);

#endif
