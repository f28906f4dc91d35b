#!/usr/bin/env Rscript
# density.R - Garwood's interval for test/density.bats: n, lo, hi
for (n in c(0:5, 10, 23, 168, 1000, 54321, 1e6)) {
	lo <- if (n > 0) qchisq(0.025, 2 * n) / 2 else 0
	hi <- qchisq(0.975, 2 * n + 2) / 2
	i <- poisson.test(n)$conf.int
	stopifnot(abs(i - c(lo, hi)) <= 1e-9 * hi)
	cat(sprintf("%d,%.12g,%.12g\n", as.integer(n), lo, hi))
}
