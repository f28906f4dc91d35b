#!/usr/bin/env bats
# Reports on benchmarks whose implementations are not compared: the numbers of
# test/data/scans/records.jq, and what is left when they are not there

load helper

REPORT=$ROOT/mk/bin/report
export SOURCE_DATE_EPOCH=1795249799 COLUMNS=1000

# records BENCH FOLDER - one file an implementation
records() {
	mkdir -p "$2"
	jq --arg bench "$1" -f "$BATS_TEST_DIRNAME/data/scans/records.jq" "$BATS_TEST_DIRNAME/data/scans/base.json" >"$2/all"
	for impl in $(jq -r 'keys[]' "$2/all"); do
		jq --arg impl "$impl" '.[$impl]' "$2/all" >"$2/$impl.json"
	done
	rm "$2/all"
}

# The reports on what is as it was made are written once.
setup_file() {
	for bench in depscan-2021 lint-own lint-control flaky-own; do
		records $bench "$BATS_FILE_TMPDIR/$bench"
		case $bench in
		depscan-2021) formats='text md html' ;;
		lint-control) formats='text md' ;;
		*) formats='text html' ;;
		esac
		for format in $formats; do
			"$REPORT" -f $format -o "$BATS_FILE_TMPDIR/$bench.$format" "$BATS_FILE_TMPDIR/$bench"/*.json
		done
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp -r "$BATS_FILE_TMPDIR"/*-* .
}

# lacks PATTERN FILE ... - no line matches
lacks() {
	! grep -q "$@"
}

# change FILE FILTER [ARG ...] - edit JSON in place
change() {
	jq "${@:3}" "$2" "$1" >changed && mv changed "$1"
}

# not_run FILE STATUS REASON - nothing is known of it
not_run() {
	change "$1" 'del(.evidence) | .metrics = {} | .status = $status | .reason = $reason' --arg status "$2" --arg reason "$3"
}

# table TITLE FILE - the lines of a table of a text report
table() {
	sed -n "/^$1/,/^\$/p" "$2"
}

@test "report: the records of these tests are records" {
	"$ROOT/mk/bin/validate" ./*/*.json | same - <(echo '8 records, 0 problems')
}

@test "report: dependencies have no winner, but sentences for a manager" {
	sed -n '2,5p' depscan-2021.text | same - <(cat <<-'END'
	python: 4 known vulnerabilities in 2 of 36 packages (1 high, 3 unrated), 3 with a fix; besides, 1 yanked; advisories of 2024-10-10, which cannot know 2 of the packages: they are newer.
	rust: no known vulnerability in 192 packages; besides, 8 unmaintained; advisories of 2024-10-09, which cannot know any of the packages: they are newer.

	Not ranked. The ecosystems' lock files, tools and advisories differ: a smaller number is not a safer language.
	END
	)
	lacks 'fastest\|winner\|lowest\|×\|verdict' ./*.text ./*.md ./*.html
}

@test "report: vulnerabilities by severity, informational ones apart, patches and age, in 80 columns" {
	COLUMNS=80 "$REPORT" depscan-2021/*.json >got
	table 'Known vulnerabilities' got | sed -n '/^implementation/,$p' | same - <(cat <<-'END'
	implementation  packages  vulnerabilities  critical  high  medium  low  unrated
	python                36                4         0     1       0    0        3
	rust                 192                0         0     0       0    0        0

	END
	)
	grep -q '^python  *11.1  *5.6 %  *75 %  *25 %' got
	grep -q '^rust  *0.0  *0 %  *no findings  no findings' got
	grep -q '^rust  *8  *0  no such kind$' got
	grep -q '^python  *3  *-1 d (-10 d to 0 d)  *100 %  *1' got
	grep -q '2.7 years (100 d to 2.9 years)$' got
	grep -q '^python  *36  *30  83.3 %  *57.3$' got
	COLUMNS=1000 "$REPORT" depscan-2021/*.json | grep -q '^Libyears: .* behind the newest ones of 2024-10-08, all packages together\.$'
	# advisories have a day, and each table that rests on them says which
	[ "$(grep -c '^Advisories of 2024-10-09 (rust) and 2024-10-10 (python)' got)" -ge 4 ]
	lacks ".\{81\}" got
}

@test "report: findings are listed, the worst first, with who rated them" {
	grep '^| \(jinja2\|flask\) ' depscan-2021.md | same - <(cat <<-'END'
	| jinja2 | 1.0 | PYSEC-2021-66 | high | CVSS 3 | 2.11.3 | 2021-05-04 | python | lock | a &lt;b&gt; \| c |
	| flask | 1.0 | PYSEC-2023-62 | unrated | nobody | 2.2.5, 2.3.2 | 2021-05-04 | python | lock | a &lt;b&gt; \| c |
	| jinja2 | 1.0 | PYSEC-2024-1 | unrated | nobody | no fix | 2021-05-04 | python | lock | a &lt;b&gt; \| c |
	| jinja2 | 1.0 | PYSEC-2024-2 | unrated | nobody | 3.0 | unknown | python | lock |  |
	END
	)
}

@test "report: a terminal sees the first findings, and where the rest is" {
	change depscan-2021/python.json '.evidence.findings += [range(20) as $i | .evidence.findings[0] | .id = "PYSEC-\($i)"]'
	"$REPORT" depscan-2021/*.json >got
	grep -q '^Findings: 10 of 24, all in Markdown and HTML$' got
	[ "$(grep -c '^\(flask\|jinja2\) ' got)" -eq 10 ]
}

@test "report: what was not scanned is said, and never 0" {
	not_run depscan-2021/python.json tool_missing 'pip-audit is missing: make deps-security'
	"$REPORT" depscan-2021/*.json >got
	sed -n 3p got | same - <(echo 'python was not scanned: pip-audit is missing: make deps-security.')
	table 'Not scanned' got | grep -q '^python  *tool_missing  pip-audit is missing: make deps-security$'
	table 'Known vulnerabilities' got | lacks '^python' -
	not_run depscan-2021/rust.json tool_failed '3 of 3 rounds: cargo-audit: no advisories; 1 of 1 warm-up: cargo-audit: none'
	"$REPORT" -f md depscan-2021/*.json >got
	grep -q '^rust was not scanned: cargo-audit: no advisories\.$' got
	lacks 'Known vulnerabilities\*\|^| python | 0\|no known' got
	# of a part of the rounds there is no result, but it was run
	not_run depscan-2021/rust.json tool_failed '1 of 10 rounds: no luck; 1 of 1 warm-up: none'
	"$REPORT" -f md depscan-2021/*.json >got
	grep -q '^rust has no result: 1 of 10 rounds: no luck\.$' got
	not_run depscan-2021/rust.json tool_failed '3 of 3 rounds: cargo-audit: no advisories; 1 of 1 warm-up: cargo-audit: none'
	for file in lint-own/*.json lint-control/*.json flaky-own/*.json; do
		not_run "$file" tool_missing 'x is missing'
	done
	"$REPORT" -i ./*/*.json >got
	grep -o '[a-z]*-shuffled was not [a-z]*: .*\|rust was not .*' got | same - <(cat <<-'END'
	rust was not scanned: cargo-audit: no advisories.
	python-shuffled was not tested: x is missing.
	rust was not checked: x is missing.
	rust was not linted: x is missing.
	END
	)
}

@test "report: a metric that is not there is unknown" {
	change depscan-2021/python.json 'del(.metrics["high/vulnerabilities", "affected_share", "fix_available_share", "newer_than_snapshot", "time_to_patch"])'
	"$REPORT" depscan-2021/*.json >got
	[ "$(sed -n 2p got)" = "python: 4 known vulnerabilities (3 unrated); besides, 1 yanked; advisories of 2024-10-10; the age of the packages is unknown." ]
	grep -q '^python  *36  *4  *0  unknown  ' got
}

@test "report: of ages that are known in part, it is said of how many packages" {
	change depscan-2021/python.json '.metrics.release_unknown |= (.value = 3 | .min = 3 | .max = 3)'
	"$REPORT" depscan-2021/*.json >got
	sed -n 2p got | grep -q '; advisories of 2024-10-10, which cannot know at least 2 of the packages: they are newer\.$'
	table 'Known vulnerabilities' got | grep -q '^python .*  at least 2$'
	table 'Outdated' got | grep -q '^python  *33 of 36  *30 '
	# nothing newer among those that are known is not nothing newer
	change depscan-2021/python.json '.metrics.newer_than_snapshot.value = 0'
	"$REPORT" depscan-2021/*.json >got
	sed -n 2p got | grep -q '; advisories of 2024-10-10; the age of 3 of the packages is unknown\.$'
	# of services asked today there is nothing newer
	change depscan-2021/python.json 'del(.metrics.newer_than_snapshot) | .evidence.mode = "live"'
	"$REPORT" depscan-2021/*.json >got
	sed -n 2p got | grep -q '; advisories of 2024-10-10\.$'
}

@test "report: rounds that disagree are a caveat" {
	change depscan-2021/python.json '.metrics["vulnerabilities"].min = 3'
	"$REPORT" -f md depscan-2021/*.json >got
	grep -q '^- python: the rounds did not agree on vulnerabilities: 3 to 4$' got
	# what all say is said once
	[ "$(grep -c 'Advisories without a severity' got)" -eq 1 ]
	grep -q '^caveats  *Advisories without a severity are unrated' depscan-2021.text
	grep -q '<li>Advisories without a severity are unrated' depscan-2021.html
}

@test "report: raw output of the tools is linked, of the last round, with its checksum" {
	grep -qF '| [02/pip audit.json](../../raw/quick/depscan-2021/python/02/pip%20audit.json) | python | 1.21 KiB | aaaaaaaaaaaa |' depscan-2021.md
	lacks '(../../raw/.*/01/' depscan-2021.md
	grep -q '^- \*\*raw data\*\*: results/raw/quick/depscan-2021/, with SHA256SUMS$' depscan-2021.md
	grep -q '^| other | rust | not applicable | .* it has no dependencies |$' depscan-2021.md
	grep -qF '<th scope="row"><a href="../../raw/quick/depscan-2021/rust/02/cargo-audit.json">02/cargo-audit.json</a></th>' depscan-2021.html
}

@test "report: linters have findings by class and lines, with an interval, if lines are enough" {
	sed -n '2,3p' lint-own.text | same - <(cat <<-'END'
	python: 0 findings in 1,438 lines of code, none suppressed.
	rust: 6 findings (4 medium, 2 low) in 3,000 lines of code, 2.0 per 1,000 lines (95 % interval 0.7–4.4), and 1 suppressed.
	END
	)
	grep -q '^python .* under 2,000 lines$' lint-own.text
	grep -q '^class arithmetic  *no rule  4, 1.3 (0.4–3.4)$' lint-own.text
	grep -q '^src/main.rs:7  *clippy::arithmetic_side_effects  arithmetic  medium  *this project  ' lint-own.text
	table 'Each suppressed' lint-own.text | grep -q '^src/lib.rs:3 '
}

@test "report: the note under densities warns as density(1) does, and no rule is not unknown" {
	table Findings lint-own.text | grep -q 'they come in clusters, so the true interval is wider'
	table Findings lint-own.text | grep -q 'Of this tree the count is complete'
	change lint-own/rust.json 'del(.metrics["findings_low", "arithmetic/findings"])'
	change lint-own/python.json '.metrics |= with_entries(select(.key | endswith("/findings") | not))'
	"$REPORT" lint-own/*.json >got
	grep -q '^low  *0  *unknown$' got
	grep -q '^class panic  *unknown  *2$' got
	run -1 grep 'no rule$' got
}

@test "report: an interval that the rounds are too few for says its confidence" {
	for format in text html; do
		grep -q 'Interval: of the median, with a confidence of 50 % only, as the rounds are few' lint-own.$format
	done
	for file in lint-own/*.json; do
		change "$file" '.metrics["lint/wall_time"].interval.confidence = 0.96'
	done
	"$REPORT" lint-own/*.json | lacks 'a confidence of' -
}

@test "report: a long path goes on in the next line of a narrow terminal" {
	change lint-own/rust.json '.evidence.findings[0].file = "workloads/httpclient-unpinned/rust/src/connection/main.rs"'
	COLUMNS=80 "$REPORT" lint-own/*.json >got
	lacks '.\{81\}' got
	awk '{ print $1 }' got | tr -d '\n' | grep -q workloads/httpclient-unpinned/rust/src/connection/main.rs:12
	"$REPORT" lint-own/*.json | grep -q '^workloads/httpclient-unpinned/rust/src/connection/main.rs:12 '
}

@test "report: weaknesses are a matrix of words and signs, with false alarms" {
	[ "$(sed -n 3p lint-control.text)" = "rust: 1 of 3 weaknesses found by the linter, 1 refused by the compiler, 1 missed; no false alarm." ]
	table 'Weakness by weakness' lint-control.text | tail -n +3 | same - <(cat <<-'END'
	weakness       CWE      python                   rust
	overflow       CWE-190  – not applicable         ✓ detected
	shell          CWE-78   ✓ detected, false alarm  ✗ missed
	uninitialised  CWE-457  not in it                ■ refused by compiler
	weak-hash      CWE-328  ✓ detected               not in it

	END
	)
}

@test "report: where each weakness is, and what found it, is not for a terminal" {
	grep -q '^| shell | python | weakness | B1 | weak.py:5 | what shell is |$' lint-control.md
	lacks 'weak.py' lint-control.text
}

@test "report: tests are flaky, failing or stable, with what the runs can show" {
	sed -n 3p flaky-own.text | grep -q ' in 30 runs, 20 of which had a failure\.$'
	[ "$(sed -n 2p flaky-own.text)" = "python: 1 of 3 tests flaky and 1 always failing in 30 runs, all of which had a failure." ]
	grep -qx 'With 30 runs of a test, a failure probability of 9.5 % or more would have been seen with 95 % confidence\.' flaky-own.text
	grep -q '^test_order  failing 30/30 (89–100 %)  flaky 16/30 (36–70 %)$' flaky-own.text
	table 'Fixed order' flaky-own.text | tail -n +3 | same - <(cat <<-'END'
	number of         python  python-shuffled
	tests                  3                3
	flaky tests            1                2
	failing tests          1                0
	runs that failed      30               20

	END
	)
	lacks '^test_ok' flaky-own.text
	grep -q '<details><summary><h2>Tests that never failed: python</h2> <span class="soft">(1)</span></summary>' flaky-own.html
	grep -q 'scope="row">test_ok</th>.*0/30 (0–11 %)' flaky-own.html
}

@test "report: tests that a crash hides are said, and those that had fewer runs" {
	# of 40 tests, three had a turn, and one of them in 3 of 30 runs only
	change flaky-own/python.json '.metrics["test_ok/test_runs"].value = 3 | .metrics.detectable_share.value = 63.16
		| .metrics.tests_collected = (.metrics.tests | .metric = "tests_collected" | .min = 40 | .value = 41)'
	"$REPORT" flaky-own/*.json >got
	grep -q '^python: .* had a failure; 3 of 40 tests had a turn; 1 test did not run in every run (fewest runs: 3 of 30)\.$' got
	table Tests got | grep -q '^python  *3 of 40  .*  3–30  *30$'
	table Tests got | grep -q '^python-shuffled  *3  .*  30  *20$'
	# what is detectable is so by the runs that are named, each for its own
	tr '\n' ' ' <got | grep -q 'python: With 3 runs of a test, a failure probability of 63.2 % or more'
	tr '\n' ' ' <got | grep -q 'python-shuffled: With 30 runs of a test, a failure probability of 9.5 % or more'
	# all had a turn
	change flaky-own/python.json '.metrics.tests_collected.min = 3'
	"$REPORT" flaky-own/*.json | lacks ' had a turn' -
}

@test "report: one run of a test is neither stable nor failing" {
	for file in flaky-own/*.json; do
		change "$file" '.disturbances.of = 1 | .metrics |= (.tests_stable.value = 2 | .tests_flaky.value = 0 | .tests_failing.value = 1 | .runs_failed.value = 1
			| map_values(if .metric == "test_runs" then .value = 1 elif .metric == "failure_share" then .value = (if .case == "test_order" then 100 else 0 end) else . end))'
	done
	"$REPORT" flaky-own/*.json >got
	grep -qx 'python: 1 run of each test: 2 passed and 1 failed; one run cannot tell which of them are flaky\.' got
	table Tests got | grep -q '^python  *3  *one run  *one run  *one run  *one run  *1  *1$'
	grep -q '^test_order  *1 run: failed  *1 run: failed$' got
	lacks ' 1 runs' got
	lacks '^test_.*\(failing\|flaky\) ' got
	# some had more
	change flaky-own/python.json '.disturbances.of = 2 | .metrics["test_order/test_runs"].value = 2'
	"$REPORT" flaky-own/*.json >got
	grep -q '^python: 0 of 3 tests flaky and 1 always failing in 2 runs, .*; 2 tests had one run, which cannot tell; .*; 2 tests did not run in every run (fewest runs: 1 of 2)\.$' got
	table Tests got | grep -q '^python  *3  *0  *0  *1  '
}

# told TITLE ROW COLUMN FILE - what a cell is for programs, and the unit of its column
told() {
	jq -c --arg title "$1" --arg row "$2" --arg column "$3" '.tables[] | select(.title == $title)
		| (.head | map(.label) | index($column)) as $i | (.rows[] | select(.[0].text == $row)[$i]) + {of: .head[$i].unit}' "$4"
}

@test "report: as JSON, cells have their numbers and units, and all that was found belongs to the headline" {
	for bench in depscan-2021 lint-own lint-control flaky-own; do
		"$REPORT" -f json $bench/*.json >$bench.out
		jq -e 'all(.tables[]; .first and (.title | startswith("Raw output") | not))' $bench.out
	done
	same - <(
		told 'How soon fixes came, and how long they were out' python 'time to patch' depscan-2021.out
		told 'Known vulnerabilities' rust affected depscan-2021.out
		told 'Known vulnerabilities' rust newer depscan-2021.out
		told Findings rust 'per 1,000 lines' lint-own.out
		told 'Weakness by weakness' shell python lint-control.out
		told 'Tests that failed: python' test_race python flaky-own.out
		told Tests python 'flaky share' flaky-own.out
		told Findings flask advisory depscan-2021.out
	) <<-'END'
	{"text":"-1 d (-10 d to 0 d)","raw":-86400,"of":"s"}
	{"text":"0 %","raw":0,"of":"%"}
	{"text":"192","raw":192,"tone":"unsure","of":"1"}
	{"text":"2.0 (0.7–4.4)","raw":2,"lo":0.734,"hi":4.353,"of":"1"}
	{"text":"✓ detected, false alarm","raw":"detected, false alarm","tone":"bad","shaped":true,"of":null}
	{"text":"flaky 8/30 (14–44 %)","raw":26.666666666666668,"lo":14.183,"hi":44.448,"tone":"tie","shaped":true,"of":"%"}
	{"text":"33.3 (6.1–79.2) %","raw":33.333333333333336,"lo":6.1,"hi":79.2,"of":"%"}
	{"text":"PYSEC-2023-62","raw":"PYSEC-2023-62, CVE-2021-1","of":null}
	END
}

@test "report: HTML has bars, described in words, and is well-formed" {
	for page in ./*.html; do
		lacks 'NaN\|null%\|>null' "$page"
		grep -q '<svg role="img" aria-labelledby="bars-0-title bars-0-desc"' "$page"
	done
	grep -q '<desc id="bars-0-desc">python: 0 critical, 1 high, 0 medium, 0 low, 3 unrated; rust: 0 critical' depscan-2021.html
	grep -q '<rect class="bar hollow" x="31%" y="118" width="58%"' depscan-2021.html
	"$ROOT/test/wellformed.py" ./*.html
	# sides that are not to be compared have no scale in common
	change depscan-2021/rust.json '.metrics["high/vulnerabilities"].value = 500'
	"$REPORT" -f html depscan-2021/*.json >got
	[ "$(grep -c '<rect class="bar [a-z]*" x="31%" y="[0-9]*" width="58%"' got)" -eq 2 ]
	grep -q '<p class="legend">Counts, each on a scale of its own' got
	change depscan-2021/rust.json '.metrics["high/vulnerabilities"].value = 0'
	# nothing found is nothing to draw
	change depscan-2021/python.json '.metrics |= with_entries(select(.key | test("vulnerabilities") | not))'
	"$REPORT" -f html depscan-2021/*.json | lacks '<rect' -
}

@test "report: Markdown tables have as many cells in a row as in their head" {
	for page in ./*.md; do
		sed 's/\\|//g' "$page" | awk -F'|' '/^\|/ { if (n && NF != n) exit 1; n = NF; next } { n = 0 }'
		[ "$(grep -c '^<details>' "$page")" -eq "$(grep -c '^</details>' "$page")" ]
		grep -q '^> \*\*Not ranked\.\*\* ' "$page"
	done
}

@test "report: an index has the categories apart, performance first" {
	not_run depscan-2021/rust.json tool_missing 'cargo-audit is missing'
	jq '.benchmark_id = "etl" | .category = "performance" | del(.spec.incomparable, .evidence)' flaky-own/python.json >etl.json
	"$REPORT" -i etl.json ./*/*.json >got
	grep -v '  ' got | same - <(printf '\n%s\n' Performance Security Quality)
	grep -q '^depscan-2021  *1 of 2 .* rust was not scanned: cargo-audit is missing\.$' got
	"$REPORT" -i -f md etl.json ./*/*.json | grep '^##' | same - <(printf '%s\n' '## Benchmarks (quick)' '### Performance' '### Security' '### Quality')
	"$REPORT" -i -f html etl.json ./*/*.json | grep -o '<h2>[^<]*' | same - <(printf '<h2>%s\n' Performance Security Quality)
}

@test "report: what is compared and has evidence shows it too; loops and sizes are apart" {
	# rust has a size that python does not have
	for impl in python rust; do
		jq '.benchmark_id = "build-loop" | .implementation = $impl | del(.spec.incomparable) | .spec.compare = ["loop_time", "artifact_size"]
			| .evidence.caveats = ["The cache is warm."]
			| .metrics |= {wall_time, "run/wall_time": (.["suite/wall_time"] | .case = "run"),
				loop_time: (.wall_time | .metric = "loop_time"), "edit/loop_time": (.wall_time | .metric = "loop_time" | .case = "edit")}
			| if $impl == "rust" then .metrics["binary/artifact_size"] = (.metrics.wall_time | .metric = "artifact_size" | .case = "binary" | .unit = "B" | .value = 2048) else . end
			| .comparisons = [("", "edit", "binary") as $case | {$case, metric: (if $case == "binary" then "artifact_size" else "loop_time" end), unit: "s", reference: "python",
				ratio: (if $case == "binary" then null else 1.5 end), ratio_lo: (if $case == "binary" then null else 1.4 end), ratio_hi: 1.6, confidence: 0.99, p_holm: 0.01, verdict: "slower"}]
			| if $impl == "python" then .comparisons = [] else . end' --arg impl $impl flaky-own/python.json >$impl.json
	done
	"$REPORT" -f md python.json rust.json >got
	grep -q '^python is the fastest (loop time 1.75 s); rust takes ×1.50 as much\.$' got
	for title in 'Each loop, from the change to the first line' 'Inside the process, as the implementations report it' Sizes; do
		grep -A4 -F "**$title**" got | tail -n 1
	done | same - <(printf '| %s | %s | %s |\n' edit '1.75 s' '1.75 s' run '450 ms' '450 ms' binary '' '2.00 KiB')
	grep -A4 -F '**Case by case, to python**' got | tail -n 1 | same - <(echo '| edit loop time | ×1.50 (1.40–1.60) |')
	lacks '^| binary artifact size' got
	grep -q '^- The cache is warm\.$' got
	grep -q '^- \*\*tools\*\*: python: pytest 9.2.0<br>rust: pytest 9.2.0$' got
}

@test "report: another benchmark that must not be compared shows its own metrics" {
	change lint-own/python.json '.benchmark_id = "spelling" | .spec.compare = ["suppressions", "wall_time"] | del(.metrics["findings", "shell/findings"])'
	"$REPORT" lint-own/python.json >got
	[ "$(sed -n 2p got)" = "python: suppressions 0, wall time 1.75 s." ]
	grep -q '^python  *0  *1.75 s$' got
}
