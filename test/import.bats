#!/usr/bin/env bats

load helper

IMPORT=$ROOT/mk/bin/import
DATA=$ROOT/test/data/import
VALIDATE=$ROOT/mk/bin/validate

# holds FORMAT FILE - its records are valid and have the values of the file, as an
# independent reader finds them
holds() {
	"$IMPORT" -n it -o out "$DATA/$2" >said || grep -q 'failed: ' said
	"$VALIDATE" out/*.json
	/usr/bin/python3 "$ROOT/test/reference/import.py" "$1" "$DATA/$2" out/*.json
	jq -e --arg format "$1" --arg file "$DATA/$2" '.source | .format == $format and .file == $file' out/*.json
}

# refuses MESSAGE ARG ... - that is said, in one line, and nothing is written
refuses() {
	local message=$1
	shift
	run -1 --separate-stderr "$IMPORT" -o out "$@"
	[ -z "$output" ]
	[ "$stderr" = "import: $message" ] || { echo "$stderr"; return 1; }
	[ ! -e out ]
}

# the metrics of the record, on one line each: name, unit, samples
metrics() {
	jq -r '.metrics | to_entries[] | [.key, .value.unit, (.value.samples | tojson)] | join(" ")' "$@"
}

@test "import: -h is no wrong call: it goes to standard output" {
	run -0 --separate-stderr "$IMPORT" -h
	[[ $output = "usage: import "*"-f  one of"* ]]
	[ -z "$stderr" ]
}

@test "import: a wrong call says how to call, and what is known" {
	run -2 "$IMPORT"
	[[ ${lines[0]} = "usage: import [-h] [-f FORMAT] [-n NAME] [-i IMPLEMENTATION] [-o DIR] FILE ..." ]]
	[[ ${lines[1]} = "formats: cargo-criterion criterion go google-benchmark h2load-log h2load hyperfine k6 oha perf pyperf pytest-benchmark wrk" ]]
	run -2 "$IMPORT" -f xml "$DATA/go.txt"
	run -2 "$IMPORT" -n a/b "$DATA/go.txt"
	run -2 "$IMPORT" -i ../x "$DATA/go.txt"
	[ ! -e results ]
}

@test "import: hyperfine's runs, in order" {
	holds hyperfine hyperfine.json
	[ "$(jq -rs 'map(.source.command) | sort | join("|")' out/*.json)" = \
		"grep -c a /etc/passwd|grep -c a /etc/passwd|sh -c 'seq 1000 | wc -l'|sh -c 'seq 10000 | wc -l'" ]
	jq -e '.source.version == null and .unknown["source.version"] and .language == null' out/sh-c-seq-1000-wc-l.json
}

@test "import: hyperfine's commands are compared, and do not pair" {
	holds hyperfine hyperfine.json
	jq -se 'all(.[]; .order.method | startswith("blocked: not interleaved"))
		and ([.[].comparisons[]] | length == 3 and all(.[]; .paired == 0 and .metric == "wall_time"))
		and ([.[].rounds[].round] | length == (unique | length))' out/*.json
}

@test "import: all benchmarks and values of pytest-benchmark, with its machine" {
	holds pytest-benchmark pytest-benchmark.json
	jq -e '.language == "python" and .build.toolchain == "CPython 3.11.2" and .timestamp == "2026-11-21T15:46:59.321947+00:00"
		and .environment.architecture == "x86_64" and .environment.cpu_count == 2 and (.environment.kernel | length > 0)
		and (.metrics | length == 4) and .source.version == "5.3.1"' out/python.json
	jq -e '[.. | strings | select(. == "bench")] == []' out/python.json
}

@test "import: google-benchmark, its NaN, its counters, its failures" {
	holds google-benchmark google.out
	jq -e '.source.failed == [{what: "BM_Broken", reason: "no \"such\" device"}]
		and ([.source.left_out[].what] | index(["BM_Counters/not a number"]) and index(["BM_Counters/infinite"]))' out/cpp.json
	run -1 "$IMPORT" -o out2 "$DATA/google.out"
	[[ $output = *"failed: BM_Broken: no \"such\" device"* ]]
	run ! grep -i '\bnan\b[^:]*,$' out/cpp.json
}

@test "import: google-benchmark with aggregates only" {
	holds google-benchmark google-aggregates.json
	jq -e '.metrics | keys | any(endswith("wall_time_median")) and any(endswith("wall_time_cv"))' out/cpp.json
}

@test "import: a benchmark that was skipped is no failure" {
	sed 's/"error_occurred": true/"skipped": true/; s/"error_message"/"skip_message"/' "$DATA/google.out" >skip.json
	run -0 "$IMPORT" -o out skip.json
	[[ $output = *'left out: BM_Broken: it was skipped: no "such" device'* ]]
}

@test "import: pyperf, plain and gzipped" {
	holds pyperf pyperf.json
	jq -e '.build.toolchain | startswith("cpython 3.11")' out/python.json
	jq -e '.environment | .aslr == 2 and .libc == "glibc 2.36" and (.kernel | test("^[0-9.]+")) and .cpu_model' out/python.json
	rm -r out
	holds pyperf pyperf-command.json.gz
	jq -e '.source.command == "seq 1000" and .metrics["command/max_rss"].n == 2' out/python.json
}

@test "import: pyperf's metadata is inherited, and the nearest counts" {
	jq '.metadata.unit = "byte" | .benchmarks[0].metadata.unit = "second" | .benchmarks |= .[:2]
		| del(.benchmarks[1].metadata.unit)' "$DATA/pyperf.json" >x.json
	"$IMPORT" -o out x.json
	jq -e '.metrics["split, join/wall_time"].unit == "s" and .metrics["sort/memory"].unit == "B"' out/python.json
}

@test "import: a folder of criterion.rs" {
	holds criterion criterion
	jq -e '.metrics | keys == ["count/matches/a,b/c/throughput", "count/matches/a,b/c/wall_time", "count/matches/fox/throughput",
		"count/matches/fox/wall_time", "split/wall_time"]' out/rust.json
	jq -e '.raw | length == 9 and all(.[]; .path | contains("/new/"))' out/rust.json
}

@test "import: criterion.rs of old, and without samples" {
	cp -r "$DATA/criterion" .
	jq '[.iters, .times]' criterion/split/new/sample.json >x && mv x criterion/split/new/sample.json
	"$IMPORT" -n it -o out criterion >/dev/null
	"$IMPORT" -n it -o want "$DATA/criterion" >/dev/null
	same <(metrics want/rust.json) <(metrics out/rust.json)
	rm criterion/split/new/sample.json
	jq 'with_entries(.key |= (split("_") | map((.[:1] | ascii_upcase) + .[1:]) | add))' criterion/split/new/estimates.json >x &&
		mv x criterion/split/new/estimates.json
	"$IMPORT" -n it -o out criterion >/dev/null
	want=$(jq '.Median.point_estimate / 1e9' criterion/split/new/estimates.json)
	jq -e --argjson want "$want" '.metrics["split/wall_time_median"] | .n == 1 and .value == $want' out/rust.json
	jq -e '.metrics | has("split/wall_time") | not' out/rust.json
	jq -e '.source.notes | index(["some benchmarks have estimates only"])' out/rust.json
}

@test "import: cargo-criterion's messages" {
	holds cargo-criterion cargo-criterion.jsonl
}

@test "import: go test -bench, several units a line, repeats in order" {
	holds go go.txt
	jq -e '.environment.architecture == "x86_64" and .source.extra.file.gomaxprocs == 2
		and .metrics["Fields/alloc_bytes"].unit == "B" and .metrics["Count/word=a,b/wall_time"].n == 3' out/go.json
}

@test "import: go's packages keep names apart, and failures are named" {
	cat >x.txt <<-'EOF'
	goos: linux
	pkg: a
	BenchmarkX-8   	 100	 1.5 ns/op	 NaN odd/op
	PASS
	pkg: b
	some log line
	BenchmarkX-8   	 100	 2.5 ns/op
	--- FAIL: BenchmarkY
	FAIL	b	0.1s
	EOF
	run -1 "$IMPORT" -o out x.txt
	same - <(metrics out/go.json) <<-'EOF'
	a.X/wall_time s [1.5e-09]
	b.X/wall_time s [2.5e-09]
	EOF
	jq -e '[.source.failed[].what] == ["--- FAIL: BenchmarkY", "FAIL\tb\t0.1s"] and .source.extra.file.other_lines == 1
		and .source.left_out == [{what: "a.X/odd/op", reason: "its value is NaN"}]' out/go.json
}

@test "import: perf stat, once and with repeats" {
	holds perf perf.jsonl
	jq -e '[.source.left_out[].reason] | unique == ["its value is <not supported>"]' out/command.json
	rm -r out
	holds perf perf-repeat.jsonl
	jq -e '.metrics["task-clock_mean"] | .n == 1' out/command.json
}

@test "import: wrk" {
	holds wrk wrk.txt
	rm -r out
	holds wrk wrk-errors.txt
	jq -e '.status == "ok" and .metrics.responses_bad.value > 0' out/wrk.json
}

@test "import: wrk's runs of the same are rounds, of others an error" {
	cat "$DATA/wrk.txt" "$DATA/wrk.txt" >two.txt
	"$IMPORT" -o out two.txt
	jq -e '(.rounds | length) == 2 and (.metrics.request_rate.samples | length) == 2' out/wrk.json
	rm -r out
	cat "$DATA/wrk.txt" "$DATA/wrk-errors.txt" >two.txt
	refuses "two.txt: runs of several kinds: import each from a file of its own" two.txt
}

@test "import: h2load, its summary and its log" {
	holds h2load h2load.txt
	rm -r out
	holds h2load-log h2load.tsv
	jq -e '.metrics.latency | .n == 400 and .unit == "s" and .p99 > .median' out/h2load.json
	jq -e '.timestamp | startswith("2026-11-21T15:")' out/h2load.json
}

@test "import: k6, both of its summaries" {
	holds k6 k6.json
	rm -r out
	holds k6 k6-export.json
}

@test "import: k6: a crossed threshold is a failure, in both summaries" {
	for file in k6-threshold.json k6-export-threshold.json; do
		run -1 "$IMPORT" -o out "$DATA/$file"
		"$VALIDATE" out/k6.json
		jq -e '.status == "failed" and .reason == "crossed: http_req_duration: p(95)<1" and .metrics == {}' out/k6.json
	done
}

@test "import: oha" {
	holds oha oha-handmade.json
}

@test "import: a command that failed has a status and no numbers" {
	run -1 "$IMPORT" -o out "$DATA/hyperfine-failing.json"
	"$VALIDATE" out/*.json
	jq -e '.status == "failed" and .reason == "3 of 3 runs did not exit with 0: 3" and .metrics == {} and (.rounds | map(.status) | unique) == ["failed"]' out/exit-3.json
	jq -e '.status == "ok"' out/true.json
	jq '.results |= .[:1] | .results[0].exit_codes[1] = null' "$DATA/hyperfine-failing.json" >x.json
	run -1 "$IMPORT" -o out x.json
	jq -e '.reason == "1 of 3 runs did not exit with 0: none, so a signal"' out/true.json
	run -1 "$IMPORT" -o out "$DATA/wrk-all-failed.txt"
	jq -e '.reason == "no response was 2xx or 3xx"' out/wrk.json
}

@test "import: no times, null stddev, memory: what is not known is not made up" {
	cat >x.json <<-'EOF'
	{"results": [{"command": "a", "mean": 0.25, "stddev": null, "median": 0.2, "user": 0.1, "system": 0.05, "min": 0.2, "max": 0.3}]}
	EOF
	"$IMPORT" -o out x.json
	"$VALIDATE" out/a.json
	same - <(metrics out/a.json) <<-'EOF'
	sys_time_mean s [0.05]
	user_time_mean s [0.1]
	wall_time_max s [0.3]
	wall_time_mean s [0.25]
	wall_time_median s [0.2]
	wall_time_min s [0.2]
	EOF
	jq -e '.unknown["source.extra.implementation.stddev"] == "null in the file"' out/a.json
	cat >x.json <<-'EOF'
	{"results": [{"command": "a", "mean": 0.25, "stddev": null, "median": 0.25, "user": 0.1, "system": 0.05, "min": 0.25, "max": 0.25,
	"times": [0.25], "memory_usage_byte": [4096], "exit_codes": [0], "parameter": "7"}]}
	EOF
	"$IMPORT" -o out x.json
	"$VALIDATE" out/a-parameter-7.json
	jq -e '.metrics.max_rss_cumulative.unit == "B" and any(.source.notes[]; startswith("memory is not to be trusted"))' out/a-parameter-7.json
}

@test "import: names with quotes, commas, slashes, newlines, Unicode" {
	cat >names.py <<-'EOF'
	import json
	names = ['a "b"', "c,d", "e/f", "g\nh", "é ✓ 漢", "'; rm -rf /", "$(x)", "tab\tname", " ", "wall_time"]
	json.dump({"context": {}, "benchmarks": [{"name": n, "run_name": n, "run_type": "iteration", "real_time": i + 1, "cpu_time": 1,
	    "time_unit": "ms", "wall_time": 7, "exit_code": 3} for i, n in enumerate(names)]}, open("x.json", "w"), ensure_ascii=False)
	EOF
	cat >check.py <<-'EOF'
	exec(open("names.py").read().rsplit("json.dump", 1)[0])
	metrics = json.load(open("out/cpp.json"))["metrics"]
	for i, n in enumerate(names):
	    assert metrics[n + "/wall_time"]["value"] == (i + 1) / 1000, n
	    # a counter of that name is not the time
	    assert metrics[n + "/counter_wall_time"]["value"] == 7
	    assert metrics[n + "/counter_exit_code"]["value"] == 3
	assert len(metrics) == 4 * len(names)
	EOF
	/usr/bin/python3 names.py
	"$IMPORT" -o out x.json
	/usr/bin/python3 check.py
	"$VALIDATE" out/cpp.json
	"$ROOT/mk/bin/report" out/cpp.json >/dev/null
	cat >x.json <<-'EOF'
	{"results": [{"command": "./a 'x, y'\n| \"z\"", "times": [1, 2]}, {"command": "./a x y z", "times": [2, 3]}, {"command": "§", "times": [1, 2]}]}
	EOF
	"$IMPORT" -o o x.json
	[ "$(ls o)" = "$(printf 'a-x-y-z-2.json\na-x-y-z.json\ncommand.json')" ]
	"$VALIDATE" o/*.json
}

@test "import: what two files or two benchmarks call the same is kept apart" {
	refuses "$DATA/google-aggregates.json: cpp is in another file, too: give them names of their own with -i" \
		"$DATA/google.out" "$DATA/google-aggregates.json"
	"$IMPORT" -n it -o out "$DATA/go.txt" "$DATA/pytest-benchmark.json" >/dev/null
	"$IMPORT" -n it -i cpp-clang -o out "$DATA/google-aggregates.json" >/dev/null
	[ "$(ls out | paste -sd' ')" = "cpp-clang.json go.json python.json" ]
	"$VALIDATE" out/*.json
	jq -e '.language == "cpp" and .variant == "clang"' out/cpp-clang.json
	cat >x.json <<-'EOF'
	{"context": {}, "benchmarks": [
	 {"name": "X", "run_name": "X", "family_index": 0, "per_family_instance_index": 0, "run_type": "iteration", "real_time": 1, "time_unit": "s"},
	 {"name": "X", "run_name": "X", "family_index": 1, "per_family_instance_index": 0, "run_type": "iteration", "real_time": 2, "time_unit": "s"}]}
	EOF
	"$IMPORT" -o o x.json
	jq -e '.metrics | .["X/wall_time"].value == 1 and .["X #2/wall_time"].value == 2' o/cpp.json
}

@test "import: CRLF and a byte-order mark change nothing" {
	for file in go.txt hyperfine.json; do
		{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$DATA/$file"; } >"$file"
		"$IMPORT" -n it -o got "$file" >/dev/null
		"$IMPORT" -n it -o want "$DATA/$file" >/dev/null
	done
	same <(metrics want/*.json) <(metrics got/*.json)
}

@test "import: broken input is named, and nothing is written" {
	head -c 600 "$DATA/hyperfine.json" >cut.json
	run -1 --separate-stderr "$IMPORT" -o out cut.json
	[[ $stderr = "import: cut.json:29:7: not JSON: "* ]]
	: >empty.json
	refuses "empty.json: it is empty" empty.json
	refuses "none.json: No such file or directory" none.json
	echo '{"a": 1}' >other.json
	run -1 "$IMPORT" -o out other.json
	[[ $output = "import: other.json: not recognised: it is known what these write: cargo-criterion criterion "* ]]
	echo '{"results": []}' >none.json
	run -1 "$IMPORT" -o out none.json
	echo '{"a": 1, "a": 2}' >twice.json
	refuses "twice.json: a key is there twice: a" twice.json
	head -c 300 "$DATA/pyperf-command.json.gz" >cut.json.gz
	refuses "cut.json.gz: Compressed file ended before the end-of-stream marker was reached" cut.json.gz
	head -c 99 /bin/true >binary
	run -1 "$IMPORT" -o out binary
	mkdir folder
	refuses "folder: there is no benchmark in it: no new/benchmark.json" folder
	refuses "$DATA/go.txt: not of hyperfine: it looks like go" -f hyperfine "$DATA/go.txt"
	refuses "$DATA/hyperfine.json: it has 4 implementations, so one name is not enough" -i c "$DATA/hyperfine.json"
	[ ! -e out ]
}

@test "import: part of a file is not taken for the whole" {
	sed '$d; s/ B\/op.*//' "$DATA/go.txt" >x.txt
	run -1 --separate-stderr "$IMPORT" -o out x.txt
	[[ $stderr = "import: x.txt: line 5: a value without a unit: BenchmarkFields-2"* && ! -e out ]]
	sed '/Requests.sec/,$d' "$DATA/wrk.txt" >x.txt
	refuses "x.txt: it is not whole: there is no line Requests/sec" x.txt
	sed '/^traffic/,$d; /^requests/d' "$DATA/h2load.txt" >x.txt
	refuses "x.txt: it is not whole: there is no line of requests" x.txt
	jq -c '.results[0].exit_codes |= .[1:] | .results |= .[:1]' "$DATA/hyperfine.json" >x.json
	refuses "x.json: sh -c 'seq 1000 | wc -l': 6 times, but 5 exit codes" x.json
}

@test "import: a file of two tools is refused" {
	cat "$DATA/wrk.txt" "$DATA/go.txt" >two.txt
	refuses "two.txt: it looks like results of several tools: wrk go" two.txt
	jq -s '.[0] * .[1]' "$DATA/hyperfine.json" "$DATA/pytest-benchmark.json" >two.json
	refuses "two.json: it looks like results of several tools: hyperfine pytest-benchmark" two.json
	cat "$DATA/hyperfine.json" "$DATA/pytest-benchmark.json" >two.json
	run -1 "$IMPORT" -o out two.json
	[[ $output = *"two.json: not recognised"* ]]
	[ ! -e out ]
}

@test "import: if one file of several is wrong, nothing is written" {
	: >empty
	run -1 "$IMPORT" -n it -o out "$DATA/go.txt" empty
	[ ! -e out ]
	mkdir out
	touch out/go.json
	run -1 "$IMPORT" -n it -o out "$DATA/go.txt" empty
	[ ! -s out/go.json ]
}

@test "import: an imported record is no record of ours, nor the reverse" {
	"$IMPORT" -o out "$DATA/go.txt"
	jq '.profile = "quick"' out/go.json >ours.json
	run -1 "$VALIDATE" ours.json
	[[ $output = *"('source' was unexpected)"* ]]
	jq '.answer.verified = true' out/go.json >x.json
	run -1 "$VALIDATE" x.json
	jq '.metrics["Fields/wall_time"].samples |= .[1:]' out/go.json >x.json
	run -1 "$VALIDATE" x.json
	[[ $output = *"3, with 2 samples"* ]]
}

@test "import: the history does not line it up with what was measured here" {
	"$IMPORT" -n it -o out "$DATA/go.txt"
	run -0 "$BIN/historian" -a -d past out
	[[ $output = *"out: passed over: 1 imported, whose machine and dataset are unknown"* ]]
	[[ $output = *"0 added"* ]]
	run -1 "$BIN/historian" -a -d past out/go.json
}

@test "import: reports say where it is from, and that it never wins" {
	export COLUMNS=100
	"$IMPORT" -n it -o out "$DATA/hyperfine.json" >/dev/null
	"$ROOT/mk/bin/report" out/*.json >got
	[ "$(sed -n 2p got)" = "Imported from hyperfine: 4 implementations; answers not verified, so it never wins." ]
	grep -q '^order  *blocked: not interleaved' got
	grep -q '^imported from  *hyperfine (the file does not say which version)' got
	run ! grep -q 'make bench\|^.* fastest  *[0-9]*$' got
	for file in google.out k6-threshold.json; do
		rm -r out
		"$IMPORT" -n it -o out "$DATA/$file" >/dev/null || true
		for form in text md html; do
			"$ROOT/mk/bin/report" -f $form out/*.json >got.$form
		done
		"$ROOT/mk/bin/report" -i out/*.json >/dev/null
		run ! grep -q 'null' got.text
	done
}

@test "import: make import, twice, gives the same bytes" {
	cd "$ROOT"
	name=bats-$BATS_ROOT_PID
	make -s import FILE="$DATA/pytest-benchmark.json" NAME="$name" FROM=pytest-benchmark IMPL=python-x >/dev/null
	cp "results/normalized/imported/$name/python-x.json" "$BATS_TEST_TMPDIR/first.json"
	make -s import FILE="$DATA/pytest-benchmark.json" NAME="$name" IMPL=python-x >/dev/null
	cmp "$BATS_TEST_TMPDIR/first.json" "results/normalized/imported/$name/python-x.json"
	rm -r "results/normalized/imported/$name"
	run -2 make -s import
	[[ $output = *"make import FILE="* ]]
}
