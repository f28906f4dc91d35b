/* table.c - what is printed */

#include "report.h"

#include <stdio.h>

/* of the report's form */
static const int EDITION = 1;

static void
print_line(const struct tally *tally)
{
	printf("%s: %ld of %ld flights late, %ld km\n", tally->name,
	    tally->late, tally->flights, tally->distance_km);
}

void
print_report(const struct tallies *tallies)
{
	printf("report %d, late is %ld min: ", EDITION, late_min());
	print_line(&tallies->total);
	for (size_t i = 0; i < tallies->carriers; i++)
		print_line(&tallies->carrier[i]);
}
