# spec: what a benchmark may ask for besides runs: parameters, the programs of
# another, a server beside it, passes, classes

load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
}

record() {
	jq "$2" "results/normalized/quick/$1.json"
}

@test "a parameter of the profile takes its place in the arguments" {
	no_reports
	benchmark toy '.arguments += ["{size}", "a {size} b"] | .profiles.quick.parameters = {size: 3} |
		.profiles.full.parameters = {size: "x y"}'
	implementation toy/sh-a 'printf "<%s>\n" "${@:2}" >>"$LOG"'
	run -0 make -s bench-toy IMPLS=sh-a ROUNDS=1
	grep -A1 '^<3>$' "$LOG" | grep -q '^<a 3 b>$'
	run -0 make -s bench-toy IMPLS=sh-a ROUNDS=1 PROFILE=full
	grep -A1 '^<x y>$' "$LOG" | grep -q '^<a x y b>$'
}

@test "a benchmark may use the programs of another, which are not built again" {
	no_reports
	benchmark again '.programs = {of: "toy", only: ["sh-b"]} | .description = "Once more."'
	run -0 make -s bench-again ROUNDS=1
	[ "$(ls results/normalized/quick/again)" = sh-b.json ]
	[ "$(record again/sh-b .build.artifact.sha256)" = "$(jq .artifact.sha256 build/toy/sh-b.json)" ]
	cmp build/again/sh-b/run build/toy/sh-b/run
	run -0 make -q bench-again ROUNDS=1
	# a change of the program measures both
	implementation toy/sh-b 'true'
	run -1 make -q bench-again ROUNDS=1
	run -0 make -s bench-again ROUNDS=1
	cmp build/again/sh-b/run workloads/toy/sh-b/main.sh
}

@test "a program that the other benchmark has not is an error" {
	benchmark again '.programs = {of: "toy", only: ["sh-z"]}'
	run -2 make -s bench-again
	[[ $output == *'workloads/again/spec.json: of the programs of toy there are only: sh-a sh-b'* ]]
}

@test "bench-G runs all benchmarks whose names begin with G-, in a report each" {
	benchmark group-a '.programs = {of: "toy", only: ["sh-a"]}'
	benchmark group-b '.programs = {of: "toy", only: ["sh-b"]}'
	run -0 make -s bench-group ROUNDS=1
	[ "$(cd results/normalized/quick && echo */*)" = 'group-a/sh-a.json group-b/sh-b.json' ]
	run -0 make -q bench-group ROUNDS=1
}

@test "a server runs beside each run, outside the clock, and its address is {url}" {
	no_reports
	[ -x build/bin/mockserver ] || skip 'mockserver is not built'
	command -v curl >/dev/null || skip 'curl is not installed'
	benchmark toy '.server = ["mockserver", "-c", "unpinned", "-d", "1:0.1"] | .arguments += ["{url}"]'
	implementation toy/sh-a 'curl -s "$2/?i=1" >/dev/null || exit 3; echo "$2" >>"$LOG"'
	implementation toy/sh-b 'curl -s "$2/?i=1" >/dev/null || exit 3'
	make -s bench-toy ROUNDS=2
	[ "$(grep -c '^http://127.0.0.1:' "$LOG")" -eq 3 ]
	record toy/sh-a '.server.command' | jq -e '.[0] == "mockserver"'
	record toy/sh-a '.server.layout' | jq -e 'type == "object"'
	run -0 make -s verify
	run -1 pgrep -f "mockserver.*$BATS_TEST_TMPDIR"
}

@test "a pass is one more run, which is not timed; what it counts is in the record" {
	no_reports
	[ -x build/bin/alloccount ] || skip 'alloccount is not built'
	benchmark toy '.passes = ["alloccount"]'
	run -0 make -s bench-toy ROUNDS=2
	record toy/sh-a '.metrics.alloc_count' | jq -e '.n == 1 and .value > 10 and .unit == "1"'
	record toy/sh-a '.metrics.wall_time' | jq -e '.n == 2'
	record toy/sh-a '[.rounds[] | select(.phase == "observed")]' |
		jq -e 'length == 1 and .[0].status == "ok" and .[0].wall_time == null'
	record toy/sh-a '[.raw[].path]' | jq -e 'any(endswith("alloccount.csv"))'
	run -0 make -q bench-toy ROUNDS=2
	# a pass that was deleted is made again, and no round with it
	: >"$LOG"
	rm results/raw/quick/toy/sh-a/alloccount.csv
	run -0 make -s bench-toy ROUNDS=2
	[ "$(grep -c start "$LOG")" = 1 ]
	run -0 mk/bin/validate results/normalized/quick/toy/*.json
}

@test "the winner is one of the spec's class, however fast another is" {
	implementation toy/sh-a 'sleep 0.05'
	implementation toy/sh-b 'sleep 0.15'
	implementation toy/sh-fast
	echo '{"class": "tuned", "threads": 1, "simd": "none", "unsafe": false, "ffi": false, "libraries": []}' \
		>workloads/toy/sh-fast/impl.json
	run -0 make -s bench-toy ROUNDS=7
	[[ $output == *'sh-a is the fastest'* ]]
	[ "$(record toy/sh-fast '.comparisons[0].reference')" = '"sh-a"' ]
	[ "$(record toy/sh-b '.comparisons[0].verdict')" = '"slower"' ]
	[[ $output == *'Not in the same class: sh-fast'* ]]
}

@test "what is compared may change without measuring again" {
	no_reports
	run -0 make -s bench-toy ROUNDS=2
	: >"$LOG"
	jq '.compare = ["max_rss"]' workloads/toy/spec.json >spec && mv spec workloads/toy/spec.json
	run -0 make -s bench-toy ROUNDS=2
	[ ! -s "$LOG" ]
	record toy/sh-a '[.comparisons[].metric] + [.spec.compare[]]' | jq -e 'all(. == "max_rss")'
}

@test "a benchmark that has none of the implementations asked for says so" {
	no_reports
	benchmark more
	implementation more/sh-c
	run -2 make -s bench-more IMPLS=sh-a
	[[ $output == *'more has none of these implementations: it has sh-c'* ]]
	[ ! -s "$LOG" ]
	run -0 make -s bench IMPLS=sh-a ROUNDS=1
}

@test "asking does not make anything stale" {
	no_reports
	run -0 make -s bench-toy ROUNDS=1
	make -n bench-toy ROUNDS=1 IMPLS=sh-a >/dev/null
	run -1 make -q bench-toy ROUNDS=1 IMPLS=sh-a
	run -0 make -q bench-toy ROUNDS=1
	make -s list ROUNDS=1 | grep -q '^toy (quick): fresh'
}

@test "list says what was never measured, and looks for borrowed programs where they are" {
	no_reports
	benchmark again '.programs = {of: "toy", only: ["sh-b"]}'
	run -0 make -s bench-again ROUNDS=1
	run -0 make -s bench-toy ROUNDS=1 IMPLS=sh-a
	run -0 --separate-stderr make -s list ROUNDS=1
	[ -z "$stderr" ]
	grep '^toy' <<<"$output" | grep -q 'stale: sh-b was never measured, '
	implementation toy/sh-b 'true'
	run -0 --separate-stderr make -s list ROUNDS=1
	[ -z "$stderr" ]
	grep '^again' <<<"$output" | grep -q 'sources of sh-b are newer'
}
