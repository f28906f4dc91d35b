# quantile.R - vectors for percentile from R's quantile, mean, sd, mad and pbinom
#
# usage: Rscript quantile.R FOLDER
#
# Writes FOLDER/quantile-data.csv (the numbers), quantile-types.csv (quantiles by
# all nine definitions) and quantile-figures.csv (the rest of a summary).

set.seed(20261121)
folder <- commandArgs(TRUE)[1]
sets <- list(
  one = 42.5,
  two = c(2, 1),
  three = c(3, -1, 2),
  five = c(0.5, 0.25, 8, 4, 2),
  ten = c(9, 1, 8, 2, 7, 3, 6, 4, 5, 10),
  ties = rep(c(1, 2, 2, 3, 5), 7),
  equal = rep(0.1, 13),
  signs = c(-1e-300, -5, 0, 0, 1e-300, 5, -0.125),
  wide = c(1e150, 1e-300, 1, -2e150, 1e100, 3, 7, 11),
  skewed = signif(rlnorm(101), 15),
  normal = signif(rnorm(1000), 15)
)

# No percentage at which n * p is whole but not when it is rounded: there R's
# types 1 to 3 go astray (99.9 % of 1000 numbers).
percents <- c(0, 1, 5, 12.5, 25, 37.5, 50, 62.5, 75, 95, 98.4375, 100)

text <- function(x) {
  vapply(x, function(v) if (is.na(v)) "" else sprintf("%.17g", v), "")
}

rows <- function(file, header, lines) {
  writeLines(c(header, lines), file.path(folder, file))
}

rows("quantile-data.csv", "set,value", unlist(lapply(names(sets), function(s) {
  paste(s, text(sets[[s]]), sep = ",")
})))

types <- expand.grid(set = sort(names(sets)), type = 1:9, stringsAsFactors = FALSE)
rows("quantile-types.csv",
  paste(c("type", "set", paste0("p", percents)), collapse = ","),
  mapply(function(s, t) {
    q <- quantile(sets[[s]], percents / 100, type = t, names = FALSE)
    paste(c(t, s, text(q)), collapse = ",")
  }, types$set, types$type))

# The largest k with P(X(k) <= median <= X(n + 1 - k)) of at least the level.
interval <- function(x, level) {
  n <- length(x)
  k <- seq_len((n + 1) %/% 2)
  p <- 1 - 2 * pbinom(k - 1, n, 0.5)
  best <- max(1, k[p >= level])
  c(sort(x)[c(best, n + 1 - best)], p[best])
}

rows("quantile-figures.csv",
  "level,set,n,min,max,mean,stddev,mad,median_lo,median_hi,confidence",
  unlist(lapply(c(0.5, 0.95, 0.99), function(level) {
    lapply(sort(names(sets)), function(s) {
      x <- sets[[s]]
      m <- c(length(x), min(x), max(x), mean(x), sd(x), mad(x, constant = 1))
      paste(c(level, s, text(c(m, interval(x, level)))), collapse = ",")
    })
  })))
