/* delays.h - what flights and their delays are: the part that others depend on
 */

#ifndef DELAYS_H
#define DELAYS_H

#include <stddef.h>

enum { CARRIERS = 64, NAME = 16 };

struct tally {
	char name[NAME];
	long flights, late, distance_km;
};

/* All carriers of a table, by name, and everything in total. */
struct tallies {
	struct tally total, carrier[CARRIERS];
	size_t carriers;
};

/* Count a flight. */
int tally_flight(struct tallies *tallies, const char *carrier, long distance_km,
    long delay_min);

/* From so many minutes on, a flight is late. */
long late_min(void);

/* Read all flights of a table: the line that is malformed, -1 if the file
 * cannot be read, or 0. */
long read_flights(const char *path, struct tallies *tallies);

#endif
