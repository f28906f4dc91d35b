#!/usr/bin/env bats
# export.bats - what other programs get to read is what the records say

load helper

EXPORT=$ROOT/mk/bin/export
KEPT=$BATS_TEST_DIRNAME/data/records

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$KEPT"/etl/{c,python,rust}.json .
	cp "$KEPT/httpclient/rust.json" http.json
	jq '.implementation = "zig" | .status = "timeout" | .reason = "round 3:\nstopped, \"late\"" | .metrics = {}
		| .comparisons = []' rust.json >zig.json
}

RECORDS=(c.json python.json rust.json http.json)

# flat - each metric of the records as [name, case, metric, value], sorted
flat() {
	jq -c '(.benchmark_id + "/" + .implementation + "/" + .profile) as $name | .metrics[]
		| [$name, .case, .metric, .value]' "${RECORDS[@]}" | sort
}

# of the records only what is compared, and work
compared() {
	jq -c '(.benchmark_id + "/" + .implementation + "/" + .profile) as $name
		| (.spec.compare + [.spec.work[].metric]) as $names | .metrics[]
		| select(.metric as $m | $names | index($m)) | [$name, .case, .metric, .value]' "${RECORDS[@]}" | sort
}

@test "export: a wrong call says how to call, and which formats there are" {
	run -2 "$EXPORT"
	[[ $output = "usage: export -t FORMAT"* ]]
	run -2 "$EXPORT" -t bmf
	run -2 "$EXPORT" -t pdf c.json
	[ "$output" = "export: no format 'pdf': there are asv bmf csv gab gobench openmetrics otava" ]
	run -2 "$EXPORT" -t 'asv bmf' c.json
	run -2 "$EXPORT" -t bmf -m some c.json
	run -2 "$EXPORT" -t bmf -d history
	run -2 "$EXPORT" -t gab c.json
	[ "$output" = 'export: gab is several files: -o FOLDER' ]
}

@test "export: what is no record is refused by its name, and nothing is written" {
	echo '{}' >x.json
	run -5 --separate-stderr "$EXPORT" -t bmf -o out c.json x.json || [ "$status" -ne 0 ]
	[[ $stderr = *'x.json: not a record of version 1.0'* ]]
	head -c 1000 c.json >x.json
	run "$EXPORT" -t bmf -o out c.json x.json
	[ "$status" -ne 0 ]
	run "$EXPORT" -t bmf -o out c.json missing.json
	[ "$status" -ne 0 ]
	[ ! -e out ]
}

@test "export: with nothing to export it exits 1, and says what failed" {
	for format in asv bmf csv gab gobench otava openmetrics; do
		run -1 --separate-stderr "$EXPORT" -t $format -o out zig.json
		[ "${lines[*]-}" = '' ]
		[[ $stderr = *'export: etl/zig/quick: timeout: round 3:'*'nothing to export'* ]]
		[ ! -e out ]
	done
}

@test "export: what failed is left out, and named beside the output where the format cannot" {
	for format in bmf gobench; do
		run -0 --separate-stderr "$EXPORT" -t $format -o out.$format c.json zig.json
		[[ $stderr = 'export: etl/zig/quick: timeout'* ]]
		[ "$(jq -r '.[] | [.name, .status] | @tsv' out.$format.failed.json)" = $'etl/zig/quick\ttimeout' ]
		run -1 grep zig out.$format
		"$EXPORT" -t $format -o out.$format c.json
		[ ! -e out.$format.failed.json ]
	done
	for format in gab otava; do
		"$EXPORT" -t $format -o $format c.json zig.json
		[ "$(jq -r '.[].name' $format/failed.json)" = etl/zig/quick ]
		run -1 grep -r zig $format --exclude failed.json
	done
	"$EXPORT" -t csv c.json zig.json | csv2json -f | jq -c 'select(.status != "ok") | [.implementation, .reason, .value]' >got
	[ "$(cat got)" = '["zig","round 3:\nstopped, \"late\"",null]' ]
	"$EXPORT" -t openmetrics c.json zig.json >got
	grep -qx 'plumbline_ok{benchmark="etl",implementation="zig",profile="quick",status="timeout"} 0' got
	"$EXPORT" -t asv -o asv c.json zig.json
	jq -e '.results["etl.quick.track_wall_time"] | .[0][1] == null and .[1] == [["'"'c'"'", "'"'zig'"'"]]' asv/*/593cdca4-plumbline.json
}

@test "export: csv has every bit of each value" {
	"$EXPORT" -t csv -m all "${RECORDS[@]}" | csv2json -f -t value:number |
		jq -c '[.benchmark + "/" + .implementation + "/" + .profile, .case // "", .metric, .value]' | sort | same <(flat) -
	"$EXPORT" -t csv "${RECORDS[@]}" | csv2json -f | jq -c '[.lo, .hi, .confidence, .n]' | sort >got
	jq -c '(.spec.compare + [.spec.work[].metric]) as $names | .metrics[] | select(.metric as $m | $names | index($m))
		| [.interval.lo, .interval.hi, .interval.confidence, .n]' "${RECORDS[@]}" | sort | same - got
}

@test "export: bmf has every bit of each value, and of its interval" {
	"$EXPORT" -t bmf "${RECORDS[@]}" >got.json
	jq -c 'to_entries[] | (.key | split("/")) as $k | .value | to_entries[]
		| [($k[:3] | join("/")), ($k[3] // ""), (.key | gsub("-"; "_")), .value.value]' got.json | sort | same <(compared) -
	[ "$(jq -c '."etl/rust/quick"."max-rss"' got.json)" = \
		"$(jq -c '.metrics.max_rss | {value, lower_value: .interval.lo, upper_value: .interval.hi}' rust.json)" ]
	jq '.metrics[].interval.confidence = 0.9' rust.json >few.json
	"$EXPORT" -t bmf few.json | jq -e 'all(.[][]; keys == ["value"])'
}

@test "export: gab has each value in the file of its direction" {
	"$EXPORT" -t gab -o . "${RECORDS[@]}"
	for direction in lower:Smaller higher:Bigger; do
		jq -c '.[] | (.name | split(" ")) as $n | ($n[0] | split("/")) as $k
			| [($k[:3] | join("/")), ($k[3] // ""), $n[1], .value]' "custom${direction#*:}IsBetter.json" | sort >got
		[ -s got ]
		jq -c --arg direction "${direction%:*}" '(.benchmark_id + "/" + .implementation + "/" + .profile) as $name
			| (.spec.compare + [.spec.work[].metric]) as $names | .metrics[]
			| select((.metric as $m | $names | index($m)) and .direction == $direction)
			| [$name, .case, .metric, .value]' "${RECORDS[@]}" | sort | same - got
	done
	[ "$(jq -c '.[] | select(.name == "etl/rust/quick max_rss") | [.unit, .range]' customSmallerIsBetter.json)" = \
		'["B","7241728 to 7311360"]' ]
	[ "$(cat failed.json)" = '[]' ]
}

# samples METRIC FILE - of a record, in order
samples() {
	jq -c ".metrics[\"$1\"].samples[]" "$2"
}

@test "export: gobench has a line for each round, and all samples" {
	"$EXPORT" -t gobench "${RECORDS[@]}" >got
	line='^BenchmarkEtl/impl=rust/profile=quick 1 '
	[ "$(grep -c "$line" got)" -eq 12 ]
	for metric in cpu_time-sec/op max_rss-B row_rate/s throughput-B/s; do
		grep "$line" got | sed "s|.* \([^ ]*\) $metric.*|\1|" | same <(samples "$(sed 's|[-/].*||' <<<$metric)" rust.json) -
	done
	# nanoseconds, whole as the clock has them
	grep "$line" got | sed 's|.* \([0-9]*\) ns/op.*|\1 / 1000000000|' | while read -r ns; do jq -n "$ns"; done |
		same <(samples wall_time rust.json) -
	grep "^BenchmarkEtl/impl=rust/case=write/" got | wc -l | grep -qx 12
	grep -qx 'Unit ns/op better=lower' got
	grep -qx 'Unit throughput-B/s better=higher' got
	# of a metric of many values a round the median is what there is
	[ "$(grep -c 'impl=rust/case=c10/.* latency-sec/op' got)" -eq 1 ]
	# no end of a name that Go takes for the number of processors
	run -1 grep -E '^Benchmark[^ ]*-[0-9]+ ' got
}

@test "export: asv has values, quartiles and samples of all implementations" {
	"$EXPORT" -t asv -o . "${RECORDS[@]}"
	result=$(echo c1cd037a2881d690/593cdca4-plumbline.json)
	[ "$(jq -c '.version, .commit_hash' $result)" = $'2\n"593cdca486bfd18a933e06ac7a1d9c7048891fcc"' ]
	jq -ne --slurpfile got $result --slurpfile want <(jq -s . c.json python.json rust.json) '
		($got[0].result_columns) as $columns | $got[0].results["etl.quick.parse.track_wall_time"]
		| with_entries(.key |= $columns[.]) as $r
		| ($want[0] | map(.metrics["parse/wall_time"])) as $m
		| $r.result == ($m | map(.value)) and $r.samples == ($m | map(.samples))
			and $r.stats_q_25 == ($m | map(.q1)) and $r.stats_q_75 == ($m | map(.q3))
			and $r.stats_repeat == [12, 12, 12] and $r.params == [["\u0027c\u0027", "\u0027python\u0027", "\u0027rust\u0027"]]' ||
		jq -ne --slurpfile got $result '[$got[0].result_columns, $got[0].results["etl.quick.parse.track_wall_time"]] | error(tostring)'
	jq -e '."etl.quick.track_max_rss" | .unit == "B" and .type == "track" and .version == "1"' benchmarks.json
	jq -e '.version == 1 and .num_cpu == "2"' c1cd037a2881d690/machine.json
}

# P(B < 2) of 12 is 13 / 4096, less than half a percent, P(B < 3) is 79 / 4096.
@test "export: asv's intervals are of 99 %, from order statistics" {
	jq '.metrics.wall_time.samples = [range(1; 13)]' rust.json >r.json
	"$EXPORT" -t asv -o . r.json
	[ "$(jq -c '.results["etl.quick.track_wall_time"] | [.[5][0], .[6][0]]' c1*/593*.json)" = '[2,11]' ]
	# 2^-7 is more than half a percent, 2^-8 less
	for n in 7 8; do
		jq --argjson n $n '.metrics.wall_time.samples = [range($n)]' rust.json >r.json
		"$EXPORT" -t asv -o . r.json
		jq -c '.results["etl.quick.track_wall_time"] | [.[5][0], .[6][0]]' c1*/593*.json
	done >got
	[ "$(cat got)" = $'[null,null]\n[0,7]' ]
	jq '.commit_sha = null' rust.json >r.json
	run -1 "$EXPORT" -t asv -o none r.json
}

@test "export: otava has a line for each session, in order of time" {
	jq '.run_id = "later" | .timestamp = "2026-11-22T00:00:00Z" | .metrics.max_rss.value = 1' rust.json >later.json
	"$EXPORT" -t otava -o . later.json rust.json
	csv2json -f etl.rust.quick.c1cd037a2881d690.563db8f117faf6ff.csv >got.jsonl
	[ "$(jq -c '[.run_id, .max_rss]' got.jsonl)" = $'["20261121T121442Z-ce33e2da",7286784]\n["later",1]' ]
	jq -e -s --slurpfile r rust.json '.[0] == ({time: $r[0].timestamp, commit: $r[0].commit_sha, run_id: $r[0].run_id}
		+ ([$r[0].metrics[] | select(.metric | IN("wall_time", "cpu_time", "max_rss", "throughput", "row_rate"))
			| {key: ((if .case == "" then "" else .case + "." end) + .metric), value}] | from_entries))' got.jsonl
	[ "$(grep -A 2 ' throughput:' otava.yaml | grep -c 'direction: 1')" -eq 0 ]
	[ "$(grep -A 3 ' throughput:' otava.yaml | grep -c 'direction: 1')" -eq 1 ]
}

# Otava takes no empty cells.
@test "export: otava has a file of its own for what some sessions lack" {
	jq '.run_id = "later" | .timestamp = "2026-11-22T00:00:00Z" | del(.metrics.max_rss)' rust.json >later.json
	"$EXPORT" -t otava -o . later.json rust.json
	[ "$(sed 1d etl.rust.quick.*.563db8f117faf6ff.csv | wc -l)" -eq 2 ]
	run -1 grep max_rss etl.rust.quick.*.563db8f117faf6ff.csv
	csv2json -f etl.rust.*.max_rss.csv | jq -c '[.run_id, .max_rss]' >got
	[ "$(cat got)" = '["20261121T121442Z-ce33e2da",7286784]' ]
	run -1 grep ',,' ./*.csv
}

@test "export: otava of a history is that of its records" {
	"$BIN/historian" -a -d history c.json rust.json
	"$EXPORT" -t otava -o of-history -d history -p quick
	"$EXPORT" -t otava -o of-records c.json rust.json
	diff -r of-history of-records
	run -1 "$EXPORT" -t otava -o none -d history -p full
}

# parsed FILE - the samples of OpenMetrics as JSON, by its grammar
parsed() {
	grep -v '^#' "$1" | sed -E 's/^([a-z_]+)\{(.*)\} ([^ ]+)$/{"family": "\1", "value": \3, \2}/
		s/([{,] ?)([a-z]+)=/\1"\2": /g'
}

@test "export: two cases that a format cannot tell apart are refused" {
	jq '.metrics["a[1,2]/wall_time"] = (.metrics.wall_time | .case = "a[1,2]") | .metrics["a[1-2]/wall_time"] = (.metrics.wall_time | .case = "a[1 2]")' \
		rust.json >alike.json
	for format in asv gobench otava; do
		run -1 --separate-stderr "$EXPORT" -t $format -o out alike.json
		[ "$stderr" = "export: etl/rust/quick: in $format the cases \"a[1 2]\" and \"a[1,2]\" have the same name" ]
		[ ! -e out ]
	done
	"$EXPORT" -t bmf alike.json | jq -e 'has("etl/rust/quick/a[1,2]") and has("etl/rust/quick/a[1 2]")'
}

@test "export: openmetrics has each value once, in base units, with a head for each family" {
	"$EXPORT" -t openmetrics -m all "${RECORDS[@]}" >got
	[ "$(tail -n 1 got)" = '# EOF' ]
	parsed got | jq -c 'select(.stat == "median") | [.benchmark + "/" + .implementation + "/" + .profile, .case,
		.family, .value]' | sort >values
	jq -c '(.benchmark_id + "/" + .implementation + "/" + .profile) as $name | .metrics[]
		| ({"s": "_seconds", "B": "_bytes", "B/s": "_bytes_per_second", "1/s": "_per_second", "1": "", "%": "_ratio"}[.unit]) as $unit
		| [$name, .case, "plumbline_" + .metric + $unit, if .unit == "%" then .value / 100 else .value end]' \
		"${RECORDS[@]}" | sort | same - values
	grep -qx '# TYPE plumbline_wall_time_seconds gauge' got
	grep -qx '# UNIT plumbline_wall_time_seconds seconds' got
	# a family's samples are together
	[ "$(grep -v '^#' got | cut -d '{' -f 1 | uniq | wc -l)" -eq "$(grep -c '^# TYPE' got)" ]
	[ "$(grep -v '^#' got | sort | uniq -d | wc -l)" -eq 0 ]
}

@test "export: openmetrics escapes what a label may not have" {
	jq '.metrics.wall_time.case = "a\\b\"c\nd"' rust.json >odd.json
	"$EXPORT" -t openmetrics odd.json >got
	grep -qF 'case="a\\b\"c\nd",stat="median"' got
}

# python_with MODULE - runs the program on standard input, or skips
python_with() {
	python3 -c "import $1" 2>/dev/null || skip "no Python module $1"
	python3 -
}

@test "export: prometheus_client reads the OpenMetrics" {
	"$EXPORT" -t openmetrics -m all -o got "${RECORDS[@]}" zig.json 2>/dev/null
	python_with prometheus_client <<-'EOF'
	from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
	families = list(parse(open("got").read()))
	assert len(families) > 20
	EOF
}

@test "export: benchstat reads the benchmarks" {
	command -v benchstat >/dev/null || skip 'no benchstat'
	"$EXPORT" -t gobench -o got "${RECORDS[@]}"
	benchstat -col /impl -filter .name:Etl got >table
	grep -q '687.6m' table
}

@test "export: make export writes it to results/export, and lists the formats" {
	mkdir -p tree/results/normalized/quick/etl
	ln -s "$ROOT"/{GNUmakefile,mk,schemas,workloads,tools,build,datasets} tree
	cp c.json rust.json tree/results/normalized/quick/etl
	cd tree
	run -0 make -s export TO=bmf
	[ "$output" = results/export/quick/bmf.json ]
	jq -e 'has("etl/c/quick")' results/export/quick/bmf.json
	run -0 make -s export TO=gobench METRICS=all
	grep -q minor_faults results/export/quick/gobench.txt
	run -2 make -s export
	[[ $output = *'there are asv bmf csv gab gobench openmetrics otava'* ]]
	run -2 make -s export TO=bmf PROFILE=full
	[[ $output = *'there is no record yet'* ]]
}
