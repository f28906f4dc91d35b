# changepoint.R - p-values, ratios and intervals of the changes, from R's wilcox.test
#
# usage: Rscript changepoint.R FOLDER
#
# Reads FOLDER/changepoint.csv and FOLDER/changepoint-want.csv, which
# changepoint.py has made, and writes FOLDER/changepoint-tests.csv: of each change
# of a series of positive values its ratio, of those with fewer than 50 values on
# each side the interval too, and p by wilcox.test and p.adjust.

options(digits = 15, warn = 2)
folder <- commandArgs(TRUE)[1]
read <- function(file) read.csv(file.path(folder, file), stringsAsFactors = FALSE)
values <- read("changepoint.csv")
changes <- read("changepoint-want.csv")

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
		data.frame(set = set, index = at[i], ratio = exp(shift),
			ratio_lo = if (exact) exp(t$conf.int[1]) else NA,
			ratio_hi = if (exact) exp(t$conf.int[2]) else NA,
			p = t$p.value)
	})
	tests <- do.call(rbind, tests)
	tests$p <- p.adjust(tests$p, "holm")
	tests
})
write.csv(format(do.call(rbind, rows), digits = 15, scientific = NA, trim = TRUE),
	file.path(folder, "changepoint-tests.csv"), quote = FALSE, row.names = FALSE)
