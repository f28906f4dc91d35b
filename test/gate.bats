#!/usr/bin/env bats
# gate.bats - what gate promises

load helper

DATA=$BATS_TEST_DIRNAME/data
PUBLISHED=$(published)/quick

# wrong COMMAND ... - exit 2; what dies leaves its memory to the system
wrong() {
	ASAN_OPTIONS=detect_leaks=0 run -2 "$@"
}

# series NAME FACTOR - 12 rounds of about 100 ms times a factor, as samples
series() {
	awk -v name="$1" -v f="$2" -v seed="${3:-1}" 'BEGIN {
		for (i = 1; i <= 12; i++)
			printf "%s,%d,1,timed,ok,%s,%s,%s,%.10g,1\n", name, i, ENVIRON["case"],
				ENVIRON["metric"] ? ENVIRON["metric"] : "wall_time",
				ENVIRON["unit"] ? ENVIRON["unit"] : "s",
				0.1 * f * (1 + (i * 7 * seed % 5 - 2) / 500) * (1 + i % 4 / 200) }'
}

# samples FACTOR - base, and head that takes so many times as long
samples() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
	series base 1
	series head "$1" 3
}

# record [FILTER ...] - a record of "sort" in "rust", with all that gate reads;
# time FACTOR is a filter
record() {
	jq -n 'def values(f): [range(1; 13) | . as $i | 0.1 * f * (1 + ($i * 7 % 5 - 2) / 500) * (1 + $i % 4 / 200)];
	def metric(name; unit; samples): {metric: name, case: "", unit: unit, direction: "lower", samples: samples,
		value: 0, min: (samples | min), max: (samples | max)};
	def times(f): .metrics.wall_time = metric("wall_time"; "s"; values(f));
	def skewed(f): .metrics.wall_time.samples |= [to_entries[] | .value * f * (1 + .key % 3 / 500)];
	{schema_version: "1.0", benchmark_id: "sort", implementation: "rust", profile: "quick", status: "ok",
		reason: null, run_id: "one", commit_sha: ("a" * 40), dirty: false,
		spec: {arguments: ["{dataset}"], work: [], compare: ["wall_time"]},
		dataset: {content_sha256: "data"}, build: {toolchain: "rustc 1", artifact: {sha256: "old", bytes: 100000},
		lockfile: null}, answer: {expected: "x", digest: "x"},
		environment: {machine_class: "m1", cpu_model: "CPU"},
		rounds: [range(1; 13) | {round: ., phase: "timed", status: "ok", disturbed: false}], metrics: {}} | times(1)
	| '"${*:-.}"
}

# records BASE HEAD - base.json and head.json by these filters; head is a new build
records() {
	record "${1:-.}" >base.json
	record ".build.artifact.sha256 = \"new\" | ${2:-.}" >head.json
}

# verdicts ARGUMENT ... - "metric verdict" of the rows of a call that decides
verdicts() {
	gate -J "$@" >verdicts.json || [ $? -le 3 ]
	jq -r '.rows[] | [.implementation, .case, .metric, .verdict] | map(select(. != "")) | join(" ")' verdicts.json
}

# field NAME [METRIC] - of the rows of the last verdicts
field() {
	jq -r --arg name "$1" --arg metric "${2:-wall_time}" '.rows[] | select(.metric == $metric)[$name]' verdicts.json
}

valid() {
	python3 - "$ROOT/schemas/gate.schema.json" "$@" <<-'END'
		import json, sys, jsonschema
		schema, *files = map(lambda f: json.load(open(f)), sys.argv[1:])
		jsonschema.Draft202012Validator.check_schema(schema)
		for file in files:
		    jsonschema.Draft202012Validator(schema).validate(file)
	END
}

@test "gate: a wrong call says how to call, as the manual does" {
	usage_is_synopsis gate
	gate -h | sed -n 's/^  -\(.\).*/\1/p' | sort >letters
	sed -n 's/^\.It Fl \(.\).*/\1/p' "$ROOT/docs/man/gate.1" | sort | same letters -
	[ "$(wc -l <letters)" -ge 23 ]
	for wrong in '-b a x y' '-S x y' 'a' 'a b c d' '-i x y' '-i x -w 3' '-b a -S' '-w 20 a b' '-c 2 a b' '' '-a x'; do
		# shellcheck disable=SC2086
		wrong gate $wrong </dev/null
	done
}

@test "gate: estimates, adjusted p, noise floors and verdicts are those of R" {
	run -1 gate -J -b base -n head -a control -m wall_time,rate,size -N "$DATA/gate-history.csv" -o got.json "$DATA/gate.csv"
	jq -r '"case,metric,base,head,ratio,ratio_lo,ratio_hi,confidence,p,p_holm,noise_floor,noise_source,n_base,n_head,paired,verdict",
		(.rows[] | [.case, .metric, .base, .head, .ratio, .ratio_lo, .ratio_hi, .confidence, .p, .p_holm,
			.noise_floor, .noise_source, .n_base, .n_head, .paired, .verdict] | map(if . == null then "" else tostring end) | join(","))' got.json >got
	agree "$DATA/gate-want.csv" got
}

@test "gate: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	Rscript "$ROOT/test/reference/gate.R" .
	agree "$DATA/gate-want.csv" gate-want.csv
	same "$DATA/gate.csv" gate.csv
	same "$DATA/gate-history.csv" gate-history.csv
}

@test "gate: samples: slower fails, a little slower warns, faster is improved" {
	samples 1.2 >s.csv
	run -1 gate -b base s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time fail" ]
	[[ $(field reason) = "slower by "[12]*" %" ]]
	samples 1.07 >s.csv
	run -0 gate -b base s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time warn" ]
	samples 0.8 >s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time improved" ]
	samples 1.001 >s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time equivalent" ]
}

@test "gate: samples: the base must be named, for the first may be either" {
	samples 1.2 >s.csv
	wrong gate s.csv
	wrong gate <s.csv
	[[ $output = *'-b names it'* ]]
	[ "$(verdicts -n head s.csv)" = "head wall_time fail" ]
	[ "$(verdicts -n base s.csv)" = "base wall_time improved" ]
	wrong gate -b other s.csv
	[ "$output" = 'gate: no implementation "other" in the samples' ]
	wrong gate -b base -n base s.csv
	(cat s.csv && series third 1) >three.csv
	wrong gate -b base three.csv
	[[ $output = *"name both"* ]]
	[ "$(verdicts -b base -a third three.csv)" = "head wall_time fail" ]
}

@test "gate: swapping base and head turns a failure into an improvement, and the ratio over" {
	while read -r unit metric; do
		export unit metric
		samples 1.15 >s.csv
		verdicts -m "$metric" -b base s.csv >>got
		field ratio "$metric" >one
		verdicts -m "$metric" -b head s.csv >>got
		field ratio "$metric" | paste one - | awk '{ exit !(($1 * $2 - 1)^2 < 1e-20) }'
	done <<-'EOF'
		s wall_time
		B max_rss_of
		1/s rate
		1 count
	EOF
	same got - <<-'EOF'
		head wall_time fail
		base wall_time improved
		head max_rss_of fail
		base max_rss_of improved
		head rate improved
		base rate fail
		head count fail
		base count improved
	EOF
}

@test "gate: in other units nothing changes but the values" {
	export metric=size unit=1
	samples 1.08 >s.csv
	awk -F , -v OFS=, 'NR > 1 { $9 = sprintf("%.17g", $9 * 1024) } { print }' s.csv >k.csv
	verdicts -m size -b base s.csv >one
	jq 'del(.rows[][("base", "head")])' verdicts.json >one.json
	verdicts -m size -b base k.csv | same one -
	jq 'del(.rows[][("base", "head")])' verdicts.json >two.json
	jq -s '[.[].rows[0].ratio] | .[0] / .[1] - 1 | fabs < 1e-12' one.json two.json | grep -x true
}

@test "gate: the order of rows, files and members changes nothing" {
	samples 1.2 >s.csv
	(head -n 1 s.csv && sed 1d s.csv | sort -t , -k 9,9r) >t.csv
	run -1 gate -b base s.csv
	echo "$output" >want
	run -1 gate -b base t.csv
	echo "$output" | same want -
	mkdir -p one two/deep
	for i in b a c; do
		record ".implementation = \"$i\"" >"one/$i.json"
		record ".implementation = \"$i\" | .build.artifact.sha256 = \"$i\" | skewed(1.2)" >"two/deep/$i.json"
	done
	verdicts one two >want
	[ "$(grep -c 'wall_time fail' want)" = 3 ]
	mv one/b.json one/0.json
	mv two/deep/c.json two/c.json
	jq -S . two/c.json >two/9.json && rm two/c.json
	mv verdicts.json want.json
	verdicts one two | same want -
	same want.json verdicts.json
}

@test "gate: identical data never fails nor warns, whatever it is" {
	for values in '1 1 1 1 1 1 1 1' '1 2 3 4 5 6 7 8' '1e-9 1 1e9 3 4 5 6 7' '0 0 0 0 0 0 0 0' '0 1 2 3 4 5 6 7' '5'; do
		{
			echo implementation,round,position,phase,status,case,metric,unit,value,count
			for name in a b; do
				i=0
				for v in $values; do
					echo "$name,$((++i)),1,timed,ok,,wall_time,s,$v,1"
				done
			done
		} >s.csv
		run -0 gate -b a s.csv
		[[ $output = *,unchanged,* || $output = *,equivalent,* || $output = *,inconclusive,"too few"* ]]
	done
}

@test "gate: a value of 0 has no ratio: inconclusive, unless nothing changed" {
	samples 1 | sed '/^base,3,/s/,[^,]*,1$/,0,1/' >s.csv
	verdicts -b base s.csv
	[ "$(field verdict)" = inconclusive ]
	[ "$(field reason)" = "a value is 0 or less, so there is no ratio" ]
	[ "$(field ratio)" = null ]
}

@test "gate: a change below the floor is none, one that may be above it is open" {
	samples 1.2 | awk -F , -v OFS=, 'NR > 1 { $9 /= 1000 } { print }' >s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time equivalent" ]
	[[ $(field reason) = "a change of at most "*"floor 1.00 ms" ]]
	# the phase of a run has a smaller one
	export case=parse
	samples 1.2 | awk -F , -v OFS=, 'NR > 1 { $9 /= 100 } { print }' >s.csv
	[ "$(verdicts -b base s.csv)" = "head parse wall_time fail" ]
	[ "$(field floor)" = 0.0001 ]
	unset case
	# 1 ms of 10 ms, give or take
	samples 1.1 | awk -F , -v OFS=, 'NR > 1 { $9 /= 10.06 } { print }' >s.csv
	[ "$(verdicts -b base s.csv)" = "head wall_time inconclusive" ]
	[ "$(field reason)" = "within the floor of 1.00 ms, but perhaps more" ]
}

@test "gate: a phase below 1 ms counts only if its change is above the floor" {
	short() {
		samples "$1" | awk -F , -v OFS=, -v by="${2:-1000}" 'NR > 1 { $9 /= by } { print }' >s.csv
	}
	export case=parse
	short 1.2
	[ "$(verdicts -b base s.csv)" = "head parse wall_time equivalent" ]
	[ "$(field reason)" = "too short to gate: below 1.00 ms" ]
	jq -e ".rows[0] | [.p, .p_holm, .paired, .noise_source] == [null, null, null, null] and .ratio > 1.1" verdicts.json
	[ "$(jq .family verdicts.json)" = 0 ]
	# no intervals, no tests are spoken of
	gate -T -b base s.csv >table
	run -1 grep -E 'interval|test' table
	short 1.5 200
	[ "$(verdicts -b base s.csv)" = "head parse wall_time fail" ]
	# one side of 1 ms or more is enough
	short 1.04 102
	[ "$(verdicts -b base s.csv)" = "head parse wall_time equivalent" ]
	[ "$(field p)" != null ]
	# the time of one of many operations is short, but not for want of resolution
	metric=operation_time short 1.2
	[ "$(verdicts -m operation_time -b base s.csv)" = "head parse operation_time fail" ]
}

@test "gate: a benchmark that was imported is no phase, for other tools iterate" {
	faster='.metrics["tiny/wall_time"] = (.metrics.wall_time | .case = "tiny" | .samples |= map(. / 1e6)) | .metrics |= del(.wall_time)'
	records "$faster" "$faster | .metrics[].samples |= [to_entries[] | .value * (1.2 + .key % 3 / 500)]"
	[ "$(verdicts base.json head.json | grep wall)" = 'rust tiny wall_time equivalent' ]
	for side in base head; do
		jq '.source = {tool: "go"}' $side.json >$side.imported
	done
	[ "$(verdicts base.imported head.imported | grep wall)" = 'rust tiny wall_time fail' ]
}

@test "gate: phases below 1 ms take nothing from the other tests, and these nothing from them" {
	(samples 1.2; for i in $(seq 40); do case=c$i samples 1.01 "$i" | awk -F , -v OFS=, 'NR > 1 { $9 /= 1000; print }'; done) >s.csv
	verdicts -b base s.csv >got
	[ "$(jq .family verdicts.json)" = 1 ]
	jq -e '.rows[] | select(.case == "") | .p == .p_holm' verdicts.json
	# one that is beyond its floor is adjusted for all 42
	case=x samples 1.5 | awk -F , -v OFS=, 'NR > 1 { $9 /= 200; print }' >>s.csv
	verdicts -b base s.csv >got
	[ "$(jq .family verdicts.json)" = 2 ]
	jq -e '.rows | (map(select(.case == ""))[0] | .p_holm == 2 * .p) and (map(select(.case == "x"))[0] | .p_holm > 30 * .p)' verdicts.json
}

@test "gate: what the control differs by is noise, not a change" {
	(samples 1.12 && series again 1.13 2) >s.csv
	run -0 gate -b base -a again -n head s.csv
	[ "$(verdicts -b base -a again s.csv)" = "head wall_time inconclusive" ]
	[[ $(field reason) = "slower by 1"*" %, within the A/A noise of 1"*" %" ]]
	[ "$(field noise_source)" = control ]
	(samples 1.12 && series again 1.01 2) >s.csv
	[ "$(verdicts -b base -a again s.csv)" = "head wall_time fail" ]
	# the control may be on either side of the base
	(samples 1.12 && series again 0.87 2) >s.csv
	[ "$(verdicts -b base -a again s.csv)" = "head wall_time inconclusive" ]
}

# 1, 2, ..., 40 %: quartiles by type 7 are 10.75 and 30.25, so 30.25 + 3 * 19.5
@test "gate: 30 earlier controls make a noise floor, and fewer do not" {
	samples 1.5 >s.csv
	for n in 29 30 40; do
		echo benchmark,implementation,profile,case,metric,log_ratio
		seq "$n" | awk '{ print ",head,,,wall_time," ($1 % 2 ? "-" : "") $1 / 100 }'
	done >all.csv
	sed -n '1p; 2,30p' all.csv >29.csv
	(sed -n 1p all.csv && tail -n 40 all.csv) >40.csv
	[ "$(verdicts -N 29.csv -b base s.csv)" = "head wall_time fail" ]
	[ "$(field noise_floor)" = null ]
	[ "$(verdicts -N 40.csv -b base s.csv)" = "head wall_time inconclusive" ]
	[ "$(field noise_floor | cut -c 1-8)" = 0.8875 ]
	[ "$(field noise_source)" = history ]
	# of this series, not of another
	sed 's/,head,/,other,/' 40.csv >other.csv
	[ "$(verdicts -N other.csv -b base s.csv)" = "head wall_time fail" ]
}

@test "gate: the controls of a run are what -N reads" {
	(samples 1.02 && series again 1.01 2) >s.csv
	gate -A -b base -a again s.csv >pairs.csv
	[ "$(head -n 1 pairs.csv)" = benchmark,implementation,profile,case,metric,log_ratio ]
	[ "$(wc -l <pairs.csv)" = 2 ]
	gate -J -N pairs.csv -b base -a again s.csv -o g.json
	gate -i g.json -A | same pairs.csv -
	jq -e '(.rows[0].noise_floor - 0.00995) | fabs < 0.001' g.json
}

@test "gate: records of one session are paired, those of two are not, and it says so" {
	records . 'skewed(1.2)'
	run -1 gate base.json head.json
	verdicts base.json head.json
	[ "$(field paired)" = true ]
	[ "$(field verdict)" = fail ]
	records . '.run_id = "two" | skewed(1.2)'
	verdicts base.json head.json
	[ "$(field paired)" = false ]
	run -1 gate -T base.json head.json
	[[ $output = *"compared unpaired, with another session"* ]]
	[ "$(jq -c '[.base.run_id, .head.run_id, .paired]' verdicts.json)" = '["one","two",false]' ]
}

@test "gate: a third operand is the control" {
	records . 'skewed(1.12)'
	record 'skewed(1.14)' >ctrl.json
	verdicts base.json head.json ctrl.json
	[ "$(field verdict)" = inconclusive ]
	[ "$(field noise_source)" = control ]
	record '.status = "timeout"' >ctrl.json
	run -1 gate base.json head.json ctrl.json
	[[ $output = *"ctrl.json: the control is not ok"* ]]
}

@test "gate: sides of one session are told by name" {
	mkdir s
	record '.implementation = "rust-base"' >s/1.json
	record '.implementation = "rust-head" | skewed(1.2)' >s/2.json
	record '.implementation = "rust-ctrl" | skewed(1.01)' >s/3.json
	[ "$(verdicts -S s | grep wall_time)" = "rust wall_time fail" ]
	[ "$(field noise_source)" = control ]
	[ "$(jq .base.commit_sha verdicts.json)" = null ]
	gate -J -B 123abc -S s -o b.json || [ $? = 1 ]
	[ "$(jq -r .base.commit_sha b.json)" = 123abc ]
	record >s/4.json
	wrong gate -S s
	[ "$output" = 'gate: s/4.json: implementation "rust" ends in none of -base, -head, -ctrl' ]
	rm s/[124].json
	wrong gate -S s
	[[ $output = *"s/3.json: a control without a base" ]]
}

@test "gate: published records, which are whole ones" {
	mkdir s
	for i in c rust; do
		for side in base head ctrl; do
			jq --arg name "$i-$side" '.implementation = $name' "$PUBLISHED/etl/$i.json" >"s/$i-$side.json"
		done
	done
	run -0 gate -S s
	verdicts -S s >got
	[ "$(grep -cE ' (unchanged|equivalent)$' got)" = "$(wc -l <got)" ]
	[ "$(wc -l <got)" = 20 ]
	valid verdicts.json
	[ "$(verdicts "$PUBLISHED/etl" "$PUBLISHED/etl" | sort -u | wc -l)" = 3 ]
	[ "$(jq -r '[.rows[].verdict] | unique | join(" ")' verdicts.json)" = unchanged ]
}

@test "gate: of several values a round, the median counts, if the record has it" {
	records '.metrics.wall_time.samples = null' '.metrics.wall_time.samples = null'
	verdicts base.json head.json
	[ "$(field verdict)" = inconclusive ]
	[[ $(field reason) = "rounds have several values each"* ]]
	records '.metrics.wall_time |= (.round_medians = .samples | .samples = null)' \
		'skewed(1.2) | .metrics.wall_time |= (.round_medians = .samples | .samples = null)'
	verdicts base.json head.json
	[ "$(field verdict) $(field paired)" = "fail true" ]
}

@test "gate: the implementation comes first: missing, new, newly failing, fixed" {
	mkdir base head
	record '.implementation = "gone"' >base/gone.json
	record '.implementation = "came"' >head/came.json
	record '.implementation = "broke"' >base/broke.json
	record '.implementation = "broke" | .status = "bad_answer" | .reason = "3 of 12 rounds: wrong answer" | .metrics = {}' >head/broke.json
	record '.implementation = "mended" | .status = "build_failed"' >base/mended.json
	record '.implementation = "mended"' >head/mended.json
	for side in base head; do
		record '.implementation = "broken" | .status = "timeout" | .reason = "1 of 1 rounds"' >"$side/broken.json"
	done
	run -1 gate base head
	verdicts base head | same - <(printf '%s\n' 'broke newly_failing' 'broken unchanged' 'came new' 'gone missing' 'mended fixed')
	[ "$(jq -r '.rows[0].reason' verdicts.json)" = 'bad_answer: 3 of 12 rounds: wrong answer' ]
	[ "$(jq -r .verdict verdicts.json)" = fail ]
	valid verdicts.json
	for i in gone broke; do
		mkdir -p "$i"/{base,head}
		cp "base/$i.json" base/broken.json "$i/base"
		cp head/broken.json "$i/head"
		[ ! -e "head/$i.json" ] || cp "head/$i.json" "$i/head"
		run -1 gate "$i/base" "$i/head"
	done
}

@test "gate: a case that is gone is missing, a new one is new" {
	records '.metrics["parse/wall_time"] = .metrics.wall_time | .metrics["parse/wall_time"].case = "parse"' \
		'.metrics["write/wall_time"] = .metrics.wall_time | .metrics["write/wall_time"].case = "write"'
	run -1 gate base.json head.json
	verdicts base.json head.json >got
	grep -x 'rust parse wall_time missing' got
	grep -x 'rust write wall_time new' got
}

@test "gate: another workload or toolchain is not compared" {
	while IFS='|' read -r filter reason; do
		records . "$filter | skewed(2)"
		run -0 gate base.json head.json
		run -3 gate -s base.json head.json
		[ "$(verdicts base.json head.json)" = "rust environment_changed" ]
		[ "$(jq -r '.rows[0].reason' verdicts.json)" = "changed: $reason" ]
		[ "$(jq -r .verdict verdicts.json)" = inconclusive ]
	done <<-'EOF'
		.dataset.content_sha256 = "other"|the dataset
		.spec.arguments += ["-v"]|the arguments
		.spec.work = [{"metric": "rate"}]|the work
		.answer.expected = "y"|the expected answer
		.build.toolchain = "rustc 2"|the toolchain, from rustc 1 to rustc 2
	EOF
	run -1 gate -f base.json head.json
	verdicts -f base.json head.json
	[ "$(field environment)" = "other toolchain" ]
	[ "$(field verdict)" = fail ]
}

@test "gate: records of another machine are refused, naming both, unless forced" {
	records . '.environment = {machine_class: "m2", cpu_model: "Other", cpu_count: 2} | skewed(1.2)'
	wrong --separate-stderr gate base.json head.json
	[ -z "$output" ]
	[[ $stderr = *" CPU (m1), "*" Other, 2 CPUs (m2): -f "* ]]
	jq '.environment = {} | .source = {tool: "go"}' head.json >imported.json
	wrong gate base.json imported.json
	[[ $output = *"imported.json on imported: no machine is known: -f "* ]]
	run -1 gate -f -T base.json head.json
	[[ $output = *"of another environment (other machine)"* ]]
	verdicts -f base.json head.json
	[ "$(field environment)" = "other machine" ]
	[ "$(jq .machine_class verdicts.json)" = null ]
}

@test "gate: the same artifact is unchanged, and not tested, but for -S" {
	records . '.build.artifact.sha256 = "old" | skewed(1.2)'
	run -0 gate base.json head.json
	[ "$(verdicts base.json head.json)" = "rust unchanged" ]
	mkdir s
	record '.implementation = "rust-base"' >s/1.json
	record '.implementation = "rust-head" | skewed(1.2)' >s/2.json
	run -1 gate -S s
}

@test "gate: what does not vary is compared exactly" {
	metric() { echo ".metrics.$1 = {metric: \"$1\", case: \"\", unit: \"$2\", direction: \"lower\", samples: null, min: $3, max: $3}"; }
	while read -r name unit old new verdict; do
		if [ "$name" = artifact_size ]; then
			records ".build.artifact.bytes = $old" ".build.artifact.bytes = $new"
		else
			records "$(metric "$name" "$unit" "$old")" "$(metric "$name" "$unit" "$new")"
		fi
		[ "$(verdicts base.json head.json | grep "$name")" = "rust $name $verdict" ] || { cat base.json; false; }
		[ "$(field p "$name")" = null ]
	done <<-'EOF'
		artifact_size B 100000 100000 unchanged
		artifact_size B 100000 100300 equivalent
		artifact_size B 100000 105100 warn
		artifact_size B 100000 110100 fail
		artifact_size B 100000 90000 improved
		artifact_size B 10000 14096 equivalent
		artifact_size B 10000 14097 fail
		instructions 1 1000000 1000000 unchanged
		instructions 1 1000000 1010000 equivalent
		instructions 1 1000000 1010100 warn
		instructions 1 1000000 1050100 fail
		instructions 1 1000000 980000 improved
		alloc_count 1 100 105 equivalent
		alloc_count 1 100 106 warn
		alloc_count 1 100 111 fail
		alloc_bytes B 0 1 fail
		alloc_peak B 1 0 improved
	EOF
	records "$(metric alloc_count 1 1000)" "$(metric alloc_count 1 1003)"
	verdicts base.json head.json
	[ "$(field reason alloc_count)" = "changed by +0.3 %, exactly" ]
	records "$(metric alloc_count 1 1000)" "$(metric alloc_count 1 1003) | .metrics.alloc_count.max = 1004"
	verdicts base.json head.json
	[ "$(field verdict alloc_count) $(field reason alloc_count)" = "inconclusive not the same in every run" ]
}

@test "gate: another answer fails, and so does memory that grows now" {
	records '.answer.expected = null' '.answer = {expected: null, digest: "y"}'
	run -1 gate base.json head.json
	[ "$(verdicts base.json head.json | grep answer)" = "rust answer fail" ]
	while read -r old new verdict; do
		records ".stability.verdict = \"$old\"" ".stability.verdict = \"$new\""
		[ "$(verdicts base.json head.json | grep stability)" = "rust stability $verdict" ]
	done <<-'EOF'
		steady steady unchanged
		steady leaking fail
		leaking steady improved
		leaking leaking unchanged
		steady inconclusive inconclusive
		inconclusive inconclusive inconclusive
		inconclusive leaking inconclusive
	EOF
}

@test "gate: the spec sets thresholds and adds metrics" {
	records . '.spec.gate = {wall_time: {fail_percent: 30}} | skewed(1.2)'
	run -0 gate base.json head.json
	verdicts base.json head.json
	[ "$(field verdict)" = warn ]
	[ "$(field warn_percent) $(field fail_percent)" = "5 30" ]
	records . '.spec.gate = {wall_time: {warn_percent: 30}} | skewed(1.2)'
	verdicts base.json head.json
	[ "$(field warn_percent) $(field fail_percent) $(field verdict)" = "30 30 equivalent" ]
	records . '.spec.gate = {wall_time: {floor: 1}} | skewed(1.2)'
	verdicts base.json head.json
	[ "$(field verdict)" = equivalent ]
	records '.metrics.size = .metrics.wall_time | .metrics.size.metric = "size"' \
		'.metrics.size = .metrics.wall_time | .metrics.size.metric = "size" | .spec.gate = {size: {floor: 0}}'
	[ "$(verdicts base.json head.json | grep -c size.equivalent)" = 1 ]
	records . '.spec.gate = {wall_time: {warn_percent: "5"}}'
	wrong gate base.json head.json
}

@test "gate: -w, -F and -m set what is asked" {
	records . 'skewed(1.2)'
	run -0 gate -F 30 base.json head.json
	verdicts -F 30 -w 25 base.json head.json >got
	[ "$(field verdict)" != warn ]
	records '.metrics.size = .metrics.wall_time | .metrics.size.metric = "size"' \
		'.metrics.size = .metrics.wall_time | .metrics.size.metric = "size" | skewed(1.2)'
	verdicts -m size base.json head.json >got
	run -1 grep wall_time got
	grep -x 'rust size equivalent' got
}

@test "gate: what need not be measured becomes rows as it is" {
	mkdir s
	record '.implementation = "rust-base"' >s/1.json
	record '.implementation = "rust-head"' >s/2.json
	for verdict in unchanged missing; do
		jq -nc --arg v $verdict '{benchmark: "sort", implementation: $v, profile: "quick", verdict: $v, reason: "so"}'
	done >u.jsonl
	run -1 gate -u u.jsonl -S s
	verdicts -u u.jsonl -S s >got
	grep -x 'missing missing' got
	grep -x 'unchanged unchanged' got
	head -n 1 u.jsonl >one.jsonl
	mkdir empty
	run -0 gate -u one.jsonl -S empty
	run -0 gate -u one.jsonl -S
	jq -c '.implementation = "rust"' one.jsonl >twice.jsonl
	wrong gate -u twice.jsonl -S s
	[ "$output" = "gate: twice.jsonl: sort/rust is there twice: it was measured" ]
	jq -c '.verdict = "fail"' one.jsonl >fail.jsonl
	wrong gate -u fail.jsonl -S s
	jq -c 'del(.reason)' one.jsonl >less.jsonl
	wrong gate -u less.jsonl -S s
}

@test "gate: a gate that compares nothing does not pass" {
	mkdir empty
	wrong gate -S empty
	[[ $output = *"nothing compared"* ]]
	record >head.json
	wrong gate empty head.json
	[ "$output" = "gate: empty: no records" ]
	mkdir s
	record '.implementation = "rust-head"' >s/1.json
	wrong gate -S s
	[[ $output = *"nothing compared"* ]]
	wrong gate nowhere head.json
	echo '{}' >empty/other.json
	wrong gate empty head.json
	: | wrong gate -b a
	echo implementation,round,position,phase,status,case,metric,unit,value,count | wrong gate -b a
}

@test "gate: broken data is exit 2, with the file's name, and no output" {
	records
	cp head.json good.json
	for filter in 'del(.run_id)' '.schema_version = "2.0"' '.benchmark_id = 5' '.metrics = []' 'del(.rounds)' \
		'.metrics.wall_time.samples[3] = "x"' '.metrics.wall_time.samples[3] = null' '.metrics.wall_time.samples = {}' \
		'.metrics.wall_time |= del(.unit)' '.spec.compare = null' '.answer.digest = 5' '.build.artifact.bytes = "x"'; do
		jq "$filter" good.json >head.json
		wrong --separate-stderr gate -o out.csv base.json head.json
		[[ $stderr = "gate: head.json: "* ]] || { echo "$filter: $stderr"; false; }
		[ ! -e out.csv ]
	done
	head -c 500 good.json >head.json
	wrong gate base.json head.json
	sed 's/"min": [0-9.]*/"min": NaN/; s/0\.1[0-9]*,$/NaN,/' good.json >head.json
	wrong gate base.json head.json
	: >head.json
	wrong gate base.json head.json
	mkdir d
	cp good.json d/1.json
	cp good.json d/2.json
	wrong gate base.json d
	[ "$output" = "gate: d/1.json and d/2.json are of the same implementation" ]
	samples 1 | head -c 300 >cut.csv
	wrong gate -b base cut.csv
	wrong gate -N cut.csv base.json good.json
	wrong gate -o /dev/full base.json good.json
	wrong gate -o /nowhere/x base.json good.json
}

@test "gate: a run that is not ok is newly failing, in samples too" {
	samples 1 | sed '/^head,3,/s/,ok,/,failed,/' >s.csv
	run -1 gate -b base s.csv
	[ "$(verdicts -b base s.csv)" = "head newly_failing" ]
	[ "$(verdicts -b head s.csv)" = "base fixed" ]
	samples 1 | sed '/,3,1,timed/s/,ok,/,failed,/' >s.csv
	[ "$(verdicts -b base s.csv)" = "head unchanged" ]
}

@test "gate: Holm's family is all that was tested in the call" {
	echo implementation,round,position,phase,status,case,metric,unit,value,count >s.csv
	for i in $(seq 1 40); do
		export case=c$i
		(series base 1; series head 1 3) >>s.csv
	done
	export case=slow
	# 7 rounds: the least p there is, 2 / 2^7, is above 0.05 / 41
	(series base 1; series head 1.3 3) | awk -F , '$2 <= 7' >one.csv
	cat one.csv >>s.csv
	(head -n 1 s.csv && cat one.csv) >alone.csv
	run -1 gate -b base alone.csv
	run -0 gate -b base s.csv
	verdicts -b base s.csv >got
	grep -x 'head slow wall_time inconclusive' got
	[ "$(jq .family verdicts.json)" = 41 ]
	[[ $(jq -r '.rows[] | select(.case == "slow").reason' verdicts.json) = "p is "*" after adjusting for 41 tests, not below 0.05" ]]
}

# 2 / 2^n must be less than 0.05 / 40
@test "gate: too few rounds for so many tests are remarked on, for then nothing can fail" {
	for n in 10 11; do
		echo implementation,round,position,phase,status,case,metric,unit,value,count >s.csv
		for i in $(seq 1 40); do
			export case=c$i
			(series base 1; series head 3) | awk -F , -v n=$n '$2 <= n' >>s.csv
		done
		run gate -T -b base s.csv
		echo "$status" "$(grep -c 'cannot make one' <<<"$output")"
	done | same - <(printf '%s\n' '0 1' '1 0')
	export case=one
	(echo implementation,round,position,phase,status,case,metric,unit,value,count
	series base 1; series head 3) | awk -F , 'NR == 1 || $2 <= 3' >s.csv
	run -0 gate -T -b base s.csv
	[[ $output = *"3 rounds cannot make one of 1 test fail, however slow: that takes 6"* ]]
}

# sides FOLDER FACTOR ... - sides of implementations a, b, ..., so many times slower
sides() {
	local folder=$1 i=0 name factor
	shift
	mkdir -p "$folder"
	for factor; do
		name=$(tr 0-9 a-j <<<$i)
		i=$((i + 1))
		[ "$factor" = - ] && continue
		record ".implementation = \"$name-base\"" >"$folder/$name-base.json"
		record ".implementation = \"$name-head\" | skewed($factor)" >"$folder/$name-head.json"
	done
}

@test "gate: what failed is judged by the second measurement alone" {
	sides first 1.2 1.3 1.07 1
	gate -J -S first -o first.json || [ $? = 1 ]
	sides second 1.2 1.02 - -
	run -1 gate -J -p first.json -S second -o g.json
	jq -c '.rows[] | select(.metric == "wall_time") | [.implementation, .verdict, .confirmed]' g.json | same - <(cat <<-'EOF'
		["a","fail",true]
		["b","equivalent",false]
		["c","warn",null]
		["d","equivalent",null]
	EOF
	)
	[[ $(jq -r '.rows[] | select(.implementation == "b" and .metric == "wall_time").reason' g.json) = "failed once (×1.3), not again"* ]]
	[[ $(jq -r '.rows[] | select(.implementation == "a" and .metric == "wall_time").reason' g.json) = "failed before (×1.2), and again: slower by "* ]]
	[ "$(jq -c .rerun g.json)" = '{"run_id":"one","rounds":12,"family":2}' ]
	[ "$(jq '.rows | length' g.json)" = "$(jq '.rows | length' first.json)" ]
	valid g.json
	# milder for all: the gate passes, though c had got worse meanwhile
	sides third 1 1 1.5 1
	run -0 gate -p first.json -S third
	[[ $output = *",warn,"* ]]
	# what was not measured again keeps its verdict
	sides fourth 1 - - -
	run -1 gate -J -p first.json -S fourth -o g.json
	[ "$(jq -c '[.rows[] | select(.metric == "wall_time" and .implementation == "b") | .verdict, .confirmed]' g.json)" = '["fail",null]' ]
	mkdir empty
	run -1 gate -p first.json -S empty
}

@test "gate: what did not run at first, or not the second time" {
	sides first 1.2 1
	record '.implementation = "b-head" | .status = "timeout" | .metrics = {}' >first/b-head.json
	gate -J -S first -o first.json || [ $? = 1 ]
	sides second 1.2 1.01
	run -1 gate -J -p first.json -S second -o g.json
	[ "$(jq -c '[.rows[] | select(.implementation == "b") | [.metric, .verdict, .confirmed]]' g.json)" = \
		'[["answer","unchanged",false],["artifact_size","unchanged",false],["wall_time","equivalent",false]]' ]
	valid g.json
	# a fails to run where it was slow: both are said
	record '.implementation = "a-head" | .status = "timeout" | .metrics = {}' >second/a-head.json
	run -1 gate -J -p first.json -S second -o g.json
	[ "$(jq -c '[.rows[] | select(.implementation == "a" and (.verdict != "unchanged")) | [.metric, .verdict]]' g.json)" = \
		'[["","newly_failing"],["wall_time","fail"]]' ]
}

@test "gate: one decision, all formats: -i decides nothing and exits the same" {
	sides s 1.2 1 0.8
	run -1 gate -J -S s -o g.json
	for format in A C J M T X; do
		gate -$format -S s >want || true
		run -1 --keep-empty-lines gate -$format -i g.json
		printf '%s' "$output" | same want -
	done
	sides p 1
	gate -J -S p -o p.json
	run -0 gate -s -i p.json
	records . '.dataset.content_sha256 = "other"'
	gate -J base.json head.json -o open.json
	run -0 gate -i open.json
	run -3 gate -s -i open.json
	for broken in 'del(.rows)' 'del(.base)' '.rows[0].verdict = "good"' '.rows[0].ratio = "x"' 'del(.rows[0].p)' \
		'.rows[0].case = null' '.schema_version = "2.0"' '.rows = 5' '[]'; do
		jq "$broken" g.json >broken.json
		wrong gate -i broken.json
		[[ $output = "gate: broken.json: "* ]]
	done
}

@test "gate: JSON obeys its schema" {
	sides s 1.2 1 0.8 1.07
	gate -J -S s -o 1.json || true
	samples 1.2 | gate -J -b base -o 2.json || true
	records . 'skewed(1.2) | .run_id = "two"'
	gate -J base.json head.json -o 3.json || true
	echo '{"false_fail":{"k":0,"n":40,"lo":0,"hi":0.09},"detections":[{"slowdown_percent":10,"caught":{"k":38,"n":40,"lo":0.83,"hi":0.99},"failed":{"k":30,"n":40,"lo":0.6,"hi":0.87}}],"rounds":20}' >t.json
	gate -J -S s -t t.json -o 4.json || true
	valid [1-4].json
	jq '.rows[0].verdict = "good"' 1.json >bad.json
	run -1 valid bad.json
}

@test "gate: a self-test is a line for people" {
	sides s 1
	echo '{"false_fail":{"k":0,"n":40,"lo":0,"hi":0.09},"detections":[{"slowdown_percent":10,"caught":{"k":38,"n":40,"lo":0.83,"hi":0.99},"failed":{"k":30,"n":40,"lo":0.6,"hi":0.87}}],"rounds":20}' >t.json
	gate -J -S s -t t.json -o g.json
	for format in T M; do
		gate -$format -i g.json | sed 's/&#91;/[/g; s/&#93;/]/g' |
			grep -F 'self-test of 20 rounds: of equals 0 of 40 [0 %, 9 %] failed; of 10 % slower ones 38 of 40 [83 %, 99 %] were caught, 30 of 40 [60 %, 87 %] failed'
	done
	echo '{"false_fail":{"k":0,"n":40}}' >t.json
	wrong gate -S s -t t.json
}

@test "gate: CSV has what JSON has" {
	sides s 1.2 1 0.8 1.07
	gate -J -S s -o g.json || true
	gate -C -S s >g.csv || true
	head -n 1 g.csv | tr , '\n' >columns
	jq -r '.rows[0] | keys_unsorted[]' g.json | same columns -
	csv2json -t reason:string g.csv | jq -r '[.benchmark, .metric, .verdict] | join(",")' >csv
	jq -r '.rows[] | [.benchmark, (.metric | if . == "" then null else . end), .verdict] | join(",")' g.json | same csv -
}

@test "gate: the table has the worst first, and how many are unchanged" {
	sides s 1.07 1.2 0.8 1
	gate -T -S s >table || [ $? = 1 ]
	awk '/^(fail|warn|improved|equivalent) / { print $1, $2 }' table | same - <(printf '%s\n' 'fail sort/b' 'warn sort/a' 'improved sort/c' 'equivalent sort/d')
	grep -x 'unchanged  8 (-v shows them)' table
	grep -x 'fail: 1 fail, 1 warn, 1 improved, 1 equivalent, 8 unchanged; base unknown, head aaaaaaaaaaaa' table
	gate -v -T -S s >all || [ $? = 1 ]
	[ "$(grep -c '^unchanged' all)" = 8 ]
}

@test "gate: the table is as wide as the terminal: values go first, reasons go on below" {
	samples 1.06 >s.csv
	for columns in 52 300; do
		COLUMNS=$columns gate -T -b base s.csv >$columns || [ $? = 1 ]
	done
	head -n 1 300 | grep -q 'base  *head  *ratio'
	head -n 1 52 | grep -q 'of  *ratio'
	run -1 grep -E '.{53}| $' 52
	COLUMNS=52 gate -T -b base s.csv -o file || [ $? = 1 ]
	same 300 file
}

@test "gate: a terminal gets the table, in colour unless NO_COLOR" {
	samples 1.2 >s.csv
	run script -qec "gate -b base s.csv" /dev/null
	[ "$status" = 1 ]
	[[ $output = *$'\e[31mfail'* ]]
	NO_COLOR=1 run script -qec "gate -b base s.csv" /dev/null
	[[ $output = *fail* && $output != *$'\e'* ]]
	run -1 gate -b base s.csv
	[[ $output = benchmark,* ]]
}

@test "gate: names from strangers mark up nothing" {
	nasty='a|b`<img src=x>@all](http://x) *c*
d,"e"&#'
	mkdir s
	for side in base head; do
		jq --arg n "$nasty" --arg side "$side" '.implementation = $n + "-" + $side | .metrics.wall_time.case = $n
			| .metrics = {x: .metrics.wall_time}' <(record 'skewed(1.2)') >s/$side.json
	done
	run -0 gate -S s -C -o g.csv
	[ "$(csv2json g.csv | jq -r 'select(.metric == "wall_time").case')" = "$nasty" ]
	gate -M -S s >g.md
	run -1 grep -E 'img src=x>|@all|\]\(|<img|`<' g.md
	# as many columns in each row
	[ "$(grep '^|' g.md | awk -F '|' '{ print NF }' | sort -u)" = 9 ]
	gate -X -S s >g.xml
	[ "$(python3 -c 'import sys, xml.etree.ElementTree as e
print(e.parse("g.xml").find(".//testcase[3]").get("name"))')" = "$nasty wall_time (quick)" ]
	gate -T -S s | cat -v | grep '?d,'
}

@test "gate: control characters are not in XML" {
	mkdir s
	for side in base head; do
		jq --arg side "$side" '.implementation = "a\u0001\u001b[2J\uffff\t-" + $side' <(record) >s/$side.json
	done
	gate -X -S s >g.xml
	[ "$(python3 -c 'import xml.etree.ElementTree as e
print(ascii(e.parse("g.xml").find(".//testcase").get("classname")))')" = "'sort.a??[2J?\\t'" ]
}

@test "gate: JUnit XML: a suite for each benchmark, failures and skips counted" {
	sides s 1.2 1
	for side in base head; do
		jq '.benchmark_id = "parse"' "s/a-$side.json" >"s/p-$side.json"
		jq '.benchmark_id = "walk" | if .implementation == "b-head" then .dataset.content_sha256 = "z" else . end' "s/b-$side.json" >"s/w-$side.json"
	done
	run -1 gate -X -S s -o g.xml
	python3 - <<-'END' >got
		import xml.etree.ElementTree as e
		# what JUnit XML allows: attributes that must be there, and others; children
		rules = {
		    "testsuites": ("", "name", "testsuite"),
		    "testsuite": ("name tests failures errors skipped time", "", "testcase"),
		    "testcase": ("name classname time", "", "skipped failure system-out"),
		    "skipped": ("", "message", ""),
		    "failure": ("type", "message", ""),
		    "system-out": ("", "", ""),
		}
		for node in e.parse("g.xml").iter():
		    need, may, children = (set(part.split()) for part in rules[node.tag])
		    assert need <= set(node.keys()) <= need | may
		    assert {child.tag for child in node} <= children
		    assert node.tag != "testcase" or len(node) <= 1
		for suite in e.parse("g.xml").getroot():
		    cases = suite.findall("testcase")
		    assert int(suite.get("tests")) == len(cases)
		    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
		    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
		    print(suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped"))
	END
	same got - <<-'EOF'
		parse 3 1 0
		sort 6 1 0
		walk 1 0 1
	EOF
	grep -F '<failure message="fail: ' g.xml
}

@test "gate: signs are those of the locale on a terminal, and of UTF-8 in files" {
	samples 1.5 | awk -F , -v OFS=, 'NR > 1 { $9 /= 200 } { print }' >s.csv
	gate -J -b base s.csv -o g.json || [ $? = 1 ]
	for format in -T -M -X; do
		gate -i g.json $format >got || [ $? = 1 ]
		grep -q '[0-9] µs' got
		grep -q '×1\.[45]' got
		LC_ALL=C gate -i g.json $format >plain || [ $? = 1 ]
		if [ $format = -T ]; then
			grep -q '[0-9] us .* x1\.[45]' plain
			run -1 env LC_ALL=C grep -q '[^ -~]' plain
		else
			same got plain
		fi
	done
}

@test "gate: Markdown is never too long for a comment" {
	mkdir s
	for side in base head; do
		record 'skewed(1.2) | .metrics as $m | .metrics = reduce range(900) as $i ({};
			.["c\($i)/wall_time"] = ($m.wall_time | .case = "case number \($i) with a long name"))
			| .implementation = "a-'$side'"' >s/$side.json
	done
	gate -M -S s >g.md
	[ "$(wc -c <g.md)" -lt 65536 ]
	grep -E '^[0-9]+ more rows do not fit in here' g.md
	grep -F '</details>' g.md
	[ "$(wc -c <g.md)" -gt 50000 ]
}

@test "gate: output is whole or absent" {
	samples 1.2 >s.csv
	run -1 gate -b base -o out.csv s.csv
	[ "$(wc -l <out.csv)" = 2 ]
	gate -b base s.csv 2>err | true
	[ "$(gate -b base s.csv | head -c 9)" = benchmark ]
	sed 's/$/\r/' s.csv >crlf.csv
	run -1 gate -b base crlf.csv
}
