/* direction.h - what a metric's name says of it */

#ifndef DIRECTION_H
#define DIRECTION_H

/* What is better: "higher", "lower" or "neutral": neither.  Rates are better
 * high and all that is spent or found wrong better low, unless the name says
 * otherwise.
 */
const char *direction_of(const char *metric, const char *unit);

/* Whether it counts what a scan or a test found in something that does not
 * change: then values that are all equal are known exactly, however few there
 * are. */
int direction_counts(const char *metric);

#endif
