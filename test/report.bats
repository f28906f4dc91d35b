#!/usr/bin/env bats

load helper

REPORT=$ROOT/mk/bin/report
# an hour after the session of the test data
export SOURCE_DATE_EPOCH=1795249799 COLUMNS=140

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	cp -r "$BATS_TEST_DIRNAME/data/record/." .
	for impl in go python rust rust-rayon zig; do
		rounds=raw/$impl.csv
		[ $impl = go ] && rounds=
		# shellcheck disable=SC2086
		"${BIN:-$BATS_TEST_DIRNAME/../build/bin}/normalizer" -i $impl -s session.json \
			-S spec.json -m summary.jsonl -c comparison.jsonl -f SHA256SUMS \
			-x "$BATS_TEST_DIRNAME/../schemas/result.schema.json" -o $impl.json $rounds
	done
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp "$BATS_FILE_TMPDIR"/{go,python,rust,rust-rayon,zig}.json .
}

# lacks PATTERN FILE - no line matches
lacks() {
	! grep -q "$@"
}

# change FILE FILTER - edit JSON in place
change() {
	jq "$2" "$1" >changed && mv changed "$1"
}

@test "report: a wrong call says how to call" {
	run -2 "$REPORT"
	run -2 "$REPORT" -f pdf rust.json
	run -2 "$REPORT" -f text
	[ "$output" = "usage: report [-i] [-f text|md|html|json] [-o FILE] RECORD.json ..." ]
}

# compare VERDICT [ROUNDS] - rust-rayon is that to rust, and ROUNDS might tell
compare() {
	change rust-rayon.json '.comparisons[0] |= (.verdict = "'"$1"'" | .rounds_needed = '"${2:-null}"')'
}

# headline [ARG ...] - of a report with these arguments, in one line
headline() {
	COLUMNS=1000 "$REPORT" "$@" | sed -n 2p
}

@test "report: the table has a line for each implementation, the best first" {
	"$REPORT" ./*.json | sed -n '/^implementation  *median/,/^$/p' >got
	same - got <<-'EOF'
	implementation   median      p95      interval  peak memory      ratio to rust  verdict                             n  disturbed     age
	rust            1.42 ms  1.47 ms  1.37–1.47 ms     2.19 MiB                 ×1  lowest median                       8          0  59 min
	rust-rayon      1.52 ms  1.86 ms  1.45–1.94 ms     3.78 MiB  ×1.08 (0.98–1.32)  inconclusive, 24 rounds might tell  8          1  59 min
	python          50.1 ms  60.0 ms  48.6–64.5 ms     29.9 MiB  ×35.6 (33.6–45.5)  slower                              8          1  59 min

	EOF
	compare equivalent
	"$REPORT" ./*.json | sed -n '/^implementation  *median/,/^$/p' >got
	same - got <<-'EOF'
	implementation   median      p95   stddev      interval  peak memory   ratio to fastest  verdict          n  disturbed     age
	rust            1.42 ms  1.47 ms  36.7 µs  1.37–1.47 ms     2.19 MiB                 ×1  tie              8          0  59 min
	rust-rayon      1.52 ms  1.86 ms   162 µs  1.45–1.94 ms     3.78 MiB  ×1.08 (0.98–1.32)  tie: equivalent  8          1  59 min
	python          50.1 ms  60.0 ms  5.18 ms  48.6–64.5 ms     29.9 MiB  ×35.6 (33.6–45.5)  slower           8          1  59 min

	EOF
}

@test "report: what did not work is shown with its reason, and not ranked" {
	"$REPORT" ./*.json | sed -n '/^Not ranked/,/^$/p' >got
	same - got <<-'EOF'
	Not ranked
	implementation  status             reason
	go              missing_toolchain  no go here: its version command failed
	zig             failed             3 of 8 rounds: exit code 1

	EOF
}

@test "report: a tie is no victory, and only what is equivalent is a tie" {
	compare equivalent
	[ "$(headline ./*.json)" = \
		"rust and rust-rayon tie for the fastest (equivalent within 5 %), ahead of python." ]
	"$REPORT" ./*.json >got
	grep -q '^rust .* ×1  tie ' got
	grep -q '^rust-rayon .* tie: equivalent ' got
	[ "$(headline rust.json python.json)" = \
		"rust is the fastest (1.42 ms); python takes ×35.6 as much." ]
	[ "$(headline rust-rayon.json python.json)" = \
		"No winner: what these were compared with is not among them." ]
	"$REPORT" rust-rayon.json python.json >got
	grep -q '^In other metrics, to rust$' got
	[ "$(headline go.json zig.json)" = "No implementation worked." ]
}

@test "report: what these rounds cannot tell is no tie and has no winner" {
	[ "$(headline ./*.json)" = \
		"rust has the lowest median (1.42 ms), but these rounds cannot tell it from rust-rayon; 24 rounds might: make bench-etl ROUNDS=24. python takes ×35.6 as much." ]
	"$REPORT" ./*.json >got
	lacks ' tie\| fastest' got
	grep -q '^implementation .* ratio to rust ' got
	grep -q '^rust .* ×1  lowest median ' got
	grep -q '^rust-rayon .* inconclusive, 24 rounds might tell ' got
	change python.json '.comparisons[0].verdict = "equivalent"'
	[ "$(headline ./*.json)" = \
		"rust has the lowest median (1.42 ms), equivalent to python within 5 %, but these rounds cannot tell it from rust-rayon; 24 rounds might: make bench-etl ROUNDS=24." ]
	"$REPORT" ./*.json >got
	lacks ' tie' got
	grep -q '^python .* equivalent ' got
}

@test "report: advises as many rounds as all need, if make takes so many" {
	change python.json '.comparisons[0] |= (.verdict = "inconclusive" | .rounds_needed = 99)'
	[ "$(headline ./*.json)" = \
		"rust has the lowest median (1.42 ms), but these rounds cannot tell it from rust-rayon and python; 99 rounds might: make bench-etl ROUNDS=99." ]
	for file in ./*.json; do change $file '.profile = "full"'; done
	[[ $(headline ./*.json) = *" might: make bench-etl PROFILE=full ROUNDS=99." ]]
	change python.json '.comparisons[0].rounds_needed = 100'
	[ "$(headline ./*.json)" = \
		"rust has the lowest median (1.42 ms), but these rounds cannot tell it from rust-rayon and python." ]
	"$REPORT" ./*.json | grep -q '^python .* inconclusive, 100 rounds might tell '
	change python.json '.comparisons[0] |= del(.rounds_needed)'
	[[ $(headline ./*.json) = *" from rust-rayon and python." ]]
	"$REPORT" ./*.json | grep -q '^python .* inconclusive  '
}

@test "report: one implementation has nothing to be compared with" {
	[ "$(headline rust.json)" = "rust alone: nothing to compare it with." ]
	[ "$(headline rust.json zig.json)" = "Only rust worked: nothing to compare it with." ]
	change zig.json '.run_id = "old" | .timestamp = "2026-11-01T00:00:00Z"'
	[ "$(headline rust.json zig.json)" = "rust alone: nothing to compare it with." ]
	"$REPORT" rust.json >got
	grep -q '^rust .* ×1  alone ' got
}

@test "report: disturbed runs are said up front if they are most" {
	change rust.json '.disturbances.rounds = 8'
	change zig.json '.disturbances.rounds = 8'
	"$REPORT" -f md rust.json python.json zig.json go.json >got
	[ "$(sed -n 3p got)" = \
		"rust is the fastest (1.42 ms); python takes ×35.6 as much. But 9 of 16 runs were disturbed: measure again on a quieter machine." ]
	grep -q '^- Other load: .* 9 of 16 timed runs were disturbed' got
}

@test "report: who is not verified does not win" {
	change rust.json '.answer.verified = null | .unknown["answer.verified"] = "why"'
	"$REPORT" rust.json python.json >got
	[ "$(sed -n 2p got)" = "No winner: the answers of rust are not verified." ]
	grep -q '^rust .* fastest, unverified ' got
	grep -q '^answers  *not verified: why; all gave the same' got
	change python.json '.answer.verified = null'
	change rust-rayon.json '.answer.verified = false'
	[ "$(headline ./*.json)" = \
		"No winner: the answers of rust, rust-rayon and python are not verified." ]
}

@test "report: who is not verified neither ties nor makes a winner unclear" {
	change rust-rayon.json '.answer.verified = false'
	for verdict in inconclusive equivalent slower; do
		compare $verdict
		[ "$(headline ./*.json)" = \
			"rust is the fastest (1.42 ms); python takes ×35.6 as much. Not verified: rust-rayon." ]
		"$REPORT" ./*.json | grep -q "^rust-rayon .* $verdict, unverified "
	done
	[ "$(headline rust-rayon.json)" = \
		"rust-rayon alone: nothing to compare it with. Not verified: rust-rayon." ]
}

@test "report: another fairness class is not compared for the win" {
	change rust-rayon.json '.fairness.class = "threads"'
	"$REPORT" rust.json rust-rayon.json python.json >got
	[ "$(sed -n 2p got)" = \
		"rust is the fastest (1.42 ms); python takes ×35.6 as much. Not in the same class: rust-rayon." ]
	grep -q '^rust-rayon .* inconclusive, class threads ' got
	lacks 'lowest median' got
}

@test "report: records of another session are not compared" {
	change rust-rayon.json '.run_id = "old" | .timestamp = "2026-11-01T00:00:00Z" |
		.rounds[].start_time = 1793491260'
	"$REPORT" rust.json rust-rayon.json python.json >got
	grep -q '^rust-rayon  *another session  measured 2026-11-01 00:01 UTC: ' got
	lacks '^rust-rayon .* tie' got
}

@test "report: names environment, profile, provenance and what was not controlled" {
	"$REPORT" ./*.json >got
	grep -q '^environment  *AMD EPYC 7763 64-Core Processor, 2 CPUs' got
	grep -q '^profile  *quick: 8 rounds and 1 warm-up, seed 42' got
	grep -q '^dataset  *trips-10k.csv: 10,000 rows' got
	grep -q '^commit  *d3b1c2e0f1a2b3c4d5e6f708192a3b4c5d6e7f80$' got
	grep -q '^answers  *verified: every run' got
	grep -q '^not controlled  *CPU frequency governor: unknown (no cpufreq' got
	"$REPORT" -f md ./*.json >got
	grep -q '^- \*\*fairness\*\*: class plain' got
	grep -q '^- CPU frequency governor: unknown (no cpufreq' got
	grep -q '^- Other load: .* 2 of 24 timed runs were disturbed' got
	change rust.json '.environment |= (.governor = "performance" | .turbo = false |
		.smt = false | .virtualisation = "none" | .pmu = "cpu" | .aslr = 0)'
	COLUMNS=100 "$REPORT" rust.json | sed -n '/^not controlled/,/^$/p' >got
	same - got <<-'EOF'
	not controlled  Frequency and temperature: not recorded; Other load: CPUs are neither isolated nor
	                pinned; 0 of 8 timed runs were disturbed; Page cache: warm, by design; the warm-up
	                run is the first touch
	EOF
}

@test "report: says when the first and the last round were measured" {
	"$REPORT" ./*.json >got
	grep -q '^session  *20261121T072900Z-5d1f, begun 2026-11-21T07:29:59Z, last round 2026-11-21T07:30:0[0-9]Z$' got
	lacks 'rounds were measured over' got
	change python.json '.rounds[-1].start_time += 9000'
	"$REPORT" -f md ./*.json >got
	grep -q ', last round 2026-11-21T10:00:0[0-9]Z$' got
	grep -q '^- Time of day: rounds were measured over 2.50 hours$' got
	grep -q '^| rust | .* | 2026-11-21 07:30 UTC |$' got
	grep -q '^| python | .* | 2026-11-21 10:00 UTC |$' got
	change python.json '.rounds[].start_time = null'
	"$REPORT" -f md python.json >got
	grep -q 'begun 2026-11-21T07:29:59Z$' got
	grep -q '^| python | .* | 2026-11-21 07:29 UTC |$' got
}

@test "report: phases inside the process have a table" {
	"$REPORT" rust.json python.json | sed -n '/^Inside/,/^$/p' >got
	same - got <<-'EOF'
	Inside the process, as the implementations report it
	phase        rust   python
	aggregate  425 µs  15.0 ms
	parse      850 µs  30.0 ms

	EOF
}

@test "report: numbers read well over their whole range" {
	jq -n -r "$(cat "$ROOT/mk/report/units.jq")"'
		(0, 1e-12, 0.00137, 0.0009999, 0.99961, 123.4, 4321 | humane("s")),
		(0, 1023, 1048575.9, 2.28e6 | humane("B")),
		(999, 12.44e6 | humane("B/s")),
		(12, 336776.2, 0.5 | humane("1")), (-1.5 | humane("%")),
		humane_range(0.0013723; 0.00143324; "s"), humane_range(0.0131; 0.0132; "s"),
		(35.23 | humane_ratio(34.1; 36)), (1.2744 | humane_ratio(1.265; 1.283)),
		(336776, 1000, 999 | grouped), (59, 100, 8000, 9e5 | humane_age)' |
		paste -sd, >got
	same - got <<-'EOF'
	0 s,0.00100 ns,1.37 ms,1.00 ms,1.00 s,123 s,4321 s,0 B,1023 B,1.00 MiB,2.17 MiB,999 B/s,12.4 MB/s,12,337 k,0.500,-1.50 %,1.37–1.43 ms,13.10–13.20 ms,×35.2 (34.1–36.0),×1.274 (1.265–1.283),336,776,1,000,999,59 s,1 min,2 h,10 d
	EOF
}

@test "report: Markdown has the same table, with aligned columns" {
	"$REPORT" -f md ./*.json >got
	grep -qF '| rust | 1.42 ms | 1.47 ms | 36.7 µs | 1.37–1.47 ms | 2.19 MiB | ×1 | lowest median | 8 | 0 | 2026-11-21 07:30 UTC |' got
	grep -qF '| :--- | ---: |' got
	lacks ' age ' got
	grep -qF '| zig | failed | 3 of 8 rounds: exit code 1 |' got
	# every row of a table has as many cells as its head
	awk -F'|' '/^\|/ { if (n && NF != n) exit 1; n = NF; next } { n = 0 }' got
	[ "$(grep -c '^<details>' got)" -eq "$(grep -c '^</details>' got)" ]
}

@test "report: text from records cannot act as Markdown, HTML or on a terminal" {
	change zig.json '.reason = "<script>alert(1)</script> | *x* \u001b[31m [l](u)"'
	change rust.json '.title = "a & <b>"'
	for file in go python rust-rayon zig; do change $file.json '.title = "a & <b>"'; done
	"$REPORT" -f html ./*.json >got.html
	lacks '<script\|<b>' got.html
	grep -qF '&lt;script&gt;alert(1)' got.html
	grep -qF '<title>etl: a &amp; &lt;b&gt; (quick)</title>' got.html
	"$REPORT" -f md ./*.json >got.md
	grep -qF '&lt;script&gt;alert(1)&lt;/script&gt; \| \*x\*  \[31m \[l\](u)' got.md
	"$REPORT" ./*.json >got
	lacks $'\e' got
}

@test "report: HTML is well-formed, and needs no script and no other file" {
	"$REPORT" -f html ./*.json >got.html
	"$REPORT" -i -f html ./*.json >index.html
	"$ROOT/test/wellformed.py" got.html index.html
}

@test "report: the plot has a dot for every round, hollow if it was disturbed" {
	"$REPORT" -f html rust.json rust-rayon.json python.json >got
	# two drawings of eight rounds of three implementations
	[ "$(grep -c '<circle' got)" -eq 48 ]
	[ "$(grep -c '<circle class="disturbed"' got)" -eq 4 ]
	grep -q '<desc id="rounds-desc">rust: median 1.42 ms, 8 rounds from' got
	lacks 'NaN\|null%\|"-[0-9.]*%"' got
}

@test "report: odd records draw too: one round, equal values" {
	change rust.json '.rounds |= .[:2] | .metrics.wall_time |= (.samples = .samples[:1] | .interval = null | .n = 1 | .stddev = null)'
	for form in text md html; do "$REPORT" -f $form rust.json >got.$form; done
	grep -q '^rust .* unknown  too few rounds ' got.text
	change rust.json '.metrics.wall_time |= (.samples = [1] | .value = 1)'
	"$REPORT" -f html rust.json >got.html
	lacks 'NaN\|null%\|nan' got.html
}

@test "report: an index names every benchmark and its result" {
	jq '.benchmark_id = "wc" | .title = "Words"' python.json >wc.json
	compare equivalent
	"$REPORT" -i ./*.json >got
	same - got <<-'EOF'
	benchmark  working     age  result
	etl         3 of 5  59 min  rust and rust-rayon tie for the fastest (equivalent within 5 %), ahead of python.
	wc          1 of 1  59 min  python alone: nothing to compare it with.
	EOF
	COLUMNS=70 "$REPORT" -i ./*.json >got
	same - got <<-'EOF'
	benchmark  working     age  result
	etl         3 of 5  59 min  rust and rust-rayon tie for the fastest
	                            (equivalent within 5 %), ahead of python.
	wc          1 of 1  59 min  python alone: nothing to compare it with.
	EOF
	"$REPORT" -i -f md ./*.json |
		grep -qF '| [wc](wc.md) | Words | python alone: nothing to compare it with. | 1 of 1 | 2026-11-21 07:30 UTC |'
	"$REPORT" -i -f html ./*.json >got
	grep -qF '<a href="wc.html">Words</a>' got
	lacks '>age<\|59 min' got
}

@test "report: text fits the page, and what is needed least goes first" {
	for columns in 100 80 60; do
		COLUMNS=$columns "$REPORT" ./*.json >got.$columns
		lacks ".\{$((columns + 1))\}" got.$columns
		sed -n '/^implementation  *median/p' got.$columns
	done >got
	same - got <<-'EOF'
	implementation   median      interval  peak memory      ratio to rust  verdict        n  disturbed
	implementation   median      interval      ratio to rust  verdict
	implementation   median      ratio to rust  verdict
	EOF
	COLUMNS=80 "$REPORT" rust.json python.json | sed -n '3,/^environment/{/^environment/!p}' >got
	same - got <<-'EOF'

	implementation   median      interval  peak memory   ratio to fastest  verdict
	rust            1.42 ms  1.37–1.47 ms     2.19 MiB                 ×1  fastest
	python          50.1 ms  48.6–64.5 ms     29.9 MiB  ×35.6 (33.6–45.5)  slower

	Work and cost
	implementation  throughput  row rate  CPU time  warm-up run  ratio, quiet rounds
	rust              723 MB/s  7.06 M/s   1.39 ms      1.72 ms                   ×1
	python           20.5 MB/s   200 k/s   49.1 ms      61.1 ms                ×35.6

	In other metrics, to rust
	implementation        peak memory  verdict
	python          ×13.6 (13.3–14.1)  larger

	Inside the process, as the implementations report it
	phase        rust   python
	aggregate  425 µs  15.0 ms
	parse      850 µs  30.0 ms

	EOF
	# what has no room at all is in a table below
	COLUMNS=30 "$REPORT" ./*.json | sed -n '/^Inside/,/^environment/{/^environment/!p}' >got
	same - got <<-'EOF'
	Inside the process, as the implementations report it
	phase        rust  rust-rayon
	aggregate  425 µs      455 µs
	parse      850 µs      910 µs

	phase       python
	aggregate  15.0 ms
	parse      30.0 ms

	EOF
}

@test "report: long reasons go on in the next line" {
	change zig.json '.reason = "3 of 8 rounds: exit code 1, and it said: no such file or directory"'
	COLUMNS=60 "$REPORT" rust.json zig.json | sed -n '/^Not ranked/,/^$/p' >got
	same - got <<-'EOF'
	Not ranked
	implementation  status  reason
	zig             failed  3 of 8 rounds: exit code 1, and it
	                        said: no such file or directory

	EOF
}

@test "report: what has no blank is broken where the page ends" {
	change zig.json '.reason = "no answer from https://there.invalid/a/very/long/address/that/does/not/end/soon: refused"'
	COLUMNS=60 "$REPORT" rust.json zig.json | sed -n '/^Not ranked/,/^$/p' >got
	same - got <<-'EOF'
	Not ranked
	implementation  status  reason
	zig             failed  no answer from
	                        https://there.invalid/a/very/long/ad
	                        dress/that/does/not/end/soon:
	                        refused

	EOF
	COLUMNS=60 "$REPORT" -i rust.json zig.json | lacks '.\{61\}' -
}

@test "report: is as wide as COLUMNS, else the terminal, else 100" {
	unset COLUMNS
	"$REPORT" rust.json python.json >got
	COLUMNS=100 "$REPORT" rust.json python.json | same - got
	for columns in 0 wide -1 08 99999; do
		COLUMNS=$columns "$REPORT" rust.json python.json | same - got
	done
	script -qec "stty cols 70; NO_COLOR=1 '$REPORT' rust.json python.json" /dev/null | tr -d '\r' >got
	COLUMNS=70 "$REPORT" rust.json python.json | same - got
	script -qec "stty cols 70; NO_COLOR=1 COLUMNS=90 '$REPORT' rust.json python.json" /dev/null | tr -d '\r' >got
	COLUMNS=90 "$REPORT" rust.json python.json | same - got
}

@test "report: refuses what are no records of one benchmark" {
	echo '{}' >none.json
	run -5 --separate-stderr "$REPORT" none.json
	[[ $stderr = *"none.json: not a record of version 1.0"* ]]
	change python.json '.benchmark_id = "wc"'
	run -5 --separate-stderr "$REPORT" rust.json python.json
	[[ $stderr = *"records of several benchmarks or profiles: etl, wc"* ]]
	[ -z "$output" ]
}

@test "report: as JSON, a line for each session says what the others say, with the raw values" {
	change zig.json '.run_id = "another"'
	"$REPORT" -f json rust.json python.json zig.json >got
	[ "$(wc -l <got)" -eq 2 ]
	jq -s -c 'map([.benchmark, .profile, .run_id])' got >sessions
	jq -s -c 'map([.benchmark_id, .profile, .run_id]) | unique' rust.json python.json zig.json | same - sessions
	jq -s '.[] | select(.run_id != "another")' got >one.json
	"$REPORT" -f md rust.json python.json >want.md
	grep -qF "$(jq -r '.headline' one.json)" want.md
	# the medians of the first table, as text and as the records have them
	jq -c '.tables[0] | (.head | map(.label) | index("median")) as $i | .rows | map({(.[0].text): .[$i].raw}) | add' one.json >medians
	jq -s -c 'sort_by(.metrics.wall_time.value) | map({(.implementation): .metrics.wall_time.value}) | add' rust.json python.json | same - medians
	jq -r '.tables[1:][].title' one.json | while read -r title; do grep -qF "**$title**" want.md || exit 1; done
	run -2 "$REPORT" -i -f json rust.json
}

@test "report: as JSON, what is a number in a text is one, with its interval and its unit" {
	swept rust.json 0.003 3e-7
	swept python.json 0.02 2e-6 '. + {slope_ratio: 6.5, slope_ratio_lo: 6.4, slope_ratio_hi: 6.6, break_even: 18196, break_even_lo: 17615, break_even_hi: 19018}'
	change python.json '.metrics["load/throughput"] = (.metrics.wall_time | .metric = "throughput" | .case = "load" | .unit = "B/s")
		| .metrics["load/wall_time"] = (.metrics.wall_time | .case = "load")'
	"$REPORT" -f json rust.json python.json >got
	# by column
	jq -c '.tables[:2][] | [.title, .first, ([.head[] | select(.unit) | {(.label): .unit}] | add)]' got >heads
	same - heads <<-'EOF'
	["Wall time, whole run",true,{"median":"s","p95":"s","stddev":"s","interval":"s","peak memory":"B","ratio to fastest":"1","n":"1","disturbed":"1"}]
	["Start-up and cost per row",false,{"start-up":"s","per row":"s","ratio per row":"1","break-even":"rows"}]
	EOF
	# cells in the first table: those of the record
	jq -c '.tables[0] | (.head | map(.label)) as $labels | .rows[] | [.[$labels | index("ratio to fastest", "interval")] | [.raw, .lo, .hi]]
		| .[1][0] |= null' got >cells
	jq -s -c '(.[] | select(.implementation == "rust")), (.[] | select(.implementation == "python"))
		| [(.comparisons | if . == [] then [1, null, null] else .[0] | [.ratio, .ratio_lo, .ratio_hi] end),
			[null, (.metrics.wall_time.interval | .lo, .hi)]]' rust.json python.json | same - cells
	jq -c '.tables[1].rows[] | map([.raw, .lo, .hi])[1:5]' got >cells
	same - cells <<-'EOF'
	[[0.003,0.003,0.003],[3e-07,3e-07,3e-07],[1,null,null],[null,null,null]]
	[[0.02,0.02,0.02],[2e-06,2e-06,2e-06],[6.5,6.4,6.6],[18196,17615,19018]]
	EOF
	# by cell where a column has several
	jq -c '.tables[] | select(.title | startswith("Inside")) | (.head | map(.unit)), (.rows[] | map(.unit) | select(.[1] or .[2]))' got | sort -u >units
	same - units <<-'EOF'
	[null,"s","s"]
	[null,"s",null]
	[null,null,"B/s"]
	[null,null,"s"]
	EOF
	jq -c '.tables[0].rows[][-1].raw' got >measured
	jq -c '[.rounds[].start_time] | max | floor | todate' rust.json python.json | same - measured
	# a warning is no tie
	change python.json '.disturbances.rounds = 2'
	"$REPORT" -f json rust.json python.json | jq -c '[.tables[0].rows[][].tone | values]' | same - <(echo '["good","unsure"]')
}

@test "report: output is whole or absent" {
	echo '{}' >none.json
	echo old >got.md
	run ! "$REPORT" -f md -o got.md rust.json none.json
	[ "$(cat got.md)" = old ]
	[ "$(find . -name 'got.md*' | wc -l)" -eq 1 ]
	"$REPORT" -f md -o got.md rust.json
	grep -q '^### etl' got.md
}

@test "report: colour only on a terminal, and never with NO_COLOR" {
	script -qec "'$REPORT' rust.json python.json" /dev/null >got
	grep -q $'\e\[1;32mfastest' got
	NO_COLOR=1 script -qec "'$REPORT' rust.json python.json" /dev/null >got
	lacks $'\e' got
}

# swept FILE INTERCEPT SLOPE [FILTER] - a record with a sweep
swept() {
	change "$1" '.scaling = {artifact_sha256: ("0" * 64), run_id: "r", started: "2026-11-21T00:00:00Z", datasets: [], of: "rows",
		unit: "s", rounds: 20, items_min: 1000, items_max: 336776, intercept: '"$2"', intercept_lo: '"$2"', intercept_hi: '"$2"',
		slope: '"$3"', slope_lo: '"$3"', slope_hi: '"$3"', verdict: "linear", reference: "rust"} | .scaling |= ('"${4:-.}"')'
}

@test "report: start-up and cost per item, where there was a sweep" {
	swept rust.json 0.003 3e-7
	swept python.json 0.02 2e-6 '. + {slope_ratio: 6.5, slope_ratio_lo: 6.4, slope_ratio_hi: 6.6, break_even: 0, break_even_lo: 0, break_even_hi: 0}'
	swept rust-rayon.json 0.001 4e-7 '. + {slope_ratio: 1.3, slope_ratio_lo: 1.2, slope_ratio_hi: 1.4, break_even: 18196, break_even_lo: 17615, break_even_hi: 19018}'
	"$REPORT" -f md rust.json python.json rust-rayon.json >got
	grep -A9 'Start-up and cost per row' got >table
	grep -q '^| rust | 3.00 ms (3.000–3.000 ms) | 300 ns (300.0–300.0 ns) | ×1 |  | yes |' table
	grep -q '^| python | .* | ×6.50 (6.40–6.60) | none | yes |' table
	grep -q '^| rust-rayon | .* | 18,196 (17,615–19,018) | yes |' table
	grep -qx '20 rounds of 1,000 to 336,776 rows\. *' got
	grep -q '^- break-even: ' got
	"$REPORT" -f html rust.json python.json rust-rayon.json | grep -q 'Start-up and cost per row'
	# an intercept that is no start-up is not shown as one, nor what failed
	swept python.json 0.02 2e-6 '.verdict = "not_linear" | .reason = "+26 % off the line at 336776 items"'
	swept rust-rayon.json 0 0 '{artifact_sha256, run_id, started, datasets, of, unit, rounds, reference, verdict: "failed", reason: "round 1: bad_answer"}'
	"$REPORT" -f md rust.json python.json rust-rayon.json >got
	grep -q '^| python | unknown | 2.00 µs .* | no |' got
	grep -q '^| rust-rayon | unknown | unknown | unknown | unknown | failed |' got
	grep -q 'python: +26 % off the line at 336776 items\.' got
	# one of an older sweep is not beside the others
	change python.json '.scaling.started = "2026-11-20T00:00:00Z"'
	"$REPORT" -f md rust.json python.json | sed -n '/Start-up and cost/,/^$/p' >got
	"$REPORT" -f md rust.json python.json | grep -A6 'Start-up and cost' | lacks '^| python' -
}

@test "report: of a value of 0 or less there is no ratio, and nothing stands behind the word" {
	change rust-rayon.json '.comparisons[0] |= with_entries(if .key | test("^(ratio|confidence$|p$|p_holm$)") then .value = null else . end)'
	change rust-rayon.json '.comparisons[0].verdict = "inconclusive"'
	"$REPORT" -f json rust.json rust-rayon.json | jq -c '[.tables[0].rows[1][] | select(.text == "none").raw]' | same - <(echo '[null]')
}

@test "report: of memory over time, who leaks, how much, and how to read it" {
	grown() {
		change "$1" '.stability = {verdict: "'"$2"'", reason: "why", growth_B_per_1000_operations: 2048, growth_B_per_1000_operations_lo: 1024,
			growth_B_per_1000_operations_hi: 4096, detectable_B_per_1000_operations: 512, peak_B: 8388608, throughput_drift: -0.125}'
	}
	grown rust.json steady
	grown python.json leaking
	change rust.json '.metrics["operation/operation_time"] = (.metrics.wall_time | .metric = "operation_time" | .case = "operation")'
	"$REPORT" rust.json python.json | sed -n 2p | same - <(echo 'Leaking memory: python. Steady: rust.')
	"$REPORT" -f md rust.json python.json >got
	grep -qF '| python | leaking | 2.00 KiB (1.00–4.00 KiB) | 512 B | 8.00 MiB | -12.5 % | why |' got
	grep -q '^| operation time | ' got
	grep -q '^- leaking: ' got
	lacks '^- A ratio is ' got
	"$REPORT" -f json rust.json python.json | jq -c '.tables[0] | .title, (.rows[1][1:6] | map([.raw, .lo, .hi]))' | same - <(
		echo '"Does memory grow?"'
		echo '[[null,null,null],[2048,1024,4096],[512,null,null],[8388608,null,null],[-12.5,null,null]]'
	)
}

@test "report: an axis of bytes has round numbers of KiB or MiB" {
	for impl in rust python; do
		change $impl.json '.spec.compare = ["max_rss"] | .comparisons[].metric = "max_rss"'
	done
	"$REPORT" -f html rust.json python.json >got
	grep -q '<h2>Every round: peak memory</h2>' got
	sed -n '/<h2>Every round/,/<h2>How steady/p' got | grep -o 'text-anchor="middle">[^<]*' | sed 's/.*>//' >ticks
	same - ticks <<-'EOF'
	2 MiB
	5 MiB
	10 MiB
	20 MiB
	EOF
}
