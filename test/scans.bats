# scans: benchmarks whose programs run tools of others: what is kept with a round,
# evidence, tools that are missing or fail, derived metrics, what is not compared

load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
	cat >mk/bin/checker <<-'EOT'
		#!/bin/bash
		[ "$1" != -n ] || shift
		cat "$LOG.$1" 2>/dev/null || echo "missing: not here"
	EOT
	benchmark scan '.category = "security" | .arguments += ["{raw}", "{round}"] | .answers = {} | .work = [] |
		.compare = ["vulnerabilities"] | .incomparable = "They look at different things." | .tools = ["cloc"] |
		.profiles.quick.rounds = 2'
	scanner sh-a 'echo "{\"found\": 1}" >"$2/tool.json"' "$(evidence high)" \
		"printf ',vulnerabilities,1,1\nhigh,vulnerabilities,1,-1\nscan,wall_time,s,0.5\n' >&\$SAMPLES_FD"
}

# scanner NAME COMMAND ... - an implementation of scan that is built by a script of its own
scanner() {
	local name=$1
	shift
	mkdir -p "workloads/scan/$name"
	printf '%s\n' '#!/bin/bash' 'cp scanner "$OUT/run"' >"workloads/scan/$name/build.sh"
	printf '%s\n' '#!/bin/bash' "echo start scan/$name >>\"\$LOG\"" "$@" >"workloads/scan/$name/scanner"
	chmod +x "workloads/scan/$name"/*
}

# evidence SEVERITY - the command that leaves some
evidence() {
	cat <<-EOT
		cat >"\$2/evidence.json" <<-EOE
			{"tools": [{"name": "scanner", "version": "1.0"}], "mode": "snapshot", "snapshots": [{"name": "s", "date": "2024-10-09"}],
			"subjects": [{"name": "lock", "status": "checked", "packages": 3}],
			"findings": [{"subject": "lock", "kind": "vulnerability", "id": "A-1", "severity": "$1", "severity_source": "tool"}],
			"caveats": ["Round \$3."]}
		EOE
	EOT
}

record() {
	jq -c "$2" "results/normalized/quick/$1.json"
}

@test "what a program leaves is kept with its round, and linked from the record by checksum" {
	run -0 make -s bench-scan
	[ "$(ls results/raw/quick/scan/sh-a/01)" = $'evidence.json\ntool.json' ]
	[ "$(record scan/sh-a '.raw | map(.path | ltrimstr("results/raw/quick/scan/sh-a/"))')" = \
		'["00.csv","00/evidence.json","00/tool.json","01.csv","01/evidence.json","01/tool.json","02.csv","02/evidence.json","02/tool.json"]' ]
	run -0 mk/bin/validate results/normalized/quick/scan/sh-a.json
	run -0 make -q bench-scan
	# what is in the way of a round is not its own
	rm results/raw/quick/scan/sh-a/02.csv
	touch results/raw/quick/scan/sh-a/02/stale
	run -0 make -s bench-scan
	[ ! -e results/raw/quick/scan/sh-a/02/stale ]
	# a round without what it kept is none
	rm -r results/raw/quick/scan/sh-a/02
	run -1 make -q bench-scan
	: >"$LOG"
	run -0 make -s bench-scan
	[ "$(runs)" -eq 1 ]
	run -0 make -q bench-scan
	echo changed >>results/raw/quick/scan/sh-a/02/tool.json
	run -1 mk/bin/validate results/normalized/quick/scan/sh-a.json
	[[ $output == *'02/tool.json is another file now'* ]]
}

@test "the record has the evidence of the last round, and values that are 0 or less" {
	run -0 make -s bench-scan
	[ "$(record scan/sh-a .evidence.caveats)" = '["Round 2."]' ]
	[ "$(record scan/sh-a '.metrics["high/vulnerabilities"] | [.median, .direction]')" = '[-1,"lower"]' ]
	# where that left none, that of an earlier one does not do
	scanner sh-a 'if [ "$3" != 2 ]; then' "$(evidence low)" "fi" "echo ',vulnerabilities,1,1' >&\$SAMPLES_FD"
	run -2 make -s bench-scan
	[ "$(record scan/sh-a '[.status, .reason, .evidence]')" = '["tool_failed","it left no evidence.json",null]' ]
}

@test "nobody wins where numbers must not be set against each other" {
	scanner sh-b "$(evidence low)" "printf ',vulnerabilities,1,9\nscan,wall_time,s,0.5\n' >&\$SAMPLES_FD"
	run -0 make -s bench-scan
	[[ $output != *faster* && $output != *winner* && $output != *×* ]]
	[ "$(record scan/sh-b '[.comparisons, .spec.incomparable]')" = '[[],"They look at different things."]' ]
}

@test "a severity that there is none of is refused, and named" {
	scanner sh-a "$(evidence BANANA)" "echo ',vulnerabilities,1,1' >&\$SAMPLES_FD"
	run -2 make -s bench-scan
	[[ $output == *'normalizer: scan/sh-a: $.evidence.findings[0].severity: '* ]]
	[ ! -e results/normalized/quick/scan/sh-a.json ]
}

@test "a missing tool is a record with a hint and without numbers, and the rest goes on" {
	scanner sh-b 'echo "cloc is missing: make deps-security" >"$2/reason.txt"; exit 69'
	run -2 make -s bench-scan
	[[ $output == *'scan/sh-b: tool_missing: 2 of 2 rounds: cloc is missing: make deps-security'* ]]
	[ "$(record scan/sh-b '[.status, .metrics, .evidence]')" = '["tool_missing",{},null]' ]
	[ "$(record scan/sh-a .status)" = '"ok"' ]
	run -0 mk/bin/validate results/normalized/quick/scan/*.json
}

@test "a tool that did not do its work is a record with its reason, never a zero" {
	scanner sh-b "$(evidence low)" 'echo "the service was out of reach" >"$2/reason.txt"' "echo ',vulnerabilities,1,0' >&\$SAMPLES_FD" 'exit 70'
	run -2 make -s bench-scan
	[ "$(record scan/sh-b '[.status, .reason, .metrics]')" = \
		'["tool_failed","2 of 2 rounds: the service was out of reach",{}]' ]
	[[ $output != *'sh-b  0'* ]]
}

@test "a failure without a reason is an ordinary one" {
	scanner sh-b 'exit 70'
	run -2 make -s bench-scan
	[ "$(record scan/sh-b .status)" = '"failed"' ]
}

@test "an implementation that leaves no evidence has looked at nothing" {
	scanner sh-b "echo ',vulnerabilities,1,0' >&\$SAMPLES_FD"
	run -2 make -s bench-scan
	[ "$(record scan/sh-b '[.status, .reason, .metrics]')" = '["tool_failed","it left no evidence.json",{}]' ]
}

@test "a claim on what was not looked at is not run, neither true nor false" {
	benchmark scan "$(jq -c '.claims = [{claim: "None", implementation: "sh-b", metric: "vulnerabilities", unit: "1", at_most: 0}]' \
		workloads/scan/spec.json | sed 's/^/. = /')"
	scanner sh-b 'echo "cloc is missing" >"$2/reason.txt"; exit 69'
	run -2 make -s bench-scan
	run -0 "$ROOT/build/bin/claims" -C -x schemas/result.schema.json workloads/scan/spec.json results/normalized/quick/scan/*.json
	grep -q 'None.*not run,sh-b: tool_missing' <<<"$output"
}

@test "a tool that comes, goes or has another version measures again" {
	make -s bench-scan
	grep -q $'^tool.cloc\tmissing: not here$' results/raw/quick/scan/seal
	: >"$LOG"
	echo 1.96 >"$LOG.cloc"
	run -1 make -q bench-scan
	run -0 make -s bench-scan
	[ "$(runs)" -eq 3 ]
	run -0 make -q bench-scan
}

@test "filters derive metrics of all timed rounds" {
	command -v "$ROOT/build/bin/flaky" >/dev/null || skip 'flaky is not built'
	benchmark scan "$(jq -c '.derive = ["flaky"]' workloads/scan/spec.json | sed 's/^/. = /')"
	scanner sh-a "$(evidence low)" "printf 'one,test_failed,1,%d\none,test_time,s,0.1\n' \$((\$3 % 2)) >&\$SAMPLES_FD"
	run -0 make -s bench-scan ROUNDS=4
	[ "$(record scan/sh-a '[.metrics["one/failure_share"].value, .metrics.tests_flaky.value]')" = '[50,1]' ]
	run -0 make -q bench-scan ROUNDS=4
	run -0 mk/bin/validate results/normalized/quick/scan/sh-a.json
	# more rounds derive again
	run -0 make -s bench-scan ROUNDS=5
	[ "$(record scan/sh-a '.metrics["one/failure_share"].value')" = 60 ]
}

@test "what was counted meets a claim exactly, however few the rounds" {
	benchmark scan "$(jq -c '.claims = [
		{claim: "One at most", implementation: "sh-a", metric: "vulnerabilities", unit: "1", at_most: 1},
		{claim: "None", implementation: "sh-a", metric: "vulnerabilities", unit: "1", at_most: 0}]' \
		workloads/scan/spec.json | sed 's/^/. = /')"
	make -s bench-scan
	run -1 "$ROOT/build/bin/claims" -C -x schemas/result.schema.json workloads/scan/spec.json results/normalized/quick/scan/*.json
	grep -q 'One at most.*validated' <<<"$output"
	grep -q 'None.*failed' <<<"$output"
}
