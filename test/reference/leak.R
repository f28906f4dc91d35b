# leak.R - vectors for leak from R's cor.test, and the rule written again
#
# usage: Rscript leak.R FOLDER
#
# Writes FOLDER/leak.csv (samples) and FOLDER/leak-want.csv (what leak must say
# of them).  Mann-Kendall is Kendall's tau against time, which cor.test has with
# the same correction for ties; Theil-Sen is the median of all slopes.

options(digits = 17, warn = 2)
set.seed(19451950)
folder <- commandArgs(TRUE)[1]
page <- 4096

sum_of_signs <- function(y)
	sum(sign(outer(y, y, "-"))[lower.tri(diag(length(y)))])

# the variance of the sum of signs under no trend: Kendall's, with ties
variance <- function(y) {
	v <- function(n) n * (n - 1) * (2 * n + 5) / 18
	v(length(y)) - sum(v(as.vector(table(y))))
}

slopes <- function(p) {
	below <- lower.tri(diag(length(p$x)))
	(outer(p$y, p$y, "-") / outer(p$x, p$x, "-"))[below]
}

trend <- function(series) {
	s <- sum(sapply(series, function(p) sum_of_signs(p$y)))
	sd <- sqrt(sum(sapply(series, function(p) variance(p$y))))
	z <- if (s == 0) 0 else (s - sign(s)) / sd
	if (length(series) == 1 && s != 0) # our reading of Kendall is R's
		stopifnot(all.equal(z, unname(cor.test(series[[1]]$x,
			series[[1]]$y, method = "kendall", exact = FALSE,
			continuity = TRUE)$statistic), tolerance = 1e-9))
	all <- sort(unlist(lapply(series, slopes)))
	k <- floor((length(all) - qnorm(0.975) * sd) / 2)
	list(z = z, slope = median(all), lo = all[k],
		hi = all[length(all) + 1 - k])
}

# without the first quarter and the last twentieth, whole numbers cut off
window <- function(n) seq(n %/% 4 + 1, n - n %/% 20)

# the blocks of m values in so many: the value i, from 0, is in the last block b
# for which (b * m) %/% blocks is at most i
block <- function(m, blocks)
	findInterval(seq_len(m) - 1, ((seq_len(blocks) - 1) * m) %/% blocks)

minima <- function(run) {
	kept <- run[window(nrow(run)), ]
	blocks <- min(40, nrow(kept) %/% 10)
	rows <- lapply(split(kept, block(nrow(kept), blocks)),
		function(b) b[which.min(b$B), ])
	rows <- do.call(rbind, rows)
	list(x = rows$s, y = rows$B)
}

judge <- function(p) {
	part <- function(which) list(x = p$x[which], y = p$y[which])
	n <- length(p$x)
	t <- trend(list(p))
	span <- p$x[n] - p$x[1]
	floor_B <- max(256 * 1024, 0.01 * median(p$y))
	half <- (t$hi - t$lo) / 2
	first <- seq_len(n %/% 2)
	thirds <- tapply(p$y, findInterval(seq_len(n) - 1, c(0, n %/% 3, (2 * n) %/% 3)), min)
	list(leaks = t$z > 2.33 && t$lo > 0 && t$slope * span > floor_B &&
			trend(list(part(-first)))$slope > 0.5 * trend(list(part(first)))$slope &&
			all(diff(thirds) > t$slope * span / 6),
		detectable = max(9 * half, floor_B / span + half))
}

medians <- function(operation) {
	kept <- operation[window(length(operation))]
	list(x = (0:19) / 19,
		y = log(as.vector(tapply(kept, block(length(kept), 20), median))))
}

want <- function(name, runs, operations) {
	blocks <- lapply(runs, minima)
	judged <- lapply(blocks, judge)
	leaks <- sum(sapply(judged, `[[`, "leaks"))
	seconds <- sapply(runs, function(r) max(r$s))
	rate <- sapply(operations, function(o) sum(o$count)) / seconds
	time <- trend(blocks)
	work <- trend(Map(function(p, r) list(x = p$x * r / 1000, y = p$y), blocks, rate))
	drift <- trend(lapply(operations, function(o) medians(o$value)))
	detectable <- sapply(judged, `[[`, "detectable")
	data.frame(implementation = name, processes = length(runs),
		verdict = if (length(runs) < 3) "inconclusive" else
			if (leaks == 0) "steady" else
			if (leaks == length(runs)) "leaking" else "inconclusive",
		growth_B_per_1000_operations = work$slope,
		growth_B_per_1000_operations_lo = work$lo,
		growth_B_per_1000_operations_hi = work$hi,
		detectable_B_per_1000_operations = 1000 * max(detectable / rate),
		growth_B_per_s = time$slope, growth_B_per_s_lo = time$lo,
		growth_B_per_s_hi = time$hi, detectable_B_per_s = max(detectable),
		z = time$z, peak_B = max(sapply(runs, function(r) max(r$B))),
		throughput_drift = exp(-drift$slope) - 1,
		throughput_drift_lo = exp(-drift$hi) - 1,
		throughput_drift_hi = exp(-drift$lo) - 1,
		samples = sum(sapply(runs, nrow)),
		operations = sum(sapply(operations, function(o) sum(o$count))),
		seconds = sum(seconds))
}

rows <- function(name, round, metric, unit, value, count = 1)
	data.frame(implementation = name, round = round, position = 1,
		phase = "timed", status = "ok", case = "", metric = metric,
		unit = unit, value = value, count = count)

interleaved <- function(a, b)
	rbind(a, b)[order(c(seq_len(nrow(a)), seq_len(nrow(b)))), ]

# n samples, not quite every 5 ms, of memory in whole units
run <- function(n, per_s, noise, unit) {
	s <- round(cumsum(runif(n, 0.0045, 0.0060)), 6)
	data.frame(s = s, B = pmax(unit, unit * round((3e7 + per_s * s + rnorm(n, 0, noise)) / unit)))
}

work <- function(n, drift)
	data.frame(value = signif(1e-3 * exp(rnorm(n, 0, 0.2) + drift * seq_len(n) / n), 6),
		count = sample(1:3, n, replace = TRUE))

programs <- list(
	# one process: cor.test alone has the last word on z
	list(name = "alone", runs = list(run(201, 2e6, 1e6, page)), drift = 0),
	list(name = "grows", runs = lapply(c(172, 180, 191), run, 4e6, 2e5, page), drift = 0.3),
	# units so large that most minima are tied
	list(name = "ties", runs = lapply(c(172, 173, 174), run, 2e6, 1e6, 2^20), drift = -0.1),
	list(name = "noise", runs = lapply(c(172, 188, 460), run, 0, 1e6, page), drift = 0))
for (i in seq_along(programs))
	programs[[i]]$operations <- lapply(programs[[i]]$runs, function(r)
		work(sample(150:200, 1), programs[[i]]$drift))

save <- function(data, file)
	write.csv(data, file.path(folder, file), quote = FALSE, row.names = FALSE)

save(do.call(rbind, lapply(programs, function(p)
	do.call(rbind, lapply(seq_along(p$runs), function(i) rbind(
		rows(p$name, i, "operation_time", "s", p$operations[[i]]$value, p$operations[[i]]$count),
		interleaved(rows(p$name, i, "tree_time", "s", p$runs[[i]]$s),
			rows(p$name, i, "tree_anon", "B", p$runs[[i]]$B))))))), "leak.csv")
all <- do.call(rbind, lapply(programs, function(p) want(p$name, p$runs, p$operations)))
save(all[order(all$implementation), ], "leak-want.csv")
