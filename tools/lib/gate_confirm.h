/* gate_confirm.h - what failed was measured again: does it fail again? */

#ifndef GATE_CONFIRM_H
#define GATE_CONFIRM_H

#include "gate.h"

/* Drop from the second measurement, before it is decided, what did not fail in
 * the first: the rest alone is the family. */
void gate_confirm_only(struct gate *second, const struct gate *first);

/* Put the verdicts of the second, decided, in place of those of the first. */
void gate_confirm(struct gate *first, const struct gate *second);

#endif
