/* report.c - how many flights of a table are late: the subject of build-loop */

#include "report.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	static struct tallies tallies;
	long line;

	if (argc != 2) {
		fprintf(stderr, "usage: report flights.csv\n");
		return 2;
	}
	line = read_flights(argv[1], &tallies);
	if (line < 0)
		perror(argv[1]);
	else if (line > 0)
		fprintf(stderr, "report: %s:%ld: malformed\n", argv[1], line);
	else
		print_report(&tallies);
	return line != 0 || fflush(stdout) == EOF;
}
