/* trendcsv.h - the changes of a series as CSV */

#ifndef TRENDCSV_H
#define TRENDCSV_H

#include <stdio.h>

#include "trendwords.h"

void trendcsv_header(FILE *, const struct course_source *);

/* A row for each change. */
void trendcsv_write(FILE *, const struct course *, const struct view *);

#endif
