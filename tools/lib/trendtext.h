/* trendtext.h - the course of a series as a person reads it */

#ifndef TRENDTEXT_H
#define TRENDTEXT_H

#include <stdio.h>

#include "trendwords.h"

/* A heading, a line of blocks, figures, the last runs, and the last changes in
 * words. */
void trendtext_write(FILE *, const struct course *, const struct view *);

#endif
