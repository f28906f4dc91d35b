/* gate_match.h - what gate(1) compares, from records */

#ifndef GATE_MATCH_H
#define GATE_MATCH_H

#include "gate.h"
#include "gate_records.h"

struct gate_match {
	const char
	    *metrics; /* compare these, comma between; NULL: the spec's */
	int force;    /* other machines and toolchains, too */
	int sides;    /* a session made for this: nothing is left out */
};

/* Add the rows and trials of all records.  A wrong call if base and head are of
 * unlike machines, unless forced. */
void gate_match(
    struct gate *, const struct gate_records *, const struct gate_match *);

/* Add the rows of what need not be measured, JSON Lines.  Dies if one has been
 * measured. */
void gate_match_unmeasured(struct gate *, const char *path);

#endif
