/* progress.h - one line on the terminal, rewritten in place */

#ifndef PROGRESS_H
#define PROGRESS_H

struct progress {
	int terminal, shown;
	long done, total; /* steps; done is counted by the caller */
	double begun_s;
};

struct progress progress_new(long total);

/* "WHAT, seconds gone, seconds to go", if standard error is a terminal, a step
 * has been done, and the whole is likely to take more than two seconds. */
void progress_show(struct progress *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void progress_hide(struct progress *);

#endif
