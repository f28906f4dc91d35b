#!/usr/bin/env bats
# history.bats - what make promises of the history

load helper
load pipeline

# bash has a command of this name

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
	no_reports
}

# stored [ARG ...] - how many lines the history has
stored() {
	historian -q "$@" | tail -n +2 | wc -l
}

@test "make: bench-B appends its records to the history, each once" {
	measured
	[ "$(stored)" -eq 4 ] # wall_time and row_rate of two implementations
	bench bench-toy
	touch results/normalized/quick/toy/*.json
	bench bench-toy
	[ "$(stored)" -eq 4 ]
	bench remeasure-toy
	[ "$(stored)" -eq 8 ]
	[ "$(stored -i sh-a -m wall_time)" -eq 2 ]
	[ "$(historian -l | tail -n +2 | wc -l)" -eq 4 ]
}

@test "make: -n and -q append nothing" {
	run -0 make -n bench-toy
	[[ $output == *'build/bin/historian -a -d results/history '* ]]
	[ ! -e results/history ]
	measured
	run -0 make -q bench-toy
	run -0 make -n bench-toy
	[[ $output != *'historian -a'* ]]
	touch results/normalized/quick/toy/sh-a.json
	run -1 make -q bench-toy
	[ "$(stored)" -eq 4 ]
}

@test "make: fewer implementations append what is there, and failures are appended" {
	implementation toy/sh-b 'exit 3'
	bench bench-toy IMPLS=sh-a
	[ "$(stored)" -eq 2 ]
	run -2 make bench-toy
	[ "$(stored -i sh-b)" -eq 1 ]
	historian -q -i sh-b | grep -q ',wall_time,s,lower,failed,,,,0,'
}

@test "make: a history that cannot be written is an error" {
	measured
	rm -r results/history
	touch results/history results/normalized/quick/toy/*.json
	run -2 make bench-toy
	[[ $output == *'results/history'* ]]
}

@test "make: history lists, history-import fills, history-check fails if nothing is recent" {
	measured
	rm -r results/history
	run -2 make history
	[[ $output == 'historian: results/history: no history is there'* ]]
	bench history-import
	[ "$(stored)" -eq 4 ]
	bench history-import FROM=results/normalized/quick/toy
	[ "$(stored)" -eq 4 ]
	[ "$(make history | wc -l)" -eq 5 ]
	bench history-check
	run -2 make history-check DAYS=0
	[[ $output == *'stale'* ]]
	run -2 make history-import FROM=
	[[ $output == *'history-import: there are no records: FROM=DIR says where'* ]]
}
