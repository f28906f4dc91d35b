# lint: lint-own and lint-control: what linters say, with stubs and, where they are
# here, with the real ones; and datasets that read the tree

load helper
load pipeline

OWN=$ROOT/workloads/lint-own

setup_file() {
	local bench impl
	for bench in lint-own lint-control; do
		for impl in python rust; do
			mkdir -p "$BATS_FILE_TMPDIR/$bench/$impl"
			(cd "$ROOT/workloads/$bench/$impl" && OUT=$BATS_FILE_TMPDIR/$bench/$impl PLUMBLINE_OFFLINE=1 ./build.sh)
		done
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p stubs build/checkers/bin raw scratch src
	PATH=$BATS_TEST_TMPDIR/stubs:$PATH
}

# stub PATH - an executable, whose lines are on standard input
stub() {
	{ echo '#!/bin/bash' && cat; } >"$1"
	chmod +x "$1"
}

# what cloc says: three lines of code in each file
stub_cloc() {
	stub stubs/cloc <<-'EOT'
		[ "$1" != --version ] || { echo 1.96; exit; }
		for word; do case $word in --list-file=*) list=${word#*=} ;; esac; done
		jq -Rn '[inputs | {(.): {code: 3, language: (if endswith(".rs") then "Rust" else "Python" end)}}] | add' "$list"
	EOT
}

# stub_bandit ERRORS - which reports what normal.json and lifted.json say, and that
# it looked at all files
stub_bandit() {
	echo "$1" >errors.json
	stub build/checkers/bin/bandit <<-'EOT'
		[ "$1" != --version ] || { echo "bandit 1.9.4"; exit; }
		results=normal.json
		while [ "$1" != -o ]; do [ "$1" != --ignore-nosec ] || results=lifted.json; shift; done
		out=$2
		shift 2
		jq -n --slurpfile results $results --slurpfile errors errors.json '{results: $results[0], errors: $errors[0],
			metrics: ([$ARGS.positional[] | {("./" + .): {}}] | add)}' --args "$@" >"$out"
	EOT
	echo '[]' >normal.json
	echo '[]' >lifted.json
}

# result TEST SEVERITY LINE - as bandit says it
result() {
	jq -nc --arg test "$1" --arg severity "$2" --argjson line "$3" '{test_id: $test, issue_severity: $severity, issue_text: "it is bad",
		issue_cwe: {id: 78}, filename: "./src/a.py", line_number: $line, col_offset: 0}'
}

# list FILE ... - the dataset
list() {
	sha256sum "$@" >list.txt
}

# lint BENCH/IMPL - its program on list.txt: samples on standard output
lint() {
	SAMPLES_FD=1 "$BATS_FILE_TMPDIR/$1/run" list.txt scratch raw
}

# refused STATUS REASON BENCH/IMPL - it exits so, and the reason is there; no sample is
refused() {
	run --separate-stderr "-$1" lint "$3"
	[ -z "$output" ]
	[ "$(cat raw/reason.txt)" = "$2" ] || { cat raw/reason.txt; return 1; }
	[ "$stderr" = "lint: $2" ]
}

# obeys - the evidence is as the schema says
obeys() {
	/usr/bin/python3 -c 'import json, jsonschema, sys
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' raw/evidence.json "$ROOT/schemas/evidence.schema.json"
}

@test "every lint of clippy that counts is one that this clippy knows" {
	clippy-driver --version >/dev/null 2>&1 || skip 'there is no clippy'
	: >empty.rs
	known() {
		clippy-driver --crate-type lib --emit metadata --out-dir . --error-format json "$@" empty.rs 2>&1 | jq -r '.code.code // empty'
	}
	mapfile -t lints < <(awk -F , '$1 == "clippy" { print "-W"; print $2 }' "$OWN/lints.csv")
	[ ${#lints[@]} -gt 100 ]
	[ -z "$(known "${lints[@]}")" ]
	[ "$(known -W clippy::no_such_lint)" = E0602 ]
}

@test "every test of bandit counts, and no other" {
	[ -x "$ROOT/build/checkers/venv/bin/python" ] || skip 'bandit is not installed: make deps-security'
	"$ROOT/build/checkers/venv/bin/python" -c '
from bandit.core.extension_loader import MANAGER
print(*sorted(set(MANAGER.plugins_by_id) | {b["id"] for group in MANAGER.blacklist.values() for b in group}), sep="\n")' >want
	awk -F , '$1 == "bandit" { print $2 }' "$OWN/lints.csv" | sort | same want -
}

@test "lints have a class of the README, a CWE and a reason, and a severity where the tool has none" {
	head -n 1 "$OWN/lints.csv" | same <(echo tool,lint,class,severity,cwe,reason) -
	run -0 awk -F , 'NR > 1 && (NF != 6 || $5 !~ /^CWE-[0-9]+$/ || $6 == "" ||
		($1 == "clippy" ? $4 !~ /^(high|medium|low)$/ : $1 != "bandit" || $4 != "")) { print }' "$OWN/lints.csv"
	[ -z "$output" ]
	[ -z "$(cut -d , -f 1,2 "$OWN/lints.csv" | sort | uniq -d)" ]
	while read -r class; do
		grep -q "^|.*\`$class\`" "$OWN/README.md" || { echo "$class"; return 1; }
	done < <(cut -d , -f 3 "$OWN/lints.csv" | tail -n +2 | sort -u)
}

@test "findings of bandit are counted by class and severity, and what is suppressed apart" {
	stub_cloc
	stub_bandit '[]'
	: >src/a.py && : >src/b.rs && list src/a.py src/b.rs
	{ result B602 HIGH 1 && result B602 HIGH 1 && result B105 LOW 2 && result B110 UNDEFINED 3; } | jq -s . >normal.json
	{ cat <(jq '.[]' normal.json) && result B324 HIGH 4; } | jq -s . >lifted.json
	lint lint-own/python | grep -v wall_time | same <(cat <<-'EOT'
		,findings,1,3
		configuration,findings,1,0
		cryptography,findings,1,0
		deserialization,findings,1,0
		errors,findings,1,1
		files,findings,1,0
		injection,findings,1,1
		secrets,findings,1,1
		transport,findings,1,0
		,findings_high,1,1
		,findings_medium,1,0
		,findings_low,1,1
		,suppressions,1,1
		,code_lines,1,3
		,files,1,1
	EOT
	) -
	obeys
	[ "$(jq -c '.findings | map([.id, .kind, .severity, .severity_source, .line])' raw/evidence.json)" = \
		'[["B602","weakness","high","tool",1],["B105","weakness","low","tool",2],["B110","weakness","unrated","none",3],["B324","suppressed","high","tool",4]]' ]
	# two by one test in a line are two, and the evidence can be counted
	result B602 HIGH 1 | jq '[., (.col_offset = 7)]' | tee normal.json >lifted.json
	lint lint-own/python | grep -qx ',findings,1,2'
	[ "$(jq -c '.findings | map([.line, .column])' raw/evidence.json)" = '[[1,1],[1,8]]' ]
	obeys
}

@test "what bandit could not read is no file without findings" {
	stub_cloc
	: >src/a.py && list src/a.py
	refused 69 "there is no build/checkers/bin/bandit: make deps-security" lint-own/python
	stub_bandit '[{"filename": "./src/a.py", "reason": "syntax error while parsing AST from file"}]'
	refused 70 "bandit: ./src/a.py: syntax error while parsing AST from file" lint-own/python
	stub_bandit '[]'
	sed -i 's/"\.\/"/"other\/"/' build/checkers/bin/bandit
	refused 70 "bandit: src/a.py: not looked at" lint-own/python
	stub_bandit '[]'
	echo "[$(result B999 HIGH 1)]" >lifted.json
	refused 70 "bandit: B999 is not in lints.csv" lint-own/python
	echo "[$(result B602 HIGH 1)]" >normal.json
	echo '[]' >lifted.json
	refused 70 "src/a.py:1: B602 is only now and then" lint-own/python
	stub build/checkers/bin/bandit <<<'[ "$1" = --version ] && echo bandit 1.9.4 || echo Traceback >raw/bandit-lifted.json'
	refused 70 "bandit: its output is not JSON: Expecting value: line 1 column 1 (char 0)" lint-own/python
	stub build/checkers/bin/bandit <<<'[ "$1" = --version ] && echo bandit 1.9.4 || { echo "ValueError: no" >&2; exit 2; }'
	refused 70 "bandit: exit status 2: ValueError: no" lint-own/python
	stub build/checkers/bin/bandit <<<'[ "$1" = --version ] && echo bandit 2.0 || echo "{\"results\": []}" >raw/bandit-lifted.json'
	refused 70 "the output of a tool is not understood: KeyError: 'errors'" lint-own/python
}

@test "what has changed since it was listed is not linted, and nothing listed is not nothing found" {
	stub_cloc
	stub_bandit '[]'
	: >src/a.py && list src/a.py
	echo 'pass' >src/a.py
	refused 70 "src/a.py: has changed since list.txt was made" lint-own/python
	: >src/b.rs && list src/b.rs
	refused 70 "list.txt: no Python sources in it" lint-own/python
	echo src/a.py >list.txt
	refused 70 "list.txt: not a list as sha256sum writes it" lint-own/python
	rm list.txt
	run --separate-stderr -1 lint lint-own/python
	[ "$stderr" = "lint: list.txt: No such file or directory" ]
	# a write that fails is of no file that Python names
	: >src/a.py && list src/a.py
	ln -sf /dev/full raw/evidence.json.new
	run --separate-stderr -1 lint lint-own/python
	[ "$stderr" = "lint: raw: No space left on device" ]
}

@test "a file that cloc does not count as its language has no density" {
	stub_bandit '[]'
	echo 'pass' >src/a.py && list src/a.py
	stub stubs/cloc <<<'[ "$1" = --version ] && echo 1.96 || echo "{}"'
	refused 70 "cloc: src/a.py: not counted as Python" lint-own/python
	# where there is no cloc
	mkdir bin && ln -s "$(command -v bash)" "$(command -v jq)" bin
	status=0
	PATH=$PWD/bin "$BATS_FILE_TMPDIR/lint-own/python/run" list.txt scratch raw 2>/dev/null || status=$?
	[ $status -eq 69 ]
	[ "$(cat raw/reason.txt)" = "cloc: No such file or directory: make deps-security" ]
}

# crate NAME LINE ... - a crate without dependencies, in workloads/NAME/rust
crate() {
	local folder=workloads/$1/rust
	shift
	mkdir -p "$folder/src"
	printf '%s\n' '[package]' 'name = "run"' 'version = "0.1.0"' 'edition = "2021"' >"$folder/Cargo.toml"
	printf '%s\n' 'version = 4' '' '[[package]]' 'name = "run"' 'version = "0.1.0"' >"$folder/Cargo.lock"
	printf '%s\n' "$@" >"$folder/src/main.rs"
}

# crates - the dataset
crates() {
	list workloads/*/rust/Cargo.{toml,lock} workloads/*/rust/src/*.rs
}

need_clippy() {
	cargo clippy --version >/dev/null 2>&1 || skip 'there is no clippy'
}

@test "clippy looks at every crate, also at two of one name, and at what is allowed" {
	need_clippy
	stub_cloc
	crate one 'fn main() {' '    let v: Vec<usize> = std::env::args().map(|a| a.len()).collect();' '    println!("{}", v[0]);' '}'
	crate two '#![allow(clippy::unwrap_used)]' 'fn main() {' '    println!("{}", std::env::args().next().unwrap());' '}'
	cp -r workloads/one workloads/three
	cp -r workloads/one workloads/four
	ln -sf ../../../one/rust/src/main.rs workloads/four/rust/src/main.rs
	list workloads/*/rust/Cargo.{toml,lock} workloads/{one,two,three}/rust/src/main.rs
	# the user's flags of the compiler silence nothing
	mkdir .cargo
	printf '[build]\nrustflags = ["--cap-lints", "allow"]\n' >.cargo/config.toml
	RUSTFLAGS='--cap-lints allow' CARGO_ENCODED_RUSTFLAGS=-Awarnings lint lint-own/rust >got
	# by content, three and one are alike; four only links to one
	grep -E '^,(files|findings|suppressions|findings_medium),|^errors' got | same <(cat <<-'EOT'
		,findings,1,2
		errors,findings,1,0
		,findings_medium,1,2
		,suppressions,1,1
		,files,1,3
	EOT
	) -
	obeys
	[ "$(jq -c '.findings | map([.file, .line, .id, .kind, .severity_source])' raw/evidence.json)" = \
		'[["workloads/one/rust/src/main.rs",3,"clippy::indexing_slicing","weakness","project"],["workloads/three/rust/src/main.rs",3,"clippy::indexing_slicing","weakness","project"],["workloads/two/rust/src/main.rs",3,"clippy::unwrap_used","suppressed","project"]]' ]
}

@test "a clippy.toml hides nothing, neither beside a crate nor above it" {
	need_clippy
	stub_cloc
	crate one 'fn main() {' '    let n = std::env::args().len();' '    println!("{}", n + n);' '}'
	crates
	lint lint-own/rust | grep -v wall_time >want
	grep -qx 'arithmetic,findings,1,1' want
	for folder in . workloads/one/rust; do
		echo 'arithmetic-side-effects-allowed = ["usize"]' >$folder/clippy.toml
		rm -rf scratch/*
		CLIPPY_CONF_DIR=$PWD lint lint-own/rust | grep -v wall_time | same want -
		rm $folder/clippy.toml
	done
}

@test "a crate that does not compile has no findings, and that is no 0" {
	need_clippy
	stub_cloc
	crate one 'fn main() {}'
	crate two 'fn main() { let n: u8 = "two"; }'
	crates
	refused 70 "clippy: workloads/two/rust: a crate that does not compile: mismatched types" lint-own/rust
	crate two 'fn main() {}'
	printf '%s\n' '[dependencies]' 'no-such-crate-anywhere = "1"' >>workloads/two/rust/Cargo.toml
	crates
	run -70 lint lint-own/rust
	[[ $(cat raw/reason.txt) = "clippy: workloads/two/rust: error: "* ]]
}

# stub_cargo LINE ... - which says this of the crate, as JSON
stub_cargo() {
	printf '%s\n' "$@" >said
	stub stubs/cargo <<-'EOT'
		[ "$2" != --version ] || { echo "clippy 0.1.95"; exit; }
		cat said
	EOT
}

@test "a lint that this clippy does not know is named" {
	stub_cloc
	crate one 'fn main() {}'
	crates
	fresh='{"reason": "compiler-artifact", "manifest_path": "'$PWD'/workloads/one/rust/Cargo.toml", "fresh": false}'
	done='{"reason": "build-finished", "success": true}'
	stub_cargo '{"reason": "compiler-message", "message": {"message": "unknown lint: `clippy::x`", "level": "warning", "code": {"code": "E0602"}, "spans": []}}' "$fresh" "$done"
	refused 70 'clippy: unknown lint: `clippy::x`: lints.csv names it' lint-own/rust
	stub_cargo "${fresh/false/true}" "$done"
	refused 70 "clippy: workloads/one/rust: was not linted: cargo took it for unchanged" lint-own/rust
	stub_cargo "$fresh"
	run -70 lint lint-own/rust
	stub_cargo "$fresh" "$done"
	lint lint-own/rust | grep -qx ',findings,1,0'
	stub stubs/cargo <<<'echo "error: no such command: clippy" >&2; exit 101'
	refused 69 "cargo clippy --version: error: no such command: clippy: make deps-security" lint-own/rust
}

# outcomes - weakness and outcome, as the evidence has them
outcomes() {
	jq -r '.findings[] | select(.kind == "seeded") | "\(.id) \(.outcome)"' raw/evidence.json
}

# weaknesses - the fixture, as the dataset
weaknesses() {
	[ -d datasets ] || cp -r "$ROOT/datasets" .
	list datasets/weaknesses/*.csv datasets/weaknesses/*.yaml datasets/weaknesses/*/*
}

@test "each weakness that Rust can have is found, refused or missed, and its twin is not reported" {
	clippy-driver --version >/dev/null 2>&1 || skip 'there is no clippy'
	weaknesses
	echo 'no-such-setting = "of the user"' >clippy.toml
	lint lint-control/rust >got
	grep -vE 'wall_time|detected,1,[01]$' got | same <(cat <<-'EOT'
		,weaknesses,1,13
		,weaknesses_detected,1,3
		,weaknesses_rejected,1,2
		,weaknesses_not_applicable,1,1
		,weaknesses_missed,1,7
		,false_alarms,1,0
	EOT
	) -
	obeys
	outcomes | grep -E 'data-race|use-after|trunc|deserial|shell' | same <(cat <<-'EOT'
		shell-injection missed
		unsafe-deserialization not_applicable
		integer-truncation detected
		use-after-free rejected
		data-race rejected
	EOT
	) -
	[ "$(grep -c ',detected,1,' got)" = 10 ]
	# of another error than the one expected nothing can be said
	sed -i s/E0505/E0382/ datasets/weaknesses/weaknesses.csv
	weaknesses
	refused 70 "datasets/weaknesses/use-after-free/weak.rs: refused for {'E0505'}, want {'E0382'}" lint-control/rust
}

@test "each weakness that Python can have is found or missed" {
	[ -x "$ROOT/build/checkers/bin/bandit" ] || skip 'bandit is not installed: make deps-security'
	ln -sfn "$ROOT/build/checkers/bin/bandit" build/checkers/bin/bandit
	weaknesses
	lint lint-control/python >got
	grep -vE 'wall_time|detected,1,[01]$' got | same <(cat <<-'EOT'
		,weaknesses,1,13
		,weaknesses_detected,1,8
		,weaknesses_rejected,1,0
		,weaknesses_not_applicable,1,3
		,weaknesses_missed,1,2
		,false_alarms,1,1
	EOT
	) -
	obeys
	[ "$(jq -c '.findings | map(select(.kind == "twin" and .outcome == "detected") | [.id, .aliases])' raw/evidence.json)" = \
		'[["shell-injection",["B404","B603"]]]' ]
}

# fixture - one weakness of injection, in Python
fixture() {
	mkdir -p w/x
	printf '%s\n' weakness,cwe,class,title,python,python_reason,rust,rust_reason x,CWE-78,injection,It,linter,,linter, >w/weaknesses.csv
	echo 'run(text)  # weak' >w/x/weak.py
	echo 'run()' >w/x/safe.py
	list w/*.csv w/x/*
}

# found FILE TEST LINE ... - bandit reports these
found() {
	while [ $# -gt 0 ]; do
		result "$2" LOW "$3" | jq --arg file "$1" '.filename = $file'
		shift 3
	done | jq -s . >normal.json
}

@test "a weakness is found by its class on its line, and only so" {
	stub_bandit '[]'
	fixture
	found w/x/weak.py B602 1
	lint lint-control/python | grep -qx 'x,detected,1,1'
	found w/x/weak.py B105 1 w/x/weak.py B602 2 w/x/safe.py B105 1
	lint lint-control/python >got
	grep -qx 'x,detected,1,0' got
	grep -qx ',false_alarms,1,0' got
	found w/x/safe.py B404 1 w/x/safe.py B603 1
	lint lint-control/python | grep -qx ',false_alarms,1,1'
}

@test "a fixture that is not whole is refused" {
	stub_bandit '[]'
	fixture
	list w/*.csv w/x/weak.py
	refused 70 "w/x/safe.py: not in the list" lint-control/python
	fixture
	echo >w/x/weak.py && list w/*.csv w/x/*
	refused 70 "w/x/weak.py: 0 lines are marked, want one" lint-control/python
	list w/x/*
	refused 70 "weaknesses.csv is not in the list" lint-control/python
	fixture
	sed -i 's/,linter,,linter,/,perhaps,,linter,/' w/weaknesses.csv && list w/*.csv w/x/*
	refused 70 "x: neither linter, compiler nor not_applicable" lint-control/python
}

@test "semgrep is asked if it is here, and changes no number" {
	stub_bandit '[]'
	fixture
	printf '%s\n' 'rules:' '  - id: x' >w/semgrep.yaml
	lint lint-control/python >want
	jq -r '.caveats[]' raw/evidence.json | grep -q '^semgrep is not here' || skip 'semgrep is here'
	stub stubs/semgrep <<<'echo "$*" >semgrep.log; echo "{\"version\": \"1.2\", \"errors\": [], \"results\": [{\"path\": \"w/x/weak.py\"}]}"'
	lint lint-control/python >got
	same <(grep -v wall_time want) <(grep -v wall_time got)
	grep -qx 'scan --metrics=off --disable-version-check --json --quiet --config w/semgrep.yaml w/x/weak.py' semgrep.log
	[ "$(jq -r '.caveats[1]' raw/evidence.json)" = "semgrep 1.2, with this project's own rules for 1 of the weaknesses, found 1." ]
	stub stubs/semgrep <<<'echo "{\"errors\": [1], \"results\": []}"'
	lint lint-control/python >/dev/null
	[ "$(jq -r '.caveats[1]' raw/evidence.json)" = "semgrep did not do its work: exit status 0, 1 errors." ]
}

@test "the sources are listed by content, each once, without tests and what is generated" {
	cp -r "$ROOT/datasets" .
	mkdir -p mk/bin workloads/b/{python,rust/src,rust-x/src,rust-x/tests,c}
	touch workloads/b/python/{main.py,test_main.py,data_pb2.py} workloads/b/c/main.c
	touch workloads/b/rust/{Cargo.toml,Cargo.lock,src/main.rs} workloads/b/rust-x/{Cargo.toml,Cargo.lock,tests/t.rs}
	ln -s ../../rust/src/main.rs workloads/b/rust-x/src/main.rs
	echo '#!/usr/bin/python3' >mk/bin/tool
	echo '#!/bin/bash' >mk/bin/script
	datasets/sources.txt.py list.txt
	sha256sum -c --quiet list.txt
	cut -c 67- list.txt | grep -v ^datasets/ | same <(cat <<-'EOT'
		mk/bin/tool
		workloads/b/python/main.py
		workloads/b/rust-x/Cargo.lock
		workloads/b/rust-x/Cargo.toml
		workloads/b/rust/Cargo.lock
		workloads/b/rust/Cargo.toml
		workloads/b/rust/src/main.rs
	EOT
	) -
	run -1 grep weaknesses/ list.txt
	[ "$(jq .rows list.txt.json)" = "$(wc -l <list.txt)" ]
}

@test "a dataset that reads the tree is made again when a file there changes, comes or goes" {
	make_tree
	mkdir -p notes/deep
	touch -d -1min notes/deep/a notes/deep notes
	stub datasets/notes.txt.sh <<-'EOT'
		# reads: notes
		ls notes/deep >"$1"
	EOT
	again() {
		run -1 make -q build/datasets/notes.txt
		run -0 make -s build/datasets/notes.txt
		run -0 make -q build/datasets/notes.txt
	}
	again
	touch notes/deep/b && again
	grep -qx b build/datasets/notes.txt
	sleep 0.01 && echo more >notes/deep/a && again
	sleep 0.01 && rm notes/deep/b && again
	run -1 grep -x b build/datasets/notes.txt
}
