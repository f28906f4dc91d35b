/* metrics.h - the metrics of an implementation, from the summary's rows */

#ifndef METRICS_H
#define METRICS_H

#include "rounds.h"

/* Add to metrics a member for each row of the summary (JSON Lines) that is
 * about the implementation, with the samples of the rounds.  Dies if the
 * summary was made from other rounds. */
void metrics_add(struct json_object *metrics, const char *summary,
    const char *implementation, const struct rounds *);

#endif
