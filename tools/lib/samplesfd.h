/* samplesfd.h - where a program reports samples of its own, samples(5) */

#ifndef SAMPLESFD_H
#define SAMPLESFD_H

/* The descriptor that $SAMPLES_FD names, -1 if it is not set.  Exits with 2 if
 * it names none that is open. */
int samples_fd(void);

#endif
