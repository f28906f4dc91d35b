#!/usr/bin/env bats
# fit.bats - what fit promises

load helper

DATA=$BATS_TEST_DIRNAME/data

header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

# round NAME ROUND EXPRESSION SIZE ... - a run of each size x; an awk expression
# of x and the round is its wall time in seconds
round() {
	local name=$1 round=$2
	awk -v name="$name" -v round="$round" -v sizes="${*:4}" -v phase="${kind:-timed}" -v status="${outcome:-ok}" "BEGIN {
		n = split(sizes, size, \" \")
		for (i = 1; i <= n; i++) {
			x = size[i]
			printf \"%s,%d,%d,%s,%s,,wall_time,s,%.17g,1\\n\", name, round, i, phase, status, $3
			printf \"%s,%d,%d,%s,%s,,input_items,1,%.17g,1\\n\", name, round, i, phase, status, x
		}
	}"
}

# rounds NAME N EXPRESSION SIZE ...
rounds() {
	local i
	for ((i = 1; i <= $2; i++)); do
		round "$1" "$i" "${@:3}"
	done
}

# column NAME [FILE] - a column of the CSV, one value a line
column() {
	csv2json -f -t reason:string "${2:--}" | jq -r ".$1"
}

@test "fit: a wrong call says how to call, as the manual does" {
	usage_is_synopsis fit
}

@test "fit: agrees with SciPy, ties in size and all" {
	fit "$DATA/fit.csv" >got
	agree "$DATA/fit-want.csv" got
	[ "$(column verdict got | paste -sd ' ')" = 'linear not_linear linear linear linear' ]
	[ "$(column reference got | sort -u)" = rust ]
}

@test "fit: the vectors are what SciPy makes of them" {
	python3 -c 'import scipy' 2>/dev/null || skip 'SciPy is not installed'
	python3 "$ROOT/test/reference/fit.py" .
	same "$DATA/fit.csv" fit.csv
	agree "$DATA/fit-want.csv" fit-want.csv
}

# Of the points (10, 3), (20, 5), (40, 9), (80, 97) the slopes are 0.2, 0.2, 94/70,
# 0.2, 92/60 and 88/40: the median is (0.2 + 94/70) / 2 = 27/35.  y less that times
# x is -33/7, -73/7, -153/7 and 247/7: the median of these is -53/7.
@test "fit: a line by medians, worked out by hand" {
	{ header && rounds a 6 'x == 80 ? 97 : 1 + x / 5' 10 20 40 80; } | fit >got
	[ "$(column slope got)" = 0.771428571429 ]
	[ "$(column slope_lo got)" = 0.771428571429 ]
	[ "$(column intercept got)" = -7.57142857143 ]
	# 1 - (-53/7 + 27/35 * 10) / 3 and 1 - (-53/7 + 27/35 * 80) / 97
	[ "$(column residual_min got)" = 0.952380952381 ]
	[ "$(column residual_max got)" = 0.441826215022 ]
	[ "$(column verdict got)" = not_linear ]
	[ "$(column reason got)" = '+95 % off the line at 10 items: do not read the intercept as start-up' ]
}

# Eight rounds: the interval is from the first to the last, 1 - 2 / 2^8; nine: from
# the second to the second last, 1 - 2 * 10 / 2^9.
@test "fit: estimates are medians over rounds, with order statistics, worked out by hand" {
	{ header && rounds a 8 'round + 2 * x' 10 20 30; } | fit >got
	[ "$(column intercept got)" = 4.5 ]
	[ "$(column intercept_lo got)" = 1 ]
	[ "$(column intercept_hi got)" = 8 ]
	[ "$(column confidence got)" = 0.9921875 ]
	{ header && rounds a 9 '3 + round * x' 10 20 30; } | fit >got
	[ "$(column slope got)" = 5 ]
	[ "$(column slope_lo got)" = 2 ]
	[ "$(column slope_hi got)" = 8 ]
	[ "$(column confidence got)" = 0.9609375 ]
}

@test "fit: pairs of the same size are left out" {
	{ header && rounds a 6 '1 + x + (x == 10 ? 0.01 * round : 0)' 10 10 10 20 30; } | fit >got
	[ "$(column sizes got)" = 3 ]
	[ "$(column verdict got)" = linear ]
	# nothing but one size is no line
	{ header && rounds a 6 'x' 10 10 10; } | fit >got
	[ "$(column slope got)" = null ]
	[ "$(column reason got)" = '1 sizes: a line takes 3 to be seen' ]
}

@test "fit: a shift moves the intercept alone, a factor both, and no other figure" {
	awk -F , -v OFS=, -v CONVFMT=%.17g -v OFMT=%.17g '$7 == "wall_time" { $9 += 0.5 } 1' "$DATA/fit.csv" | fit >shifted
	awk -F , -v OFS=, -v CONVFMT=%.17g -v OFMT=%.17g '$7 == "wall_time" { $9 *= 4 } 1' "$DATA/fit.csv" | fit >fourfold
	awk -F , -v OFS=, -v CONVFMT=%.17g -v OFMT=%.17g '$7 == "input_items" { $9 *= 4 } 1' "$DATA/fit.csv" | fit >finer
	fit "$DATA/fit.csv" >got
	for file in got shifted fourfold finer; do
		csv2json -f $file | jq -s 'map({implementation, intercept, slope, slope_lo, slope_ratio, break_even, residual_max})' >$file.json
	done
	jq -n --slurpfile got got.json --slurpfile shifted shifted.json --slurpfile times fourfold.json --slurpfile finer finer.json '
		def near($b): (. - $b | fabs) <= 1e-7 * ($b | fabs) + 1e-13;
		def all_of($one; $other; f): [$one[0], $other[0]] | transpose | all(.[]; f);
		all_of($got; $shifted; . as [$a, $b] | ($b.slope | near($a.slope)) and ($b.slope_lo | near($a.slope_lo))
			and ($b.intercept | near($a.intercept + 0.5)) and ($a.slope_ratio == null or ($b.slope_ratio | near($a.slope_ratio)))),
		all_of($got; $times; . as [$a, $b] | ($b.slope | near(4 * $a.slope)) and ($b.intercept | near(4 * $a.intercept))
			and ($b.residual_max | near($a.residual_max)) and ($a.break_even == null or ($b.break_even | near($a.break_even)))),
		all_of($got; $finer; . as [$a, $b] | ($b.slope | near($a.slope / 4)) and ($b.intercept | near($a.intercept))
			and ($a.break_even == null or ($b.break_even | near(4 * $a.break_even))))' >said
	[ "$(sort -u said)" = true ]
}

@test "fit: the order of rows and files makes no difference" {
	fit "$DATA/fit.csv" >want
	{ header && sed 1d "$DATA/fit.csv" | sort -R --random-source=<(yes); } | fit | same want -
	{ header && sed 1d "$DATA/fit.csv" | sed '1,300d'; } >one
	{ header && sed 1d "$DATA/fit.csv" | sed -n '1,300p'; } >two
	fit one two | same want -
}

@test "fit: ratios are paired by round: a drift of both does not show" {
	{
		header
		rounds a 6 '(1 + round / 10) * (2 + x)' 10 100 1000
		rounds b 6 '(1 + round / 10) * (1 + 3 * x)' 10 100 1000
	} | fit >got
	[ "$(column slope_ratio got | paste -sd ' ')" = 'null 3' ]
	[ "$(column slope_ratio_lo got | tail -n 1)" = 3 ]
	# 2 + x is less than 1 + 3 x from 1/2 on
	[ "$(column break_even got | tail -n 1)" = 0.5 ]
	[ "$(column break_even_lo got | tail -n 1)" = 0.5 ]
}

@test "fit: break-even is 0 for who always takes less, and unknown for who is not flatter" {
	{ header && rounds a 6 '1 + x' 1 10 100 && rounds b 6 '2 + 2 * x' 1 10 100; } | fit >got
	[ "$(column break_even_hi got | tail -n 1)" = 0 ]
	# in two rounds of six a is the steeper one: there is no upper end
	{ header && rounds a 6 '3 + x' 1 10 100 && rounds b 6 '2 + x * (round > 4 ? 0.9 : 1.1)' 1 10 100; } >both
	fit both >got
	[ "$(column break_even_lo got | tail -n 1)" = 10 ]
	[ "$(column break_even_hi got | tail -n 1)" = null ]
	fit -T both | grep -q '^b .* unknown'
}

@test "fit: -r chooses the reference, and the flatter one still wins from the break-even on" {
	fit "$DATA/fit.csv" >all
	fit -r c "$DATA/fit.csv" >got
	[ "$(column reference got | sort -u)" = c ]
	[ "$(jq -n "$(column slope_ratio got | sed -n 4p) * $(column slope_ratio all | sed -n 1p) * 1000 | round")" -eq 1000 ]
	[ "$(column break_even got | sed -n 4p)" = "$(column break_even all | sed -n 1p)" ]
	[ "$(fit -r python,c "$DATA/fit.csv" | column reference | sort -u)" = c ]
	run -1 --separate-stderr fit -r nobody "$DATA/fit.csv"
	[ "$stderr" = 'fit: no implementation "nobody" in the samples' ]
}

@test "fit: implementations of other rounds are not compared" {
	{ header && rounds a 6 '1 + x' 1 10 100 && rounds b 7 '1 + 2 * x' 1 10 100; } >both
	run --separate-stderr -0 fit both
	[ "$stderr" = 'fit: b: not measured in the same rounds as a: not compared' ]
	[ "$(column slope_ratio - <<<"$output" | tail -n 1)" = null ]
	[ "$(column slope - <<<"$output" | tail -n 1)" = 2 ]
}

@test "fit: one run that went wrong, at whatever size, and there is no fit" {
	{
		header
		rounds a 6 '1 + x' 1 10 100
		rounds b 4 '1 + x' 1 10 100
		outcome=bad_answer round b 5 '1 + x' 1
		rounds b 6 '1 + x' 10 100 | tail -n 4
		kind=warmup round c 1 '1 + x' 1 10 100
	} | fit >got
	[ "$(column verdict got | paste -sd ' ')" = 'linear failed failed' ]
	[ "$(column reason got | sed 1d)" = $'round 5: bad_answer\nno timed run' ]
	[ "$(column slope got | sed 1d | sort -u)" = null ]
	[ "$(column reference got | sort -u)" = a ]
}

@test "fit: all may fail" {
	{ header && outcome=timeout rounds a 3 '1 + x' 1 10 100; } >samples
	run -0 --separate-stderr fit samples
	[[ ${lines[1]} = a,*,failed,'round 1: timeout',* ]]
	fit -T samples | grep -q '^a  *failed  *round 1: timeout$'
}

@test "fit: a part of the rounds is an error, not an estimate" {
	{ header && rounds a 5 '1 + x' 1 10 100 && round a 6 '1 + x' 1 10; } >part
	run -1 --separate-stderr fit part
	[ "$stderr" = 'fit: a: round 6 is of other sizes than round 1' ]
	{ header && rounds a 6 '1 + x' 1 10 100; } >whole
	grep -v '^a,6,3,.*input_items' whole >part
	run -1 --separate-stderr fit part
	[[ $stderr = 'fit: a: round 6: a run without items:'* ]]
	grep -v '6,3,.*wall_time' whole >part
	run -1 --separate-stderr fit part
	[ "$stderr" = 'fit: a: round 6: a run without wall_time' ]
	run -1 --separate-stderr fit whole whole
	[ "$stderr" = 'fit: a: round 1: a run has input_items twice' ]
	head -c -8 whole >part
	run -1 --separate-stderr fit part
	[[ $stderr = 'fit: part:37:'* ]]
}

@test "fit: too few rounds or sizes are inconclusive" {
	{ header && rounds a 5 '1 + x' 1 10 100; } | fit >got
	[ "$(column verdict got)" = inconclusive ]
	[ "$(column reason got)" = '5 rounds: an interval of 95 % takes 6' ]
	[ "$(column confidence got)" = 0.9375 ]
	{ header && rounds a 6 '1 + x' 1 10; } | fit >got
	[ "$(column reason got)" = '2 sizes: a line takes 3 to be seen' ]
}

@test "fit: a bend is seen, and what noise hides is inconclusive" {
	# quadratic; a step in cost from 30000 on; no bend worth the name
	{ header && rounds a 12 '1e-3 + 1e-7 * x + 1e-12 * x * x' 1000 3000 10000 30000 100000 300000; } | fit >got
	[ "$(column verdict got)" = not_linear ]
	{ header && rounds a 12 '1e-3 + 1e-7 * x + (x > 100000 ? 5e-8 * (x - 100000) : 0)' 1000 3000 10000 30000 100000 300000; } | fit >got
	[ "$(column verdict got)" = not_linear ]
	{ header && rounds a 12 '1e-3 + 1e-7 * x + (x > 100000 ? 1e-8 * (x - 100000) : 0)' 1000 3000 10000 30000 100000 300000; } | fit >got
	[ "$(column verdict got)" = linear ]
	{ header && rounds a 12 '(1e-3 + 1e-7 * x) * (1 + (round * 7919 * x) % 10 / 5 + (x == 1000 ? round % 3 : 0))' 1000 3000 10000 30000 100000 300000; } | fit >got
	[ "$(column verdict got)" = inconclusive ]
}

@test "fit: other metrics and cases" {
	{
		header
		rounds a 6 '1 + x' 1 10 100
		rounds a 6 '5 + 2 * x' 1 10 100 | grep wall_time | sed 's/,,wall_time/,parse,wall_time/'
		rounds a 6 '4096 + 8 * x' 1 10 100 | grep wall_time | sed 's/wall_time,s/max_rss,B/'
	} >samples
	[ "$(fit samples | column slope)" = 1 ]
	[ "$(fit -c parse samples | column intercept)" = 5 ]
	fit -m max_rss samples >got
	[ "$(column slope got)" = 8 ]
	[ "$(column unit got)" = B ]
	run -1 --separate-stderr fit -m max_rsss samples
	[ "$stderr" = 'fit: a: round 1: a run without max_rsss' ]
	run -1 --separate-stderr fit <(cat samples; echo a,9,1,timed,ok,,wall_time,ms,1,1)
	[[ $stderr = *': unit: not that of this metric before' ]]
}

@test "fit: samples of timer -N" {
	timer -n 6 -N 1 -N 5000 -N 20000 -i seq -i seq -i seq seq 1 ::: seq 5000 ::: seq 20000 | fit >got
	[ "$(column implementation got)" = seq ]
	[ "$(column rounds got)" = 6 ]
	[ "$(column items_max got)" = 20000 ]
	jq -ne "$(column slope got) > 0" >/dev/null
}

@test "fit: the table says it for people" {
	fit -T -i row "$DATA/fit.csv" >got
	sed -n 1p got | grep -q '^implementation *start-up *per row *ratio per row *break-even *a line?$'
	grep -q '^python  *20.1 ms *\[19.6 ms, 20.5 ms\]  *2.02 µs .* ×6.50 .* none  *linear$' got
	grep -q '^curved .* not linear  +[0-9]* % off the line at 1000 items: do not read the intercept as start-up$' got
	tail -n 1 got | grep -q '^break-even: the number of rows '
	# on a terminal it is what one gets, if there is room
	script -qc "stty cols 250; $BIN/fit -i row $DATA/fit.csv" /dev/null | tr -d '\r' | same got -
}

@test "fit: the table is as wide as the terminal: intervals go first, reasons go on below" {
	for columns in 80 120; do
		script -qc "stty cols $columns; $BIN/fit -i row $DATA/fit.csv" /dev/null | tr -d '\r' >got
		run -1 grep -E ".{$((columns + 1))}| $" got
		grep -q '^python  *20.1 ms  *2.02 µs .* ×6.50 .* none  *linear$' got
		grep -q '^    +[0-9]* % off the line at 1000 items: ' got
	done
	# COLUMNS is stronger, and holds for what is no terminal, but not for a file
	script -qc "stty cols 200; COLUMNS=80 $BIN/fit -i row $DATA/fit.csv" /dev/null | tr -d '\r' >got
	run -1 grep -E '.{81}' got
	COLUMNS=80 fit -T -i row "$DATA/fit.csv" | same got -
	COLUMNS=80 fit -T -i row -o file "$DATA/fit.csv"
	fit -T -i row "$DATA/fit.csv" | same - file
}

@test "fit: the signs of the table are ASCII unless the locale is UTF-8" {
	LC_ALL=C fit -T "$DATA/fit.csv" >got
	grep -q '^python .* 2.02 us .* x6.50 ' got
	run -1 env LC_ALL=C grep -q '[^ -~]' got
	unset LC_ALL
	LC_CTYPE=de_DE.utf8 LANG=C fit -T "$DATA/fit.csv" | grep -q '^python .* 2.02 µs .* ×6.50 '
	LC_ALL='' LC_CTYPE='' LANG='' fit -T "$DATA/fit.csv" | sed 's/[^ -~]/?/g' | same got -
}

@test "fit: what is no samples is refused, with its line" {
	run -1 --separate-stderr fit /dev/null
	[[ $stderr = 'fit: /dev/null:'* ]]
	header >empty
	run -1 --separate-stderr fit empty
	[ "$stderr" = 'fit: nothing to fit: no samples' ]
	run -1 --separate-stderr fit <(header; echo a,1,1,timed,ok,,input_items,1,nan,1)
	[[ $stderr = *:2:* ]]
	run -1 --separate-stderr fit absent
	[[ $stderr = 'fit: absent:'* ]]
}

@test "fit: quotes and odd names go through" {
	{ header && rounds '"a, ""b"""' 6 '1 + x' 1 10 100; } | sed 's/\r//' >samples
	fit samples >got
	[ "$(column implementation got)" = 'a, "b"' ]
	sed 's/$/\r/' samples | fit | same got -
}

@test "fit: a full disk and a closed pipe are errors, a file is whole or absent" {
	run -1 --separate-stderr fit -o /dev/full "$DATA/fit.csv"
	[[ $stderr = 'fit: /dev/full'* ]]
	run -1 fit -o out absent
	[ ! -e out ]
	fit -o out "$DATA/fit.csv"
	fit "$DATA/fit.csv" | same out -
}
