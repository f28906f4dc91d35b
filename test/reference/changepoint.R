# changepoint.R - p-values, ratios and intervals of the changes, from R's wilcox.test
#
# usage: Rscript changepoint.R FOLDER
#
# Reads FOLDER/changepoint.csv and FOLDER/changepoint-want.csv, which
# changepoint.py has made, and writes FOLDER/changepoint-tests.csv: of each change
# of a series of positive values its ratio, of those with fewer than 50 values on
# each side the interval too, and p by wilcox.test, or of 12 values or fewer against 50 or more by the
# distribution of Irwin and Hall, times the places where a change may be.

options(digits = 15, warn = 2)
folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(folder, file), stringsAsFactors = FALSE)
values <- read("changepoint.csv")
changes <- read("changepoint-want.csv")

# U of Mann and Whitney's test, of few values against many
few_p <- function(u, few, many) {
	x <- (min(u, few * many - u) + 0.5 + few * (few + 1) / 4) / (many + (few + 1) / 2)
	k <- 0:floor(x)
	min(1, 2 * sum((-1)^k * choose(few, k) * (x - k)^few) / factorial(few))
}

rows <- lapply(setdiff(unique(changes$set), "negative"), function(set) {
	y <- log(values$value[values$set == set])
	at <- changes$index[changes$set == set]
	bounds <- c(1, at, length(y) + 1)
	tests <- lapply(seq_along(at), function(i) {
		before <- y[bounds[i]:(bounds[i + 1] - 1)]
		after <- y[bounds[i + 1]:(bounds[i + 2] - 1)]
		exact <- length(before) < 50 && length(after) < 50
		t <- wilcox.test(after, before, exact = exact, conf.int = exact)
		shift <- median(outer(after, before, "-"))
		if (exact) stopifnot(all.equal(shift, unname(t$estimate)))
		sizes <- c(length(before), length(after))
		if (min(sizes) <= 12 && max(sizes) >= 50)
			t$p.value <- few_p(unname(t$statistic), min(sizes), max(sizes))
		data.frame(set = set, index = at[i], ratio = exp(shift),
			ratio_lo = if (exact) exp(t$conf.int[1]) else NA,
			ratio_hi = if (exact) exp(t$conf.int[2]) else NA,
			p = t$p.value)
	})
	tests <- do.call(rbind, tests)
	tests$p <- p.adjust(tests$p, "bonferroni", n = length(y) - 2 * 4 + 1)
	tests
})
write.csv(format(do.call(rbind, rows), digits = 15, scientific = NA, trim = TRUE),
	file.path(folder, "changepoint-tests.csv"), quote = FALSE, row.names = FALSE)
