/* outcome.h - what became of the runs of an implementation, for its record */

#ifndef OUTCOME_H
#define OUTCOME_H

#include "rounds.h"

/* Put "status": "ok", or the worst among the runs; and "reason": how often what
 * went wrong, for people ("3 of 10 rounds: exit code 1"), or null. */
void outcome_status(struct json_object *record, const struct rounds *);

/* Put "answer": what the runs answered, beside what is right, NULL if nobody
 * knows. */
void outcome_answer(
    struct json_object *record, const struct rounds *, const char *expected);

/* Put "rounds", a member for each run, and "disturbances", how many there
 * were. */
void outcome_rounds(struct json_object *record, const struct rounds *);

#endif
