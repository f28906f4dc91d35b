/* direction.h - what is better of a metric */

#ifndef DIRECTION_H
#define DIRECTION_H

/* "higher", "lower" or "neutral": neither.  Rates are better high and all that
 * is spent or found wrong better low, unless the metric's name says otherwise.
 */
const char *direction_of(const char *metric, const char *unit);

#endif
