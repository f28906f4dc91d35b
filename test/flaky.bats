#!/usr/bin/env bats
# flaky.bats - what flaky promises, and the program that runs the suites

load helper

DATA=$BATS_TEST_DIRNAME/data

header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

# runs NAME TEST OUTCOMES - a round for each letter: p passed, f failed, - no run
runs() {
	local i
	for ((i = 0; i < ${#3}; i++)); do
		case ${3:i:1} in
		p) echo "$1,$((i + 1)),1,${phase:-timed},${outcome:-ok},$2,test_failed,1,0,1" ;;
		f) echo "$1,$((i + 1)),1,${phase:-timed},${outcome:-ok},$2,test_failed,1,1,1" ;;
		esac
	done
}

# value CASE METRIC [FILE] - from what flaky wrote
value() {
	awk -F , -v scase="$1" -v metric="$2" '$6 == scase && $7 == metric { print $9 }' "${3:-got}"
}

@test "flaky: a wrong call says how to call, as the manual does" {
	usage_is_synopsis flaky
}

@test "flaky: agrees with R" {
	flaky "$DATA/flaky.csv" >got
	agree "$DATA/flaky-want.csv" got
}

@test "flaky: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	Rscript "$ROOT/test/reference/flaky.R" .
	agree "$DATA/flaky-want.csv" flaky-want.csv
	same "$DATA/flaky.csv" flaky.csv
}

@test "flaky: flaky is to pass and to fail, failing to fail always, stable to pass always" {
	{ header && runs a sometimes pfp && runs a never fff && runs a always ppp && runs a once f; } | flaky >got
	[ "$(value '' tests)" = 4 ]
	[ "$(value '' tests_flaky) $(value '' tests_failing) $(value '' tests_stable)" = '1 2 1' ]
	[ "$(value '' flaky_share)" = 25 ]
	[ "$(value '' runs_failed)" = 3 ]
}

@test "flaky: a test that had no turn has no run, and the least runs decide what is detectable" {
	{ header && runs a often pppppppppp && runs a rarely --pp------; } | flaky >got
	[ "$(value often test_runs) $(value rarely test_runs)" = '10 2' ]
	awk -v d="$(value '' detectable_share)" 'BEGIN { exit !(d > 77.6 && d < 77.7) }'
}

@test "flaky: warm-ups and runs that went wrong do not count" {
	{ header && runs a x pp && phase=warmup runs a x fff && outcome=failed runs a x --fff; } | flaky >got
	[ "$(value x test_runs) $(value x failure_share)" = '2 0' ]
}

@test "flaky: if no run went well nothing is said" {
	{ header && outcome=failed runs a x fff; } >in
	flaky in | same <(header) -
	[ "$(flaky -T in)" = 'no run went well, so nothing is known of tests' ]
	# which is not that all is well
	run -1 flaky -e in
}

@test "flaky: the order of files and rows changes no value" {
	{ runs a x pfpfpppp && runs a y pppppppp && runs b x ffffffff && runs a 'z "1", 2' pppppppf; } |
		sed 's/,z "1", 2,/,"z ""1"", 2",/' >rows
	for seed in 1 2 3; do
		shuf --random-source=<(yes $seed) rows >shuffled
		split -n l/3 shuffled part.
		for part in part.??; do { header && cat "$part"; } >"$part.csv"; done
		flaky part.??.csv | sort >"got.$seed"
	done
	same got.1 got.2
	same got.1 got.3
	grep -q '"z ""1"", 2",failure_share,%,12.5' got.1
}

@test "flaky: refuses what is no run of a test" {
	{ header && runs a x pp; } >in
	run -1 flaky in in
	[ "$output" = 'flaky: in:2: test_failed: a second run of the test in the same round' ]
	run -1 flaky <(sed 's/,0,1$/,0.5,1/' in)
	[[ $output == *':2: test_failed: neither 0 nor 1' ]]
	run -1 flaky <(sed 's/test_failed/test_time/' in)
	[ "$output" = 'flaky: no run has a value of test_failed' ]
	run -1 flaky -o out nowhere.csv
	[ ! -e out ]
	run -1 flaky /dev/null
	run -1 flaky -o /dev/full in
}

@test "flaky: the table has what is of interest first, and says what so many runs can tell" {
	thirty=$(printf 'p%.0s' {1..30})
	{ header && runs py good "$thirty" && runs py bad "${thirty//p/f}" && runs py odd "fff${thirty:3}"; } >in
	COLUMNS=1000 flaky -T in >got
	same - got <<-'EOT'
		py: 3 tests, 1 flaky (33.3 % [6.1, 79.2]), 1 failing, 1 stable; 30 of 30 runs failed
		test  verdict  runs  failed  share of runs  95 % interval
		odd   flaky      30       3         10.0 %  [3.5, 25.6]
		bad   failing    30      30        100.0 %  [88.6, 100.0]
		good  stable     30       0          0.0 %  [0.0, 11.4]
		30 clean runs exclude, with 95 %, a failure probability above 9.5 %. A test that fails in 1 % of runs would be seen in 26 % of such sessions; 299 runs would be needed to see it with 95 %.
	EOT
}

@test "flaky: one run is no verdict" {
	{ header && runs py good p && runs py bad f; } >once
	COLUMNS=1000 flaky -T once >got
	[ "$(head -n 1 got)" = 'py: 2 tests, 2 with one run, which is no verdict; 1 of 1 run failed' ]
	grep -q '^bad  *1 run: failed  *1  ' got && grep -q '^good  *1 run: passed  *1  ' got
	run -1 grep -E 'stable|failing|flaky' got
	{ cat once && runs py other pp; } >some
	COLUMNS=1000 flaky -T some >got
	[ "$(head -n 1 got)" = 'py: 3 tests, 0 flaky, 0 failing, 1 stable, 2 with one run, which is no verdict; 1 of 2 runs failed' ]
}

@test "flaky: with -e the exit status tells" {
	{ header && runs a x ppp; } | flaky -e
	run -1 flaky -e <(header && runs a x ppf)
	run -1 flaky -e <(header && runs a x fff)
}

# --- the program that runs the suites -----------------------------------------

# suite IMPL - the program for it, in build/x/IMPL, without tests
suite() {
	impl=$1
	mkdir -p "build/x/$impl/tests"
	ln -sfn "$ROOT/build/checkers" build/checkers
	cp -L "$ROOT/workloads/flaky-control/$impl"/*.py "build/x/$impl"
	rm -f "build/x/$impl/test_control.py"
	{ echo '#!/usr/bin/python3' && cat "build/x/$impl/main.py"; } >"build/x/$impl/run"
	chmod +x "build/x/$impl/run"
	echo 1.0 >"build/x/$impl/rustc.txt"
	echo 'stable 1 0' >dataset
}

# program NAME LINE ... - a test program of rust, which is a script
program() {
	local file=build/x/rust/tests/$1
	shift
	printf '%s\n' '#!/bin/bash' "$@" >"$file"
	chmod +x "$file"
}

# event NAME EVENT - the line that writes one; totals PASSED FAILED IGNORED - the last
event() {
	echo "echo '{ \"type\": \"test\", \"name\": \"$1\", \"event\": \"$2\", \"exec_time\": 0.25 }'"
}
totals() {
	echo "echo '{ \"type\": \"suite\", \"event\": \"ok\", \"passed\": $1, \"failed\": $2, \"ignored\": $3 }'"
}

# passing NAME ... - the lines of tests that pass
passing() {
	local name
	for name; do
		event "$name" started
		event "$name" ok
	done
}

# turn [LIMIT_S] - run it once, as timer does: samples, raw/
turn() {
	rm -rf raw
	mkdir raw
	SAMPLES_FD=9 "build/x/$impl/run" 1 raw "${1:-20}" dataset 9>samples
}

# outcomes - the tests that had a run: NAME 0 or NAME 1
outcomes() {
	awk -F , '$2 == "test_failed" { print $1, $4 }' samples | sort | paste -sd ' '
}

@test "suite: tests that passed, failed and were skipped" {
	suite rust
	program one "$(passing a)" "$(event b started)" "$(event b failed)" "$(event c started)" \
		"$(event c ignored)" "$(totals 1 1 1)" 'exit 101'
	turn
	[ "$(outcomes)" = 'a 0 b 1' ]
	grep -qx 'a,test_time,s,0.25' samples
	grep -q '^,setup_time,s,' samples && grep -q '^suite,wall_time,s,' samples
	[ "$(jq -c '[.subjects[0].tests, .tools[0].version]' raw/evidence.json)" = '[2,"1.0"]' ]
	[ -s raw/one.jsonl ]
}

@test "suite: the environment of a round is its number, and nothing else tells" {
	suite rust
	program one 'env >environment' "$(passing a)" "$(totals 1 0 0)"
	RUST_TEST_SHUFFLE=1 PYTEST_ADDOPTS=-x turn
	grep -qx BENCH_ITER=1 environment && grep -qx PYTHONHASHSEED=1 environment
	grep -qx RUST_BACKTRACE=0 environment && grep -qx "BENCH_DATASET=$PWD/dataset" environment
	run -1 grep -E 'SAMPLES_FD|RUST_TEST|PYTEST' environment
}

@test "suite: a hang is a failure of the test that hangs, and nothing of it is left" {
	suite rust
	program one "$(passing a)" "$(event b started)" 'sleep 77 & echo $! >child' 'sleep 77'
	program two "$(passing c)" "$(totals 1 0 0)"
	turn 0.5
	[ "$(outcomes)" = 'a 0 b 1' ]
	run -1 grep -E 'setup_time|wall_time|b,test_time' samples
	grep -q 'stopped after 0.5 s during b, which counts as failed' raw/evidence.json
	grep -q 'tests of two had no turn' raw/evidence.json
	for ((i = 0; i < 50; i++)); do [ -e "/proc/$(cat child)/stat" ] || break; sleep 0.02; done
	[[ ! -e /proc/$(cat child)/stat || $(cut -d ' ' -f 3 "/proc/$(cat child)/stat") == Z ]]
}

@test "suite: a crash is a failure of the test that crashed, also if it exits with 0" {
	suite rust
	for end in 'kill -SEGV $$' 'kill -ABRT $$' 'exit 0' 'exit 101'; do
		program one "$(passing a)" "$(event b started)" "$end"
		turn
		[ "$(outcomes)" = 'a 0 b 1' ]
		grep -q 'b, which counts as failed' raw/evidence.json
	done
}

@test "suite: how many tests there are is known also where a crash hides some, skipped ones apart" {
	suite rust
	begin() { echo "echo '{ \"type\": \"suite\", \"event\": \"started\", \"test_count\": $1 }'"; }
	program one "$(begin 4)" "$(event a started)" "$(event a ignored)" "$(event b started)" 'kill -SEGV $$'
	program two "$(begin 2)" "$(passing c d)" "$(totals 2 0 0)"
	turn
	[ "$(outcomes)" = 'b 1 c 0 d 0' ]
	grep -qx ',tests_collected,1,5' samples
	# one that has no turn is asked for a list
	program one "$(begin 4)" "$(event b started)" 'sleep 77'
	program two '[ "$*" != "--list --format terse" ] || printf "%s: test\n" c d e'
	turn 0.3
	grep -qx ',tests_collected,1,7' samples
	program two
	turn 0.3
	run -1 grep tests_collected samples
	# of one that does not say it, it is unknown
	program one "$(event b started)" 'kill -SEGV $$'
	program two "$(begin 2)" "$(passing c d)" "$(totals 2 0 0)"
	turn
	run -1 grep tests_collected samples
}

@test "suite: what is no run of a suite is no result, and says why" {
	suite rust
	while IFS='|' read -r why lines; do
		program one "$(eval "$lines")"
		run -70 turn
		[ "$(wc -l <raw/reason.txt)" = 1 ]
		grep -q "$why" raw/reason.txt || { cat raw/reason.txt; false; }
		[ ! -s samples ] && [ ! -e raw/evidence.json ]
	done <<-'EOT'
		ran no test|totals 0 0 0
		ran no test|event a started; event a ignored; totals 0 0 1
		exited with 3: out of luck|echo 'echo out of luck >&2; exit 3'
		ended by SIGSEGV|echo 'kill -SEGV $$'
		exited with 5|passing a; totals 1 0 0; echo 'exit 5'
		the suite says|passing a; totals 2 0 0
		end of a cannot be read|event a started; passing b; totals 2 0 0
		end of a cannot be read|event a started; passing b; event c started
		without having started|event a ok; totals 1 0 0
		more than one test a|passing a a; totals 2 0 0
	EOT
	program one "$(passing a)" "$(totals 1 0 0)"
	program two "$(passing a)" "$(totals 1 0 0)"
	run -70 turn
	[ "$(cat raw/reason.txt)" = 'there is more than one test a' ]
	rm build/x/rust/tests/*
	run -70 turn
	run -2 build/x/rust/run 1 raw
}

@test "suite: what tests write between events does no harm" {
	suite rust
	program one "$(event a started)" 'printf "no newline {"; printf "\377\n{}\n[1]\n{\"type\": \"test\"}\n{"' \
		"$(event a ok)" "$(totals 1 0 0)"
	turn
	[ "$(outcomes)" = 'a 0' ]
}

@test "suite: without pytest the hint says how to get it" {
	suite python
	rm build/checkers
	run -69 turn
	[ "$(cat raw/reason.txt)" = 'there is no build/checkers/venv/bin/python: make deps-security' ]
}

# with_pytest - a suite of python, whose test file is standard input
with_pytest() {
	[ -e "$ROOT/build/checkers/venv/checkers.txt" ] || skip 'pytest is not installed: make deps-security'
	suite python
	cat >build/x/python/test_it.py
}

@test "suite: pytest's set-up, tear-down, parameters and expected failures" {
	with_pytest <<-'EOT'
		import pytest
		@pytest.fixture
		def late():
		    yield
		    raise OSError
		@pytest.mark.parametrize("x", ["a,b", 'c"d'])
		def test_p(x): pass
		def test_teardown(late): pass
		def test_setup(nothing): pass
		@pytest.mark.xfail
		def test_expected(): assert False
		@pytest.mark.skip
		def test_skipped(): pass
	EOT
	turn
	python3 - <<-'EOT' >got
		import csv
		print(*sorted(f"{r[0]}={r[3]}" for r in csv.reader(open("samples")) if r[1] == "test_failed"), sep="\n")
	EOT
	same - got <<-'EOT'
		test_it::test_expected=0
		test_it::test_p[a,b]=0
		test_it::test_p[c"d]=0
		test_it::test_setup=1
		test_it::test_teardown=1
	EOT
	[ "$(jq -r '.tools[] | select(.name == "pytest").version' raw/evidence.json)" = 9.2.0 ]
	run -1 compgen -G "build/x/python/__pycache__/test_it*"
}

@test "suite: a crash of Python is a failure of the test that crashed" {
	with_pytest <<<$'import os\ndef test_a(): pass\ndef test_b(): os.abort()\ndef test_c(): pass'
	turn
	[ "$(outcomes)" = 'test_it::test_a 0 test_it::test_b 1' ]
	grep -q 'SIGABRT during test_it::test_b, which counts as failed; tests that had no turn: 1' raw/evidence.json
	grep -qx ',tests_collected,1,3' samples
}

@test "suite: a Python suite that cannot be imported, or has no test, is no result" {
	with_pytest <<<'import nowhere'
	run -70 turn
	grep -q "test_it.py.*No module named 'nowhere'" raw/reason.txt
	echo >build/x/python/test_it.py
	run -70 turn
	grep -q 'exited with 5: no tests' raw/reason.txt
}

@test "suite: a crate that does not compile is a build that failed, and says where" {
	command -v cargo >/dev/null || skip 'cargo is not installed'
	mkdir -p workloads/x build/x build/toolchain
	cp -rL "$ROOT/workloads/flaky-control/rust" workloads/x/rust
	echo 'fn broken( {' >>workloads/x/rust/control/src/lib.rs
	rustc --version >build/toolchain/rust
	run "$ROOT/mk/bin/build" build/x/rust.json workloads/x/rust rust build/toolchain/rust ./build.sh
	[ "$(jq -r .status build/x/rust.json)" = build_failed ]
	[[ $(jq -r .reason build/x/rust.json) == *error* ]]
	grep -q 'src/lib.rs:5' build/x/rust.log
}

# draw SEED ROUND - splitmix64(SEED xor ROUND * 0x1000193) mod 100, in the shell's
# signed integers: shifts are made logical, and the remainder is of halves
draw() {
	local z=$(($1 ^ ($2 * 0x1000193)))
	z=$((z + 0x9E3779B97F4A7C15))
	z=$(((z ^ (z >> 30 & 0x3FFFFFFFF)) * 0xBF58476D1CE4E5B9))
	z=$(((z ^ (z >> 27 & 0x1FFFFFFFFF)) * 0x94D049BB133111EB))
	z=$((z ^ (z >> 31 & 0x1FFFFFFFF)))
	echo $((((z >> 1 & 0x7FFFFFFFFFFFFFFF) % 50 * 2 + (z & 1)) % 100))
}

# truth - NAME ROUND 0 or 1, of 30 rounds
truth() {
	local name seed percent round
	while read -r name seed percent; do
		for round in {1..30}; do
			echo "test_control::test_$name $round $(($(draw "$seed" "$round") < percent))"
		done
	done <"$ROOT/build/datasets/flaky-control.txt"
}

# session IMPL - 30 rounds of flaky-control, each as a file of samples(5): got/NN.csv
session() {
	local run=build/flaky-control/$1/run
	[ -x "$ROOT/$run" ] && [ -e "$ROOT/build/datasets/flaky-control.txt" ] || skip "flaky-control/$1 is not built"
	mkdir got
	export run there=$PWD
	(
		cd "$ROOT" || return
		# shellcheck disable=SC2016 # for the inner shell
		printf '%s\n' {1..30} | xargs -P 2 -I N sh -c 'mkdir -p "$there/raw/N" && SAMPLES_FD=9 "$run" N \
			"$there/raw/N" 20 build/datasets/flaky-control.txt 9>"$there/got/N.samples" >/dev/null'
	)
	for ((i = 1; i <= 30; i++)); do
		{ header && sed "s/^/x,$i,1,timed,ok,/; s/$/,1/" "got/$i.samples"; } >"got/$i.csv"
	done
}

# detected - NAME ROUND 0 or 1, of the tests that the truth knows
detected() {
	awk -F , '$7 == "test_failed" && $6 !~ /order/ { print $6, $2, $9 }' got/*.csv
}

# exactly - what was detected is the truth: each failure in its round, each count
exactly() {
	truth | sort >want
	detected | sort | same want -
	flaky got/*.csv >verdicts
	for name in stable p03 p10 p30 always; do
		awk -v name="test_control::test_$name" '$1 == name { n++; f += $3 } END { print n, 100 * f / n }' want >share
		read -r n share <share
		[ "$(value "test_control::test_$name" test_runs verdicts)" = "$n" ]
		awk -v a="$share" -v b="$(value "test_control::test_$name" failure_share verdicts)" \
			'BEGIN { exit !((a - b) ^ 2 < 1e-6) }'
	done
	[ "$(value '' tests verdicts) $(value '' tests_flaky verdicts) $(value '' tests_failing verdicts)" = "7 $1 1" ]
}

@test "flaky-control: in Python, exactly the failures that are computed are found" {
	[ -e "$ROOT/build/checkers/venv/checkers.txt" ] || skip 'pytest is not installed: make deps-security'
	session python
	exactly 3
}

@test "flaky-control: in Rust, exactly the failures that are computed are found" {
	session rust
	exactly 3
}

@test "flaky-control: shuffled, a test that depends on the order fails where it came first" {
	session rust-shuffled
	exactly 4
	for ((i = 1; i <= 30; i++)); do
		first=$(sed -n 's/.*"started", "name": "\(.*order_.\)".*/\1/p' "raw/$i/control.jsonl" | head -n 1)
		want=$([[ $first == *order_b ]] && echo 1 || echo 0)
		grep -qx "x,$i,1,timed,ok,test_control::test_order_b,test_failed,1,$want,1" "got/$i.csv"
	done
}

@test "flaky-own: both languages have the same cases, and the dataset names all that they test" {
	cd "$ROOT/workloads/flaky-own"
	for bench in etl parse; do
		same <(sed -n 's/^def \(test_[a-z0-9_]*\).*/\1/p' python/test_$bench.py) \
			<(sed -n 's/^fn \(test_[a-z0-9_]*\).*/\1/p' rust/$bench/src/test_$bench.rs)
	done
	(cd "$ROOT" && datasets/flaky-own.txt.py "$BATS_TEST_TMPDIR/list")
	find . -type l -exec readlink -f {} + | grep -E '/workloads/(etl|parse)/.*(\.py|\.rs|Cargo.lock)$' |
		sed "s|^$ROOT/||" | sort -u | same - <(cut -c 67- "$BATS_TEST_TMPDIR/list" | sort)
}
