# flaky.R - samples of tests that fail so often, and what flaky must make of them
# usage: Rscript flaky.R FOLDER
#
# Writes flaky.csv and flaky-want.csv.  The intervals are those of prop.test without
# continuity correction, which are Wilson's.

folder <- commandArgs(TRUE)[1]

failures <- list(thirty = c(0, 1, 2, 3, 8, 15, 29, 30), one = c(0, 1), many = c(0, 1, 50, 98, 99))
runs <- c(thirty = 30, one = 1, many = 99)

samples <- "implementation,round,position,phase,status,case,metric,unit,value,count"
want <- samples

number <- function(x) sprintf("%.14g", ifelse(abs(x) < 1e-12, 0, x))
share <- function(k, n) {
	p <- suppressWarnings(prop.test(k, n, correct = FALSE))
	100 * c(k / n, p$conf.int)
}
row <- function(name, case, metric, unit, value)
	paste(name, 1, 1, "derived", "ok", case, metric, unit, number(value), 1, sep = ",")
rows <- function(name, case, metric, k, n)
	row(name, case, paste0(metric, c("", "_lo", "_hi")), "%", share(k, n))

for (name in names(failures)) {
	n <- runs[[name]]
	ks <- failures[[name]]
	for (i in seq_len(n)) samples <- c(samples, paste(
		name, i, 1, "timed", "ok", paste0("t", ks), "test_failed", 1, as.integer(i <= ks), 1, sep = ","))
	for (k in ks) want <- c(want,
		rows(name, paste0("t", k), "failure_share", k, n),
		row(name, paste0("t", k), "test_runs", 1, n))
	flaky <- sum(ks > 0 & ks < n)
	want <- c(want,
		row(name, "", "tests", 1, length(ks)),
		row(name, "", "tests_flaky", 1, flaky),
		row(name, "", "tests_failing", 1, sum(ks == n)),
		row(name, "", "tests_stable", 1, sum(ks == 0)),
		rows(name, "", "flaky_share", flaky, length(ks)),
		row(name, "", "runs_failed", 1, max(ks)),
		# the largest p for which n runs without a failure are not surprising
		row(name, "", "detectable_share", "%", 100 * qbeta(0.95, 1, n)),
		row(name, "", "stable_share_hi", "%", share(0, n)[3]))
}
writeLines(samples, file.path(folder, "flaky.csv"))
writeLines(want, file.path(folder, "flaky-want.csv"))
