#!/usr/bin/env Rscript
# selftest.R - Wilson's interval for test/gating.bats: k, n, lo, hi
for (kn in list(c(0, 200), c(1, 200), c(2, 2), c(95, 100), c(50, 100))) {
	i <- prop.test(kn[1], kn[2], correct = FALSE)$conf.int
	cat(sprintf("%d,%d,%.12f,%.12f\n", kn[1], kn[2], i[1], i[2]))
}
