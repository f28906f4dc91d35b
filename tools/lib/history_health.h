/* history_health.h - is a history alive? */

#ifndef HISTORY_HEALTH_H
#define HISTORY_HEALTH_H

#include <stdio.h>

/* How alive it is: a row that says when the newest record is from, and how many
 * series have stopped more than so many days before; with a warning for each
 * implementation that has some, and one if the newest is older than that: 1. */
int history_health_write(FILE *, const char *path, double days);

#endif
