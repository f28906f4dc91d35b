# claims.R - vectors for claims from R's qbinom, pbinom and wilcox.test
#
# usage: Rscript claims.R FOLDER
#
# Writes FOLDER/claims-ranks.csv (which order statistics enclose a percentile of n
# rounds, and how surely: empty where there is no such one), claims-pairs.csv
# (paired values) and claims-pairs-want.csv (their ratio and its interval).

set.seed(20261121)
folder <- commandArgs(TRUE)[1]

ranks <- function(n, percentile) {
  p <- percentile / 100
  lo <- qbinom(0.025, n, p)
  hi <- qbinom(0.025, n, p, lower.tail = FALSE) + 1
  less <- if (lo > 0) pbinom(lo - 1, n, p) else 0
  greater <- if (hi <= n) pbinom(hi - 1, n, p, lower.tail = FALSE) else 0
  none <- lo == 0 && hi > n
  c(n, percentile, if (lo > 0) lo else NA, if (hi <= n) hi else NA,
    if (none) NA else 1 - less - greater)
}

text <- function(x) ifelse(is.na(x), "", format(x, digits = 15, trim = TRUE))

write_rows <- function(name, header, rows) {
  writeLines(c(header, rows), file.path(folder, name))
}

each <- expand.grid(
  n = c(1, 2, 5, 6, 7, 12, 20, 36, 37, 72, 99, 368, 369, 1000),
  percentile = c(0.1, 1, 10, 25, 33.3, 50, 75, 90, 95, 99, 99.9))
write_rows("claims-ranks.csv", "n,percentile,lo,hi,confidence",
  mapply(function(n, p) paste(sapply(ranks(n, p), text), collapse = ","),
    each$n, each$percentile))

sizes <- c(6, 7, 12, 20, 49)
pairs <- lapply(sizes, function(n) {
  signif(cbind(exp(rnorm(n, 0, 0.2)), exp(rnorm(n, 0.5, 0.2))), 15)
})
write_rows("claims-pairs.csv", "set,implementation,against",
  unlist(lapply(pairs, function(x) {
    paste(nrow(x), text(x[, 1]), text(x[, 2]), sep = ",")
  })))
write_rows("claims-pairs-want.csv", "set,value,lo,hi",
  vapply(pairs, function(x) {
    t <- wilcox.test(log(x[, 1] / x[, 2]), conf.int = TRUE)
    paste(nrow(x), paste(text(exp(c(t$estimate, t$conf.int))), collapse = ","),
      sep = ",")
  }, ""))
