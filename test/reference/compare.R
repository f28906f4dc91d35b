# compare.R - vectors for comparator from R's wilcox.test and p.adjust
#
# usage: Rscript compare.R FOLDER
#
# Writes FOLDER/compare.csv (samples), compare-want.csv (what comparator -r b
# must say of them), the same of tied samples, compare-ties.csv and
# compare-ties-want.csv, for which R has no exact test: there p is had by going
# through all permutations, and of five implementations in two cases,
# compare-holm.csv and compare-holm-want.csv, for p.adjust.

options(digits = 17, warn = 2)
set.seed(20090307)
folder <- commandArgs(TRUE)[1]
exact_below <- 50
confidence <- 0.95

# the index of the interval's ends, as wilcox.test has it, and what it achieves
ends <- function(cdf, quantile, count) {
	index <- max(1, quantile((1 - confidence) / 2))
	c(index, count + 1 - index, 1 - 2 * cdf(index - 1))
}

normal_ends <- function(mean, sd, count) {
	cdf <- function(q) pnorm((q + 0.5 - mean) / sd)
	ends(cdf, function(p) Find(function(q) cdf(q) >= p, 0:count), count)
}

# p of a paired test by all signs, zeros keeping their rank
all_signs <- function(d) {
	r <- rank(abs(d))[d != 0]
	sums <- as.matrix(expand.grid(rep(list(0:1), length(r)))) %*% r
	v <- sum(rank(abs(d))[d > 0])
	min(1, 2 * min(mean(sums <= v + 1e-9), mean(sums >= v - 1e-9)))
}

# p of an unpaired test by all draws
all_draws <- function(x, y) {
	r <- rank(c(x, y))
	sums <- combn(length(r), length(x), function(i) sum(r[i]))
	w <- sum(r[seq_along(x)])
	min(1, 2 * min(mean(sums <= w + 1e-9), mean(sums >= w - 1e-9)))
}

compare <- function(a, b, paired) {
	x <- log(a)
	y <- log(b)
	n <- length(x)
	m <- length(y)
	exact <- n < exact_below && m < exact_below
	if (paired) {
		d <- x - y
		tied <- any(d == 0) || anyDuplicated(abs(d)) > 0
		walsh <- outer(d, d, "+") / 2
		all <- sort(walsh[!lower.tri(walsh)])
		e <- if (exact)
			ends(function(q) psignrank(q, n),
				function(p) qsignrank(p, n), n * (n + 1) / 2)
		else
			normal_ends(n * (n + 1) / 4,
				sqrt(n * (n + 1) * (2 * n + 1) / 24),
				n * (n + 1) / 2)
	} else {
		tied <- anyDuplicated(c(x, y)) > 0
		all <- sort(outer(x, y, "-"))
		e <- if (exact)
			ends(function(q) pwilcox(q, n, m),
				function(p) qwilcox(p, n, m), n * m)
		else
			normal_ends(n * m / 2, sqrt(n * m * (n + m + 1) / 12), n * m)
	}
	want <- c(median(all), all[e[1]], all[e[2]])
	if (tied && exact) {
		p <- if (paired) all_signs(x - y) else all_draws(x, y)
	} else {
		test <- suppressWarnings(wilcox.test(x, y, paired = paired,
			exact = exact, correct = TRUE, conf.int = exact,
			conf.level = confidence))
		p <- test$p.value
		if (exact) # our reading of R is R's
			stopifnot(all.equal(unname(c(test$estimate, test$conf.int)),
				want, tolerance = 1e-12))
	}
	a12 <- mean(outer(a, b, ">") + outer(a, b, "==") / 2)
	data.frame(n = n, n_reference = m, paired = as.integer(paired),
		ratio = exp(want[1]), ratio_lo = exp(want[2]),
		ratio_hi = exp(want[3]), confidence = e[3], p = p, a12 = a12,
		mde = exp((want[3] - want[2]) / 2))
}

rows <- function(implementation, case, values, first)
	data.frame(implementation, round = seq(first, along.with = values),
		position = 1, phase = "timed", status = "ok", case,
		metric = "wall_time", unit = "s", value = values, count = 1)

save <- function(data, file)
	write.csv(data, file.path(folder, file), quote = FALSE,
		row.names = FALSE)

# one comparison a case: nothing to adjust
write <- function(name, cases) {
	samples <- do.call(rbind, lapply(cases, function(c) rbind(
		rows("a", c$case, c$a, 1),
		rows("b", c$case, c$b, if (c$paired) 1 else 101))))
	want <- do.call(rbind, lapply(cases, function(c)
		cbind(case = c$case, compare(c$a, c$b, c$paired))))
	want$p_holm <- want$p
	save(samples, paste0(name, ".csv"))
	save(want[order(want$case), ], paste0(name, "-want.csv"))
}

noise <- function(n, ratio, sigma)
	signif(ratio * exp(rnorm(n, 0, sigma)) / 100, 10)

paired <- lapply(c(3:12, 15, 20, 30, 48, 49, 50, 60), function(n)
	list(case = sprintf("paired-%02d", n), paired = TRUE,
		a = noise(n, runif(1, 0.97, 1.05), 0.03), b = noise(n, 1, 0.03)))
sizes <- list(c(3, 3), c(3, 5), c(4, 4), c(5, 7), c(6, 6), c(8, 12), c(10, 10),
	c(20, 19), c(30, 15), c(49, 49), c(49, 50), c(60, 12), c(60, 60))
unpaired <- lapply(sizes, function(n)
	list(case = sprintf("unpaired-%02d-%02d", n[1], n[2]), paired = FALSE,
		a = noise(n[1], runif(1, 0.97, 1.05), 0.03),
		b = noise(n[2], 1, 0.03)))
write("compare", c(paired, unpaired))

# ties: values that are few, of which no two quotients are the same, so that
# logarithms tie exactly; zeros: equal values in one round
few <- function(n, values)
	sample(values, n, replace = TRUE)
tied <- c(
	lapply(4:11, function(n)
		list(case = sprintf("paired-%02d", n), paired = TRUE,
			a = few(n, c(4, 5, 7, 9)), b = few(n, c(4, 5, 7)))),
	lapply(list(c(4, 3), c(5, 5), c(6, 8), c(9, 7)), function(n)
		list(case = sprintf("unpaired-%02d-%02d", n[1], n[2]),
			paired = FALSE, a = few(n[1], c(4, 5, 7, 9)),
			b = few(n[2], c(4, 5, 7)))),
	# large ones without zeros, where R and Pratt differ
	list(list(case = "paired-60", paired = TRUE, a = few(60, c(4, 9)),
		b = few(60, c(5, 7))),
	list(case = "unpaired-55-60", paired = FALSE,
		a = few(55, c(4, 5, 7, 9)), b = few(60, c(4, 5, 7)))))
write("compare-ties", tied)

# a case is a family of its own
many <- lapply(c(one = 12, two = 9), function(n)
	lapply(c(a = 1.01, b = 1, c = 1.02, d = 0.97, e = 1.05),
		function(ratio) noise(n, ratio, 0.03)))
save(do.call(rbind, lapply(names(many), function(case)
	do.call(rbind, lapply(names(many[[case]]), function(i)
		rows(i, case, many[[case]][[i]], 1))))), "compare-holm.csv")
save(do.call(rbind, lapply(names(many), function(case) {
	all <- many[[case]]
	others <- setdiff(names(all), "b")
	want <- do.call(rbind, lapply(others, function(i)
		cbind(case = case, implementation = i,
			compare(all[[i]], all$b, TRUE))))
	want$p_holm <- p.adjust(want$p, "holm")
	want
})), "compare-holm-want.csv")
