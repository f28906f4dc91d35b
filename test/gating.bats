#!/usr/bin/env bats
# gating.bats - make gate: what is here against a commit or records

load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
	cd "$BATS_TEST_TMPDIR" || return
	copy_tree repository repository_tree
}

# a tree that is a repository with one commit, where sh-a takes 30 ms
repository_tree() {
	copy_tree fresh fresh_tree
	printf '%s\n' /build/ '/results/*' >.gitignore
	implementation toy/sh-a 'sleep 0.03'
	git init -q .
	git config user.name test
	git config user.email test@localhost
	git add -A
	git commit -qm 'first'
}

# recorded - to a copy of it after "make bench-toy", and nothing is in the log
recorded() {
	cd "$BATS_TEST_TMPDIR" || return
	copy_tree recorded recorded_tree
}

recorded_tree() {
	copy_tree repository repository_tree
	bench bench-toy
}

# gate ARGUMENT ... - make gate with few rounds; its exit status is make's
gate() {
	make GATE_ROUNDS=7 "$@" >"$BATS_TEST_TMPDIR/out" 2>&1
}

# verdict IMPL - of its rows the worst, as gate.json has it
verdict() {
	jq -r --arg impl "$1" '[.rows[] | select(.implementation == $impl) | .verdict] | unique | join(",")' results/gate/quick/gate.json
}

@test "what is built from the same files is unchanged, and nothing is measured" {
	echo 'more to read' >README.md
	gate gate BASE=HEAD
	[ "$(runs)" = 0 ]
	[ "$(verdict sh-a)" = unchanged ]
	[ "$(verdict sh-b)" = unchanged ]
}

@test "what takes much longer fails, twice, and only what changed is measured" {
	implementation toy/sh-a 'sleep 0.12'
	run ! gate gate BASE=HEAD
	# a warm-up and 7 rounds of three sides, and again
	[ "$(grep -c 'start toy/sh-a' "$LOG")" = 48 ]
	run ! grep -q 'toy/sh-b' "$LOG"
	one_at_a_time
	jq -e --arg commit "$(git rev-parse HEAD)" '.verdict == "fail" and .base.commit_sha == $commit' results/gate/quick/gate.json
	jq -e '.rows[] | select(.implementation == "sh-a" and .metric == "wall_time")
		| .verdict == "fail" and .confirmed and .paired and .ratio > 1.5' results/gate/quick/gate.json
	grep -q 'sh-a' results/gate/quick/gate.md
	grep -q '<failure' results/gate/quick/gate.xml
}

@test "a second gate measures nothing and says the same" {
	implementation toy/sh-a 'sleep 0.05'
	gate gate BASE=HEAD GATE_ROUNDS=2
	runs
	cp results/gate/quick/gate.csv want
	gate gate BASE=HEAD GATE_ROUNDS=2
	[ "$(runs)" = 0 ]
	same want results/gate/quick/gate.csv
	grep -q 'FRESH=1 measures again' "$BATS_TEST_TMPDIR/out"
	git commit -qam 'slower'
	gate gate BASE=HEAD~1 GATE_ROUNDS=2
	[ "$(runs)" = 0 ]
	jq -e --arg base "$(git rev-parse HEAD~1)" --arg head "$(git rev-parse HEAD)" '.base == (.base + {commit_sha: $base, dirty: false})
		and .head == (.head + {commit_sha: $head, dirty: false})' results/gate/quick/gate.json
	gate gate BASE=HEAD~1 FRESH=1 GATE_ROUNDS=2
	[ "$(runs)" = 9 ]
}

@test "a gate that was killed goes on where it was" {
	implementation toy/sh-a 'sleep 0.12'
	make GATE_ROUNDS=4 gate BASE=HEAD >/dev/null 2>&1 3>&- &
	until [ "$(grep -c end "$LOG")" -ge 5 ]; do sleep 0.1; done
	kill -KILL $!
	pkill -KILL -f "$PWD" || true
	wait || true
	before=$(grep -c end "$LOG")
	gate gate BASE=HEAD GATE_ROUNDS=4
	# those that had ended are not run again, but the one that had no file yet
	[ "$(grep -c end "$LOG")" -le 16 ]
	[ "$before" -ge 5 ]
}

@test "the index and the work tree are left as they are" {
	implementation toy/sh-a 'sleep 0.031'
	git add workloads
	implementation toy/sh-b 'true'
	git status --porcelain >"$BATS_TEST_TMPDIR/want"
	gate gate-toy BASE=HEAD GATE_ROUNDS=1
	git status --porcelain | same "$BATS_TEST_TMPDIR/want" -
}

@test "what is gone is missing and fails; what was added is new and does not" {
	mkdir -p workloads/toy/sh-c
	cp workloads/toy/sh-a/main.sh workloads/toy/sh-c
	gate gate BASE=HEAD
	[ "$(verdict sh-c)" = new ]
	rm -r workloads/toy/sh-b
	for goal in gate gate-toy; do
		run ! gate $goal BASE=HEAD
		[ "$(verdict sh-b)" = missing ]
	done
	gate gate-toy BASE=HEAD IMPLS=sh-a
}

@test "a benchmark that is gone is missing, where all are asked for" {
	benchmark other
	implementation other/sh-z
	git add -A
	git commit -qm 'another'
	rm -r workloads/other
	gate gate-toy BASE=HEAD
	run ! gate gate BASE=HEAD
	[ "$(verdict sh-z)" = missing ]
}

@test "what could not be measured is an error, and nothing is passed" {
	implementation toy/sh-a 'sleep 0.031'
	run -2 make gate BASE=HEAD GATE_ROUNDS=2 LOCK="$PWD/none/lock"
	[[ $output == *'toy/sh-a-base.json was not made: measuring failed'* ]]
	[ ! -e results/gate/quick/gate.json ]
}

@test "IMPLS and ROUNDS are of this tree, not of the one in which is measured" {
	implementation toy/sh-a 'sleep 0.031'
	implementation toy/sh-b 'true'
	gate gate BASE=HEAD IMPLS=sh-a ROUNDS=1 GATE_ROUNDS=2
	[ "$(grep -c 'start toy/sh-a' "$LOG")" = 9 ]
	run ! grep -q 'toy/sh-b' "$LOG"
	jq -e '[.rows[].implementation] | unique == ["sh-a"]' results/gate/quick/gate.json
}

@test "what does not work any more fails, and what works again is fixed" {
	implementation toy/sh-a 'exit 3'
	run ! gate gate BASE=HEAD GATE_ROUNDS=1
	[ "$(verdict sh-a)" = newly_failing ]
	rm workloads/toy/sh-a/main.sh
	run ! gate gate BASE=HEAD GATE_ROUNDS=1
	jq -e '.rows[] | select(.implementation == "sh-a") | .verdict == "newly_failing" and (.reason | test("build_failed.*main.sh"))' results/gate/quick/gate.json
	implementation toy/sh-a 'exit 3'
	git commit -qam 'broken'
	implementation toy/sh-a
	gate gate BASE=HEAD GATE_ROUNDS=1
	[ "$(verdict sh-a)" = fixed ]
}

@test "where a benchmark asks for other work, there is nothing to compare" {
	benchmark toy '.arguments += ["x"]'
	implementation toy/sh-a 'sleep 0.12'
	gate gate BASE=HEAD || true
	[ "$(verdict sh-a)" = environment_changed ]
	[ "$(runs)" = 0 ]
	run ! gate gate BASE=HEAD STRICT=1
}

@test "records are compared as they are, and those of another machine only if told to" {
	recorded
	mkdir old
	cp -r results/normalized/quick/toy old
	gate gate BASE=old
	[ "$(runs)" = 0 ]
	[ "$(verdict sh-a)" = unchanged ]
	for record in old/toy/*.json; do
		jq '.environment.machine_class = "0123456789abcdef"' "$record" >new && mv new "$record"
	done
	run ! gate gate BASE=old
	grep -q '0123456789abcdef' "$BATS_TEST_TMPDIR/out"
	gate gate BASE=old UNLIKE=1
}

@test "another gate in the same tree waits, and a wrong call is noticed before anything is built" {
	mkdir -p build/gate
	mkfifo go
	flock build/gate/lock cat go 3>&- &
	exec {open}>go
	gate gate BASE=HEAD {open}>&- 3>&- &
	until grep -q 'another gate is at work' "$BATS_TEST_TMPDIR/out"; do sleep 0.05; done
	[ ! -e results/gate/quick/gate.json ]
	exec {open}>&-
	wait $!
	[ -e results/gate/quick/gate.json ]
	rm -rf build/toy
	for wrong in BASE= BASE=none 'BASE=HEAD GATE_ROUNDS=0' 'BASE=HEAD GATE_ROUNDS=x' BASE=--all; do
		# shellcheck disable=SC2086
		run -2 make gate $wrong
		[ ! -e build/toy ]
	done
}

@test "a folder may have blanks in its name, and one without records says so" {
	recorded
	mkdir 'old records' none
	cp -r results/normalized/quick/toy 'old records'
	gate gate BASE='old records'
	[ "$(verdict sh-a)" = unchanged ]
	run -2 make gate BASE=none
	[[ $output == *'BASE=none: no records there'* ]]
}

@test "a record of the base that is not here any more is missing" {
	recorded
	cp -r results/normalized/quick old
	rm -r workloads/toy/sh-b
	run ! gate gate BASE=old
	[ "$(verdict sh-b)" = missing ]
	gate gate BASE=old IMPLS=sh-a
}

@test "a base that is neither says so, and so does none" {
	run -2 make gate BASE=no-such-thing
	[[ $output = *'neither a file or folder nor a commit'* ]]
	run -2 make gate
	[[ $output = *'BASE is not given'* ]]
	run -2 make gate-nothing BASE=HEAD
}

@test "COUNT=1 compares instructions, and what takes more of them fails" {
	icount -o /dev/null true 2>/dev/null || skip 'neither a PMU nor valgrind is here'
	# one process of a small shell: under valgrind each takes long
	counts_to() {
		printf '%s\n' '#!/bin/sh' 'sum=0 i=0' "while [ \$i -lt $1 ]; do i=\$((i + 1)); done" \
			'while read -r n; do sum=$((sum + n)); done <"$1"' 'echo $sum' "# $2" >workloads/toy/sh-a/main.sh
	}
	counts_to 9
	git commit -qam 'counts to nine'
	counts_to 9999
	run ! gate gate BASE=HEAD COUNT=1
	jq -e '.rows[] | select(.metric == "instructions") | .verdict == "fail" and .ratio > 1.05' results/gate/quick/gate.json
	jq -e '[.rows[].metric] | index("wall_time") == null' results/gate/quick/gate.json
	counts_to 9 'and no more'
	gate gate BASE=HEAD COUNT=1
}

@test "control pairs are kept, and tell of the noise of the next gate" {
	implementation toy/sh-a 'sleep 0.031'
	gate gate BASE=HEAD GATE_ROUNDS=2
	[ "$(cat results/gate/control/*/*.csv | grep -c 'toy,sh-a,quick,,wall_time')" = 1 ]
	cp results/gate/control/*/*.csv one
	folder=$(dirname results/gate/control/*/*.csv)
	for i in {1..29}; do sed "2,\$s/[^,]*\$/0.$i/" one >"$folder/$i.csv"; done
	gate gate BASE=HEAD GATE_ROUNDS=2
	jq -e '.rows[] | select(.metric == "wall_time") | .noise_source == "history" and .noise_floor > 0.2' results/gate/quick/gate.json
}

@test "gate-selftest counts what failed, was caught, and how sure that is" {
	local i
	for i in {1..200}; do echo "0,inconclusive,equivalent,1"; done >trials
	for i in {1..95}; do echo "10,fail,warn,1.1"; done >>trials
	for i in {1..5}; do echo "10,inconclusive,inconclusive,1.02"; done >>trials
	for i in {1..50}; do echo "20,fail,fail,1.2"; echo "20,fail,warn,1.19"; done >>trials
	echo '{"machine_class": "0", "cpu_model": "x"}' >environment
	(echo slowdown_percent,first,final,ratio; cat trials) |
		jq -nR --argjson rounds 20 --slurpfile environment environment -f mk/gate/selftest.jq >selftest.json
	jq -r '.false_fail, (.detections[] | .caught, .failed) | "\(.k),\(.n),\(.lo),\(.hi)"' selftest.json >got
	{ sed -n 1p "$ROOT/test/data/wilson-want.csv"; sed -n 4p "$ROOT/test/data/wilson-want.csv"; } >want
	sed -n '1,2p' got | awk -F , 'NR == FNR { for (i = 1; i < 5; i++) want[FNR, i] = $i; next }
		{ for (i = 1; i < 5; i++) { d = want[FNR, i] - $i; if (d * d > 1e-18) { print; exit 1 } } }' want -
	[ "$(cut -d , -f 1,2 got | paste -sd ' ')" = '0,200 95,100 0,100 100,100 50,100' ]
	jq -e '.detections | map(.ratio * 1000 | round) == [1100, 1195]' selftest.json
}
