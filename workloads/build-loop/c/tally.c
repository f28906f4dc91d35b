/* tally.c - sums over flights */

#include "delays.h"

#include <string.h>

static const long LATE_MIN = 15;

long
late_min(void)
{
	return LATE_MIN;
}

static void
add(struct tally *tally, long distance_km, long delay_min)
{
	tally->flights++;
	tally->late += delay_min >= LATE_MIN;
	tally->distance_km += distance_km;
}

int
tally_flight(struct tallies *tallies, const char *carrier, long distance_km,
    long delay_min)
{
	size_t at = 0;

	while (at < tallies->carriers &&
	       strcmp(tallies->carrier[at].name, carrier) < 0)
		at++;
	if (at == tallies->carriers ||
	    strcmp(tallies->carrier[at].name, carrier) != 0) {
		if (tallies->carriers == CARRIERS || strlen(carrier) >= NAME)
			return 0;
		memmove(&tallies->carrier[at + 1], &tallies->carrier[at],
		    (tallies->carriers++ - at) * sizeof *tallies->carrier);
		tallies->carrier[at] = (struct tally){0};
		strcpy(tallies->carrier[at].name, carrier);
	}
	add(&tallies->carrier[at], distance_km, delay_min);
	add(&tallies->total, distance_km, delay_min);
	return 1;
}
