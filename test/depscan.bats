# depscan: a number only of a scan that has seen everything
#
# The scanners are stubs where they must misbehave.  The real ones are run on the
# fixture, if they are in build/checkers.

load helper

own=$ROOT/workloads/depscan-own

# built IMPL - ./IMPL/run, and a place where it finds scanners
built() {
	local impl
	for impl; do
		mkdir -p "$impl" build/checkers/{bin,venv/bin}
		(cd "$own/$impl" && OUT=$BATS_TEST_TMPDIR/$impl bash -euo pipefail build.sh)
	done
}

# real IMPL - the same, with the scanner that is installed
real() {
	local impl
	for impl; do
		case $impl in python) impl=pip-audit ;; rust) impl=cargo-audit ;; esac
		[ -x "$ROOT/build/checkers/bin/$impl" ] && [ -x "$ROOT/build/checkers/venv/bin/python" ] ||
			skip "$impl is not installed: make deps-security"
	done
	built "$@"
	rm -r build/checkers
	ln -s "$ROOT/build/checkers" build/checkers
}

# stub TOOL - one that does what standard input says, and a Python without libraries
stub() {
	ln -sf /usr/bin/python3 build/checkers/venv/bin/python
	{ echo '#!/bin/bash'; echo "[ \"\$*\" != --version ] || { echo $1 1.2.3; exit; }"; cat; } >build/checkers/bin/"$1"
	chmod +x build/checkers/bin/"$1"
}

# content - ./d, what is in the dataset of the control
content() {
	"$ROOT/datasets/depscan-control.tar.py" control.tar
	mkdir d
	tar -xf control.tar -C d
}

pack() {
	(cd d && find . -type f | LC_ALL=C sort | tar -cf ../d.tar -T -)
}

# scan IMPL [ROUND] - of ./d; ./samples, ./raw and what run says are there afterwards
scan() {
	pack
	rm -rf raw
	mkdir raw
	: >samples
	SAMPLES_FD=7 run --separate-stderr "$1/run" d.tar raw scratch "${2:-1}" 7>samples
}

# fails IMPL REASON - tool_failed, with that reason, and no number
fails() {
	scan "$1"
	# shellcheck disable=SC2053 # a pattern
	[ "$status" -eq 70 ] && [[ $(<raw/reason.txt) = $2 ]] && [ ! -s samples ] && [ ! -e raw/evidence.json ] &&
		[ "$(wc -l <raw/reason.txt)" -eq 1 ] && [ -z "$output" ] || {
		echo "$1: want $2, got $status: $(cat raw/reason.txt) $output $stderr"
		return 1
	}
}

# value CASE METRIC - its samples
value() {
	awk -F, -v c="$1" -v m="$2" '$1 == c && $2 == m { print $4 }' samples | paste -sd ' '
}

# inside IMPL - run a program, standard input, among the modules of an implementation
inside() {
	(cd "$own/$1" && /usr/bin/python3 -B -)
}

@test "depscan: each scanner finds what is in the fixture, no less and no more, whatever the user's settings" {
	local impl
	real python rust
	content
	mkdir -p home/.cargo
	printf '[advisories]\nignore = ["RUSTSEC-2001-0006"]\nseverity_threshold = "critical"\n' |
		tee home/.cargo/audit.toml >home/audit.toml
	export HOME=$PWD/home CARGO_HOME=$PWD/home http_proxy=http://127.0.0.1:9
	export PIP_AUDIT_FORMAT=markdown PIP_AUDIT_VULNERABILITY_SERVICE=esms
	for impl in python rust; do
		scan $impl
		[ "$status" -eq 0 ]
		[ "$output" = $'missing: none\nunexpected: none' ]
		[ "$(echo "$output" | xxhsum -H2 | cut -d ' ' -f 1)" = "$(jq -r --arg d "$(jq -r .content_sha256 control.tar.json)" \
			'.answers[$d].xxh3_128' "$ROOT/workloads/depscan-control/spec.json")" ]
		/usr/bin/python3 - "$ROOT/schemas/evidence.schema.json" <<-'EOT'
			import json, jsonschema, sys
			check = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
			evidence = json.load(open("raw/evidence.json"))
			check.validate(evidence)
			evidence["findings"][0]["severity"] = "BANANA"
			assert not check.is_valid(evidence)
		EOT
		cp samples $impl.samples
		cp raw/evidence.json $impl.json
	done
	cp python.samples samples
	[ "$(value '' vulnerabilities) $(value critical vulnerabilities) $(value high vulnerabilities) $(value medium vulnerabilities) \
$(value low vulnerabilities) $(value unrated vulnerabilities)" = '5 1 1 1 0 2' ]
	[ "$(value '' packages) $(value '' rated_share) $(value '' fix_available_share)" = '7 60.0 60.0' ]
	[ -z "$(value '' libyears)$(value '' time_to_patch)" ]
	grep -qE '^scan,wall_time,s,[0-9]+\.[0-9]+$' samples
	# a word that is no severity, and a vector that is none, are said to be odd
	[ "$(jq '[.caveats[] | select(test("BANANA|banana"))] | length' python.json)" -eq 2 ]
	cp rust.samples samples
	[ "$(value '' vulnerabilities) $(value critical vulnerabilities) $(value high vulnerabilities) $(value medium vulnerabilities) \
$(value low vulnerabilities) $(value unrated vulnerabilities)" = '4 1 1 1 0 1' ]
	[ "$(value unmaintained informational) $(value unsound informational)" = '1 0' ]
}

@test "depscan: what is missing and what is unexpected is named, withdrawn ones come back" {
	local impl
	real python rust
	content
	sed -i '/withdrawn:/d' d/advisories/python/fixture-withdrawn/*
	sed -i '/^withdrawn/d' d/advisories/rust/crates/fixture-withdrawn/*
	rm d/advisories/*/fixture-bare/* d/advisories/rust/crates/fixture-bare/*
	for impl in python rust; do
		scan $impl
		[ "$status" -eq 0 ]
		[[ ${lines[0]} = 'missing: {'*'"fixture-bare"'* && ${lines[0]} != *withdrawn* ]]
		[[ ${lines[1]} = 'unexpected: {'*'"fixture-withdrawn"'* && ${lines[1]} != *bare* ]]
	done
}

@test "depscan: without a scanner, or without the libraries beside it, status 69 and a hint" {
	built python rust
	content
	local impl part
	for part in venv tool; do
		for impl in python rust; do
			scan $impl
			[ "$status" -eq 69 ] && [ ! -s samples ] && [ ! -e raw/evidence.json ]
			[[ $(<raw/reason.txt) = *': make deps-security' ]]
			[[ $stderr = "depscan: $(<raw/reason.txt)" ]]
		done
		ln -sf /usr/bin/python3 build/checkers/venv/bin/python
	done
	[[ $(<raw/reason.txt) = 'there is no build/checkers/bin/cargo-audit: '* ]]
}

@test "depscan: a scanner that prints nothing, or cannot be run, has not scanned" {
	built rust
	content
	stub cargo-audit <<<'echo "error: no such database" >&2; exit 1'
	fails rust 'Cargo.lock: cargo-audit left no report: error: no such database'
	stub cargo-audit <<<'exit 0'
	fails rust 'Cargo.lock: cargo-audit left no report: it said nothing'
	printf '#!/bin/sh\nexit 3\n' >build/checkers/bin/cargo-audit
	scan rust
	[ "$status" -eq 69 ] && [ ! -s samples ]
	[[ $(<raw/reason.txt) = */'cargo-audit --version: exit status 3: make deps-security' ]]
}

@test "depscan: a report of cargo-audit that is not whole is none" {
	inside rust <<-'EOT'
		import json, tempfile
		from bundle import Lock
		from main import advisory, report
		from tool import ToolFailed

		patched = ["< 0.6.0", "< 0.10.0-a.1, >= 0.9.6", "> 0.22.0"]
		about = {"id": "A", "aliases": [], "title": "", "date": "", "cvss": None}
		assert advisory({"advisory": about, "versions": {"patched": patched}}).fixed == ["0.9.6", "> 0.22.0"]
		lock = Lock("Cargo.lock", "", frozenset(), 8)
		def whole():
		    return {"database": {"advisory-count": 9}, "lockfile": {"dependency-count": 8},
		            "settings": {"ignore": []}, "vulnerabilities": {"list": []}, "warnings": {}}
		def said(text, want=9):
		    with tempfile.NamedTemporaryFile("w") as file:
		        file.write(text)
		        file.flush()
		        try:
		            return report(lock, file.name, "the last line", want)
		        except ToolFailed as why:
		            return str(why).removeprefix("Cargo.lock: cargo-audit ")
		assert said(json.dumps(whole())) == whole()
		assert said(json.dumps(whole()) + "\na notice\n", None) == whole()
		for part, key, value, why in (
		    ("lockfile", "dependency-count", 7, "saw 7 of 8 packages"),
		    ("lockfile", "dependency-count", 0, "saw 0 of 8 packages"),
		    ("database", "advisory-count", 0, "read 0 advisories, want 9"),
		    ("database", "advisory-count", 8, "read 8 advisories, want 9"),
		    ("settings", "ignore", ["A", "B"], "was told to ignore A, B"),
		):
		    changed = whole()
		    changed[part][key] = value
		    assert said(json.dumps(changed)) == why, why
		changed = whole()
		changed["database"]["advisory-count"] = 0
		assert said(json.dumps(changed), None) == "read 0 advisories, want some"
		none = "left no report: the last line"
		for part in whole():
		    assert said(json.dumps({key: value for key, value in whole().items() if key != part})) == none, part
		for text in "", "<html>", "[1]", "3", "null", json.dumps(whole())[:-1], "\n" + json.dumps(whole()):
		    assert said(text) == none, text
	EOT
}

@test "depscan: a report of pip-audit that is not whole is none" {
	inside python <<-'EOT'
		import json, tempfile
		from bundle import Lock, Package
		from main import report
		from tool import ToolFailed

		lock = Lock("r.txt", "", frozenset({Package("one", "1"), Package("two-b", "2")}), 2)
		def pin(name, version):
		    return {"name": name, "version": version, "vulns": []}
		def said(text):
		    with tempfile.NamedTemporaryFile("w") as file:
		        file.write(text)
		        file.flush()
		        try:
		            return report(lock, file.name, "the last line")
		        except ToolFailed as why:
		            return str(why).removeprefix("r.txt: pip-audit ")
		def pins(*some):
		    return said(json.dumps({"dependencies": some, "fixes": []}))
		one, two = pin("one", "1"), pin("Two_B", "2")
		assert pins(one, two) == [one, two]
		assert pins(one, {"name": "two-b", "skip_reason": "no version"}) == "did not check two-b: no version"
		# so it calls one that is there, if the request failed
		lost = "Dependency not found on PyPI and could not be audited: two-b (2)"
		assert pins(one, {"name": "two-b", "skip_reason": lost}) == f"did not check two-b: {lost}, or the service was out of reach"
		assert pins(one) == "checked 1 of 2 pins: see two-b 2"
		assert pins() == "checked 0 of 2 pins: see one 1"
		assert pins(one, pin("two-b", "3")) == "checked 2 of 2 pins: see two-b 2"
		assert pins(one, two, pin("three", "3")) == "checked 3 of 2 pins: see three 3"
		for text in "", "<html>", "{}", "[]", "null", '{"dependencies": 3}', '{"dependencies": [3]}', '{"dependencies": [{}]}':
		    assert said(text) == "left no report: the last line", text
	EOT
}

@test "depscan: a score of 0 is none of the severities" {
	[ -x "$ROOT/build/checkers/venv/bin/python" ] || skip 'the scanners are not installed: make deps-security'
	cd "$own" && "$ROOT/build/checkers/venv/bin/python" -B - <<-'EOT'
		from bundle import Package
		from finding import Advisory, Hit, merged
		from severity import rate

		def rated(vector):
		    return rate(merged([Hit("lock", "vulnerability", Package("p", "1"), Advisory("A", vectors=[vector]))])[0])[:2]
		assert rated("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N") == ("unrated", "none")
		assert rated("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L") == ("low", "cvss3")
		assert rated("AV:N/AC:L/Au:N/C:P/I:P/A:P") == ("unrated", "none")
	EOT
}

@test "depscan: an alias that was withdrawn, or is about another package, rates nothing" {
	inside python <<-'EOT'
		from bundle import Lock
		from main import hits

		def record(name, package, **more):
		    return {"id": name, "affected": [{"package": {"name": package}}], **more}
		records = [record("PYSEC-1", "One_A", published="2002-02-02"), record("GHSA-1", "one-a", withdrawn="2003-01-01", published="2001-01-01"),
		           record("GHSA-2", "other", database_specific={"severity": "HIGH"})]
		class Service:
		    record = staticmethod({one["id"]: one for one in records}.get)
		found = [{"name": "one-a", "version": "1", "vulns": [
		    {"id": "PYSEC-1", "aliases": ["CVE-1", "GHSA-1", "GHSA-2"], "fix_versions": []}]}]
		got = hits(Lock("r.txt", "", frozenset(), 1), found, Service())
		assert [(hit.advisory.id, hit.advisory.published) for hit in got] == [("PYSEC-1", "2002-02-02")], got
	EOT
}

@test "depscan: a service that answers nonsense is no scan" {
	real python
	content
	local body
	for body in '500 {}' '200 <html>'; do
		cat >python/osv.py <<-EOT
			import sys, threading
			from http.server import BaseHTTPRequestHandler, HTTPServer
			status, _, body = "$body".partition(" ")
			class Handler(BaseHTTPRequestHandler):
			    def do_POST(self):
			        self.send_response(int(status))
			        self.send_header("Content-Length", str(len(body)))
			        self.end_headers()
			        self.wfile.write(body.encode())
			    do_GET = do_POST
			    def log_message(self, *a): pass
			server = HTTPServer(("127.0.0.1", 0), Handler)
			threading.Thread(target=server.serve_forever, daemon=True).start()
			print('{"url": "http://127.0.0.1:%d/v1", "advisories": 8, "seconds": 0}' % server.server_port, flush=True)
			sys.stdin.read()
		EOT
		fails python 'requirements.txt: pip-audit left no report: *'
	done
}

@test "depscan: a live service out of reach is no scan, and what to do is said" {
	local impl
	real python rust
	content
	rm -r d/advisories d/expected.json
	echo '{"mode": "live"}' >d/snapshot.json
	export https_proxy=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9
	fails python 'requirements.txt: pip-audit left no report: *; this was live, with ADVISORY_DB=folder snapshots are used'
	fails rust 'Cargo.lock: cargo-audit left no report: *; this was live, with ADVISORY_DB=folder snapshots are used'
}

@test "depscan: a database with what is no advisory, and one without any, is no scan" {
	real python rust
	content
	local record
	echo 'affected: []' >d/advisories/python/fixture-bare/PYSEC-2001-1.yaml
	fails python 'the advisory service did not start: osv: fixture-bare/PYSEC-2001-1.yaml: not an advisory: *'
	for record in 'id: [' 'PYSEC' 'id: PYSEC-1' 'id: PYSEC-1\naffected: 3' 'id: [1]\naffected: []' 'id: A\naffected: [{}]' '\xff\xfe'; do
		printf "$record" >d/advisories/python/fixture-bare/PYSEC-2001-1.yaml
		run -1 build/checkers/venv/bin/python -I -B python/osv.py d/advisories/python </dev/null
		[[ $output = 'osv: fixture-bare/PYSEC-2001-1.yaml: not an advisory: '* ]]
	done
	rm -r d/advisories/python/*
	fails python 'the advisory database has 0 advisories, want some'
	echo garbage >d/advisories/rust/crates/fixture-bare/RUSTSEC-2001-0001.md
	fails rust 'Cargo.lock: cargo-audit left no report: *'
	rm -r d/advisories/rust/crates/*
	mkdir d/advisories/rust/crates/fixture-bare
	fails rust 'Cargo.lock: cargo-audit *'
}

@test "depscan: a lock file of Python that pip-audit would not read as a whole is refused" {
	inside python <<-'EOT'
		import tempfile
		import pins
		from bundle import Package
		from tool import ToolFailed

		def said(data):
		    with tempfile.NamedTemporaryFile() as file:
		        file.write(data)
		        file.flush()
		        try:
		            return sorted(pins.read("r.txt", file.name).packages)
		        except ToolFailed as why:
		            return str(why).removeprefix("r.txt:")
		assert said(b"") == said(b"# nothing\n\n") == said(b"--no-binary :all:\n") == []
		two = [Package("one-two", "1.0"), Package("three", "2!3.0+x")]
		assert said(b"One_Two == 1.0 \\\n  --hash=sha256:0 \\\n  --hash=sha256:1\n"
		            b"three[a,b]==2!3.0+x ; python_version > '3'  # why\none.two==1.0") == sorted(two)
		for line, why in (
		    ("one", "not a pinned version: 'one'"),
		    ("one>=1.0", "not a pinned version: 'one>=1.0'"),
		    ("one==1.*", "not a pinned version: 'one==1.*'"),
		    ("one==1.0,<2", None),
		    ("one===1.0", None),
		    ("one @ file:///x", "not a pinned version: 'one @ file:///x'"),
		    ("file:///x", "not a pinned version: 'file:///x'"),
		    ("==", "not a pinned version: '=='"),
		    ("-r other.txt", "pip-audit does not read what '-r other.txt' names"),
		    ("--constraint other.txt", "pip-audit does not read what '--constraint other.txt' names"),
		    ("-e .", "pip-audit does not read what '-e .' names"),
		):
		    got = said(f"two==2 \\\n --hash=sha256:0\n\n{line}\n".encode())
		    assert got == f"4: {why}" or not why and got.startswith("4: not a pinned version"), got
		assert said(b"one==1\n\xff\xfe") == " not a text"
	EOT
	built python
	content
	stub pip-audit <<<'exit 1'
	echo '-r other.txt' >>d/python/requirements.txt
	fails python "requirements.txt:8: pip-audit does not read what '-r other.txt' names"
	: >d/python/requirements.txt
	fails python 'nothing to check: no lock file has a package of the registry'
}

@test "depscan: a line whose marker does not hold is missed, a lock file of nothing is not applicable" {
	real python rust
	content
	rm d/expected.json
	printf 'version = 4\n\n[[package]]\nname = "subject"\nversion = "0.1.0"\n' >d/rust/other.lock
	scan rust
	[ "$status" -eq 0 ]
	# what is no answer is not printed: the two sides have different ones
	[ -z "$output" ]
	jq -e '[.subjects[] | [.name, .status]] == [["Cargo.lock", "checked"], ["other.lock", "not_applicable"]]' raw/evidence.json
	jq -e '.subjects[1] | .reason and .packages == 0' raw/evidence.json
	[ "$(value '' packages)" = 7 ]
	# cargo-audit has no advisories on packages of another index or of a repository
	sed -i '0,/^source = .*/s//source = "git+ssh:\/\/example.org\/it#0123456789012345678901234567890123456789"/' d/rust/Cargo.lock
	scan rust
	[ "$status" -eq 0 ]
	[ "$(value '' packages) $(value '' vulnerabilities)" = '6 3' ]
	jq -e '.subjects[0].packages == 6 and any(.caveats[]; . == "Cargo.lock: 1 packages are not the registry'"'"'s; no advisory is about these.")' raw/evidence.json
	sed -i 's/^source = .*/source = "registry+https:\/\/example.org\/index"/' d/rust/Cargo.lock
	fails rust 'nothing to check: no lock file has a package of the registry'
	sed -i '3s/ --hash/; sys_platform == "win32" --hash/' d/python/requirements.txt
	fails python 'requirements.txt: pip-audit checked 6 of 7 pins: see fixture-labelled 2.0.1'
}

@test "depscan: a lock file of Rust that is none is refused" {
	built rust
	content
	stub cargo-audit <<<'exit 1'
	local text
	for text in '[[package' $'[[package]]\nname = "a"\nsource = "registry+x/crates.io-index"'; do
		echo "$text" >d/rust/Cargo.lock
		scan rust
		[ "$status" -eq 70 ] && [ ! -s samples ]
	done
	[[ $(<raw/reason.txt) = 'Cargo.lock: not a lock file of cargo: '* ]]
	: >d/rust/Cargo.lock
	fails rust 'nothing to check: no lock file has a package of the registry'
	echo nonsense >d.tar
	mkdir -p raw2
	run -70 rust/run d.tar raw2 scratch 1
	[[ $(<raw2/reason.txt) = 'd.tar: not a dataset of depscan: '* ]]
	for args in 'd.tar raw2 scratch' 'd.tar raw2 scratch first'; do
		# shellcheck disable=SC2086
		run -2 rust/run $args
		[ "$output" = 'usage: run dataset raw scratch round' ]
	done
}

@test "depscan: times come from the dates that are known, the others are counted" {
	real python rust
	content
	rm d/expected.json
	sed -i s/fixture/snapshot/ d/snapshot.json
	cat >d/releases.csv <<-'EOT'
		# as of 2002-01-01
		ecosystem,package,version,released,yanked,latest
		python,fixture-bare,1.0.0,2000-01-01,0,0
		python,fixture-bare,1.0.1,2001-01-31,0,0
		python,fixture-bare,1.1.0,2001-12-31,0,1
		python,fixture-clean,1.0.0,2001-01-01,0,1
		python,fixture-labelled,2.0.1,2001-01-01,0,0
		python,fixture-labelled,2.0.5,2001-02-13,0,0
		python,fixture-labelled,2.1.2,2001-01-02,0,1
		python,fixture-odd,0.10,2001-01-01,0,1
		python,fixture-odd,0.11,2001-01-01,1,0
		python,fixture-vector,1.4.0,2001-01-01,0,1
		python,fixture-vector4,2.2.0,2001-01-01,0,1
		python,fixture-withdrawn,3.0.0,2026-11-22,0,1
		rust,fixture-labelled,2.0.5+1.2,2001-02-13,0,0
	EOT
	scan python
	[ "$status" -eq 0 ]
	# bare -1 day, labelled 10 days by 2.0.5; of odd the fix was yanked, vector and vector4 have none
	[ "$(value '' time_to_patch)" = '-86400 864000' ]
	[ "$(value '' patched_before_share) $(value '' time_to_patch_unknown)" = '50.0 3' ]
	# to 2026-11-21, the day of the advisories
	[ "$(value '' exposure_lag)" = "$(for d in 2001-01-31 2001-02-13; do
		echo $((($(date -ud 2026-11-21 +%s) - $(date -ud $d +%s)))); done | paste -sd ' ')" ]
	# 730 days and 1 day
	[ "$(value '' outdated)" = 2 ]
	awk -v y="$(value '' libyears)" 'BEGIN { exit !(y > 731 / 365.25 - 1e-9 && y < 731 / 365.25 + 1e-9) }'
	[ "$(value '' newer_than_snapshot) $(value '' release_unknown)" = '1 0' ]
	[ "$(jq -r .releases_as_of raw/evidence.json)" = 2002-01-01 ]
	[ "$(jq -r '.findings[] | select(.package == "fixture-labelled").fix_released' raw/evidence.json)" = 2001-02-13 ]
	scan rust
	# what comes after a plus sign does not count; without any date there is no age
	[ "$(value '' time_to_patch)" = 864000 ]
	[ "$(value '' time_to_patch_unknown) $(value '' release_unknown)" = '3 7' ]
	[ -z "$(value '' libyears)$(value '' outdated)$(value '' newer_than_snapshot)" ]
	jq -e '[.caveats[] | select(startswith("Of 7 of 7 packages"))] | length == 1' raw/evidence.json
	# of a part of the packages, it is said of how many: bare is 730 days old
	sed -i '/fixture-vector4/d' d/releases.csv
	scan python
	[ "$(value '' outdated) $(value '' newer_than_snapshot) $(value '' release_unknown)" = '2 1 1' ]
	awk -v s="$(value '' outdated_share)" 'BEGIN { exit !(s > 33.3 && s < 33.4) }'
	awk -v y="$(value '' libyears)" 'BEGIN { exit !(y > 731 / 365.25 - 1e-9 && y < 731 / 365.25 + 1e-9) }'
	jq -e '[.caveats[] | select(startswith("Of 1 of 7 packages") or startswith("At least 1 of 7"))] | length == 2' raw/evidence.json
}

@test "depscan: what has a value for each finding is counted in one round, and all else in each" {
	real python
	content
	rm d/expected.json
	printf '# as of 2002-01-01\necosystem,package,version,released,yanked,latest\npython,fixture-bare,1.0.1,2001-01-31,0,1\n' >d/releases.csv
	local n
	for n in 0 1 2; do
		scan python $n
		[ "$status" -eq 0 ]
		cut -d , -f 1,2 samples | LC_ALL=C sort -u >metrics.$n
	done
	LC_ALL=C comm -23 metrics.1 metrics.2 | same - <(printf ',%s\n' exposure_lag time_to_patch)
	cmp metrics.0 metrics.2
}

@test "depscan: the service knows which versions are affected, and ends with its standard input" {
	real python
	mkdir -p db/one
	cat >db/one/A.yaml <<-'EOT'
		id: A
		affected:
		- package: {name: One.Two, ecosystem: PyPI}
		  versions: ["1.0", 2012c]
		  ranges:
		  - type: GIT
		    events: [{introduced: "0"}]
		  - type: ECOSYSTEM
		    events: [{introduced: "2.0"}, {fixed: "2.10"}, {introduced: 3.0.dev1}, {last_affected: "3.1"}]
		  - type: ECOSYSTEM
		    events: [{introduced: "5"}, {fixed: nonsense}]
		- package: {name: one-two, ecosystem: npm}
		  versions: ["7"]
	EOT
	coproc service { build/checkers/venv/bin/python -I -B python/osv.py db; }
	local pid=$service_PID in=${service[1]}
	read -r line <&"${service[0]}"
	[ "$(jq -r .advisories <<<"$line")" = 1 ]
	url=$(jq -r .url <<<"$line")
	[[ $url = http://127.0.0.1:* ]]
	ask() {
		curl -s --noproxy '*' -d "{\"package\": {\"name\": \"$1\", \"ecosystem\": \"PyPI\"}, \"version\": \"$2\"}" "$url/query"
	}
	local version
	for version in 1.0 1.0.0 2012c 2.0 2.9 2.10rc1 3.0 3.1; do
		ask one_two $version | jq -e '.vulns[0].id == "A"' || { echo $version; return 1; }
	done
	for version in 0.9 1.0.1 2.10 2.11 3.0.dev0 3.1.1 4 5 6 7 nonsense; do
		[ "$(ask One-Two $version)" = '{}' ] || { echo $version; return 1; }
	done
	[ "$(ask other 1.0)" = '{}' ]
	[ "$(curl -s --noproxy '*' -d nonsense -o /dev/null -w '%{http_code}' "$url/query")" = 400 ]
	[ "$(curl -s --noproxy '*' "$url/vulns/A" | jq -r .id)" = A ]
	[ "$(curl -s --noproxy '*' -o /dev/null -w '%{http_code}' "$url/vulns/B")" = 404 ]
	exec {in}>&-
	timeout 5 tail --pid=$pid -f /dev/null
}

@test "depscan: records that share a name are one finding, severities and versions are in order" {
	(cd "$own/rust" && /usr/bin/python3 -B - <<-'EOT'
		import semver
		from bundle import Package
		from finding import Advisory, Hit, merged
		from severity import rate

		p, q = Package("p", "1"), Package("p", "2")
		def hit(package, kind, name, *aliases):
		    return Hit("lock", kind, package, Advisory(name, set(aliases)))
		some = [hit(p, "vulnerability", "A", "x"), hit(p, "vulnerability", "B", "y"), hit(q, "vulnerability", "A", "x"),
		        hit(p, "unsound", "A", "x"), hit(p, "vulnerability", "C", "x", "y"), hit(p, "vulnerability", "A", "x"),
		        hit(p, "vulnerability", "D")]
		assert [(f.id, f.aliases, f.package, f.kind) for f in merged(some)] == [
		    ("A", ["x"], p, "unsound"), ("A", ["B", "C", "x", "y"], p, "vulnerability"), ("D", [], p, "vulnerability"),
		    ("A", ["x"], q, "vulnerability")]
		# the order of Semantic Versioning 2.0.0, 11, with what is not in it
		rising = "0.9.0 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.10".split()
		keys = [semver.order(v) for v in rising]
		assert keys == sorted(keys) and len(set(keys)) == len(keys)
		assert semver.order("1.0.0+5") == semver.order("1.0.0") and semver.order("1.0") is None
		assert semver.line("1.2.3") == semver.line("1.9.0") != semver.line("2.0.0")
		assert semver.line("0.2.3") == semver.line("0.2.9") != semver.line("0.3.0")
		for want, requirement in {"1.5.5": ">= 1.5.5", "0.7.4": ">=0.7.4, <0.8.0", "0.2.0": "^0.2", "> 2.2.0": "> 2.2.0",
		                          "1.0.0-rc.2": "= 1.0.0-rc.2", "< 1.0": "< 1.0", "3.0.0": "3"}.items():
		    assert semver.least(requirement) == want, requirement
		def label(*words):
		    return rate(merged([hit(p, "vulnerability", "A")])[0]) if not words else rate(
		        merged([Hit("lock", "vulnerability", p, Advisory(f"A{n}", {"x"}, label=w)) for n, w in enumerate(words)])[0])
		assert label()[:2] == ("unrated", "none")
		assert label("moderate")[:2] == ("medium", "ghsa")
		assert label("LOW", "HIGH")[:2] == ("high", "ghsa")
		assert label("BANANA") == ("unrated", "none", "", ["BANANA"])
	EOT
	)
}

# snapshots - archives of three days, with an advisory on each package of the fixture
snapshots() {
	content
	mkdir -p s/vulns db
	cp -r d/advisories/python/* s/vulns
	cp -r d/advisories/rust/crates s
	tar -C s -cJf db/pypa-advisory-database-0000001-2024-10-10.tar.xz vulns
	tar -C s -cJf db/rustsec-advisory-db-0000002-2024-10-09.tar.xz crates
	tar -C s -cf db/rustsec-advisory-db-0000003-2026-08-21.tar crates
	export ADVISORY_DB=db
}

@test "depscan: of several snapshots the newest, or those of the same time, are taken, archives or folders" {
	snapshots
	advisories() { PYTHONPATH=$ROOT/datasets python3 -B -m lib.advisories; }
	commits() { advisories | cut -d ' ' -f 4 | paste -sd ' '; }
	advisories | cut -d ' ' -f 1-5 | same - <(cat <<-'EOT'
		newest python pypa-advisory-database 0000001 2024-10-10
		newest rust rustsec-advisory-db 0000003 2026-08-21
		closest python pypa-advisory-database 0000001 2024-10-10
		closest rust rustsec-advisory-db 0000002 2024-10-09
	EOT
	)
	[ "$(advisories | sed -n 's/^closest rust.* //p')" = "$(sha256sum <db/rustsec*2024* | cut -d ' ' -f 1)" ]
	mkdir db/tree
	cp -r s/vulns db/tree
	echo '{"name": "pypa-advisory-database", "commit": "0000004", "date": "2026-08-19"}' >db/tree/snapshot.json
	[ "$(commits)" = '0000004 0000003 0000001 0000002' ]
	sed -i s/2026-08-19/2026-08-21/ db/tree/snapshot.json
	[ "$(commits)" = '0000004 0000003 0000004 0000003' ]
	before=$(advisories)
	echo >>"$(find db/tree -name PYSEC-2001-1.yaml)"
	[ "$(advisories)" != "$before" ]
	[ "$(ADVISORY_DB='' advisories)" = live ]

	run -1 --separate-stderr env ADVISORY_DB=none PYTHONPATH="$ROOT/datasets" python3 -B -m lib.advisories
	[[ $stderr = *'ADVISORY_DB=none: No such file or directory' ]]
	echo nonsense >db/tree/snapshot.json
	run -1 --separate-stderr env PYTHONPATH="$ROOT/datasets" python3 -B -m lib.advisories
	[[ $stderr = *'db/tree/snapshot.json: want name, commit and date: '* ]]
	rm -r db/tree db/pypa*
	run -1 --separate-stderr env PYTHONPATH="$ROOT/datasets" python3 -B -m lib.advisories
	[[ $stderr = *'there is no pypa-advisory-database-COMMIT-DATE.tar.xz' ]]
}

@test "depscan: a dataset has the locks and the advisories on them, the same each time" {
	snapshots
	"$ROOT/datasets/depscan-own.tar.py" own.tar
	"$ROOT/datasets/depscan-own.tar.py" again.tar
	cmp own.tar again.tar
	[ "$(jq -r .sha256 own.tar.json)" = "$(sha256sum <own.tar | cut -d ' ' -f 1)" ]
	tar -xOf own.tar snapshot.json | jq -e '.mode == "snapshot" and .rust.date == "2026-08-21" and .rust.advisories == 8
		and (.python.sha256 | length) == 64 and .caveats == {python: [], rust: []}'
	# none is on anything that is locked here, so there are all
	[ "$(tar -tf own.tar | grep -c ^advisories/python/)" -eq 8 ]
	tar -tf own.tar | grep -qx rust/workloads/etl/rust/Cargo.lock
	tar -tf own.tar | grep -qx python/mk/checkers.txt
	# one on click is
	mkdir s/vulns/click
	sed s/fixture-bare/click/ s/vulns/fixture-bare/* >s/vulns/click/PYSEC-2001-9.yaml
	tar -C s -cJf db/pypa-advisory-database-0000001-2024-10-10.tar.xz vulns
	"$ROOT/datasets/depscan-2021.tar.py" 2021.tar
	[ "$(tar -tf 2021.tar | grep ^advisories/python/)" = advisories/python/click/PYSEC-2001-9.yaml ]
	# of two databases of one day, one that could be newer is named
	tar -xOf 2021.tar snapshot.json | jq -e '.rust.date == "2024-10-09" and ([.caveats[] | .[]
		| select(contains("rustsec-advisory-db 0000003 of 2026-08-21, which is newer, was not used"))] | length == 2)'
	# names as nobody need write them: in the database and in a lock file
	(cd "$ROOT/datasets" && /usr/bin/python3 -B - <<-'EOT'
		from lib.depscan import names, subset
		lock = b"Jw_Util == 1\n  b[x] ==2\nc \\\n    ==3\r\nd===4\n# e==5\n"
		assert names("python", {"": lock}) == {"jw-util", "b", "c", "d"}, names("python", {"": lock})
		assert subset("python", {"jw.util": {}, "x": {}}, {"jw-util"}) == {"jw.util": {}}
		assert names("rust", {"": b"name = \"a_b\"\r\nname='C'\n"}) == {"a_b", "C"}
	EOT
	)
	ADVISORY_DB='' "$ROOT/datasets/depscan-own.tar.py" live.tar
	tar -xOf live.tar snapshot.json | jq -e '.mode == "live"'
	[ "$(tar -tf live.tar | grep -c ^advisories/)" -eq 0 ]

	echo nonsense >db/pypa-advisory-database-0000001-2024-10-10.tar.xz
	rm own.tar own.tar.json
	run -1 --separate-stderr "$ROOT/datasets/depscan-own.tar.py" own.tar
	[[ $stderr = 'depscan-own.tar.py: db/pypa-advisory-database-0000001-2024-10-10.tar.xz: '* ]]
	[ ! -e own.tar ]
	tar -C s -cJf db/pypa-advisory-database-0000001-2024-10-10.tar.xz crates
	run -1 --separate-stderr "$ROOT/datasets/depscan-own.tar.py" own.tar
	[[ $stderr = *'there is no advisory in it' ]]
}

@test "depscan: who makes a dataset is told against what is scanned, and that it is no longer" {
	snapshots
	local live='own: ADVISORY_DB is not given: the services are asked'
	made() { run -0 --separate-stderr "$ROOT/datasets/depscan-$1.tar.py" "${2:-$1}.tar" && [ -z "$output" ]; }
	made own
	[ "$stderr" = 'own: against the snapshots pypa-advisory-database of 2024-10-10, rustsec-advisory-db of 2026-08-21' ]
	made 2021
	[ "$stderr" = '2021: against the snapshots pypa-advisory-database of 2024-10-10, rustsec-advisory-db of 2024-10-09' ]
	export ADVISORY_DB=
	made own
	[ "$stderr" = "$live (before: snapshots)" ]
	made own
	[ "$stderr" = "$live" ]
	echo nonsense >own.tar
	made own
	[ "$stderr" = "$live" ]
}

@test "depscan: make sees that ADVISORY_DB has changed, and only then makes the dataset again" {
	snapshots
	cp -a "$ROOT"/{GNUmakefile,mk,datasets,schemas} .
	mkdir workloads
	cp -a "$own" workloads
	goal=build/datasets/depscan-2021.tar
	mkdir -p build/mk
	make -s $goal build/datasets/depscan-own.tar
	touch db/*
	make -q $goal build/datasets/depscan-own.tar
	# a lock file more is a change of the own ones
	echo 'click==8.0.1' >mk/more-requirements.txt
	run -1 make -q build/datasets/depscan-own.tar
	[ "$(tar -xOf $goal snapshot.json | jq -r .rust.commit)" = 0000002 ]
	mv db/pypa-advisory-database-0000001-2024-10-10.tar.xz db/pypa-advisory-database-0000001-2026-08-01.tar.xz
	[[ $(make -n $goal) = *datasets/depscan-2021.tar.py* ]]
	[ "$(tar -xOf $goal snapshot.json | jq -r .rust.commit)" = 0000002 ]
	make -s $goal
	[ "$(tar -xOf $goal snapshot.json | jq -r .rust.commit)" = 0000003 ]
	ADVISORY_DB='' run -1 make -q $goal
}

@test "depscan: of 2021 there is as much as was known in October 2024" {
	[ -e "${ADVISORY_DB:-}/pypa-advisory-database-3ccb6125-2024-10-10.tar.xz" ] &&
		[ -e "$ADVISORY_DB/rustsec-advisory-db-acb7ce45-2024-10-09.tar.xz" ] ||
		skip 'ADVISORY_DB has not the snapshots of October 2024'
	real python rust
	"$ROOT/datasets/depscan-2021.tar.py" 2021.tar
	mkdir d
	tar -xf 2021.tar -C d
	scan python
	[ "$status" -eq 0 ]
	[ "$(value '' vulnerabilities) $(value '' packages) $(value '' affected_share)" = "38 36 33.333333333333336" ]
	[ "$(value '' fix_available_share) $(value '' newer_than_snapshot) $(value '' outdated)" = '100.0 0 35' ]
	jq -e '[.findings[] | select(.id == "PYSEC-2023-62")] | length == 1 and (.[0]
		| .package == "flask" and .fixed == ["2.2.5", "2.3.2"] and .published == "2023-05-02")' raw/evidence.json
	scan rust
	[ "$status" -eq 0 ]
	[ "$(value '' vulnerabilities) $(value '' packages)" = '22 191' ]
	[ "$(value unmaintained informational) $(value unsound informational)" = '8 8' ]
	[ "$(value '' time_to_patch_unknown)" = 1 ]
	jq -e '.findings[] | select(.id == "RUSTSEC-2022-0013") | .package == "regex" and .severity == "high"
		and .severity_source == "cvss3" and .fixed == ["1.5.5"]' raw/evidence.json
}
