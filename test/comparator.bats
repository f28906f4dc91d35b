#!/usr/bin/env bats
# comparator.bats - what comparator promises

load helper

DATA=$BATS_TEST_DIRNAME/data

# header; series NAME VALUE ... - samples: one run a round, position 1
header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

series() {
	local name=$1 round=0 value
	shift
	for value; do
		echo "$name,$((++round)),1,timed,ok,,${metric:-wall_time},${unit:-s},$value,1"
	done
}

# ten rounds of "a", and of the same times a factor, with a little noise
noise=(1.01 0.99 1.02 1.00 0.98 1.03 0.97 1.015 0.995 1.005)
steady=(1.00 1.01 0.99 1.005 0.995 1.02 0.98 1.00 1.01 0.99)

times() {
	local factor=$1
	shift
	printf '%s\n' "$@" | awk -v f="$factor" '{ printf " %.10g", $1 * f }'
}

# pair FACTOR - samples of "a", and of "b" which takes FACTOR times as long
pair() {
	header
	series a "${steady[@]}"
	# shellcheck disable=SC2046
	series b $(times "$1" "${noise[@]}")
}

# column NAME [FILE] - a column of the CSV, one value a line
column() {
	awk -F , -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ print $at[name] }' "${2:--}"
}

@test "comparator: usage is the synopsis" {
	usage_is_synopsis comparator
}

@test "comparator: estimates, intervals, p and A12 are those of R" {
	comparator -r b "$DATA/compare.csv" >got 2>err
	agree "$DATA/compare-want.csv" got
}

@test "comparator: p is adjusted as R does it, a case at a time" {
	comparator -r b "$DATA/compare-holm.csv" >got
	agree "$DATA/compare-holm-want.csv" got
	# the vectors would tell an adjustment from none
	[ "$(comparator -r b "$DATA/compare-holm.csv" | awk -F , 'NR > 1 && $13 != $14' | wc -l)" -gt 3 ]
}

@test "comparator: with ties and zeros, p is that of all permutations" {
	comparator -r b "$DATA/compare-ties.csv" >got 2>err
	agree "$DATA/compare-ties-want.csv" got
}

@test "comparator: an implementation is equivalent to itself" {
	pair 1 | sed 's/^a\(.*\)/a\1\nc\1/' | grep -v ^b >samples.csv
	run -0 comparator -C samples.csv
	[ "${lines[1]}" = ,wall_time,s,c,a,10,10,1,1,1,1,0.951171875,1,1,0.5,1,,,,,,equivalent ]
}

@test "comparator: swapping the reference gives the reciprocal and the mirrored verdict" {
	pair 1.3 >samples.csv
	comparator -r a samples.csv >b
	comparator -r b samples.csv >a
	[ "$(column verdict b)" = slower ]
	[ "$(column verdict a)" = faster ]
	paste -d ' ' <(column ratio a) <(column ratio b) \
		<(column ratio_lo a) <(column ratio_hi b) \
		<(column a12 a) <(column a12 b) |
		awk '{ exit !(($1 * $2 - 1)^2 < 1e-20 && ($3 * $4 - 1)^2 < 1e-20 &&
		$5 + $6 == 1) }'
	[ "$(column p a)" = "$(column p b)" ]
}

@test "comparator: twice the values are twice the ratio" {
	pair 1.3 | comparator -r a | column ratio >one
	pair 2.6 | comparator -r a | column ratio >two
	paste one two | awk '{ exit !(($2 / $1 - 2)^2 < 1e-18) }'
}

@test "comparator: the order of rows and files does not matter" {
	pair 1.02 >samples.csv
	(header && sed 1d samples.csv | sort -t , -k 9,9r) >other.csv
	(header && grep ^b samples.csv) >b.csv
	(header && grep ^a samples.csv) >a.csv
	comparator samples.csv >want
	comparator other.csv >got
	same want got
	comparator b.csv a.csv >got
	same want got
	comparator -T samples.csv >want
	comparator -T - <other.csv >got
	same want got
}

@test "comparator: an outlier does not flip the verdict" {
	local steady=("${steady[@]}" "${steady[@]}") noise=("${noise[@]}" "${noise[@]}")
	pair 1.3 | sed '/^b,4,/s/1.3,1$/100,1/' >samples.csv
	grep -q ,100,1 samples.csv
	[ "$(comparator -r a samples.csv | column verdict)" = slower ]
	pair 1.3 | sed '/^a,1,/s/1.00,1$/500,1/' >samples.csv
	grep -q ,500,1 samples.csv
	[ "$(comparator -r a samples.csv | column verdict)" = slower ]
}

@test "comparator: the threshold decides what matters" {
	pair 1.08 >samples.csv
	[ "$(comparator -r a samples.csv | column verdict)" = slower ]
	[ "$(comparator -r a -t 1.2 samples.csv | column verdict)" = equivalent ]
	[ "$(comparator -r a -t 1.09 samples.csv | column verdict)" = inconclusive ]
}

@test "comparator: the words go with the unit" {
	while read -r unit less more; do
		unit=$unit pair 2 >samples.csv
		comparator -r a samples.csv | column verdict
		comparator -r b samples.csv | column verdict
		printf '%s\n' "$more" "$less" >&3
	done 3>want >got <<-'EOF'
		s faster slower
		B smaller larger
		B/s slower faster
		1/s slower faster
		1 lower higher
		% lower higher
	EOF
	same want got
}

@test "comparator: the default reference is the best, the first by name of equals" {
	pair 2 >samples.csv
	[ "$(comparator samples.csv | column reference)" = a ]
	[ "$(sed 's/^a/z/' samples.csv | comparator | column reference)" = z ]
	[ "$(unit=B/s pair 2 | comparator | column reference)" = b ]
	header >same.csv
	for name in y x z; do
		series $name "${steady[@]}"
	done >>same.csv
	[ "$(comparator same.csv | column reference | uniq)" = x ]
}

@test "comparator: Holm's family is the pairs that the choice was made from" {
	header >samples.csv
	factor=1
	for name in a b c d; do
		# shellcheck disable=SC2046
		series $name $(times $factor "${noise[@]}")
		factor=$((factor * 2))
	done >>samples.csv
	# all p are 2 / 2^10: times 3 if the reference is given, else times 6
	comparator -r a samples.csv | column p_holm | uniq >got
	echo 0.005859375 | same - got
	comparator samples.csv | column p_holm | uniq >got
	echo 0.01171875 | same - got
	# another metric is another question
	{
		cat samples.csv
		grep -v ^implementation samples.csv | sed 's/wall_time/cpu_time/'
	} >two.csv
	comparator -m wall_time,cpu_time two.csv | column p_holm | uniq >got
	echo 0.01171875 | same - got
}

@test "comparator: other rounds are compared unpaired, with a warning" {
	pair 2 | grep -v ^b,10, >samples.csv
	run -0 --separate-stderr comparator -C samples.csv
	[ "$(column n <<<"$output")" = 9 ]
	[ "$(column n_reference <<<"$output")" = 10 ]
	[ "$(column paired <<<"$output")" = 0 ]
	[ "$(column verdict <<<"$output")" = slower ]
	[ "$stderr" = "comparator: b: wall_time: not the rounds of the reference: unpaired" ]
}

@test "comparator: a failed implementation has no estimates and never wins" {
	pair 0.1 | sed '/^b,7/s/,ok,/,bad_answer,/' >samples.csv
	run -0 --separate-stderr comparator -C samples.csv
	[ "${lines[1]}" = ,wall_time,s,b,a,0,10,,,,,,,,,,,,,,,failed ]
	[ "$stderr" = "comparator: b: wall_time: a run was not ok, so nothing is estimated" ]
	# not even if asked for
	run -0 --separate-stderr comparator -C -r b samples.csv
	[ "${lines[1]}" = ,wall_time,s,a,b,10,0,,,,,,,,,,,,,,,inconclusive ]
	[ "${lines[2]}" = ,wall_time,s,b,b,0,0,,,,,,,,,,,,,,,failed ]
	sed 's/,ok,/,timeout,/' samples.csv >failed.csv
	run -0 --separate-stderr comparator -C failed.csv
	[ "${lines[1]}" = ,wall_time,s,a,,0,0,,,,,,,,,,,,,,,failed ]
	[ "${lines[2]}" = ,wall_time,s,b,,0,0,,,,,,,,,,,,,,,failed ]
}

@test "comparator: if no implementation could start, it is said of each" {
	header >samples.csv
	echo "a,1,1,timed,not_started,,exec_errno,1,2,1" >>samples.csv
	echo "b,1,1,timed,not_started,,exec_errno,1,2,1" >>samples.csv
	run -0 --separate-stderr comparator -C -m wall_time,max_rss samples.csv
	[ "${lines[1]}" = ,max_rss,,a,,0,0,,,,,,,,,,,,,,,failed ]
	[ "${#lines[@]}" = 5 ]
	comparator -T samples.csv >got
	grep -q '^  b  *0  *-  *-  *-  -  failed$' got
	# but a wrong name is not taken for that if one did
	run -1 --separate-stderr comparator -m wall_time,rss <(pair 2)
	[ "$stderr" = 'comparator: no timed sample of metric "rss"' ]
}

@test "comparator: a warm-up does not count, and is no timed run" {
	pair 2 >samples.csv
	comparator samples.csv >want
	(cat samples.csv; echo "b,0,1,warmup,failed,,wall_time,s,99,1") | comparator >got
	same want got
	(cat samples.csv; echo "c,0,1,warmup,ok,,wall_time,s,99,1") | comparator 2>err |
		grep ,c, | column verdict >got
	(cat samples.csv; echo "c,0,1,warmup,ok,,wall_time,s,99,1") |
		comparator 2>err | grep -c ',c,a,0,10,.*,failed$'
}

@test "comparator: too few rounds are inconclusive, with the confidence they give" {
	pair 2 | grep -v ',\([6-9]\|10\),1,timed' >samples.csv
	run -0 --separate-stderr comparator -C samples.csv
	[ "$(column confidence <<<"$output")" = 0.9375 ]
	[ "$(column verdict <<<"$output")" = inconclusive ]
	[ "$(column rounds_needed <<<"$output")" = 6 ]
	[ "$stderr" = "comparator: b: wall_time: too few rounds: only a 93.8 % interval" ]
	[ "$(comparator -c 0.9 samples.csv | column verdict)" = slower ]
	grep -v ',[2-9],1,timed' samples.csv >one.csv
	run -0 --separate-stderr comparator -C one.csv
	[ "${lines[1]}" = ,wall_time,s,b,a,1,1,1,2.02,,,0,1,1,1,,6,,,,,inconclusive ]
	[ "$stderr" = "comparator: b: wall_time: too few rounds for an interval" ]
}

@test "comparator: the rounds needed grow with the square of the interval" {
	pair 1.004 >samples.csv
	comparator -t 1.005 samples.csv >got
	[ "$(column verdict got)" = inconclusive ]
	paste <(column mde got) <(column rounds_needed got) |
		awk '{ n = 10 * (log($1) / log(1.005))^2; exit !($2 >= n && $2 < n + 1) }'
}

@test "comparator: a wide interval that excludes 1 needs only the rounds that p needs" {
	header >few.csv
	for round in 1 2 3 4 5; do
		echo "a,$round,1,timed,ok,,wall_time,s,1,1"
		for name in b c d; do
			echo "$name,$round,2,timed,ok,,wall_time,s,$((round * round + 3)),1"
		done
	done >>few.csv
	comparator few.csv >got 2>err
	[ "$(column verdict got | sort -u)" = inconclusive ]
	# 2 / 2^n below 0.05 / 6, as all are compared with all
	[ "$(column rounds_needed got | sort -u)" = 8 ]
}

@test "comparator: a round's values are reduced to their median, by count" {
	header >many.csv
	for round in 1 2 3 4 5 6; do
		for value in 3,1 1,1 2,1; do
			echo "a,$round,1,timed,ok,parse,latency,s,$value"
		done
		for value in 8,1 4,3 9,1; do
			echo "b,$round,2,timed,ok,parse,latency,s,$value"
		done
	done >>many.csv
	run -0 comparator -C -m latency many.csv
	[ "${lines[1]}" = parse,latency,s,b,a,6,6,1,2,2,2,0.96875,0.03125,0.03125,1,1,,,,,,slower ]
}

@test "comparator: a round that two files have is told once" {
	pair 2 >samples.csv
	comparator samples.csv >want
	(header && series a 1.00 1.01 0.99) >again.csv
	run -0 --separate-stderr comparator -C samples.csv again.csv
	[ "$output" = "$(cat want)" ]
	[ "$stderr" = "comparator: a: the same round twice, in two files: one value is made of both" ]
	# other metrics or rounds of a run may be in another file
	(header && metric=cpu_time series a 1 1 1 && echo b,11,1,timed,ok,,wall_time,s,2,1) >other.csv
	run -0 --separate-stderr comparator -C -m wall_time,cpu_time samples.csv other.csv
	[[ $stderr != *twice* ]]
}

@test "comparator: values that are not positive have no ratio" {
	metric=major_faults unit=1 pair 0 >samples.csv
	run -0 --separate-stderr comparator -C -m major_faults samples.csv
	[ "${lines[1]}" = ,major_faults,1,a,b,10,10,1,,,,,,,1,,,,,,,inconclusive ]
	[ "$stderr" = "comparator: a: major_faults: a value is 0 or less, so there is no ratio" ]
}

@test "comparator: what is beyond all numbers is left empty" {
	header >samples.csv
	series a 1e-308 1e-308 1e-308 1e-308 1e-308 1e-308 >>samples.csv
	series b 1e308 1e308 1e308 1e308 1e308 1e308 >>samples.csv
	run -0 comparator -C samples.csv
	[ "${lines[1]}" = ,wall_time,s,b,a,6,6,1,,,,0.96875,0.03125,0.03125,1,1,,,,,,slower ]
	comparator -T samples.csv >got
	grep -q '^  b  *6\(  *1e+308 s\)\{3\}  -  slower$' got
	sed 's/e308/e100/; s/e-308/e-100/' samples.csv | comparator -T >got
	grep -qF '×1e+200 [1e+200, 1e+200]  slower' got
}

@test "comparator: estimates are given without the disturbed rounds too" {
	pair 2 >samples.csv
	{
		unit=1 metric=disturbed series a 0 0 1 0 0 0 0 0 0 0
		unit=1 metric=disturbed series b 0 0 1 1 0 0 0 0 0 0
	} >>samples.csv
	comparator samples.csv >got
	grep -v ',[34],1,timed' samples.csv | comparator >want
	[ "$(column n got)" = 10 ]
	[ "$(column n_quiet got)" = 8 ]
	for end in "" _lo _hi; do
		[ "$(column "ratio_quiet$end" got)" = "$(column "ratio$end" want)" ]
	done
	# five rounds are too few
	sed 's/^b,\([5-7],1.*disturbed,1\),0/b,\1,1/' samples.csv | comparator |
		grep -c ',5,,,,slower$'
	comparator -T samples.csv | grep -c '^b: wall_time: 8 of 10 rounds undisturbed, by them ×2.0'
	# the table says it of the first metric only
	sed 1d samples.csv | sed -n '/wall_time/{s/,ok,,/,ok,parse,/p;s/wall_time/cpu_time/p;}' >>samples.csv
	comparator -T -m wall_time,cpu_time samples.csv | grep undisturbed >got
	echo 'b: wall_time: 8 of 10 rounds undisturbed, by them ×2.00 [1.97, 2.03]' | same - got
	[ "$(comparator -m wall_time,cpu_time samples.csv | column n_quiet | uniq -c | xargs)" = '3 8' ]
}

@test "comparator: all cases of several metrics are compared, sorted" {
	{
		pair 2
		pair 3 | sed 1d | sed 's/,ok,,/,ok,parse,/'
		unit=B metric=max_rss pair 1 | sed 1d
	} >samples.csv
	comparator -m wall_time,max_rss samples.csv 2>err |
		cut -d , -f 1-5,22 >got
	same - got <<-'EOF'
		case,metric,unit,implementation,reference,verdict
		,max_rss,B,b,a,equivalent
		,wall_time,s,b,a,slower
		parse,wall_time,s,b,a,slower
	EOF
}

@test "comparator: a case that one side lacks is a row that says so" {
	pair 2 >samples.csv
	echo "b,1,1,timed,ok,parse,wall_time,s,1,1" >>samples.csv
	run -0 --separate-stderr comparator -C samples.csv
	[ "${lines[2]}" = parse,wall_time,s,b,a,1,0,,,,,,,,,,,,,,,inconclusive ]
	[ "$stderr" = "comparator: b: parse wall_time: no samples to compare" ]
}

@test "comparator: with fewer than two implementations there is nothing to compare" {
	pair 2 | grep -v ^b >samples.csv
	run -1 --separate-stderr comparator samples.csv
	[ -z "$output" ]
	[ "$stderr" = "comparator: nothing to compare: 1 implementation in the samples" ]
	header >samples.csv
	run -1 --separate-stderr comparator -o got.csv samples.csv
	[ "$stderr" = "comparator: nothing to compare: 0 implementations in the samples" ]
	[ ! -e got.csv ]
}

@test "comparator: names that are not in the samples are errors" {
	pair 2 >samples.csv
	run -1 --separate-stderr comparator -r c samples.csv
	[ "$stderr" = 'comparator: no implementation "c" in the samples' ]
	run -1 --separate-stderr comparator -m wall_time,wall samples.csv
	[ "$stderr" = 'comparator: no timed sample of metric "wall"' ]
}

@test "comparator: -r with several names takes the best of these, and all pairs count" {
	{
		pair 12
		pair 12 | sed -n 's/^b,/c,/p' | awk -F , -v OFS=, '{ $9 *= 3; print }'
	} >three.csv
	comparator -C -r c,b three.csv >some.csv
	comparator -C three.csv >all.csv
	reference=$(awk -F , 'NR == 2 { print $5 }' some.csv)
	[ "$reference" = b ]
	cut -d, -f4,5 some.csv | sed 1d | same - <(printf '%s\n' a,b c,b)
	comparator -C -r b three.csv >one.csv
	# of the same comparison, p counts for more when the data chose
	awk -F , 'NR == FNR { p[$4] = $14; next } FNR > 1 && !($14 >= p[$4]) { exit 1 }' one.csv some.csv
	run -1 --separate-stderr comparator -C -r b,zzz three.csv
	[ "$stderr" = 'comparator: no implementation "zzz" in the samples' ]
}

@test "comparator: -a compares each with each other, as if it were the reference that was chosen" {
	{
		pair 12
		pair 12 | sed -n 's/^b,/c,/p' | awk -F , -v OFS=, '{ $9 *= 3; print }'
		pair 12 | sed -n 's/^b,/d,/p' | awk -F , -v OFS=, '{ $9 *= 1.2; print }'
	} >four.csv
	comparator -a four.csv >pairs.csv
	cut -d, -f4,5 pairs.csv | sed 1d | sort | same - \
		<(for a in a b c d; do for b in a b c d; do [ $a = $b ] || echo $a,$b; done; done)
	# rows with the best as the reference are those of the ordinary call
	comparator -C four.csv >best.csv
	best=$(awk -F , 'NR == 2 { print $5 }' best.csv)
	awk -F , -v best="$best" 'NR == 1 || $5 == best' pairs.csv | same - best.csv
	# one that failed is no reference
	sed 's/^d,\(.*\),ok,\(.*\)$/d,\1,failed,\2/' four.csv >failed.csv
	comparator -a failed.csv | column reference | sort -u | same - <(printf '%s\n' a b c)
	run -2 comparator -a -r b four.csv
	run -2 comparator -aT four.csv
}

@test "comparator: a wrong row is an error with its line, and no output" {
	pair 2 >good.csv
	while IFS='|' read -r row message; do
		(cat good.csv; echo "$row") >bad.csv
		run -1 --separate-stderr comparator -C -o got.csv bad.csv
		[ "$stderr" = "comparator: bad.csv:22: $message" ]
		[ ! -e got.csv ]
	done <<-'EOF'
		b,11,1,timed,ok,,wall_time,s,nan,1|value: not a number: "nan"
		b,11,1,timed,ok,,wall_time,s,1e999,1|value: out of range: "1e999"
		b,11,1,timed,ok,,wall_time,s,1ms,1|value: not a number: "1ms"
		b,11,1,timed,ok,,wall_time,s,1|9 columns, want 10
		b,11,1,cold,ok,,wall_time,s,1,1|phase: "cold" is neither timed, warmup, observed nor derived
		b,11,1,timed,ok,,wall_time,ms,1,1|unit: not that of this metric before
		b,10,2,timed,ok,,wall_time,s,1,1|this implementation has run in this round already, at another position
	EOF
	run -1 --separate-stderr comparator good.csv /dev/null
	[ "$stderr" = "comparator: /dev/null: empty: no header row" ]
	[ -z "$output" ]
	run -1 --separate-stderr comparator none.csv
	[ "$stderr" = "comparator: none.csv: No such file or directory" ]
}

@test "comparator: wrong options are refused" {
	while IFS='|' read -r opt arg message; do
		run -2 --separate-stderr comparator "$opt" "$arg" /dev/null
		[ "$stderr" = "comparator: $opt: $message" ]
	done <<-'EOF'
		-c|0.4|too small: 0.4 (at least 0.5)
		-c|1|too large: 1 (at most 0.9999)
		-c|95%|not a number: "95%"
		-t|1|not above 1: 1
		-t|0.9|too small: 0.9 (at least 1)
	EOF
}

@test "comparator: CRLF and quotes are read, and quotes are written" {
	pair 2 >samples.csv
	comparator samples.csv >want
	sed 's/$/\r/' samples.csv | comparator >got
	same want got
	sed 's/^b/"b, ""c"""/' samples.csv | comparator | cut -d , -f 4,5 | tail -n 1 >got
	echo '"b, ""c"""' | same - got
}

@test "comparator: lost output is an error" {
	pair 2 >samples.csv
	run -1 --separate-stderr bash -c 'comparator samples.csv >/dev/full'
	[ "$stderr" = "comparator: standard output: No space left on device" ]
	run -1 --separate-stderr comparator -o /dev/full samples.csv
	[ "$stderr" = "comparator: /dev/full: No space left on device" ]
	run -1 --separate-stderr comparator -o none/got.csv samples.csv
	[ "$stderr" = "comparator: none/got.csv: No such file or directory" ]
}

@test "comparator: the table is readable" {
	{
		pair 2 | sed 's/^b/näme/'
		# shellcheck disable=SC2046
		series c $(times 1.01 "${noise[@]}")
		# shellcheck disable=SC2046
		series d $(times 0.5 "${steady[@]}")
	} | sed '/^d,5/s/,ok,/,timeout,/' | comparator -T >got
	same - got <<-'EOF'
		wall_time
		        rounds  median     min     max  ratio to a
		  a         10  1.00 s  980 ms  1.02 s  1
		  c         10  1.01 s  980 ms  1.04 s  ×1.01 [1.00, 1.02]  equivalent
		  näme      10  2.00 s  1.94 s  2.06 s  ×2.00 [1.97, 2.03]  slower
		  d          0       -       -       -  -                   failed

		95 % intervals, threshold ×1.05, p adjusted for 3 comparisons a table
		d: wall_time: a run was not ok, so nothing is estimated
	EOF
}

@test "comparator: the table of one implementation has no ratio" {
	(header && series a 1 3 2) | comparator -T >got
	same - got <<-'EOF'
		wall_time
		     rounds  median     min     max
		  a       3  2.00 s  1.00 s  3.00 s

	EOF
	# the CPU use of twenty processors has no prefix
	(header && unit=% series a 900 2100 1500) | comparator -T >got
	same - got <<-'EOF'
		wall_time
		     rounds  median    min     max
		  a       3  1500 %  900 %  2100 %

	EOF
	(header && series a 1 3 2) | sed 's/,3,1$/,0,1/; 3s/,ok,/,failed,/' | comparator -T >got
	same - got <<-'EOF'
		wall_time
		     rounds  median  min  max
		  a       0       -    -    -  failed

		a: wall_time: a run was not ok, so nothing is estimated
	EOF
	run -1 --separate-stderr comparator -T -r b <(header && series a 1)
	[ "$stderr" = 'comparator: no implementation "b" in the samples' ]
	run -1 --separate-stderr comparator -T <(header)
	[ "$stderr" = 'comparator: nothing to compare: 0 implementations in the samples' ]
}

@test "comparator: a terminal gets the table, in colour unless NO_COLOR" {
	pair 2 >samples.csv
	slower=$'\33[31mslower\33[0m'
	unset NO_COLOR
	script -qec "comparator samples.csv" /dev/null >got
	grep -qF "$slower" got
	NO_COLOR=1 script -qec "comparator samples.csv" /dev/null | tr -d '\r' >got
	comparator -T samples.csv >want
	same want got
	script -qec "comparator -C samples.csv" /dev/null | tr -d '\r' >got
	comparator samples.csv >want
	same want got
	script -qec "comparator -o file.csv samples.csv" /dev/null >got
	same want file.csv
}

@test "comparator: names do not move the cursor" {
	pair 2 | sed $'s/^b/b\33[2J/' | comparator -T >got
	run -1 grep -q $'\33' got
	grep -qF 'b?[2J' got
}
