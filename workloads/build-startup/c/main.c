/* build-startup/c - say hello, see workloads/build-startup/README.md */

#include <stdio.h>

int
main(void)
{
	return puts("hello, world") == EOF || fflush(stdout) == EOF;
}
