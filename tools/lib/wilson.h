/* wilson.h - the interval of a share, of how many of n something is true */

#ifndef WILSON_H
#define WILSON_H

struct share {
	double value, lo, hi; /* from 0 to 1 */
};

/* k of n > 0, and the 95 % score interval without continuity correction: E. B.
 * Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927). */
struct share wilson(double k, double n);

#endif
