/* gate_decide.h - which change is a regression */

#ifndef GATE_DECIDE_H
#define GATE_DECIDE_H

#include "gate.h"
#include "gate_noise.h"

/* Give the row of each trial its figures and its verdict, and put the rows in
 * order.  Holm's family is all trials that have a p.  history may be NULL. */
void gate_decide(struct gate *, struct gate_noise *history);

#endif
