/* poisson.h - how sure a count is */

#ifndef POISSON_H
#define POISSON_H

struct poisson {
	double lo, hi;
};

/* The exact interval of the mean of a Poisson distribution from which n was
 * drawn, with at most (1 - level) / 2 beyond each end: F. Garwood, "Fiducial
 * limits for the Poisson distribution", Biometrika 28 (1936).  With a = 1 -
 * level, lo is half the a/2 quantile of chi-square with 2n degrees of freedom,
 * 0 if n is 0, and hi half the 1 - a/2 quantile with 2n + 2.  n is whole, and 0
 * to POISSON_MAX; ten digits of the result are right. */
#define POISSON_MAX 1e6
struct poisson poisson_interval(double n, double level);

#endif
