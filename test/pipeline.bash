# pipeline.bash - a small tree with benchmarks of its own, for testing make
#
# The benchmark "toy" sums a file of numbers in a made-up language "sh", whose
# two implementations take no time to build or run.  Each run notes its start
# and end in $LOG, so that tests see what was measured, when and in what order.

export LOG LOCK

# make_tree - go to a fresh tree
make_tree() {
	[ -x "$ROOT/build/bin/timer" ] || skip 'needs the plain build: make tools'
	LOG=$BATS_TEST_TMPDIR/log LOCK=$BATS_TEST_TMPDIR/lock
	: >"$LOG"
	copy_tree fresh fresh_tree
}

# measured - as make_tree and "make bench-toy", and nothing is in the log
measured() {
	cd "$BATS_TEST_TMPDIR" || return
	copy_tree measured measured_tree
}

# copy_tree NAME COMMAND ... - go to a copy of the tree that COMMAND makes.  It is
# made once for all tests of a file; to make, a copy is the same, dates and all.
copy_tree() {
	local kept=$BATS_FILE_TMPDIR/$1
	shift
	(
		flock 9
		[ ! -e "$kept" ] || exit 0
		mkdir -p "$kept.new"
		cd "$kept.new"
		LOG=$kept.log
		"$@"
		mv "$kept.new" "$kept"
	) 9>"$kept.lock"
	rm -rf tree
	cp -a "$kept/tree" .
	cd tree || return
}

measured_tree() {
	copy_tree fresh fresh_tree
	bench bench-toy
}

# fresh_tree - build/ is copied with its dates: nothing is compiled again
fresh_tree() {
	mkdir -p tree/build
	cp -a "$ROOT"/{GNUmakefile,mk,tools,schemas,docs} tree
	cp -a "$ROOT"/build/{bin,lib,flags} tree/build
	cd tree || return
	rm mk/lang/*
	mkdir -p datasets workloads
	cat >mk/lang/sh.mk <<-'EOT'
		sh.version := echo sh 1.0
		sh.build   := install -m 755 main.sh "$$OUT/run"
	EOT
	dataset numbers.txt 1 2 3 4
	dataset more.txt 5 6 7 8 9
	benchmark toy
	implementation toy/sh-a
	implementation toy/sh-b
}

# dataset NAME NUMBER ...
dataset() {
	local name=$1
	shift
	cat >"datasets/$name.sh" <<-EOT
		#!/bin/bash
		# $name - numbers, one a line
		set -eu
		printf '%d\n' $* >"\$1"
		sum=\$(sha256sum <"\$1") bytes=\$(stat -c %s "\$1")
		jq -n --arg sha256 "\${sum%% *}" --argjson bytes "\$bytes" '{name: "$name", origin: "made for a test",
			generated: true, \$sha256, \$bytes, content_sha256: \$sha256, content_bytes: \$bytes, rows: $#}' >"\$1.json"
	EOT
	chmod +x "datasets/$name.sh"
}

# benchmark NAME [JQ] - a spec whose answers are right for both datasets
benchmark() {
	local small large
	small=$(printf '%d\n' 1 2 3 4 | sha256sum) large=$(printf '%d\n' 5 6 7 8 9 | sha256sum)
	mkdir -p "workloads/$1"
	jq -n --arg name "$1" --arg small "${small%% *}" --arg large "${large%% *}" '{
		schema_version: "1.0", benchmark_id: $name, category: "performance",
		title: "Sum of numbers", description: "Print the sum of the numbers in a file.", seed: 7,
		arguments: ["{dataset}"],
		profiles: {quick: {dataset: "numbers.txt", rounds: 4, warmups: 1, timeout_s: 5},
			full: {dataset: "more.txt", rounds: 6, warmups: 1, timeout_s: 5}},
		answers: {($small): {xxh3_128: $ARGS.positional[0], dataset: "numbers.txt", origin: "by hand"},
			($large): {xxh3_128: $ARGS.positional[1], dataset: "more.txt", origin: "by hand"}},
		work: [{metric: "row_rate", unit: "1/s", of: "rows"}],
		compare: ["wall_time"],
		fairness: {class: "plain", rules: ["One thread."]}
	} | '"${2:-.}" --args "$(echo 10 | xxh128)" "$(echo 35 | xxh128)" >"workloads/$1/spec.json"
}

# the XXH3-128 of standard input, as timer reports it
xxh128() {
	"$ROOT/build/bin/timer" -n 1 -I /dev/stdin cat | awk -F , '$7 == "answer_size" { print $6 }'
}

# implementation BENCH/NAME [COMMAND] - COMMAND runs after the sum is printed
implementation() {
	mkdir -p "workloads/$1"
	cat >"workloads/$1/main.sh" <<-EOT
		#!/bin/bash
		echo "start $1" >>"\$LOG"
		awk '{ sum += \$1 } END { print sum }' "\$1"
		${2-}
		echo "end $1" >>"\$LOG"
	EOT
}

# no_reports - to the end of this test reports are empty files: they take half of
# a bench, and tests of what is measured do not read them
no_reports() {
	cat >mk/bin/report <<-'EOT'
		#!/bin/bash
		while getopts f:io: option; do
			[ "$option" != o ] || : >"$OPTARG"
		done
	EOT
}

# runs - how many runs were measured since the last call
runs() {
	grep -c '^start' "$LOG" || true
	: >"$LOG"
}

# bench GOAL ... - make, silent unless it fails
bench() {
	make "$@" >"$BATS_TEST_TMPDIR/out" 2>&1 || {
		local status=$?
		cat "$BATS_TEST_TMPDIR/out"
		return $status
	}
}

# one_at_a_time - the log has no two runs that overlap
one_at_a_time() {
	awk '$1 == "start" { if (open) exit 1; open = 1 } $1 == "end" { open = 0 }' "$LOG"
}
