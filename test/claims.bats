#!/usr/bin/env bats
# claims.bats - what claims promises

load helper
load pipeline

DATA=$BATS_TEST_DIRNAME/data
PUBLISHED=$(published)

# record IMPLEMENTATION SAMPLES [FILTER] - a record with this wall_time, an array
# as jq makes it, in IMPLEMENTATION.json; the filter makes another of it
record() {
	jq -n --arg implementation "$1" '('"$2"') as $samples | {schema_version: "1.0", benchmark_id: "b",
		profile: "quick", $implementation, status: "ok", reason: null, run_id: "one",
		rounds: [{round: 1, phase: "warmup"}, ($samples | keys[] | {round: (. + 1), phase: "timed"})],
		metrics: {wall_time: {metric: "wall_time", case: "", unit: "s", $samples}},
		comparisons: [], raw: []} | '"${3:-.}" >"$1.json"
}

# spec CLAIM ... - a spec with these claims: members beside the usual ones, in jq
spec() {
	local claim
	for claim; do
		jq -n '{claim: "c", implementation: "a", metric: "wall_time", unit: "s"} + {'"$claim"'}'
	done | jq -s '{benchmark_id: "b", claims: .}' >spec.json
}

# status [ARG ...] - of each claim, with the records there are
status() {
	claims -J "$@" spec.json [a-c].json | jq -r '.claims[].status'
}

# reason - why
reason() {
	claims -J spec.json [a-c].json | jq -r '.claims[].reason'
}

# figures - value, lo, hi, n
figures() {
	claims -J spec.json [a-c].json | jq -c '.claims[] | [.value, .interval.lo, .interval.hi, .n]'
}

# refuses TEXT - broken data is exit 2, and the message has this
refuses() {
	run -2 --separate-stderr claims spec.json [a-c].json
	[[ $stderr = "claims: "*"$1"* ]] || { echo "$stderr"; return 1; }
	[ -z "$output" ]
}

@test "claims: a wrong call says how to call, as the manual does" {
	usage_is_synopsis claims
}

@test "claims: the ranks that enclose a percentile, and how surely, are R's" {
	jq -nR '[inputs / "," | map(if . == "" then null else tonumber? end)] | .[]
		| select(length == 5) | {n: .[0], percentile: .[1], lo: .[2], hi: .[3], confidence: .[4]}' \
		<"$DATA/claims-ranks.csv" | jq -s 'map(select(.n))' >want.json
	[ "$(jq length want.json)" -eq 154 ]
	for n in $(jq -r 'map(.n) | unique[]' want.json); do
		record a "[range(1; $n + 1)]"
		jq --argjson n "$n" '{benchmark_id: "b", claims: [.[] | select(.n == $n)
			| {claim: "c", implementation: "a", metric: "wall_time", unit: "s", at_most: 1, percentile}]}' \
			want.json >spec.json
		claims -J spec.json a.json | jq '.claims[] | {n, percentile} + (.interval // {lo: null, hi: null, confidence: null})'
	done | jq -s . >got.json
	jq -ne --slurpfile want want.json --slurpfile got got.json '
		($want[0] | sort_by(.n, .percentile)) as $w | ($got[0] | sort_by(.n, .percentile)) as $g
		| [range($w | length) | select(($w[.] | del(.confidence)) != ($g[.] | del(.confidence))
			or (($w[.].confidence // 0) - ($g[.].confidence // 0) | . < -1e-9 or . > 1.001e-6)) | [$w[.], $g[.]]]
		| if . == [] then true else error(tostring) end'
}

@test "claims: a ratio of paired rounds, and its interval, are R's" {
	for n in 6 7 12 20 49; do
		for column in 2 3; do
			record "$([ $column = 2 ] && echo a || echo b)" "[$(awk -F, -v n=$n -v c=$column \
				'$1 == n { printf "%s%s", sep, $c; sep = "," }' "$DATA/claims-pairs.csv")]"
		done
		spec 'against: "b", unit: "1", at_most: 1'
		echo "$n,$(figures | tr -d '[]' | cut -d , -f 1-3)"
	done >got
	(echo set,value,lo,hi && cat got) | agree "$DATA/claims-pairs-want.csv" -
}

@test "claims: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	Rscript "$ROOT/test/reference/claims.R" .
	for name in claims-ranks claims-pairs claims-pairs-want; do
		agree "$DATA/$name.csv" $name.csv
	done
}

# Of 12 rounds, the third and the tenth enclose the median with 96.1 %.
@test "claims: validated, failed and inconclusive are where the interval lies, ends and all" {
	record a '[range(1; 13)]'
	for target in 'at_most: 10' 'below: 10.1' 'at_least: 3' 'above: 2.9'; do
		spec "$target"
		[ "$(status)" = validated ]
	done
	for target in 'at_most: 2.9' 'below: 3' 'at_least: 10.1' 'above: 10'; do
		spec "$target"
		[ "$(status || true)" = failed ]
		[ "$(reason || true)" = 'none of the interval meets it' ]
	done
	for target in 'at_most: 9.9' 'at_most: 3' 'below: 10' 'below: 3.1' \
		'at_least: 3.1' 'at_least: 10' 'above: 3' 'above: 9.9'; do
		spec "$target"
		[ "$(status)" = inconclusive ]
	done
	[ "$(figures)" = '[6.5,3,10,12]' ]
}

# The end of the interval is 3.5 above the median, the target 1: some
# 12 * 3.5^2 rounds bring it there.
@test "claims: what is inconclusive says how many rounds may tell" {
	record a '[range(1; 13)]'
	spec 'at_most: 7.5'
	[ "$(reason)" = 'the target is within the interval: about 148 rounds might tell' ]
	spec 'at_most: 6.5'
	[ "$(reason)" = 'the target is within the interval, and too near to tell' ]
	record a '[1, 2, 3, 4, 5]'
	spec 'at_most: 9'
	[ "$(status)" = inconclusive ]
	[ "$(reason)" = 'too few rounds, 5: it takes at least 6' ]
	[ "$(figures)" = '[3,null,null,5]' ]
	# 0.9^35 is more than 2.5 %, 0.9^36 less
	spec 'at_most: 9, percentile: 90'
	[ "$(reason)" = 'too few rounds, 5: it takes at least 36' ]
	record a '[range(36)]'
	[ "$(reason || true)" = 'none of the interval meets it' ]
	spec 'at_most: 100, percentile: 90'
	[ "$(status)" = validated ]
}

@test "claims: a percentile that has one end only is decided by that one" {
	record a '[range(1; 13)]'
	# the 99th percentile is below the fifth smallest by less than a billionth
	spec 'at_least: 1, percentile: 99' 'at_most: 1, percentile: 99' 'at_most: 100, percentile: 99'
	[ "$(status || true)" = $'validated\nfailed\ninconclusive' ]
	# no sample tells how large the largest can be
	spec 'at_most: 100, percentile: 100' 'at_least: 12, percentile: 100'
	[ "$(status)" = $'inconclusive\nvalidated' ]
	[[ $(reason) = 'no number of rounds has an upper bound for this percentile'* ]]
	spec 'at_least: 0.5, percentile: 0' 'at_most: 1, percentile: 0'
	[ "$(status)" = $'inconclusive\nvalidated' ]
}

@test "claims: without a record, or without the metric in it, a claim is not run" {
	record b '[range(1; 13)]'
	spec 'at_most: 1'
	[ "$(status)" = 'not run' ]
	[ "$(reason)" = 'there is no record of a' ]
	spec 'implementation: "b", at_most: 1, metric: "max_rss"'
	[ "$(reason)" = 'there is no such metric in b.json' ]
	spec 'implementation: "b", at_most: 1, case: "parse"'
	[ "$(status)" = 'not run' ]
	spec 'implementation: "b", at_most: 1, unit: "1", against: "a"'
	[ "$(reason)" = 'there is no record of a' ]
}

@test "claims: an implementation that failed has failed its claims, and says why" {
	record a '[]' '.status = "timeout" | .reason = "round 3: stopped after 10 s" | .metrics = {}'
	record b '[range(1; 13)]'
	spec 'at_most: 100'
	[ "$(reason || true)" = 'a: timeout: round 3: stopped after 10 s' ]
	run -1 claims spec.json a.json b.json
	# what it is compared with has failed: the claim is not measured
	spec 'implementation: "b", against: "a", unit: "1", at_most: 100'
	[ "$(status)" = 'not run' ]
	record a '[]' '.status = "missing_toolchain" | .reason = "no cargo" | .metrics = {}'
	spec 'at_most: 100'
	[ "$(status)" = 'not run' ]
	[ "$(reason)" = 'a: missing_toolchain: no cargo' ]
}

# row RATIO LO HI CONFIDENCE - a comparison with b, or with a
row() {
	jq -nc --argjson ratio "$1" --argjson ratio_lo "$2" --argjson ratio_hi "$3" --argjson confidence "$4" \
		--arg reference "$5" '{case: "", metric: "wall_time", n: 12, paired: 1} + $ARGS.named'
}

@test "claims: a ratio is that of the records' comparison, turned over if need be" {
	record a '[range(1; 13)]' ".comparisons = [$(row 4 2 8 0.957 b)]"
	record b '[range(1; 13)]'
	spec 'against: "b", unit: "1", at_most: 8'
	[ "$(figures)" = '[4,2,8,12]' ]
	[ "$(status)" = validated ]
	record b '[range(1; 13)]' ".comparisons = [$(row 4 2 8 0.957 a)]"
	record a '[range(1; 13)]'
	[ "$(figures)" = '[0.25,0.125,0.5,12]' ]
	# an interval that does not reach 95 % is none
	record b '[range(1; 13)]' ".comparisons = [$(row 4 2 8 0.9375 a)]"
	[ "$(status)" = inconclusive ]
	[ "$(figures)" = '[0.25,null,null,12]' ]
}

@test "claims: a ratio is of rounds that both have, of one session" {
	record a '[range(1; 13)]'
	record b '[range(1; 13) | . * 2]'
	spec 'against: "b", unit: "1", at_most: 0.5'
	[ "$(figures)" = '[0.5,0.5,0.5,12]' ]
	[ "$(status)" = validated ]
	# only 7 to 12 are in both
	record b '[range(1; 13) | . * 2]' '.rounds[].round += 6'
	[ "$(figures | cut -d , -f 4)" = '6]' ]
	record b '[range(1; 13) | . * 2]' '.rounds[].round += 12'
	[ "$(reason)" = 'there is no round that both have' ]
	record b '[range(1; 13) | . * 2]' '.run_id = "two"'
	[ "$(status)" = 'not run' ]
	[ "$(reason)" = 'a and b are of different sessions' ]
	record b '[range(12)]'
	[ "$(reason)" = 'a value is 0 or less: there is no ratio' ]
	spec 'against: "b", unit: "1", at_most: 0.5, percentile: 99'
	record b '[range(1; 13) | . * 2]'
	[ "$(reason)" = 'a round has one value, and that is no percentile' ]
}

# raw IMPLEMENTATION ROUND < "VALUE COUNT" ... - a round file of many values
raw() {
	mkdir -p raw
	{ echo implementation,round,position,phase,status,case,metric,unit,value,count
	awk -v head="$1,$2,1,timed,ok,c10,latency,s," '{ print head $1 "," $2 }'; } >"raw/$1-$2.csv"
}

# with_raw IMPLEMENTATION [FILTER] - its record, of the round files there are
with_raw() {
	local files
	files=$(sha256sum raw/"$1"-*.csv | jq -R '{path: .[66:], sha256: .[:64]}' | jq -sc .)
	record "$1" "[range($(jq length <<<"$files"))]" "${2:-.}"' | .metrics["c10/latency"] = {metric: "latency", case: "c10", unit: "s", samples: null}
		| .raw = '"$files"
}

@test "claims: of many values a round, the figure is the median of the rounds' percentiles" {
	for round in 1 2 3 4 5 6; do
		# 1 to 100, and one more of each as large as the round
		{ seq 100 | awk '{ print $1, 1 }'; echo "$round 900"; } | raw a $round
	done
	with_raw a
	spec 'metric: "latency", case: "c10", percentile: 99, below: 1000' 'metric: "latency", case: "c10", below: 6.5'
	[ "$(status)" = $'validated\nvalidated' ]
	# the medians are 1 to 6, and the 99th percentiles are alike
	[ "$(figures | tail -n 1)" = '[3.5,1,6,6]' ]
	# of 1000 values the 99th percentile is 1 % of the way from the 990th to the
	# next: from 90 to 91, however many of the 1000 are small
	[ "$(figures | head -n 1)" = '[90.00999999999999,90.00999999999999,90.00999999999999,6]' ]
	for round in 1 2 3 4 5 6; do
		[ "$(percentile -p 99 -v value -w count raw/a-$round.csv | tail -n 1 | grep -c 90.00999999999999)" -eq 1 ]
	done
	for round in 1 2 3 4 5 6; do
		sed 's/^a,/b,/' raw/a-$round.csv >raw/b-$round.csv
	done
	with_raw b
	spec 'metric: "latency", case: "c10", percentile: 99, against: "b", unit: "1", at_most: 1'
	[ "$(figures)" = '[1,1,1,6]' ]
}

@test "claims: the files of rounds must be those of the record, or be gone" {
	for round in 1 2 3 4 5 6; do
		echo "$round 1" | raw a $round
	done
	with_raw a
	spec 'metric: "latency", case: "c10", at_most: 6'
	[ "$(status)" = validated ]
	mkdir elsewhere && mv raw elsewhere
	[ "$(status -r elsewhere)" = validated ]
	[ "$(status)" = 'not run' ]
	[ "$(reason)" = "only the rounds' files have all values, and ./raw/a-1.csv is not there" ]
	mv elsewhere/raw .
	sed -i 's/,1$/,2/' raw/a-4.csv
	refuses 'raw/a-4.csv: not the file that a.json was made from'
	with_raw a
	sed -i 's/^a,/b,/' raw/a-5.csv && with_raw a
	refuses 'raw/a-5.csv:2: of another implementation'
}

# Its padding ends a block of 64 bytes, or takes one more.
@test "claims: the digest of a file is that of sha256sum, whatever its length" {
	for round in {10..75}; do
		echo "$round 1" | raw a "$round"
		echo "a,$round,1,timed,ok,$(printf '%*s' "$round" '' | tr ' ' x),m,s,1,1" >>"raw/a-$round.csv"
	done
	# one after the other, all lengths there are modulo 64
	[ "$(stat -c %s raw/a-*.csv | awk 'NR > 1 && $1 != last + 1 { exit 1 } { last = $1 } END { print NR }')" -eq 66 ]
	with_raw a '.rounds[].round += 9'
	spec 'metric: "latency", case: "c10", at_most: 75'
	[ "$(status)" = validated ]
}

@test "claims: exit codes: 1 failed; with -s 3 for what is open; 2 nothing claimed, or broken" {
	record a '[range(1; 13)]'
	spec 'at_most: 10' 'at_most: 5'
	run -0 claims spec.json a.json
	run -3 claims -s spec.json a.json
	spec 'at_most: 10' 'metric: "other", at_most: 5'
	run -3 claims -s spec.json a.json
	spec 'at_most: 10'
	run -0 claims -s spec.json a.json
	spec 'at_most: 1' 'at_most: 5'
	run -1 claims -s spec.json a.json
	echo '{"benchmark_id": "b"}' >spec.json
	run -2 claims spec.json a.json
	[ "$output" = "claims: no claims in the specs given" ]
	run -2 claims a.json
	run -2 claims
	run -2 claims spec.json missing.json
	spec 'at_most: 10'
	run -2 bash -c 'claims spec.json a.json >/dev/full'
	run -2 claims -p nightly spec.json a.json
	run -2 claims -o /nonexistent/x spec.json a.json
}

@test "claims: a claim that makes no sense is refused, by its place" {
	record a '[range(1; 13)]'
	for claim in 'at_most: 1, below: 2' 'at_most: "1"' 'percentile: 101, below: 1' 'percentile: -1, below: 1' \
		'unit: null, below: 1' 'against: "b", below: 1' 'against: "a", unit: "1", below: 1' 'x: 1' \
		'profiles: "quick", below: 1' 'claim: "", below: 1'; do
		spec 'at_most: 1' "$claim"
		refuses 'spec.json: claims[1]: '
	done
	spec 'at_most: 1, percentil: 99'
	refuses 'spec.json: claims[0]: there is no "percentil" in a claim'
	spec 'at_most: 1, unit: "B"'
	refuses 'the unit of wall_time is not that of the claim'
	echo '[]' >spec.json
	refuses 'spec.json: not a spec'
	echo '{"claims": {}, "benchmark_id": "b"}' >spec.json
	refuses 'spec.json: not a spec'
	echo '{' >spec.json
	refuses 'spec.json:1: not JSON'
}

@test "claims: a record that makes no sense is refused" {
	spec 'at_most: 1'
	record a '[range(1; 13)]' '.schema_version = "2.0"'
	refuses 'a.json: not a record of version 1.0'
	record a '[range(1; 13)]' 'del(.profile)'
	refuses 'a.json: no "profile"'
	record a '[range(1; 13)]' 'del(.rounds[3])'
	refuses 'a.json: not a sample for each timed round'
	record a '[range(1; 13)]' '.rounds += [.rounds[3]]'
	refuses 'a.json: not a sample for each timed round'
	for odd in '.metrics.wall_time.samples = {}' '.metrics.wall_time.samples[3] = "1"' \
		'.metrics.wall_time.samples = []' '.rounds = 1' '.rounds[3].round = null' 'del(.metrics)' \
		'.metrics.wall_time.samples = null | .raw = [1]' '.metrics.wall_time.samples = null | .raw = {}' \
		'.metrics.wall_time.samples = null' '.metrics.wall_time.samples = null | .metrics.wall_time.case = null' \
		'.metrics.wall_time.samples = null | .raw = [{path: null, sha256: "x"}]' '.metrics.wall_time = 1'; do
		record a '[range(1; 13)]' "$odd"
		refuses a.json:
	done
	spec 'against: "b", unit: "1", at_most: 1'
	record b '[range(1; 13)]'
	for odd in '.comparisons = 1' '.run_id = null' \
		'.comparisons = [{metric: "wall_time", case: "", reference: "b", ratio: "1"}]'; do
		record a '[range(1; 13)]' "$odd"
		refuses a.json:
	done
	spec 'at_most: 1'
	record a '[range(1; 13)]'
	cp a.json b.json
	refuses 'a.json and b.json: two records of the same'
	rm b.json
	echo '[]' >a.json
	refuses 'a.json: not a record'
	head -c 100 "$PUBLISHED/quick/etl/rust.json" >a.json
	refuses 'a.json:'
	record a '[range(1; 13)]'
	run -2 claims -x "$ROOT/schemas/result.schema.json" spec.json a.json
	[[ $output = *"a.json: $."* ]]
}

@test "claims: those of a profile, of the records' profiles, or of all if there is no record" {
	spec 'at_most: 1, profiles: ["full"]' 'at_most: 2'
	targets() {
		claims -J "$@" | jq -c '[.claims[] | [.profile, .target]]'
	}
	[ "$(targets spec.json)" = '[["quick",2],["full",1],["full",2]]' ]
	[ "$(targets -p full spec.json)" = '[["full",1],["full",2]]' ]
	record a '[range(1; 13)]'
	[ "$(targets spec.json a.json)" = '[["quick",2]]' ]
	[ "$(targets -p full spec.json a.json)" = '[["full",1],["full",2]]' ]
	spec 'at_most: 1, profiles: ["full"]'
	run -2 claims -p quick spec.json
	[ "$output" = "claims: no claims of this profile" ]
	mv spec.json other.json
	[ "$(targets -S other.json)" = '[["full",1]]' ]
}

# nasty - a claim in words with all that needs quotes
nasty() {
	record a '[range(1; 13)]'
	spec 'claim: "a,\"b\"|<c>\n*d*\u001b[31m", at_most: 10' 'at_most: 5'
}

@test "claims: the CSV has a row for each claim, quotes and newlines and all" {
	nasty
	claims spec.json a.json >got.csv
	csv2json -f got.csv | jq -s . >got.json
	[ "$(jq -r '.[0].claim' got.json)" = "$(jq -r '.claims[0].claim' spec.json)" ]
	[ "$(jq -c 'map([.status, .target, .value, .lo, .hi, .n, .relation])' got.json)" = \
		'[["validated",10,6.5,3,10,12,"at_most"],["inconclusive",5,6.5,3,10,12,"at_most"]]' ]
	head -n 1 got.csv | tr , '\n' | same - <(sed -n '/^.Sh OUTPUT/,/^.Sh/s/^\.It \(.*\)/\1/p' "$ROOT/docs/man/claims.1" | tr -d ' ' | tr , '\n')
}

@test "claims: the JSON counts, and is what the CSV says" {
	nasty
	claims -J spec.json a.json >got.json
	[ "$(jq -c .counts got.json)" = '{"validated":1,"failed":0,"inconclusive":1,"not run":0}' ]
	[ "$(jq -c '.claims[0] | [.run_id, .percentile, .reason, .against]' got.json)" = '["one",null,null,null]' ]
	claims spec.json a.json | csv2json -f | jq -c '[.status, .value, .lo]' |
		same <(jq -c '.claims[] | [.status, .value, .interval.lo]' got.json) -
}

@test "claims: the Markdown is one row a claim, with nothing that would be markup" {
	nasty
	claims -M spec.json a.json >got.md
	[ "$(grep -c '^| b ' got.md)" -eq 2 ]
	grep -qF '| a,"b"\|\<c\> \*d\* \[31m |' got.md
	grep -qx '2 claims: 1 validated, 1 inconclusive' got.md
	run -1 grep $'\033' got.md
	grep -qx '| benchmark | profile | claim | target | measured | interval | rounds | status | reason | record |' got.md
}

@test "claims: the table is for people, and has colours on a terminal only" {
	nasty
	claims -T spec.json a.json >got
	grep -q '^  validated      *6.50 s  \[3.00 s, 10.0 s\]  <= 10.0 s' got
	[ "$(tail -n 1 got)" = '2 claims: 1 validated, 1 inconclusive' ]
	run -1 grep $'\033' got
	script -qc 'claims spec.json a.json' tty >/dev/null
	grep -q $'\033\[32mvalidated' tty
	NO_COLOR=1 script -qc 'claims spec.json a.json' tty >/dev/null
	run -1 grep $'\033' tty
}

@test "claims: the table is as wide as the terminal: a claim goes on below" {
	for columns in 80 300; do
		COLUMNS=$columns claims -T "$ROOT"/workloads/*/spec.json "$PUBLISHED"/quick/*/*.json >at.$columns || [ $? = 1 ]
	done
	run -1 grep -E '.{81}| $' at.80
	[ "$(wc -l <at.80)" -gt "$(wc -l <at.300)" ]
	tr -s ' \n' '\n' <at.80 | same <(tr -s ' \n' '\n' <at.300) -
}

@test "claims: people are told when and from what a benchmark was measured" {
	nasty
	jq '.timestamp = "2026-11-21T12:00:00Z" | .commit_sha = "593cdca0123456789012345678901234567890ab" | .dirty = true' a.json >r.json
	claims -T spec.json r.json | sed -n 2p | same - <(echo '  measured 2026-11-21, commit 593cdca, dirty')
	claims -M spec.json r.json | grep -c '| 2026-11-21, commit 593cdca, dirty |$' | same - <(echo 2)
	jq '.commit_sha = null | .dirty = false' r.json >s.json
	claims -T spec.json s.json | sed -n 2p | same - <(echo '  measured 2026-11-21, commit unknown')
	# a benchmark without a record was not measured
	run claims -T spec.json
	[[ $output != *'measured '* ]]
}

@test "claims: the median of a published metric, and its interval, are those of its record" {
	jq '{schema_version, benchmark_id, claims: [.implementation as $implementation | .metrics[] | select(.samples)
		| {claim: "c", $implementation, metric, unit, at_most: 0} + if .case == "" then {} else {case} end]}' \
		"$PUBLISHED/quick/etl/rust.json" >spec.json
	claims -J spec.json "$PUBLISHED/quick/etl/rust.json" | jq -c '.claims[] | [.metric, .case, .value, .interval]' >got || [ $? -eq 1 ]
	[ "$(wc -l <got)" -gt 20 ]
	jq -c '.metrics[] | select(.samples) | [.metric, .case, .value, .interval]' "$PUBLISHED/quick/etl/rust.json" | same - got
}

@test "claims: a ratio made of samples is that of the published comparison" {
	local from=$PUBLISHED/quick/parse
	jq -s '{benchmark_id: "parse", claims: [.[] | .comparisons[]
		| {claim: "c", implementation, against: .reference, metric, unit: "1", at_most: 0.001}
		+ if .case // "" == "" then {} else {case} end]}' "$from"/*.json >spec.json
	mkdir bare
	for f in "$from"/*.json; do
		jq '.comparisons = []' "$f" >"bare/${f##*/}"
	done
	claims spec.json "$from"/*.json | csv2json -f >want.jsonl || true
	claims spec.json bare/*.json | csv2json -f >got.jsonl || true
	[ "$(wc -l <got.jsonl)" -gt 50 ]
	jq -ne --slurpfile w want.jsonl --slurpfile g got.jsonl '
		def near($a; $b): ($a == $b) or ($a / $b - 1 | fabs) < 1e-9;
		all(range($w | length); . as $i | all("value", "lo", "hi", "n"; near($w[$i][.]; $g[$i][.])))'
}

@test "claims: what the specs claim holds of the published results" {
	mkdir -p tree/results/raw/{quick,full}
	tar xzf "$PUBLISHED/quick/httpclient-raw.tar.gz" -C tree/results/raw/quick
	for profile in quick full; do
		claims -J -p $profile -r tree -x "$ROOT/schemas/result.schema.json" "$ROOT"/workloads/*/spec.json \
			"$PUBLISHED/$profile"/*/*.json >$profile.json
		[ "$(jq .counts.failed $profile.json)" -eq 0 ]
		[ "$(jq .counts.inconclusive $profile.json)" -eq 0 ]
	done
	[ "$(jq '.counts["not run"]' quick.json)" -eq 0 ]
	# at full size, what is published has all its claims measured
	jq -r '[.claims[] | select(.status == "not run").benchmark_id] | unique[]' full.json >missing
	run -1 grep -xFf <(ls "$PUBLISHED/full") missing
}

@test "make claims: a spec that is not sound is refused before anything is judged" {
	make_tree
	claim='{claim: "quick", implementation: "sh-a", metric: "wall_time", unit: "s", below: 1}'
	benchmark toy ".claims = [$claim]"
	run -0 make claims-toy
	[[ $output = *'1 claim: 1 not run' ]]
	for slip in '.percentil = 99' '.against = "sh-b"' '.profiles = ["fast"]'; do
		benchmark toy ".claims = [$claim | $slip]"
		run -2 make claims-toy
		[[ $output = workloads/toy/spec.json:*'claims[0]'* ]]
		run -2 make claims
		[ ! -e results/claims ]
	done
}
