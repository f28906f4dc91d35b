#!/usr/bin/env bats
# leak.bats - what leak promises

load helper

DATA=$BATS_TEST_DIRNAME/data
SHAPES=$BATS_TEST_DIRNAME/shapes.py

header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

# process NAME ROUND N EXPRESSION - N samples, one a second from 1 s on; an awk
# expression of i, which counts them, is the memory in bytes
process() {
	awk -v key="$1,$2,1,${phase:-timed},${status:-ok},,tree_" -v n="$3" "BEGIN {
		for (i = 1; i <= n; i++)
			printf \"%stime,s,%d,1\\n%sanon,B,%.0f,1\\n\", key, i, key, ($4) }"
}

# operations NAME ROUND N EXPRESSION - as many operations of so many seconds
operations() {
	awk -v key="$1,$2,1,timed,ok,,operation_time,s," -v n="$3" "BEGIN {
		for (i = 1; i <= n; i++) printf \"%s%.9g,%d\\n\", key, ($4), ${count:-1} }"
}

# three N EXPRESSION - three processes of "a", the same
three() {
	header
	for round in 1 2 3; do
		process a $round "$@"
	done
}

MB=1048576

# column NAME [FILE] - a column of the CSV, one value a line
column() {
	csv2json -f -t reason:string "${2:--}" | jq -r ".$1"
}

@test "leak: a wrong call says how to call, as the manual does" {
	usage_is_synopsis leak
}

@test "leak: agrees with R, ties and all" {
	leak "$DATA/leak.csv" >got
	agree "$DATA/leak-want.csv" got
}

@test "leak: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	Rscript "$ROOT/test/reference/leak.R" .
	agree "$DATA/leak-want.csv" leak-want.csv
	same "$DATA/leak.csv" leak.csv
}

# 200 samples: 51 to 190 are 14 blocks of 10, and the least of each is its
# first if memory grows: 51, 61, ..., 181.
@test "leak: a straight line, worked out by hand" {
	three 200 '50e6 + 20000 * i' | leak >got
	[ "$(column verdict got)" = leaking ]
	[ "$(column reason got)" = "memory grows in 3 of 3 processes" ]
	[ "$(column growth_B_per_s got)" = 20000 ]
	[ "$(column growth_B_per_s_lo got)" = 20000 ]
	[ "$(column growth_B_per_s_hi got)" = 20000 ]
	# S of 14 values is 91 in each of three processes; its variance is
	# 14 * 13 * 33 / 18 in each, in all 1001: (273 - 1) / sqrt(1001)
	[ "$(column z got | cut -c 1-10)" = "$(jq -n '272 / (1001 | sqrt)' | cut -c 1-10)" ]
	# 1 % of the median, (111 + 121) / 2 samples on 50 MB, in 130 seconds
	[ "$(column detectable_B_per_s got | cut -c 1-10)" = "$(jq -n '52320000 / 100 / 130' | cut -c 1-10)" ]
	[ "$(column peak_B got)" = 54000000 ]
	[ "$(column samples got)" = 600 ]
	[ "$(column seconds got)" = 600 ]
	[ "$(column operations got)" = 0 ]
	[ "$(column growth_B_per_1000_operations got)" = null ]
}

# Of 14 blocks, seven pairs are tied: S is 91 - 7 = 84 in each process, 18 times
# its variance 14 * 13 * 33 - 7 * 2 * 1 * 9 = 5880.
@test "leak: ties, worked out by hand" {
	three 200 '50e6 + 400000 * int((i - 51) / 20)' | leak >got
	[ "$(column z got | cut -c 1-10)" = "$(jq -n '251 / (5880 / 18 * 3 | sqrt)' | cut -c 1-10)" ]
	# no two blocks 20 samples apart rise by other than 20000 B/s; all pairs
	# have 20000 as their median
	[ "$(column growth_B_per_s got)" = 20000 ]
}

@test "leak: memory that is constant has no trend, and z is 0" {
	three 200 50e6 | leak >got
	[ "$(column verdict got)" = steady ]
	[ "$(column reason got)" = "no trend in 3 of 3 processes" ]
	[ "$(column z got)" = 0 ]
	[ "$(column growth_B_per_s got)" = 0 ]
}

@test "leak: growth within 1 %, or within 256 KiB, is none" {
	# 130 seconds from the first block to the last
	[ "$(three 200 '50e6 + 4000 * i' | leak | column verdict)" = leaking ]
	[ "$(three 200 '50e6 + 3800 * i' | leak | column reason)" = \
		"growth within the floor in 3 of 3 processes" ]
	[ "$(three 200 '1e6 + 2030 * i' | leak | column verdict)" = leaking ]
	[ "$(three 200 '1e6 + 2000 * i' | leak | column verdict)" = steady ]
}

@test "leak: growth that slows down comes to an end" {
	[ "$(three 200 '50e6 + 1e6 * (i < 120 ? i : 120 + (i - 120) * 0.4)' |
		leak | column reason)" = "growth slows down in 3 of 3 processes" ]
	[ "$(three 200 '50e6 + 1e6 * (i < 120 ? i : 120 + (i - 120) * 0.6)' |
		leak | column verdict)" = leaking ]
}

@test "leak: one step is no leak, nor is what falls back" {
	[ "$(three 200 '50e6 + 9e6 * (i > 120) + 1000 * i' | leak |
		column reason)" = "memory steps or falls back in 3 of 3 processes" ]
	[ "$(three 200 '50e6 + 1e6 * (i < 155 ? i : i - 150)' | leak |
		column verdict)" = steady ]
}

@test "leak: a spike in every block but the least value leaves no trace" {
	[ "$(three 200 '50e6 + 20000 * i + 1e9 * (i % 10 > 1)' | leak |
		column growth_B_per_s)" = 20000 ]
}

@test "leak: what happens in the first quarter and the last twentieth does not count" {
	[ "$(three 200 'i <= 50 ? i * 1e6 : i > 190 ? 1e9 : 50e6' | leak |
		column verdict)" = steady ]
	# a program that frees all before it ends still leaks
	[ "$(three 200 'i > 190 ? 0 : 50e6 + i * 1e5' | leak | column verdict)" = leaking ]
}

@test "leak: growth is also by operation, warm-up is in the rate" {
	{
		three 200 '50e6 + 20000 * i'
		# 500 operations in 200 s, of which 100 are reported two at a time
		for round in 1 2 3; do
			operations a $round 300 0.1
			count=2 operations a $round 100 0.1
		done
	} | leak >got
	[ "$(column operations got)" = 1500 ]
	[ "$(column growth_B_per_1000_operations got)" = 8000000 ]
	[ "$(column growth_B_per_1000_operations_lo got)" = 8000000 ]
	[ "$(column throughput_drift got)" = 0 ]
}

@test "leak: a rate that changes is seen, whichever metric has it" {
	{
		three 200 50e6
		for round in 1 2 3; do
			operations a $round 2000 '0.001 * exp(i / 2000)'
		done
	} | sed s/operation_time/latency/ >samples.csv
	# the 20 blocks are of 70 operations; 19 of them lie between the first's
	# middle and the last's
	leak -p other,latency samples.csv >got
	[ "$(column throughput_drift got | cut -c 1-7)" = \
		"$(jq -n '(-19 * 70 / 2000 | exp) - 1' | cut -c 1-7)" ]
	[ "$(leak samples.csv | column throughput_drift)" = null ]
}

@test "leak: fewer than three processes, or samples, are inconclusive" {
	three 200 '50e6 + 20000 * i' | grep -v ^a,3 >two.csv
	leak two.csv >got
	[ "$(column verdict got)" = inconclusive ]
	[ "$(column reason got)" = "memory grows in 2 of 2 processes; 3 are needed" ]
	[ "$(column growth_B_per_s got)" = 20000 ]
	[ "$(three 169 '50e6 + 20000 * i' | leak | column reason)" = \
		"too few samples in 3 of 3 processes; 170 samples of each are needed" ]
	[ "$(three 170 '50e6 + 20000 * i' | leak | column verdict)" = leaking ]
}

@test "leak: processes that disagree are inconclusive" {
	{
		three 200 50e6 | grep -v ^a,2
		process a 2 200 '50e6 + 20000 * i'
	} | leak >got
	[ "$(column verdict got)" = inconclusive ]
	[ "$(column reason got)" = "memory grows in 1; no trend in 2 of 3 processes" ]
}

@test "leak: warm-ups do not count, and runs that were not ok are mentioned" {
	{
		three 200 50e6
		phase=warmup process a 1 200 '50e6 + 20000 * i'
		status=timeout process a 4 200 '50e6 + 20000 * i'
		status=failed process b 1 200 '50e6 + 20000 * i'
	} >samples.csv
	leak samples.csv >got
	[ "$(column processes got | tr '\n' ' ')" = "3 0 " ]
	column reason got | same - <(cat <<-'EOT'
		no trend in 3 of 3 processes; runs that were not ok: 1
		0 processes; 3 are needed; runs that were not ok: 1
	EOT
	)
	[ "$(column verdict got | tr '\n' ' ')" = "steady inconclusive " ]
}

@test "leak: files, and the order of runs, make no difference" {
	leak "$DATA/leak.csv" >want
	head -n 1 "$DATA/leak.csv" | tee one.csv >two.csv
	grep ,2,1,timed "$DATA/leak.csv" >>two.csv
	sed 1d "$DATA/leak.csv" | grep -v ,2,1,timed >>one.csv
	leak two.csv one.csv | same want -
	leak <"$DATA/leak.csv" | same want -
	leak -o got "$DATA/leak.csv"
	same want got
}

@test "leak: another series may be looked at" {
	three 200 '50e6 + 20000 * i' | sed s/tree_anon/heap/ >samples.csv
	[ "$(leak -m heap samples.csv | column verdict)" = leaking ]
	run --separate-stderr -1 leak samples.csv
	[ "$stderr" = "leak: samples.csv:401: round 1 of a ends with 200 values of tree_time, but 0 of tree_anon" ]
}

@test "leak: -e makes a leak an exit status" {
	three 200 '50e6 + 20000 * i' >leaks.csv
	three 200 50e6 >steady.csv
	run -0 leak leaks.csv
	run -1 leak -e leaks.csv
	[ "${#lines[@]}" = 2 ]
	run -0 leak -e steady.csv
}

@test "leak: the table says it for people" {
	{
		three 200 '50e6 + 20000 * i'
		for round in 1 2 3; do
			operations a $round 400 0.1
		done
	} | leak -T | same - <(cat <<-'EOT'
		a  leaking       memory grows in 3 of 3 processes
		    growth 9.54 MiB [9.54 MiB, 9.54 MiB] per 1000 operations; 1.92 MiB would be found
		    peak 51.5 MiB; 600 samples in 600 s
		    rate of operations +0.0 % [+0.0, +0.0] from first to last
	EOT
	)
}

# verdicts SHAPE SAMPLES [B_PER_SAMPLE] - "LEAKING PROCESSES": how many of 100
# programs leak, and how many of 300 processes seem to
verdicts() {
	/usr/bin/python3 "$SHAPES" "$1" "$2" 100 ${3:+"$3"} | leak | awk -F, '
		$3 == "leaking" { n++ }
		match($0, /memory grows in [0-9]/) { m += substr($0, RSTART + 16, 1) }
		END { print n + 0, m + 0 }'
}

@test "leak: a leak of 8 KiB a sample on 50 MiB is always found" {
	[ "$(verdicts linear 240 8192)" = "100 300" ]
	[ "$(verdicts linear 400 8192)" = "100 300" ]
}

@test "leak: no other shape is called a leak, and few of its processes" {
	while read -r shape processes; do
		read -r leaking growing < <(verdicts $shape 240)
		echo "$shape: $leaking leak, $growing of 300 processes grow"
		[ "$leaking" = 0 ] && [ "$growing" -le "$processes" ]
	done <<-'EOT'
		flat 3
		pulses 3
		plateau 6
		ramp 6
		sawtooth 6
		walk 30
		bounded 30
		step 6
		steps 6
	EOT
}

@test "leak: what it calls detectable is found nine times of ten" {
	# samples are 5 ms apart
	for size in 300 500 1000 2000 4000 8000 16000; do
		/usr/bin/python3 "$SHAPES" linear 240 40 $size | leak | csv2json -f | jq -r --argjson size $size \
			'select(.detectable_B_per_s <= 200 * $size and .detectable_B_per_s > 50 * $size) | .verdict'
	done | sort | uniq -c >got
	cat got
	awk '{ n += $1 } $2 == "leaking" { found = $1 } END { exit !(n >= 40 && found >= 0.9 * n) }' got
}

# wrong WHERE: WHAT - the samples in wrong.csv are refused with this message
wrong() {
	run --separate-stderr -1 leak wrong.csv
	[ -z "$output" ] && [ "$stderr" = "leak: wrong.csv$1" ] || { echo "$stderr"; return 1; }
}

@test "leak: samples that are not right are refused, with their line" {
	three 200 50e6 >samples.csv
	sed '5s/50000000/nan/' samples.csv >wrong.csv
	wrong ':5: value: not a number: "nan"'
	sed '1s/,metric/,other/' samples.csv >wrong.csv
	wrong ':1: no column "metric"'
	head -c -20 samples.csv >wrong.csv
	wrong ':1201: 7 columns, want 10'
	sed '$d' samples.csv >wrong.csv
	wrong ':1200: round 3 of a ends with 200 values of tree_time, but 199 of tree_anon'
	sed 400d samples.csv >wrong.csv
	wrong ':400: round 1 of a ends with 199 values of tree_time, but 200 of tree_anon'
	sed '4s/,2,1$/,1,1/' samples.csv >wrong.csv
	wrong ':4: tree_time: not after the one before'
	sed '5s/,B,/,s,/' samples.csv >wrong.csv
	wrong ':5: unit: not B, as memory must have'
	sed '4s/,s,/,ms,/' samples.csv >wrong.csv
	wrong ':4: unit: not s, as a time must have'
	sed '5s/,1,1,timed/,1,2,timed/' samples.csv >wrong.csv
	wrong ':5: this implementation has run in this round already, at another position'
	: >wrong.csv
	run --separate-stderr -1 leak wrong.csv
	header >wrong.csv
	run --separate-stderr -1 leak wrong.csv
	[ "$stderr" = 'leak: no timed sample of metric "tree_anon"' ]
}

@test "leak: a run that was given twice is refused" {
	three 200 50e6 >a.csv
	run --separate-stderr -1 leak a.csv a.csv
	[ "$stderr" = "leak: a.csv:2: tree_time: not after the one before" ]
}

@test "leak: a full disk is an error" {
	three 200 50e6 >a.csv
	run --separate-stderr -1 leak -o /dev/full a.csv
	[ "$stderr" = "leak: /dev/full: No space left on device" ]
}
