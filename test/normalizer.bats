#!/usr/bin/env bats

load helper

DATA=$ROOT/test/data/record
SCHEMA=$ROOT/schemas/result.schema.json
VALIDATE=$ROOT/mk/bin/validate

setup() {
	cp -r "$DATA" "$BATS_TEST_TMPDIR/record"
	cd "$BATS_TEST_TMPDIR/record" || return
}

# record IMPL [OPTION ... --] [ROUND ...] - write the record of IMPL
record() {
	local impl=$1
	shift
	normalizer -i "$impl" -s session.json -S spec.json -m summary.jsonl \
		-c comparison.jsonl -f SHA256SUMS -x "$SCHEMA" "$@"
}

# refused MESSAGE COMMAND ... - exit 1, nothing on stdout, this on stderr; what
# dies leaves its memory to the system
refused() {
	local message=$1 ASAN_OPTIONS=detect_leaks=0
	export ASAN_OPTIONS
	shift
	run --separate-stderr -1 "$@"
	[ -z "$output" ]
	same - <<<"$message" /dev/fd/3 3<<<"$stderr"
}

# change FILE FILTER - edit JSON in place
change() {
	jq -c "$2" "$1" >changed && mv changed "$1"
}

# reseal - the checksums of changed rounds
reseal() {
	sha256sum raw/* >SHA256SUMS
}

@test "normalizer: a wrong call says how to call, as the manual does" {
	usage_is_synopsis normalizer
	run -2 normalizer -i rust
}

@test "normalizer: the manual's example does what it says" {
	cd "$ROOT/test/data/record"
	man=$(mandoc -T ascii "$ROOT/docs/man/normalizer.1" | col -bx | sed -n '/^EXAMPLES/,/^SEE/p')
	sed -n 's/^ *\$ normalizer/normalizer/p;/^ *-[cx] /p;/jq /p' <<<"$man" >"$BATS_TEST_TMPDIR/example"
	run -0 bash "$BATS_TEST_TMPDIR/example"
	grep -qx " *$output" <<<"$man"
}

@test "normalizer: every kind of record is valid for an independent validator" {
	for impl in python rust rust-rayon zig; do
		record $impl -o $impl.json raw/$impl.csv
	done
	record go -o go.json
	run -0 "$VALIDATE" go.json python.json rust.json rust-rayon.json zig.json
	[ "$output" = "5 records, 0 problems" ]
}

@test "normalizer: a record says what was measured, where and from what" {
	record rust raw/rust.csv >got
	jq -e '.benchmark_id == "etl" and .language == "rust" and
		.variant == "" and .category == "performance" and
		.profile == "quick" and .status == "ok" and .reason == null and
		.timestamp == "2026-11-21T07:29:59Z" and
		(.commit_sha | startswith("d3b1c2e")) and .order.seed == 42 and
		.environment.cpu_count == 2 and .answer.verified and
		.build.lockfile.name == "Cargo.lock" and .dataset.rows == 10000' got
	jq -e '(.rounds | length) == 9 and .rounds[0].phase == "warmup" and
		([.rounds[1:][].round] == [range(1; 9)])' got
	jq -e --arg sum "$(sha256sum raw/rust.csv)" \
		'.raw == [{path: "raw/rust.csv", sha256: $sum[:64], bytes: .raw[0].bytes}]' got
	[ "$(jq '.raw[0].bytes' got)" -eq "$(stat -c %s raw/rust.csv)" ]
}

@test "normalizer: a metric has its statistics, its interval and its samples" {
	record rust raw/rust.csv >got
	jq -e '.metrics.wall_time | .unit == "s" and .direction == "lower" and
		.n == 8 and .value == .median and .interval.confidence < 1 and
		(.samples | length) == 8 and .p99 == null' got
	jq -e '.metrics["parse/wall_time"].case == "parse"' got
	jq -e '.metrics.steal_time.direction == "neutral"' got
	jq -e '.metrics | has("start_time") or has("exit_code") | not' got
	jq -c '[.rounds[] | select(.phase == "timed").wall_time]' got >want
	jq -c '.metrics.wall_time.samples' got | same want -
}

@test "normalizer: of several values a round, their median is kept, as comparator takes it" {
	awk -F , -v OFS=, '{ print } /,timed,ok,,wall_time,/ {
		print $1, $2, $3, "timed,ok,get,latency,s", $2 / 8, 3
		print $1, $2, $3, "timed,ok,get,latency,s", 7 - $2 % 3, 2
		print $1, $2, $3, "timed,ok,get,latency,s", 0.5, 1 }' raw/rust.csv >more.csv && mv more.csv raw/rust.csv
	reseal
	percentile -g implementation,case,metric,unit -v value -w count -f phase=timed -f status=ok raw/rust.csv |
		csv2json -f -t implementation:string,case:string,metric:string,unit:string -o summary.jsonl
	record rust raw/rust.csv >got
	jq -c '.metrics["get/latency"] | .samples, .round_medians' got | same - <(cat <<-'EOF'
		null
		[0.3125,0.375,0.4375,0.5,0.625,0.75,0.875,1]
	EOF
	)
	jq -e '.metrics.wall_time | has("round_medians") | not' got
	(sed 's/^rust,/again,/' raw/rust.csv && sed 1d raw/rust.csv) | comparator -m latency -T |
		grep -E '^  rust +8 +562 ms '
	run -0 "$VALIDATE" got
}

@test "normalizer: a rate is better high" {
	sed -i 's/,sys_time,s,/,sent,B\/s,/' raw/rust.csv
	sed -i 's/"sys_time","unit":"s"/"sent","unit":"B\/s"/' summary.jsonl
	reseal
	record rust raw/rust.csv | jq -e '.metrics.sent.direction == "higher"'
}

@test "normalizer: how many packages are of unknown age is neither better nor worse" {
	sed -i 's/,sys_time,s,/,release_unknown,1,/' raw/rust.csv
	sed -i 's/"sys_time","unit":"s"/"release_unknown","unit":"1"/' summary.jsonl
	reseal
	record rust raw/rust.csv | jq -e '.metrics.release_unknown.direction == "neutral"'
}

@test "normalizer: numbers keep their text" {
	sed -i 's/"median":0.0013[0-9]*,/"median":1.30000000000000000001e-3,/' summary.jsonl
	record rust raw/rust.csv | grep -q '"value": 1.30000000000000000001e-3'
}

@test "normalizer: comparisons are those of the implementation itself" {
	record rust-rayon raw/rust-rayon.csv |
		jq -c '[.comparisons[] | [.metric, .implementation, .reference, .case]]' >got
	same - got <<-'EOF'
	[["wall_time","rust-rayon","rust",""],["max_rss","rust-rayon","rust",""]]
	EOF
}

@test "normalizer: rounds in files of their own are taken by number" {
	for n in 1 2 3 4 5 6 7 8; do
		sed -n "1p;/^rust,$n,[0-9]*,timed/p" raw/rust.csv >raw/$((n * 25)).csv
	done
	reseal
	record rust raw/*0.csv raw/*5.csv | jq -c '[.rounds[].round], .raw[0].path' >got
	same - got <<-'EOF'
	[1,2,3,4,5,6,7,8]
	"raw/25.csv"
	EOF
}

@test "normalizer: no null is without a reason" {
	record rust raw/rust.csv >got
	jq -e '[del(.reason, .environment, .unknown) | paths(. == null)] | length ==
		(input.unknown | length)' got got
	jq -e '.unknown["metrics.wall_time.p99"]' got
}

@test "normalizer: outside git, commit and state are unknown, not left out" {
	change session.json '.commit_sha = null | .dirty = null'
	record rust raw/rust.csv |
		jq -e 'has("commit_sha") and .commit_sha == null and .unknown.commit_sha'
}

@test "normalizer: failed rounds make a failed record, with counts and no metrics" {
	record zig raw/zig.csv >got
	jq -e '.status == "failed" and .metrics == {} and .comparisons == [] and
		.answer.verified == null and (.rounds | length) == 9' got
	[ "$(jq -r .reason got)" = "3 of 8 rounds: exit code 1" ]
}

@test "normalizer: the worst status counts, and the reason names all" {
	sed -i '/^rust,2,.*timed/s/,ok,/,timeout,/
		/^rust,1,.*warmup/s/,ok,/,bad_answer,/
		/^rust,3,.*timed/s/,ok,/,not_started,/' raw/rust.csv
	sed -i '/^rust,3,.*exit_code/s/exit_code,1,0/exec_errno,1,2/' raw/rust.csv
	reseal
	record rust raw/rust.csv | jq -r '.status, .reason' >got
	same - got <<-'EOF'
	bad_answer
	1 of 1 warm-up: wrong answer 9f86d081884c7d659a2feaa0c55ad015; 1 of 8 rounds: out of time; 1 of 8 rounds: could not be started: No such file or directory
	EOF
}

@test "normalizer: an answer other than the session's is wrong, whatever timer said" {
	change session.json '.answer = "00000000000000000000000000000000"'
	record rust raw/rust.csv |
		jq -e '.status == "bad_answer" and .answer.verified == false and .metrics == {}'
}

@test "normalizer: without a known answer nothing is verified" {
	change session.json '.answer = null'
	record rust raw/rust.csv |
		jq -e '.status == "ok" and .answer.verified == null and .answer.digest and
			.unknown["answer.verified"]'
}

@test "normalizer: what was not built has a record too, without rounds" {
	record go | jq -e '.status == "missing_toolchain" and .metrics == {} and
		.rounds == [] and .raw == [] and (.reason | startswith("no go here"))'
	change session.json '.implementations.rust.status = "build_failed" |
		.implementations.rust.reason = "a typo"'
	record rust raw/rust.csv | jq -e '.status == "build_failed" and .metrics == {}'
}

@test "normalizer: refuses what breaks the schema, and names the field" {
	while IFS='|' read -r file filter message; do
		cp "$DATA"/*.json* .
		change "$file" "$filter"
		refused "normalizer: etl/rust: $message" record rust raw/rust.csv
	done <<-'EOF'
	summary.jsonl|.median = "fast"|$.metrics.cpu_time.value: not a number
	summary.jsonl|.max = null|$.metrics.cpu_time.max: not a number
	summary.jsonl|.stddev = -1|$.metrics.cpu_time.stddev: -1 is too small, at least 0
	session.json|.started = "yesterday"|$.timestamp: "yesterday" is not a date and time
	session.json|.run_id = ""|$.run_id: empty
	session.json|.profile = "slow"|$.profile: "slow" is not one of ["quick","full"]
	session.json|.dirty = 1|$.dirty: not a boolean or null
	session.json|.dataset.bytes = 1.5|$.dataset.bytes: not an integer
	session.json|.dataset.sha256 = "ab"|$.dataset.sha256: "ab" does not match ^[0-9a-f]{64}$
	session.json|.dataset.colour = 1|$.dataset.colour: not in the schema
	session.json|del(.environment.kernel)|$.environment.kernel: missing
	session.json|.environment.cpu_count = 0|$.environment.cpu_count: 0 is too small, at least 1
	spec.json|.compare = []|$.spec.compare: 0 items, at least 1
	spec.json|.compare = [1]|$.spec.compare[0]: not a string
	EOF
}

@test "normalizer: numbers that are none are refused" {
	while read -r value message; do
		cp "$DATA"/summary.jsonl .
		sed -i "s/\"mean\":[^,]*/\"mean\":$value/" summary.jsonl
		refused "normalizer: etl/rust: \$.metrics.cpu_time.mean: $message" \
			record rust raw/rust.csv
	done <<-'EOF'
	NaN not a finite number
	-Infinity not a finite number
	1e999 not a finite number
	99999999999999999999 out of range
	EOF
}

@test "normalizer: a summary made from other rounds is refused" {
	change summary.jsonl '.n = 7'
	refused "normalizer: summary.jsonl: cpu_time: n is 7, but the rounds hold 8" \
		record rust raw/rust.csv
	sed '/max_rss"/d' "$DATA/summary.jsonl" >summary.jsonl
	refused "normalizer: summary.jsonl: 18 metrics of rust, but the rounds hold 19" \
		record rust raw/rust.csv
	sed 's/"max_rss"/"min_rss"/' "$DATA/summary.jsonl" >summary.jsonl
	refused "normalizer: summary.jsonl: min_rss: not in the rounds" \
		record rust raw/rust.csv
}

@test "normalizer: broken input is refused with file and line" {
	sed -i '3s/}$//' summary.jsonl
	refused "normalizer: summary.jsonl:3: not JSON: it ends too early" \
		record rust raw/rust.csv
	cp "$DATA/summary.jsonl" .
	truncate -s -1 summary.jsonl
	refused "normalizer: summary.jsonl:$(wc -l <"$DATA/summary.jsonl"): the last line is cut off" \
		record rust raw/rust.csv
	echo '{' >session.json
	refused "normalizer: session.json:1: not JSON: it ends too early" \
		record rust raw/rust.csv
	rm session.json
	refused "normalizer: session.json: No such file or directory" \
		record rust raw/rust.csv
}

@test "normalizer: rounds of others, doubled or without a checksum are refused" {
	refused "normalizer: raw/zig.csv:2: of another implementation" \
		record rust raw/zig.csv
	refused "normalizer: raw/rust.csv:2: this round is there twice" \
		record rust raw/rust.csv raw/rust.csv
	cp raw/rust.csv raw/other.csv
	refused "normalizer: SHA256SUMS: no checksum of raw/other.csv" \
		record rust raw/other.csv
	refused "normalizer: rust: no timed rounds" record rust
	refused "normalizer: session.json: no implementation \"cobol\"" \
		record cobol
}

@test "normalizer: a schema that is not understood is refused" {
	mkdir schemas
	cp "$ROOT"/schemas/*.json schemas
	SCHEMA=schemas/result.schema.json
	change $SCHEMA '.properties.title.maxLength = 9'
	refused "normalizer: schemas/result.schema.json: #/properties/title/maxLength: unknown keyword" \
		record rust raw/rust.csv
	# shellcheck disable=SC2016
	change $SCHEMA '.properties.title = {"$ref": "#/$defs/none"}'
	refused "normalizer: schemas/result.schema.json: #/properties/title/\$ref: leads nowhere" \
		record rust raw/rust.csv
	change $SCHEMA '.properties.title = {"enum": "etl"}'
	refused "normalizer: schemas/result.schema.json: #/properties/title/enum: not of the type it must have" \
		record rust raw/rust.csv
	change $SCHEMA '.properties.title = {"pattern": "\\d"}'
	refused "normalizer: schemas/result.schema.json: #/properties/title/pattern: not a plain pattern" \
		record rust raw/rust.csv
}

@test "normalizer: output is whole or absent" {
	export ASAN_OPTIONS=detect_leaks=0
	run -1 record rust -o /dev/full raw/rust.csv
	change session.json '.run_id = ""'
	echo old >rust.json
	run -1 record rust -o rust.json raw/rust.csv
	[ "$(cat rust.json)" = old ]
}

@test "normalizer: the same input gives the same bytes" {
	record rust raw/rust.csv >one
	record rust raw/rust.csv >two
	same one two
}

@test "validate: what a record says twice must agree" {
	record rust -o good.json raw/rust.csv
	while IFS='|' read -r filter message; do
		jq "$filter" good.json >bad.json
		run -1 "$VALIDATE" bad.json
		[ "${lines[0]}" = "bad.json: $message" ]
		[ "${lines[1]}" = "1 records, 1 problems" ]
	done <<-'EOF'
	.metrics.wall_time.value = "x"|$.metrics.wall_time.value: 'x' is not of type 'number'
	.timestamp = "now"|$.timestamp: 'now' is not a 'date-time'
	.metrics.wall_time.n = 9|metrics.wall_time.n: 9, with 8 samples and 8 timed rounds
	.metrics.max_rss.interval.lo = 0|metrics.max_rss.interval: not around the median, or outside [min, max]
	.commit_sha = null|commit_sha: null without a reason in unknown
	.environment.os = null|environment.os: null without a reason, or the reverse
	.reason = "why"|reason: there must be one if, and only if, status is not ok
	.raw[0].sha256 = .spec.sha256|raw[0].sha256: raw/rust.csv is another file now
	EOF
}

@test "validate: answers that differ between implementations are a problem" {
	record rust -o rust.json raw/rust.csv
	record python raw/python.csv |
		jq '(.. | .answer? // empty | select(type == "string")) |= gsub("9f"; "00")
		| .answer.expected |= gsub("9f"; "00") | .answer.digest |= gsub("9f"; "00")
		| .rounds[].answer |= gsub("9f"; "00")' >python.json
	run -1 "$VALIDATE" rust.json python.json
	[ "${lines[0]}" = "python.json: answer.digest: not that of rust.json" ]
}

@test "validate: nothing to check is a failure" {
	run -1 "$VALIDATE"
	[ "$output" = "0 records, 0 problems" ]
	run -1 "$VALIDATE" none.json
	echo '{"a": NaN}' >nan.json
	run -1 "$VALIDATE" nan.json
	[ "${lines[0]}" = 'nan.json: $: NaN is not JSON' ]
}

@test "normalizer: the sweep of what was measured is in the record, another is not" {
	jq '{artifact_sha256: .implementations.rust.artifact.sha256, run_id: "r", started: "2026-11-21T00:00:00Z",
		datasets: [], of: "rows", unit: "s", rounds: 6, intercept: 0.001, slope: 1e-6, verdict: "linear"}' session.json >sweep.json
	record rust raw/rust.csv -w sweep.json | jq -e '.scaling.slope == 1e-6'
	jq '.artifact_sha256 = ("0" * 64)' sweep.json >other.json
	record rust raw/rust.csv -w other.json | jq -e 'has("scaling") | not'
	jq 'del(.verdict)' sweep.json >wrong.json
	run -1 record rust raw/rust.csv -w wrong.json
	[[ $output = *verdict* ]]
}

# a graph of this artifact is kept, one of another is not
@test "normalizer: the flame graph of what was measured is linked, another is not" {
	jq '{artifact_sha256: .implementations.rust.artifact.sha256, tool: "perf"}' session.json >graph.json
	record rust raw/rust.csv -g graph.json | jq -e '.flame_graph.tool == "perf"'
	jq '.artifact_sha256 = ("0" * 64)' graph.json >other.json
	record rust raw/rust.csv -g other.json | jq -e 'has("flame_graph") | not'
}

@test "normalizer: the row of leak becomes stability, without the name" {
	printf '%s\n' '{"implementation":"python","verdict":"leaking","reason":"x"}' \
		'{"implementation":"rust","verdict":"steady","reason":null,"growth_B_per_s":null}' >leaks.jsonl
	record rust raw/rust.csv -l leaks.jsonl >got
	jq -e '.stability == {verdict: "steady", reason: null, growth_B_per_s: null}' got
	jq -e '.unknown["stability.growth_B_per_s"] and .unknown["stability.reason"]' got
	echo '{"implementation":"rust","verdict":"perhaps","reason":null}' >leaks.jsonl
	run -1 record rust raw/rust.csv -l leaks.jsonl
}
