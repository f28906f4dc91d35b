/* status.c - what die exits with, unless the tool says otherwise
 *
 * In a file of its own, so that the linker takes the tool's instead. */

#include <stdlib.h>

#include "die.h"

const int die_status = EXIT_FAILURE;
