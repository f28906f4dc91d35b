/* colour.h - what a terminal takes for a colour (ECMA-48, 8.3.117) */

#ifndef COLOUR_H
#define COLOUR_H

#define COLOUR_BAD "\33[31m"  /* red */
#define COLOUR_GOOD "\33[32m" /* green */
#define COLOUR_OPEN "\33[33m" /* yellow */
#define COLOUR_BOLD "\33[1m"
#define COLOUR_OFF "\33[0m"

#endif
