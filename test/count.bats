#!/usr/bin/env bats
# make count: instructions, beside the rounds

load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	command -v valgrind >/dev/null || skip 'no valgrind'
	make_tree
}

# counter - what counts is quick here, and says how many arguments there are; not
# what is counted but when is tested with it
counter() {
	cat >build/bin/icount <<-'EOT'
		#!/bin/bash
		[ "$1" != -o ] || exit 0
		echo "valgrind,instructions,1,$#" >&"$SAMPLES_FD"
		exec "$@"
	EOT
	touch -r "$ROOT/build/bin/icount" build/bin/icount
}

# counts - how many counts each record has, in the order of names
counts() {
	jq '[.metrics[] | select(.metric == "instructions")] | length' results/normalized/quick/toy/*.json | paste -sd ' '
}

@test "count: each implementation once, before any round; a second run does nothing" {
	run -0 make count-toy
	[ "$(runs)" -eq 2 ]
	[[ $output =~ sh-a\ +[0-9,]+\ +×[0-9.]+\ +(valgrind|pmu) ]]
	[ -z "$(find results -name '0*.csv')" ]
	[ ! -e results/normalized ]
	run -0 make count-toy
	[ "$(runs)" -eq 0 ]
	run -0 make -q count-toy
	run -0 make list
}

@test "count: a bench keeps the counts, and its records and report have them" {
	bench count-toy
	runs
	bench bench-toy
	[ "$(runs)" -eq 10 ]
	[ "$(jq -r '.metrics[] | select(.metric == "instructions") | "\(.n) \(.direction) \(.unit)"' \
		results/normalized/quick/toy/sh-a.json)" = '1 lower 1' ]
	[ "$(jq -r .status results/normalized/quick/toy/*.json | sort -u)" = ok ]
	grep -q Instructions results/report/quick/toy.md
	run -0 make validate
	run -0 make -q bench-toy
	bench count-toy IMPLS=sh-a
	[ "$(runs)" -eq 0 ]
}

@test "count: after a bench, the next one takes the counts and measures nothing" {
	measured
	no_reports
	counter
	bench count-toy IMPLS=sh-a
	runs
	run -1 make -q bench-toy
	bench bench-toy
	[ "$(runs)" -eq 0 ]
	[ "$(counts)" = '1 0' ]
}

@test "count: a new session drops the counts, and bench never counts" {
	no_reports
	counter
	bench count-toy
	bench bench-toy
	runs
	echo '# changed' >>workloads/toy/sh-a/main.sh
	bench bench-toy
	[ "$(runs)" -eq 10 ]
	[ -z "$(find results -name icount.csv)" ]
	[ "$(counts)" = '0 0' ]
	bench count-toy
	[ "$(runs)" -eq 2 ]
	echo '# again' >>workloads/toy/sh-a/main.sh
	bench count-toy
	[ "$(runs)" -eq 2 ]
}

@test "count: one that fails has no count and spoils no record; the others are counted" {
	no_reports
	implementation toy/sh-b '[ -z "${PYTHONHASHSEED-}" ] || exit 3'
	run -2 make count-toy
	[[ $output =~ sh-b\ +not\ counted ]]
	[[ $output =~ sh-a\ +[0-9,]+\ +×1\  ]]
	[ ! -e results/raw/quick/toy/sh-b/icount.csv ]
	bench bench-toy
	[ "$(jq -r .status results/normalized/quick/toy/*.json | sort -u)" = ok ]
}

@test "count: without valgrind nothing is counted, and it is said what to do" {
	printf '%s\n' '#!/bin/sh' 'echo "icount: valgrind is not installed: make deps-count" >&2' 'exit 1' >build/bin/icount
	run -2 make count-toy
	[[ $output == *'icount: valgrind is not installed: make deps-count'* ]]
	[ -z "$(find results -name icount.csv)" ]
}

@test "count: a spec may ask for it as a pass" {
	benchmark toy '.passes = ["icount"]'
	bench bench-toy ROUNDS=1
	[ "$(runs)" -eq 6 ]
	[ "$(counts)" = '1 1' ]
	run -0 make count-toy
	[ "$(runs)" -eq 0 ]
	[[ $output == *sh-b* ]]
}

@test "count: words that make no sense are refused" {
	run -2 make count-none
	[[ $output == *'there is no benchmark none: there are toy'* ]]
	run -2 make count-toy IMPLS=sh-z
	[[ $output == *'IMPLS=sh-z: there is only: sh-a sh-b'* ]]
}
