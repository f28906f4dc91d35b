# build-loop and build-startup: edits must be seen, and nothing may be fetched
#
# C is built for real; cargo is a stub that knows the program's constants; what pip
# installs is there only if the dataset is.

load helper

loop=$ROOT/workloads/build-loop

# program IMPL - as make builds it, into the folder program
program() {
	mkdir program
	(cd "$loop/$1" && OUT=$BATS_TEST_TMPDIR/program ./build.sh)
}

# round STATUS - of the program: what it says is in $output, its samples in samples.csv
round() {
	mkdir -p scratch raw
	rm -f raw/*
	[ -e packages.tar ] || tar -cf packages.tar -T /dev/null
	SAMPLES_FD=7 run "-$1" program/run packages.tar scratch raw 7>samples.csv
}

# gave_up REASON - a pattern; nothing is reported, and nothing left
gave_up() {
	# shellcheck disable=SC2053 # a pattern
	[[ $(<raw/reason.txt) = $1 ]] || { cat raw/reason.txt; return 1; }
	[ ! -s samples.csv ]
	[ ! -e raw/evidence.json ]
	[ -z "$(ls -A scratch)" ]
}

# stub FILE - the script on standard input
stub() {
	mkdir -p "${1%/*}"
	{ echo '#!/bin/bash' && cat; } >"$1"
	chmod +x "$1"
	PATH=$PWD/stubs:$PATH
}

# rust - rust-dev, with its crates, and a cargo that makes a script of the constants
# as they are; first it does what is on standard input
rust() {
	program rust-dev
	mkdir crates
	sed -n '/^name/{N;N;s/^name = "\(.*\)"\nversion = "\(.*\)"\nsource.*/\1-\2/p}' "$loop/rust/Cargo.lock" >names
	while read -r name; do
		mkdir "$name" && tar -czf "crates/$name.crate" "$name"
	done <names
	tar -cf packages.tar crates
	stub stubs/strip <<<'cp "$3" "$2"'
	stub stubs/rustc <<<"echo '$PWD/toolchain'"
	stub toolchain/bin/rustc <<<'echo rustc 1.95.0'
	{
		echo '[ "$1" != --version ] || exec echo cargo 1.95.0'
		cat
		cat <<-'EOT'
			[[ " $* " = *" --config "* ]] || { echo 'error: no matching package' >&2; exit 101; }
			number() { sed -n "s/.*$1 = \([0-9]*\);.*/\1/p" "$2"; }
			late=$(number 'LATE_MIN: i64' delays/src/tally.rs)
			mkdir -p "$CARGO_TARGET_DIR/debug"
			{
				echo '#!/bin/sh'
				echo "echo 'report $(number 'EDITION: u32' src/table.rs), late is $late min: all: $((late > 15 ? 5 : 9)) of 24 flights late, 44237 km'"
			} >"$CARGO_TARGET_DIR/debug/report"
			chmod +x "$CARGO_TARGET_DIR/debug/report"
		EOT
	} | stub toolchain/bin/cargo
}

# reported METRIC - its cases, in order
reported() {
	awk -F , -v metric="$1" '$2 == metric { print $1 }' samples.csv | sort | paste -sd ' '
}

loops=" clean core_edit leaf_edit noop touch"

@test "build-loop: the reference gives the answer of the spec, and the lines that are expected" {
	"$ROOT/test/reference/build-loop.sh" "$loop/flights.csv" >answer
	[ "$(jq -r '[.answers[].xxh3_128] | unique[]' "$loop/spec.json")" = "$(xxhsum -H2 <answer | cut -d' ' -f1)" ]
	sed 's/^[a-z_]*: //' answer | uniq | same "$loop/expected.txt" -
}

@test "build-loop: C reports every step, with the answer, and leaves nothing but logs" {
	program c
	find program -type f -exec sha256sum {} + >before
	round 0
	"$ROOT/test/reference/build-loop.sh" "$loop/flights.csv" | same - <(echo "$output")
	[ "$(reported loop_time)" = "$loops" ]
	[ "$(reported wall_time)" = "clean core_edit leaf_edit noop run touch" ]
	[ "$(reported artifact_size)" = "binary build_folder stripped" ]
	# a loop is its build and more; doing nothing takes less than everything
	awk -F , '$2 ~ /_time/ { t[$1, $2] = $4 }
		END { for (k in t) if (t[k] <= 0) exit 1
			exit !(t["clean", "loop_time"] > t["clean", "wall_time"] && t["noop", "wall_time"] < t["clean", "wall_time"] &&
				t["", "loop_time"] == t["core_edit", "loop_time"]) }' samples.csv
	[ -z "$(ls -A scratch)" ]
	find program -type f -exec sha256sum {} + | same before -
	jq -e '(.tools | map(.name)) == ["cc", "make"] and .subjects[0].status == "checked" and .findings == []' raw/evidence.json
	/usr/bin/python3 - "$ROOT/schemas/evidence.schema.json" raw/evidence.json <<-'EOT'
		import json, sys
		from jsonschema import validate
		validate(json.load(open(sys.argv[2])), json.load(open(sys.argv[1])))
	EOT
}

@test "build-loop: an edit that has no effect is noticed" {
	program c
	make=$(command -v make)
	stub stubs/make <<<"[ \$1 != --version ] && [ -e build/report ] || exec $make \"\$@\""
	round 70
	gave_up "leaf_edit: the edit had no effect: 'report 1, *', want 'report 2, *'"
}

@test "build-loop: a wrong output is noticed, and a program that fails" {
	program c
	sed -i 's/delay_min >= LATE_MIN/delay_min > 99/' program/subject/tally.c
	round 70
	gave_up "clean: wrong output: 'report 1, late is 15 min: all: 0 of 24 *"
	sed -i 's/return line != 0/return 3 + line != 0/' program/subject/report.c
	round 70
	gave_up "clean: exit status 1, see *raw/clean.log"
}

@test "build-loop: what does not compile is reported with the first error" {
	program c
	sed -i 's/tally->late +=/tally->lates +=/' program/subject/tally.c
	round 70
	gave_up "clean: tally.c:*: error: *lates*"
}

@test "build-loop: Rust reports every step, without a network and the caller's environment" {
	rust <<<'env; cat /proc/net/dev; find "$CARGO_HOME"'
	export CARGO_BUILD_JOBS=1 MAKEFLAGS=-j RUSTFLAGS=-g PYTHONDONTWRITEBYTECODE=1 PIP_FIND_LINKS=/nowhere
	# nor the flags of a configuration above the scratch folder; what else is there is said
	mkdir .cargo
	: >.cargo/config.toml
	round 0
	grep -qx CARGO_ENCODED_RUSTFLAGS= raw/clean.log
	jq -e --arg file "$PWD/.cargo/config.toml" 'any(.caveats[]; . == "cargo heeds \($file), too.")' raw/evidence.json
	[ "$(reported loop_time)" = "$loops" ]
	[ "$(reported wall_time)" = "clean core_edit leaf_edit noop run touch" ]
	[ "$(reported artifact_size)" = "binary build_folder stripped" ]
	run -1 grep -E '^(CARGO_BUILD_JOBS|MAKEFLAGS|RUSTFLAGS|PYTHON|PIP_)' raw/clean.log
	grep -qx CARGO_INCREMENTAL=1 raw/clean.log
	grep -qx CARGO_TARGET_DIR="$PWD/scratch/work/target" raw/clean.log
	# CARGO_HOME is empty
	grep -qx "$PWD/scratch/work/cargo" raw/clean.log
	run -1 grep "$PWD/scratch/work/cargo/" raw/clean.log
	jq -e --argjson packages "$(wc -l <names)" '.subjects[0].packages == $packages' raw/evidence.json
	if unshare -rn true; then
		[ "$(grep -cE '^ *[a-z0-9]+:' raw/clean.log)" -ge 1 ]
		run -1 grep -E '^ *(eth|en)[a-z0-9]*:' raw/clean.log
		jq -e '.caveats[0] | startswith("There was no network")' raw/evidence.json
	fi
}

@test "build-loop: where a network cannot be taken away, the evidence says so" {
	rust <<<''
	stub stubs/unshare <<<'exit 1'
	round 0
	jq -e '.caveats[0] | test("unshare -rn is not allowed")' raw/evidence.json
}

@test "build-loop: what builds without its packages has used the network" {
	rust <<<'[[ " $* " = *" --config "* ]] || exit 0'
	round 70
	gave_up 'the network was used: it builds without the vendored crates'
}

@test "build-loop: a crate that does not compile is reported with the first error" {
	rust <<-'EOT'
		[[ " $* " != *" --config "* ]] || {
			echo '   Compiling delays v0.1.0'
			echo 'error[E0425]: cannot find value `LATE_MIN` in this scope'
			echo 'error: could not compile `delays`'
			exit 101
		} >&2
	EOT
	round 70
	gave_up 'clean: error\[E0425\]: cannot find value `LATE_MIN` in this scope'
}

@test "build-loop: packages that were not fetched are named" {
	rust <<<''
	rm packages.tar
	round 70
	gave_up 'the dataset has no csv-1.3.0.crate, so it was not fetched: delete *packages.tar, and make it where the registry can be reached'
	rm -r program
	program python
	round 70
	gave_up 'the dataset has no attrs-*.whl, so it was not fetched: *'
	echo rubbish >packages.tar
	round 70
	gave_up '*packages.tar: file could not be opened successfully*'
}

@test "build-loop: a missing tool is that, and not a failure" {
	program rust
	stub stubs/rustc <<<'exit 1'
	round 69
	gave_up 'no rustc that works: make deps-security'
	rm -r program
	program c
	stub stubs/make <<<'exit 127'
	round 69
	gave_up 'make --version: exit status 127: make deps-security'
}

@test "build-loop: a wrong call is that" {
	program c
	run -2 program/run
	[ "$output" = 'usage: run packages.tar scratch raw' ]
}

@test "build-loop: Python installs, runs with and without bytecode, and sees its edits" {
	packages=$ROOT/build/datasets/build-loop.tar
	tar -tf "$packages" 2>/dev/null | grep -q whl || skip 'needs the wheels: make build/datasets/build-loop.tar'
	cp "$packages" packages.tar
	program python
	round 0
	"$ROOT/test/reference/build-loop.sh" "$loop/flights.csv" | same - <(echo "$output")
	[ "$(reported loop_time)" = "$loops" ]
	[ "$(reported wall_time)" = "cold_run compile import install run venv" ]
	[ "$(reported artifact_size)" = "bytecode interpreter site_packages wheel" ]
	grep -q 'No matching distribution' raw/proof.log
	jq -e 'any(.caveats[]; test("configured with: ")) and any(.caveats[]; test("^The interpreter is [/~]"))' raw/evidence.json
	[ -z "$(ls -A scratch)" ]
}

@test "build-loop: without the registry the dataset is empty, the same each time, and says so" {
	PLUMBLINE_OFFLINE=1 run --separate-stderr -0 "$ROOT/datasets/build-loop.tar.py" build-loop.tar
	same - <(echo "$stderr") <<-'EOT'
		build-loop.tar.py: the crates were not fetched (PLUMBLINE_OFFLINE is set): what needs them cannot be measured; delete build-loop.tar to fetch again
		build-loop.tar.py: the wheels were not fetched (PLUMBLINE_OFFLINE is set): what needs them cannot be measured; delete build-loop.tar to fetch again
	EOT
	jq -e '.origin == "nothing; without crates; without wheels" and .rows == null' build-loop.tar.json
	[ "$(jq -r .sha256 build-loop.tar.json)" = "$(sha256sum <build-loop.tar | cut -d' ' -f1)" ]
	jq -e --slurpfile made build-loop.tar.json '.answers[$made[0].content_sha256]' "$loop/spec.json"
}

@test "build-startup: each says hello, and nothing else" {
	says_hello() { "$run" | same <(echo 'hello, world') -; }
	each build-startup says_hello
}

@test "build-startup: Python is isolated where that is said" {
	OUT=$PWD && export OUT
	(cd "$ROOT/workloads/build-startup/python-isolated" && ./build.sh)
	[[ $(head -n 1 run) = '#!/'*' -IS' ]]
	echo 'raise SystemExit("not isolated")' >sitecustomize.py
	PYTHONPATH=$PWD run -0 ./run
	[ "$output" = 'hello, world' ]
}
