/* flight.c - the table that flights come from */

#include "delays.h"

#include <stdio.h>
#include <string.h>

long
read_flights(const char *path, struct tallies *tallies)
{
	FILE *file = fopen(path, "r");
	char line[256], carrier[NAME];
	long number = 0, distance_km, delay_min;

	if (!file)
		return -1;
	*tallies = (struct tallies){.total.name = "all"};
	while (fgets(line, sizeof line, file)) {
		if (number++ == 0)
			continue;
		if (sscanf(line, "%15[^,],%*d,%*[^,],%ld,%ld", carrier,
			&distance_km, &delay_min) != 3 ||
		    !tally_flight(tallies, carrier, distance_km, delay_min)) {
			fclose(file);
			return number;
		}
	}
	fclose(file);
	return 0;
}
