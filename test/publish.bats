#!/usr/bin/env bats
# publish.bats - what make publish promises

load helper
load pipeline

# uncommitted FLAG - what the records say of changes
uncommitted() {
	local record
	for record in results/normalized/quick/toy/*.json; do
		jq ".dirty = $1 | del(.unknown.dirty)" "$record" >new.json
		mv new.json "$record"
	done
}

# committed - a measured tree whose records say that nothing was uncommitted
committed() {
	measured
	uncommitted false
}

@test "publish: records, report and raw rounds arrive, and a benchmark that was there stays" {
	committed
	mkdir -p out/quick/old
	sed 's/"toy"/"old"/' results/normalized/quick/toy/sh-a.json >out/quick/old/sh-a.json
	run -0 make publish FOLDER=out
	[[ $output = *"out: "*" of 1 benchmarks"* ]]
	for record in results/normalized/quick/toy/*.json; do
		cmp "$record" "out/quick/toy/${record##*/}"
	done
	grep -q '^### toy' out/quick/toy.md
	run -1 grep -F '](../' out/quick/toy.md
	grep -q '\[toy\](toy.md)' out/quick/index.md
	grep -q '\[old\](old.md)' out/quick/index.md
	[ -z "$(find out -name '.publish*')" ]
}

@test "publish: raw rounds are packed alike each time, and hold what the records name" {
	committed
	make publish FOLDER=one
	touch results/raw/quick/toy/*/01.csv
	make publish FOLDER=two
	cmp {one,two}/quick/toy-raw.tar.gz
	mkdir unpacked
	tar -xzf one/quick/toy-raw.tar.gz -C unpacked
	jq -r '.raw[] | "\(.sha256)  \(.path)"' one/quick/toy/sh-a.json | sed 's@results/raw/quick/@unpacked/@' | sha256sum -c --quiet
}

@test "publish: flame graphs go with the records, if there are any" {
	committed
	mkdir -p results/profile/quick/toy
	echo '<svg/>' >results/profile/quick/toy/sh-a.svg
	record=results/normalized/quick/toy/sh-a.json
	jq -c '.flame_graph = {tool: "perf", version: "6", frequency_hz: 499, samples: 1, runs: 1, svg_sha256: ("0" * 64), folded_sha256: ("0" * 64), artifact_sha256: ("0" * 64), dataset_sha256: ("0" * 64), time: .timestamp}' $record >changed
	chmod +w $record && cat changed >$record
	make publish FOLDER=out
	grep -qx -- '- \*\*flame graphs\*\*: sh-a, in toy-flame.tar.gz' out/quick/toy.md
	[ "$(tar -xzOf out/quick/toy-flame.tar.gz toy/sh-a.svg)" = '<svg/>' ]
	rm -r results/profile
	make publish FOLDER=out
	[ ! -e out/quick/toy-flame.tar.gz ]
}

@test "publish: raw files that hold paths of this machine are left out, and it says so" {
	committed
	echo "# $PWD" >results/raw/quick/toy/note
	run -0 --separate-stderr make publish FOLDER=out
	[[ $stderr = *'publish: quick/toy: its raw files are left out: they hold paths of this machine'* ]]
	[ ! -e out/quick/toy-raw.tar.gz ]
	[ -e out/quick/toy.md ]
}

@test "publish: what was measured with uncommitted changes is refused, and nothing is written" {
	measured
	uncommitted true
	run --separate-stderr make publish FOLDER=out
	[ "$status" -ne 0 ]
	[[ $stderr = *'publish: results/normalized/quick/toy/sh-a.json: measured with changes that are in no commit'* ]]
	[ ! -e out ]
}

@test "publish: without a record it says what to do" {
	make_tree
	run --separate-stderr make publish
	[ "$status" -ne 0 ]
	[[ $stderr = *'publish: there is no record yet: run "make bench"'* ]]
}
