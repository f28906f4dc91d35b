/* poisson.c - how sure a count is */

#include <math.h>

#include "poisson.h"

/* The probability of n itself. */
static double
of(double n, double mean)
{
	return exp(n * log(mean) - mean - lgamma(n + 1));
}

/* That of n or less, for a mean above n, and of n or more, for one below: the
 * terms then fall from the first on, and the sum ends where they no longer
 * change it.  This is chi-square's distribution, by the identity of the two. */
static double
at_most(double n, double mean)
{
	double sum = 0, term = of(n, mean);

	while (sum + term > sum) {
		sum += term;
		term *= n-- / mean;
	}
	return sum;
}

static double
at_least(double n, double mean)
{
	double sum = 0, term = of(n, mean);

	while (sum + term > sum) {
		sum += term;
		term *= mean / ++n;
	}
	return sum;
}

/* The mean between lo and hi for which the tail of n is p.  It falls as the
 * mean moves away from n, from the side near to the side far. */
static double
mean_of(
    double (*tail)(double, double), double n, double p, double near, double far)
{
	double middle = near + (far - near) / 2;

	while (middle != near && middle != far) {
		if (tail(n, middle) > p)
			near = middle;
		else
			far = middle;
		middle = near + (far - near) / 2;
	}
	return middle;
}

struct poisson
poisson_interval(double n, double level)
{
	double p = (1 - level) / 2, far = n + 1;
	struct poisson interval = {0, 0};

	if (n > 0)
		interval.lo = mean_of(at_least, n, p, n, 0);
	while (at_most(n, far) > p)
		far *= 2;
	interval.hi = mean_of(at_most, n, p, n, far);
	return interval;
}
