/* wilson.c - the interval of a share, of how many of n something is true */

#include <math.h>

#include "wilson.h"

struct share
wilson(double k, double n)
{
	static const double z = 1.959963984540054; /* of 97.5 % */
	double centre = (k + z * z / 2) / (n + z * z);
	double half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4);

	/* the ends are exact where nothing, or all, is true */
	return (struct share){
	    k / n, k > 0 ? centre - half : 0, k < n ? centre + half : 1};
}
