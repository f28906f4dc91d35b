#!/usr/bin/env bats
# changepoint.bats - what changepoint promises

load helper

DATA=$BATS_TEST_DIRNAME/data
export SOURCE_DATE_EPOCH=1798000000 # 2026-12-23

# values NUMBER ... - as CSV with a column "value"
values() {
	echo value
	printf '%s\n' "$@"
}

# level N VALUE [STEP] - N values around a level, up and down in turns
level() {
	awk -v n="$1" -v x="$2" -v step="${3:-0.01}" 'BEGIN {
		for (i = 0; i < n; i++) printf "%.9g\n", x * (1 + step * ((i * 7) % 5 - 2)) }'
}

# column NAME [FILE] - a column of CSV without quotes
column() {
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
	{ print $c }' "${2:--}"
}

HEADER=series,segment,benchmark,implementation,profile,case,metric,unit,direction,status,value,lo,hi,n,time,run_id,commit,dirty,workload,dataset,toolchain,machine

# history N VALUE - so many lines of a history, a day and a commit each; series,
# segment, metric, unit, direction, state and the first day may be set
history() {
	level "$1" "$2" | awk -v series="${series:-s}" -v segment="${segment:-a}" \
		-v metric="${metric:-wall_time}" -v unit="${unit:-s}" -v first="${first:-0}" \
		-v direction="${direction:-lower}" -v status="${state:-ok}" '{
		i = first + NR - 1
		value = status == "ok" ? $1 "," $1 * 0.99 "," $1 * 1.01 ",12" : ",,,0"
		printf "%s,%s,etl,rust,quick,,%s,%s,%s,%s,%s,2026-10-%02dT12:00:00Z,r%d,", series,
			segment, metric, unit, direction, status, value, i + 1, i
		printf "%07x%033d,false,w,d,t,m\n", 180149999 + i, 0 }'
}

# a step of 12 % on the 11th day, from commit abcdef8 to abcdef9
stepped() {
	echo $HEADER
	history 10 0.100
	first=10 history 10 0.112
}

annotation() {
	printf '[{"from":"%s","reason":"%s","expires":"%s"%s}]\n' "$1" "${2:-a new compiler}" \
		"${3:-2027-01-31}" "${4:+,$4}"
}

@test "changepoint: a wrong call says how to call, as the manual does" {
	usage_is_synopsis changepoint
	run -2 changepoint -g a "$DATA/changepoint.csv"
	run -2 changepoint -x a "$DATA/changepoint.csv"
	run -2 changepoint -t 1 -v value "$DATA/changepoint.csv"
	run -2 changepoint -l 1 -v value "$DATA/changepoint.csv"
	run -2 changepoint -d up -v value "$DATA/changepoint.csv"
	annotation abcdef1 >annotations.json
	run -2 changepoint -A annotations.json -v value "$DATA/changepoint.csv"
}

@test "changepoint: the partition is that of ruptures and of looking at them all" {
	changepoint -p 1 -t 1.000000001 -g set -v value "$DATA/changepoint.csv" >got
	cut -d, -f 1,2 got | same "$DATA/changepoint-partition.csv" -
}

@test "changepoint: the changes that are confirmed agree with SciPy" {
	changepoint -g set -v value "$DATA/changepoint.csv" >got
	agree "$DATA/changepoint-want.csv" got
	[ "$(column from got)" = "$(column index got | awk '{ print $1 - 1 }')" ]
}

@test "changepoint: p, ratios and intervals agree with R" {
	changepoint -g set -v value "$DATA/changepoint.csv" >got
	grep -v ^negative got >positive
	cut -d, -f 1-3,6 "$DATA/changepoint-tests.csv" >want
	agree want positive
	# intervals of few values
	grep -v NA "$DATA/changepoint-tests.csv" >want
	awk -F, 'NR == FNR { keep[$1 "," $2]; next } ($1 "," $2) in keep' want positive >few
	agree want few
	[ "$(wc -l <few)" -gt 10 ]
}

@test "changepoint: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	cp "$DATA"/changepoint{,-want}.csv .
	Rscript "$ROOT/test/reference/changepoint.R" .
	same "$DATA/changepoint-tests.csv" changepoint-tests.csv
}

# 5 values of 1 and 5 of 2: of 252 ways to draw five of ten two are as far apart,
# and there are three places for a change
@test "changepoint: a step, worked out by hand" {
	values 1 1.01 0.99 1.02 0.98 2 2.02 1.98 2.04 1.96 | changepoint -v value >got
	same - got <<-'EOF'
	index,from,to,before,after,ratio,ratio_lo,ratio_hi,p,verdict,n_before,n_after
	6,5,6,1,2,2,1.94117647059,2.06060606061,0.0238095238095,changed,5,5
	EOF
}

@test "changepoint: seven values are too few, and it says so" {
	values 1 1.01 0.99 1.02 2 2.02 1.98 >seven.csv
	[ "$(changepoint -v value seven.csv | wc -l)" -eq 1 ]
	changepoint -T -v value seven.csv | grep -q 'too few runs to tell a change: 7, 8 are needed'
	# of 70 ways to draw four of eight two are as far apart
	echo 2.04 >>seven.csv
	[ "$(changepoint -v value seven.csv | column p)" = 0.0285714285714 ]
	changepoint -T -p 0.01 -v value seven.csv | grep -q 'too few runs to tell a change: 8, 13 are needed'
}

@test "changepoint: constant values, zeros, and one outlier are no change" {
	[ "$(values "$(yes 5 | head -n 50)" | changepoint -v value | wc -l)" -eq 1 ]
	[ "$(values "$(yes 0 | head -n 50)" | changepoint -v value | wc -l)" -eq 1 ]
	[ "$(values "$(level 25 1)" 9 "$(level 25 1)" | changepoint -v value | wc -l)" -eq 1 ]
	[ "$(values "$(level 25 1)" 9 9 "$(level 25 1)" | changepoint -v value | wc -l)" -eq 1 ]
}

# The last 4 of 104 are the highest: of C(104, 4) ways to draw four two are as far
# out, and there are 97 places; the approximation is above that, but below twice.
@test "changepoint: p of a few values against many is near the exact one" {
	values "$(level 100 1)" "$(level 4 2)" | changepoint -v value >got
	[ "$(column index got)" = 101 ]
	column p got | awk '{ exact = 97 * 2 / 4598126; exit !($1 > exact && $1 < 2 * exact) }'
}

# two_modes SEED NOISE - 1000 values, one of five 5 % higher
two_modes() {
	awk -v seed="$1" -v noise="$2" 'BEGIN {
		x = seed # the generator of Park and Miller, the same everywhere
		for (i = 0; i < 1000; i++) {
			x = x * 16807 % 2147483647; high = x / 2147483647 < 0.2
			x = x * 16807 % 2147483647
			printf "s%d,%.9g\n", seed, (high ? 1.05 : 1) * (1 + noise * (x / 2147483647 - 0.5))
		}
	}'
}

@test "changepoint: a long series that jumps between two values has no change" {
	for noise in 0 0.006; do
		{
			echo name,value
			for seed in $(seq 1001 7919 160000); do two_modes "$seed" "$noise"; done
		} >modes.csv
		changepoint -g name -v value modes.csv >got
		[ "$(wc -l <got)" -le 2 ] # of 21 series
	done
}

@test "changepoint: a change below the threshold does not count" {
	values "$(level 30 1 0.0001)" "$(level 30 1.02 0.0001)" >step.csv
	[ "$(changepoint -v value step.csv | column index)" = 31 ]
	[ -z "$(changepoint -t 1.03 -v value step.csv | column index)" ]
	values "$(level 30 1 0.0001)" "$(level 30 1.005 0.0001)" >step.csv
	[ -z "$(changepoint -v value step.csv | column index)" ]
	[ "$(changepoint -t 1.004 -v value step.csv | column index)" = 31 ]
}

@test "changepoint: values at and below zero are compared as they are" {
	values "$(level 20 1 0.1)" "$(level 20 -1 0.1)" >got.csv
	changepoint -d lower -v value got.csv >got
	[ "$(column index got)" = 21 ]
	[ "$(column ratio got)" = "" ]
	[ "$(column verdict got)" = better ]
	changepoint -T -v value got.csv | grep -q '^  lower between 20 and 21$'
}

@test "changepoint: minimum length, penalty and level can be set" {
	values "$(level 30 1)" "$(level 3 2)" "$(level 30 1)" >short.csv
	[ -z "$(changepoint -v value short.csv | column index)" ]
	[ "$(changepoint -l 3 -v value short.csv | column index | tr '\n' ' ')" = "31 34 " ]
	values "$(level 30 1 0.02)" "$(level 30 1.05 0.02)" >step.csv
	[ -n "$(changepoint -v value step.csv | column index)" ]
	[ -z "$(changepoint -f 100 -v value step.csv | column index)" ]
	[ -z "$(changepoint -p 1e-30 -v value step.csv | column index)" ]
}

@test "changepoint: scale makes no difference, nor does time's direction" {
	changepoint -g set -v value "$DATA/changepoint.csv" | grep -v -e negative -e walk >want
	awk -F, 'NR == 1 { print; next } { printf "%s,%.17g\n", $1, $2 * 1024 }' "$DATA/changepoint.csv" |
		changepoint -g set -v value | grep -v -e negative -e walk >got
	same <(cut -d, -f 1-4,7- want) <(cut -d, -f 1-4,7- got)
	grep ^step, "$DATA/changepoint.csv" | tac | cat <(echo set,value) - |
		changepoint -v value | column index >got
	[ "$(<got)" = 31 ]
}

@test "changepoint: the same input gives the same bytes" {
	for format in C J T; do
		changepoint -$format -g set -v value "$DATA/changepoint.csv" >one
		changepoint -$format -g set -v value <"$DATA/changepoint.csv" | same one -
	done
	changepoint -o got -g set -v value "$DATA/changepoint.csv"
	changepoint -C -g set -v value "$DATA/changepoint.csv" | same got -
}

@test "changepoint: a hundred thousand values of noise take no quadratic time" {
	awk 'BEGIN { srand(7); print "value"
		for (i = 0; i < 100000; i++) print 100 + rand() + rand() + rand() }' >noise.csv
	timeout 20 changepoint -v value noise.csv >got
	[ "$(wc -l <got)" -eq 1 ]
}

@test "changepoint: groups are found wherever their rows are, in one go or one by one" {
	{
		echo name,day,value
		paste -d, <(yes a | head -n 20) <(seq 20) <(level 10 1; level 10 2)
		paste -d, <(yes '"b,c"' | head -n 20) <(seq 20) <(level 10 3; level 10 1)
	} >grouped.csv
	changepoint -g name -x day -v value grouped.csv >want
	same <(cut -d, -f 1-5 want) - <<-'EOF'
	name,index,from,to,before
	a,11,10,11,1
	"b,c",11,10,11
	EOF
	changepoint -s -g name -x day -v value grouped.csv | same want -
	{
		echo name,day,value
		paste -d '\n' <(grep ^a grouped.csv) <(grep '^"b' grouped.csv)
	} >mixed.csv
	changepoint -g name -x day -v value mixed.csv | same want -
	run -1 --separate-stderr changepoint -s -g name -v value mixed.csv
	[[ $stderr = *"mixed.csv:4: a series that had ended: not grouped" ]]
}

@test "changepoint: what is better decides the verdict" {
	values "$(level 10 1)" "$(level 10 2)" >step.csv
	[ "$(changepoint -v value step.csv | column verdict)" = changed ]
	[ "$(changepoint -d lower -v value step.csv | column verdict)" = worse ]
	[ "$(changepoint -d higher -v value step.csv | column verdict)" = better ]
}

@test "changepoint: history's columns, commits and times" {
	stepped | changepoint >got
	same - got <<-'EOF'
	series,segment,benchmark,implementation,profile,case,metric,unit,index,from_commit,to_commit,from_time,to_time,before,after,ratio,ratio_lo,ratio_hi,p,verdict,accepted,n_before,n_after,expired
	s,a,etl,rust,quick,,wall_time,s,11,abcdef8000000000000000000000000000000000,abcdef9000000000000000000000000000000000,2026-10-10T12:00:00Z,2026-10-11T12:00:00Z,0.1,0.112,1.12,1.09803921569,1.1424,0.000140726146918,worse,,10,10,
	EOF
}

@test "changepoint: a segment is a new baseline" {
	{
		echo $HEADER
		history 10 0.100
		segment=b first=10 history 10 0.200
	} >segments.csv
	[ "$(changepoint -e segments.csv | wc -l)" -eq 1 ]
	changepoint -T -n 12 segments.csv >got
	grep -q 'abcdef9  .*new baseline$' got
	grep -q '20 runs, 2 baselines$' got
	# back to an old segment: its shifts are its own
	{
		cat segments.csv
		first=20 history 10 0.112
	} | changepoint >got
	[ "$(column segment got)" = a ]
	[ "$(column to_commit got | cut -c 1-7)" = abcdf03 ]
}

@test "changepoint: runs that were not ok have no part in it, but are shown" {
	{
		echo $HEADER
		history 10 0.100
		first=10 state=timeout history 2 1
		first=12 history 10 0.112
	} >failed.csv
	changepoint failed.csv >got
	[ "$(column index got)" = 11 ]
	[ "$(column from_commit got | cut -c 1-7)" = abcdef8 ]
	[ "$(column to_commit got | cut -c 1-7)" = abcdefb ]
	changepoint -Ta failed.csv >got
	sed -n 2p got | grep -q '^  [-_.:=+*#]\{10\}xx[-_.:=+*#]\{10\}$'
	grep -q 'abcdefa  *timeout$' <(changepoint -T -n 20 failed.csv)
	grep -q '22 runs, 2 without a value$' got
}

@test "changepoint: a new baseline says what changed" {
	for changed in 's/,m$/,other/:machine' 's/,d,t,/,e,t,/:dataset' 's/,t,m$/,u,n/:machine, toolchain' 's/,w,/,v,/:workload' 's/x/x/:'; do
		{
			echo $HEADER
			history 5 0.100
			first=5 segment=b history 5 0.2 | sed "${changed%:*}"
		} | changepoint -T | grep -o 'new baseline.*' >got
		what=${changed##*:}
		same got - <<<"new baseline${what:+: $what changed}"
	done
}

@test "changepoint: an annotation of a series that is shown, but of no change, is warned of" {
	jq -n '[{from: "abcdef9"}, {from: "0000000"}, {from: "2026-10-11", metric: "cpu_time"}, {from: "2026-10-03", metric: "wall_time"}]
		| map(. + {reason: "r", expires: "2030-01-01"})' >a.json
	stepped >s.csv
	run -0 --separate-stderr changepoint -T -A a.json s.csv
	[ "$stderr" = $'changepoint: a.json: [1]: matches no change\nchangepoint: a.json: [3]: matches no change' ]
	run -0 --separate-stderr changepoint -T -A a.json <(echo $HEADER)
	[ -z "$stderr" ]
	run -0 --separate-stderr changepoint -C -A a.json s.csv
	[ -z "$stderr" ]
}

@test "changepoint: words for a change, by unit" {
	stepped | changepoint -T >got
	grep -q '^etl/rust wall_time (quick)$' got
	grep -q '^  ×1.12 \[1.10, 1.14\] slower between abcdef8 and abcdef9 (2026-10-10 to 2026-10-11)$' got
	grep -q '^  2026-10-11 12:00  abcdef9  110 ms  \[109 ms, 111 ms\]  ×1.12 slower$' got
	for what in wall_time,s,lower:slower x,B,lower:larger x,B/s,higher:faster x,1,neutral:higher; do
		stepped | sed "s|wall_time,s,lower|${what%:*}|" | changepoint -Ta | grep -q "^  x1.12 .* ${what#*:} between"
	done
	{
		echo $HEADER
		history 10 0.112
		first=10 history 10 0.100
	} | changepoint -T | grep -q '^  ×1.12 \[1.10, 1.14\] faster'
}

@test "changepoint: -e fails for what got worse and stayed, in the latest segment" {
	stepped >worse.csv
	run --separate-stderr -1 changepoint -e worse.csv
	[ "$stderr" = "changepoint: 1 change for the worse, not accepted" ]
	[ "${#lines[@]}" -eq 2 ]
	run -0 changepoint worse.csv
	sed s/lower/higher/ worse.csv | changepoint -e
	sed s/lower/neutral/ worse.csv | changepoint -e
	# undone since
	{ cat worse.csv; first=20 history 10 0.100; } | changepoint -e
	# not quite
	{ cat worse.csv; first=20 history 10 0.104; } >partly.csv
	run -1 changepoint -e partly.csv
	# a new baseline, but not one of failures alone
	{ cat worse.csv; segment=b first=20 history 1 0.112; } | changepoint -e
	{ cat worse.csv; segment=b first=20 state=failed history 1 0.112; } >failures.csv
	run -1 changepoint -e failures.csv
}

@test "changepoint: an annotation accepts a change, by commit or by date" {
	stepped >worse.csv
	for from in abcdef9 abcdef90000 2026-10-10 2026-10-11; do
		annotation $from >annotations.json
		changepoint -e -A annotations.json worse.csv >got
		[ "$(column accepted got)" = 'a new compiler' ]
		[ "$(column expired got)" = '' ]
	done
	for from in abcdef8 abcdefa 2026-10-09 2026-10-12; do
		annotation $from >annotations.json
		run -1 changepoint -e -A annotations.json worse.csv
	done
	annotation abcdef9 >annotations.json
	changepoint -T -A annotations.json worse.csv |
		grep -q '^    accepted until 2027-01-31: a new compiler$'
}

@test "changepoint: an annotation is only for what it names" {
	stepped >worse.csv
	for only in implementation:rust case: metric:wall_time profile:quick; do
		annotation abcdef9 x 2027-01-31 "\"${only%%:*}\":\"${only#*:}\"" >annotations.json
		changepoint -e -A annotations.json worse.csv >got
		annotation abcdef9 x 2027-01-31 "\"${only%%:*}\":\"full\"" >annotations.json
		run -1 changepoint -e -A annotations.json worse.csv
	done
}

@test "changepoint: an annotation expires after its last day" {
	stepped >worse.csv
	annotation abcdef9 'a new compiler' 2026-12-23 >annotations.json
	changepoint -e -A annotations.json worse.csv >got
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 86400)) run --separate-stderr -1 \
		changepoint -e -A annotations.json worse.csv
	echo "$output" >got
	[ "$(column accepted got)" = '' ]
	[ "$(column expired got)" = 2026-12-23 ]
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 86400)) changepoint -T -A annotations.json worse.csv |
		grep -q '^    accepted, but only until 2026-12-23: a new compiler$'
	# another one goes on
	annotation abcdef9 renewed 2027-03-01 >more.json
	SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 86400)) changepoint -e -A annotations.json -A more.json worse.csv >got
	[ "$(column accepted got)" = renewed ]
}

@test "changepoint: a commit between two that were measured is found with -H" {
	stepped >worse.csv
	printf '%040d\n' 9 >commits # newer
	for commit in abcdef9 1234567 abcdef8 7654321; do
		printf "$commit%033d\n" 0 >>commits
	done
	annotation 1234567 >annotations.json
	run -1 changepoint -e -A annotations.json worse.csv
	changepoint -e -H commits -A annotations.json worse.csv >got
	for from in abcdef8 7654321 0000000; do
		annotation $from >annotations.json
		run -1 changepoint -e -H commits -A annotations.json worse.csv
	done
	echo nonsense >commits
	run -1 --separate-stderr changepoint -H commits worse.csv
	[ "$stderr" = "changepoint: commits: not a commit: nonsense" ]
}

@test "changepoint: an annotation that is wrong is not passed over" {
	stepped >worse.csv
	wrong() {
		cat >annotations.json
		run -1 --separate-stderr changepoint -A annotations.json worse.csv
		[ -z "$output" ]
		[ "$stderr" = "changepoint: annotations.json$1" ] || { echo "$stderr"; return 1; }
	}
	echo '{}' | wrong ": not a list of annotations"
	echo '[1]' | wrong ": [0]: not an object"
	echo '[{"from":"abcdef9","reason":"x"}]' | wrong ': [0]: no "expires"'
	annotation abcdef | wrong ": [0].from: neither a commit of 7 digits or more nor a date as in 2026-10-01: abcdef"
	annotation 2026-02-30 | wrong ": [0].from: neither a commit of 7 digits or more nor a date as in 2026-10-01: 2026-02-30"
	annotation abcdef9 x tomorrow | wrong ": [0].expires: not a date as in 2026-10-01: tomorrow"
	annotation abcdef9 x 2027-01-01 '"metrics":"x"' | wrong ': [0]: there is no "metrics" in an annotation'
	annotation abcdef9 x 2027-01-01 '"metric":1' | wrong ': [0].metric: not a text'
	echo '[' | wrong ":1: not JSON: it ends too early"
	SOURCE_DATE_EPOCH=now run -1 changepoint worse.csv
}

@test "changepoint: validate knows annotations too" {
	mkdir -p workloads/x/rust
	echo '{}' >workloads/x/spec.json
	annotation abcdef9 x 2027-01-01 '"implementation":"rust"' >workloads/x/annotations.json
	"$ROOT/mk/bin/validate" workloads/x/annotations.json
	annotation abcdef9 x 2027-01-01 '"implementation":"go"' >workloads/x/annotations.json
	run -1 "$ROOT/mk/bin/validate" workloads/x/annotations.json
	[[ ${lines[0]} = *"[0].implementation: there is no go in x" ]]
	annotation abcdef9 x 2027-02-30 >workloads/x/annotations.json
	run -1 "$ROOT/mk/bin/validate" workloads/x/annotations.json
}

@test "changepoint: JSON has points, segments, changes and annotations" {
	{
		stepped
		first=20 state=failed history 1 1
		segment=b first=21 history 1 1
	} >h.csv
	annotation abcdef9 'say "why"' 2026-01-01 >annotations.json
	sed -i 's/say "why"/say \\"why\\"/' annotations.json
	changepoint -J -A annotations.json h.csv >got
	jq -e '.series | length == 1' got
	jq -c '.series[0] | del(.segments)' got | same - <(echo '{"series":"s","benchmark":"etl","implementation":"rust","profile":"quick","case":"","metric":"wall_time","unit":"s","direction":"lower"}')
	[ "$(jq -c '[.series[0].segments[] | .segment, (.points | length)]' got)" = '["a",21,"b",1]' ]
	jq -c '.series[0].segments[0].points[20]' got | same - <(echo '{"commit":"abcdf03000000000000000000000000000000000","value":null,"lo":null,"hi":null,"time":"2026-10-21T12:00:00Z","status":"failed","run_id":"r20","dirty":"false"}')
	[ "$(jq -c '.series[0].segments[0].changes[0] | [.point, .verdict, .n_before, .annotation]' got)" = \
		'[10,"worse",10,{"reason":"say \"why\"","expires":"2026-01-01","expired":true}]' ]
	changepoint -J -g set -v value "$DATA/changepoint.csv" | jq -e '.series | length == 11'
	echo $HEADER | changepoint -J | jq -e '.series == []'
	printf 'value,x\n1,\377\n' >bad.csv
	run -1 changepoint -J -x x -v value bad.csv
}

@test "changepoint: the sparkline is as wide as there is room, and ASCII if asked for" {
	values "$(level 300 1)" "$(level 300 2)" >long.csv
	for columns in 20 33 80 700; do
		COLUMNS=$columns changepoint -Ta -v value long.csv | sed -n 2p >got
		[ "$(wc -c <got)" -le $((columns + 1)) ]
		[ "$(wc -c <got)" -ge $((columns < 602 ? columns * 2 / 3 : 602)) ]
	done
	run -1 grep -q '[^ -~]' got
	COLUMNS=40 changepoint -T -v value long.csv | sed -n 2p >got
	grep -q '▁▁.*██' got
	LC_ALL=C COLUMNS=40 changepoint -T -v value long.csv | LC_ALL=C grep '[^ -~]' && false
	# more segments than columns
	{
		echo $HEADER
		for i in $(seq 30); do
			segment=$i first=$i history 1 1
		done
	} >segments.csv
	COLUMNS=20 changepoint -Ta segments.csv | sed -n 2p >got
	[ "$(<got)" = "  |-|-|-|-|-|-|-|-|-" ]
}

@test "changepoint: colour only on a terminal, and never with NO_COLOR" {
	stepped >h.csv
	script -qec "$BIN/changepoint h.csv" /dev/null | grep -q $'\33\\[31m'
	NO_COLOR=1 script -qec "$BIN/changepoint h.csv" /dev/null >got
	grep -q slower got
	run -1 grep -q $'\33' got
	changepoint -T h.csv >got
	run -1 grep -q $'\33' got
}

@test "changepoint: what a terminal might act on is not written" {
	stepped | sed $'s/rust/ru\33[2Jst/' | changepoint -T >got
	run -1 grep -q $'\33' got
	grep -q '^etl/ru?\[2Jst ' got
}

@test "changepoint: input that is wrong names the line" {
	wrong() {
		run -1 --separate-stderr changepoint "${@:2}" in.csv
		[ -z "$output" ] || [ "${#lines[@]}" -eq 1 ]
		[ "$stderr" = "changepoint: in.csv:$1" ] || { echo "$stderr"; return 1; }
	}
	values 1 2 x >in.csv
	wrong '4: value: not a number: "x"' -v value
	values 1 nan >in.csv
	wrong '3: value: not a number: "nan"' -v value
	values 1 1e999 >in.csv
	wrong '3: value: out of range: "1e999"' -v value
	printf 'value,x\n1\n' >in.csv
	run -1 changepoint -v value in.csv
	: >in.csv
	run -1 changepoint -v value in.csv
	values 1 >in.csv
	run -1 changepoint in.csv
	run -1 changepoint -v other in.csv
	{ stepped; history 1 1; } >in.csv
	wrong '22: time: 2026-10-01T12:00:00Z is earlier than the row before it in its series'
	stepped | sed 5s/2026-10-04T/04.10./ >in.csv
	wrong '5: time: not as in 2026-10-01T12:00:00Z: 04.10.12:00:00Z'
	stepped | sed 5s/lower/up/ >in.csv
	wrong '5: direction: not lower, higher or neutral: up'
}

@test "changepoint: extreme values do no harm" {
	values 1e308 "$(level 20 1e-300)" "$(level 20 1e300)" -1e308 | changepoint -v value >got
	[ "$(wc -l <got)" -le 3 ]
	values "$(level 20 1e-308)" "$(level 20 1e308)" | changepoint -v value >got
	[ "$(column index got)" = 21 ]
	run -1 grep -qi -e nan -e inf got
	values -1e308 1e308 -1e308 1e308 | changepoint -T -v value >got
	printf 'value\n""\n""\n' | changepoint -T -v value | grep -q '^  xx$'
}

@test "changepoint: CRLF, no rows, and several files" {
	stepped >want.csv
	sed 's/$/\r/' want.csv | changepoint | same <(changepoint want.csv) -
	echo $HEADER | changepoint >got
	[ "$(wc -l <got)" -eq 1 ]
	[ "$(echo $HEADER | changepoint -T)" = "no series" ]
	head -n 11 want.csv >one.csv
	{ echo $HEADER; tail -n 10 want.csv; } >two.csv
	changepoint one.csv two.csv | same <(changepoint want.csv) -
}

@test "changepoint: output that cannot be written is an error" {
	stepped >h.csv
	run -1 bash -c "changepoint -C h.csv >/dev/full"
	run -1 changepoint -o /nonexistent/x h.csv
	echo nonsense >bad.csv
	run -1 changepoint -o out.csv bad.csv
	[ ! -e out.csv ]
}

@test "trend: make shows the course of a benchmark's results" {
	mkdir history
	"$BIN/historian" -a -d history "$ROOT/results/published" 2>/dev/null
	make -s -C "$ROOT" trend-etl HISTORY="$PWD/history" >got
	grep -q '^etl/rust wall_time (quick)$' got
	grep -q '^etl/python max_rss (quick)$' got
	run -1 grep -q 'parse wall_time' got
	make -s -C "$ROOT" trend NAME=etl HISTORY="$PWD/history" IMPLS=rust METRIC=wall_time >got
	grep -q '^etl/rust parse wall_time (quick)$' got
	run -1 grep -q -e '^etl/c' -e max_rss got
	make -s -C "$ROOT" trend-etl HISTORY="$PWD/history" METRIC=wall_time CASE=parse >got
	[ "$(grep -c ^etl/ got)" -eq 3 ]
}

@test "trend: without a history make says what to do" {
	run -2 --separate-stderr make -s -C "$ROOT" trend-etl HISTORY="$PWD/none"
	[[ $stderr = *"there is no history in $PWD/none"*"make bench-etl"* ]]
	mkdir history
	"$BIN/historian" -a -d history "$ROOT/results/published" 2>/dev/null
	run -1 "$ROOT/mk/bin/trend" -d "$PWD/none" etl
	run -2 --separate-stderr make -s -C "$ROOT" trend-etl HISTORY="$PWD/history" METRIC=nothing
	[[ $stderr = *"nothing of etl (quick), nothing"* ]]
	run -2 --separate-stderr make -s -C "$ROOT" trend-none
	[[ $stderr = *"there is no benchmark none"* ]]
	run -2 --separate-stderr make -s -C "$ROOT" trend
	[[ $stderr = *"of which benchmark?"* ]]
}

@test "trend: STRICT=1 fails for a change for the worse that is not accepted" {
	mkdir -p history
	"$BIN/historian" -a -d history "$ROOT/results/published" 2>/dev/null
	make -s -C "$ROOT" trend-etl STRICT=1 HISTORY="$PWD/history" >got
	grep -q '^etl/rust wall_time (quick)$' got
	mkdir -p build/bin
	ln -s "$BIN/changepoint" build/bin/
	# a historian that has a step for an answer
	stepped >worse.csv
	printf '#!/bin/sh\ncat worse.csv\n' >build/bin/historian
	chmod +x build/bin/historian
	"$ROOT/mk/bin/trend" -d history -m wall_time etl >got
	grep -q slower got
	run -1 --separate-stderr "$ROOT/mk/bin/trend" -e -d history -m wall_time etl
	[ "$stderr" = "changepoint: 1 change for the worse, not accepted" ]
	make -s -n -C "$ROOT" trend-etl STRICT=1 | grep -q 'mk/bin/trend -e '
	make -s -n -C "$ROOT" trend-etl >got
	run -1 grep -q 'mk/bin/trend -e' got
}
