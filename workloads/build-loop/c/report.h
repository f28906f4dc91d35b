/* report.h - what is printed: the part that nothing depends on */

#ifndef REPORT_H
#define REPORT_H

#include "delays.h"

/* Print the whole text. */
void print_report(const struct tallies *tallies);

#endif
