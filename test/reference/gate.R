# gate.R - vectors for gate from R's wilcox.test, p.adjust and quantile, and the
# rule written again
#
# usage: Rscript gate.R FOLDER
#
# Writes FOLDER/gate.csv (samples of base, head and control), gate-history.csv
# (earlier A/A differences) and gate-want.csv (what gate -b base -n head -a
# control -N gate-history.csv must say).

options(digits = 17, warn = 2)
set.seed(19791979)
folder <- commandArgs(TRUE)[1]
confidence <- 0.95
warns <- 1.05
fails <- 1.10

# the ratio of x to y, its interval and p, as wilcox.test has them
compare <- function(x, y, paired) {
	count <- if (paired) length(x) else c(length(x), length(y))
	cdf <- if (paired) function(q) psignrank(q, count)
		else function(q) pwilcox(q, count[1], count[2])
	index <- if (paired) qsignrank((1 - confidence) / 2, count)
		else qwilcox((1 - confidence) / 2, count[1], count[2])
	level <- 1 - 2 * cdf(max(1, index) - 1)
	test <- suppressWarnings(wilcox.test(log(x), log(y), paired = paired,
		exact = TRUE, conf.int = TRUE, conf.level = confidence))
	c(test$estimate, test$conf.int, level, test$p.value)
}

noise <- function(n, ratio, sigma, scale)
	signif(scale * ratio * exp(rnorm(n, 0, sigma)), 10)

# what each case is: rounds of base and head, head's ratio, noise, the control's
# ratio and how many earlier differences there are, of what size
cases <- list(
	list("a-fail", "wall_time", 20, TRUE, 1.2, 0.02, 1, 40, 0.01),
	list("b-warn", "wall_time", 20, TRUE, 1.075, 0.01, 1, 29, 0.3),
	list("c-improved", "wall_time", 20, TRUE, 0.8, 0.02, 1, 40, 0.01),
	list("d-equivalent", "wall_time", 30, TRUE, 1.001, 0.01, 1, 0, 0),
	list("e-wide", "wall_time", 8, TRUE, 1.02, 0.15, 1, 0, 0),
	list("f-few", "wall_time", 5, TRUE, 1.5, 0.01, 1, 0, 0),
	list("g-noisy-control", "wall_time", 20, TRUE, 1.12, 0.01, 1.2, 40, 0.01),
	list("h-noisy-history", "wall_time", 20, TRUE, 1.12, 0.01, 1, 40, 0.1),
	list("i-unpaired-fail", "wall_time", 15, FALSE, 1.3, 0.03, 1, 35, 0.01),
	list("j-unpaired-same", "wall_time", 25, FALSE, 1, 0.02, 1, 30, 0.01),
	list("k-rate-fail", "rate", 20, TRUE, 0.8, 0.02, 1, 0, 0),
	list("l-rate-improved", "rate", 20, TRUE, 1.3, 0.02, 1, 0, 0),
	list("m-size-fail", "size", 12, TRUE, 1.15, 0.001, 1, 40, 0.001),
	list("n-borderline", "wall_time", 7, TRUE, 1.2, 0.02, 1, 0, 0),
	list("o-beyond-warn", "wall_time", 20, TRUE, 1.04, 0.03, 1, 0, 0),
	list("p-short-same", "wall_time", 20, TRUE, 1.08, 0.01, 1, 0, 0),
	list("q-short-fail", "wall_time", 20, TRUE, 1.5, 0.02, 1, 0, 0),
	list("r-short-wide", "wall_time", 8, TRUE, 1.5, 0.4, 1, 0, 0))
units <- c(wall_time = "s", rate = "B/s", size = "B")
scales <- c(wall_time = 0.1, rate = 3e8, size = 1e6)

samples <- NULL
history <- NULL
want <- NULL
for (case in cases) {
	names(case) <- c("case", "metric", "n", "paired", "ratio", "sigma",
		"control", "pairs", "spread")
	metric <- case$metric
	scale <- if (grepl("short", case$case)) 5e-4 else scales[[metric]]
	base <- noise(case$n, 1, case$sigma, scale)
	head <- noise(case$n, case$ratio, case$sigma, scale)
	control <- noise(case$n, case$control, case$sigma / 10, scale) *
		base / scale
	first <- 100 * nrow(as.data.frame(want))
	rows <- function(implementation, values, from)
		data.frame(implementation, round = first + seq(from,
			along.with = values), position = 1, phase = "timed",
			status = "ok", case = case$case, metric = metric,
			unit = units[[metric]], value = values, count = 1)
	samples <- rbind(samples, rows("base", base, 1),
		rows("head", head, if (case$paired) 1 else 51),
		rows("control", control, 1))
	past <- signif(rnorm(case$pairs, 0, case$spread), 10)
	if (case$pairs > 0)
		history <- rbind(history, data.frame(benchmark = "",
			implementation = "head", profile = "", case = case$case,
			metric = metric, log_ratio = past))
	e <- compare(head, base, case$paired)
	aa <- abs(compare(control, base, TRUE)[1])
	floor <- if (case$pairs < 30) NA else
		unname(quantile(abs(past), 0.75, type = 7) +
			3 * IQR(abs(past), type = 7))
	want <- rbind(want, data.frame(case = case$case, metric = metric,
		base = median(base), head = median(head), ratio = exp(e[1]),
		ratio_lo = exp(e[2]), ratio_hi = exp(e[3]), confidence = e[4],
		p = e[5], p_holm = NA, noise_floor = max(aa, floor, na.rm = TRUE),
		noise_source = if (!is.na(floor) && floor > aa) "history"
			else "control",
		n_base = case$n, n_head = case$n,
		paired = if (case$paired) "true" else "false", verdict = NA))
}
# cases below 1 ms whose change is within their floor are not tested; the others
# below 1 ms are adjusted as if those were
floors <- c(wall_time = 1e-4, rate = 0, size = 0)[want$metric]
short <- want$metric == "wall_time" & want$base < 1e-3 & want$head < 1e-3
left_out <- short & abs(want$head - want$base) <= floors
want$p_holm[short] <- p.adjust(want$p, "holm")[short]
want$p_holm[!left_out] <- ifelse(short[!left_out], want$p_holm[!left_out],
	p.adjust(want$p[!left_out], "holm"))

verdict <- function(w) {
	loss <- if (w$metric == "rate") 1 / w$ratio else w$ratio
	if (w$confidence < confidence)
		return("inconclusive")
	floor <- floors[[w$metric]]
	if (w$p_holm < 1 - confidence && (w$ratio_lo > 1 || w$ratio_hi < 1) &&
		abs(log(w$ratio)) > w$noise_floor &&
		w$base * abs(w$ratio - 1) > floor) {
		if (loss > fails) return("fail")
		if (loss > warns) return("warn")
		if (loss < 1 / warns) return("improved")
	}
	if (w$ratio_lo >= 1 / warns && w$ratio_hi <= warns)
		return("equivalent")
	if (w$base * max(abs(w$ratio_lo - 1), abs(w$ratio_hi - 1)) <= floor)
		return("equivalent")
	"inconclusive"
}
want$verdict <- sapply(seq_len(nrow(want)), function(i) verdict(want[i, ]))
want$verdict[left_out] <- "equivalent"
want[left_out, c("p", "p_holm", "noise_floor", "noise_source", "paired")] <- NA

# vectors that do not tell the rules apart would prove nothing
stopifnot(all(c("fail", "warn", "improved", "equivalent", "inconclusive") %in%
	want$verdict), "history" %in% want$noise_source,
	any(want$p < 0.05 & want$p_holm >= 0.05, na.rm = TRUE),
	any(left_out), any(short & want$verdict == "fail"))

save <- function(data, file)
	write.csv(data, file.path(folder, file), quote = FALSE,
		row.names = FALSE, na = "")
save(samples[sample(nrow(samples)), ], "gate.csv")
save(history[sample(nrow(history)), ], "gate-history.csv")
save(want, "gate-want.csv")
