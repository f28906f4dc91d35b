#!/usr/bin/env bats
# historian.bats - what history promises

load helper

# bash has a command of this name

teardown() {
	! mountpoint -q "$BATS_TEST_TMPDIR/h" || umount "$BATS_TEST_TMPDIR/h"
}

# A record of etl/rust without what the history does not read.
template() {
	jq -c 'del(.rounds, .comparisons, .raw, .metrics[].samples)' \
		"$(published)/quick/etl/rust.json"
}

# record RUN [JQ [FILE]] - that record in that run, changed by a filter
record() {
	template | jq -c --arg run "$1" '.run_id = $run | '"${2:-.}" >"${3:-$1.json}"
}

# add RECORD ... - append to the history in h, without its message
add() {
	historian -a -d h "$@" 2>/dev/null
}

# wall FIELD - of the rows of the whole run's wall time
wall() {
	historian -q -d h -m wall_time -c '' | column "$1"
}

# column JQ - of a query on standard input, one value a line
column() {
	csv2json -f -t series:string,segment:string,workload:string,dataset:string,machine:string - | jq -r ".$1"
}

# lines - how many there are in h
lines() {
	historian -q -d h | tail -n +2 | wc -l
}

# run_lines COUNT [FIRST] - lines of one series in so many runs, an hour apart
run_lines() {
	record model
	historian -a -d model model.json 2>/dev/null
	grep '"case":"","metric":"wall_time"' model/history.jsonl |
		/usr/bin/python3 -c 'import re, sys, time
line = sys.stdin.read()
a = re.search("\"time\":\"(.*?)\"", line).span(1)
b = re.search("\"run_id\":\"(.*?)\"", line).span(1)
first = int(sys.argv[2])
for i in range(first, first + int(sys.argv[1])):
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1700000000 + 3600 * i))
    sys.stdout.write(f"{line[:a[0]]}{when}{line[a[1]:b[0]]}run-{i}{line[b[1]:]}")' "$1" "${2:-1}"
}

# rotated - the compressed files of h, one a line
rotated() {
	printf '%s\n' h/history-*.jsonl.gz
}

# shuffle - lines, always into the same order
shuffle() {
	/usr/bin/python3 -c 'import random, sys
lines = sys.stdin.readlines()
random.Random(1).shuffle(lines)
sys.stdout.writelines(lines)'
}

# whole FIRST LAST - each of the runs of run_lines is there once
whole() {
	historian -q -d h -o all.csv
	cut -d , -f 16 all.csv | tail -n +2 | same <(seq -f 'run-%.0f' "$1" "$2") -
}

@test "historian: a wrong call says how to call, as the manual does" {
	usage_is_synopsis historian
	run -2 historian
	run -2 historian -a
	run -2 historian -q x
	run -2 historian -a -q x.json
	run -2 historian -a -m wall_time x.json
	run -2 historian -k x
}

@test "historian: a record becomes a line for each metric it is about" {
	record one
	add one.json
	jq -r '.spec as $s | .metrics[] | select(.metric as $m | .case as $c | ($s.compare | index($m)) or
		any($s.work[]; .metric == $m and (.case // "") == $c)) | "\(.case)/\(.metric) \(.value) \(.interval.lo) \(.n)"' one.json | sort >want
	historian -q -d h | csv2json -f - | jq -r '"\(.case // "")/\(.metric) \(.value) \(.lo) \(.n)"' | sort >got
	[ "$(wc -l <want)" -eq 8 ]
	same want got
}

@test "historian: what an observer counts is stored, what it measures is not; -m all stores everything" {
	record one '.metrics.alloc_count = (.metrics.wall_time | .metric = "alloc_count" | .unit = "1")'
	add one.json
	[ "$(lines)" -eq 9 ]
	historian -q -d h -m alloc_count | grep -q ,alloc_count,
	historian -a -m all -d h one.json
	[ "$(lines)" -eq "$(jq '.metrics | length' one.json)" ]
	add one.json
	[ "$(lines)" -eq "$(jq '.metrics | length' one.json)" ]
}

@test "historian: query and list have the columns they document" {
	record one
	add one.json
	[ "$(historian -q -d h | head -n 1)" = series,segment,benchmark,implementation,profile,case,metric,unit,direction,status,value,lo,hi,n,time,run_id,commit,dirty,workload,dataset,toolchain,machine ]
	[ "$(historian -l -d h | head -n 1)" = series,benchmark,implementation,profile,case,metric,unit,runs,segments,first_time,last_time,last_value,last_commit ]
}

@test "historian: series, segment and workload are the hashes that the manual says" {
	record one
	add one.json
	series=$(printf '%s\0' etl rust quick '' wall_time s | xxhsum -H2 | cut -c 1-16)
	[ "$(wall series)" = "$series" ]
	segment=$(printf '%s\0' "$series" "$(wall workload)" "$(wall dataset)" 'rustc 1' "$(wall machine)" | xxhsum -H2 | cut -c 1-16)
	[ "$(wall segment)" = "$segment" ]
	[ "$(wall workload)" = "$(jq -cS '.spec.arguments, .spec.work, .answer.expected, null' one.json |
		tr '\n' '\0' | xxhsum -H2 | cut -c 1-16)" ]
}

@test "historian: every line obeys the schema" {
	record one
	record two '.metrics.wall_time.interval = null | .commit_sha = null | .dirty = null'
	record three '.status = "timeout" | .reason = "too slow" | .metrics = {} | .build.toolchain = null'
	add one.json two.json three.json
	/usr/bin/python3 - h/history.jsonl "$ROOT/schemas/history.schema.json" <<-'EOF'
		import json, sys
		from jsonschema import Draft202012Validator
		validator = Draft202012Validator(json.load(open(sys.argv[2])))
		lines = [json.loads(line) for line in open(sys.argv[1])]
		assert len(lines) == 19, len(lines)
		for line in lines:
		    validator.validate(line)
	EOF
}

@test "historian: the same record twice is there once, also without history.runs" {
	record one
	add one.json one.json
	n=$(lines)
	[ "$n" -eq 8 ]
	run -0 --separate-stderr historian -a -d h one.json
	[ "$stderr" = "historian: 0 added, $n already there" ]
	rm h/history.runs
	add one.json
	echo nonsense >>h/history.runs
	add one.json
	[ "$(lines)" -eq "$n" ]
}

@test "historian: a run that is stored in part is completed" {
	record one
	add one.json
	historian -q -d h -o want
	sed -i 3d h/history.jsonl
	add one.json
	historian -q -d h | sort >got
	sort want | same - got
}

@test "historian: a folder is searched for records, and other files there are let be" {
	mkdir -p in/deep/er
	record one . in/deep/er/one.json
	record two . in/two.json
	echo '{"frames": 3}' >in/graph.json
	echo text >in/readme.txt
	add in
	[ "$(lines)" -eq 16 ]
	mkdir empty
	run -1 historian -a -d h empty
	[ "$output" = 'historian: empty: no record is there' ]
}

# segments JQ - how many segments the whole run's wall time has, if a second run
# differs by this
segments() {
	rm -rf h
	record one
	record two ".timestamp = \"2026-12-01T00:00:00Z\" | $1"
	add one.json two.json
	[ "$(wall series | sort -u | wc -l)" -eq 1 ]
	wall segment | uniq | wc -l
}

@test "historian: a segment ends with the work, the dataset, the toolchain's major, the machine" {
	[ "$(segments '.spec.arguments += ["-x"]')" -eq 2 ]
	[ "$(segments '.spec.work[0].of = "rows"')" -eq 2 ]
	[ "$(segments '.answer.expected = "00000000000000000000000000000000"')" -eq 2 ]
	[ "$(segments '.answer.expected = null')" -eq 2 ]
	[ "$(segments '.server = {command: ["mockserver"], layout: {}}')" -eq 2 ]
	[ "$(segments '.dataset.content_sha256 |= "0" + .[1:]')" -eq 2 ]
	[ "$(segments '.build.toolchain = "rustc 2.0.0 (x)"')" -eq 2 ]
	[ "$(segments '.build.toolchain = null')" -eq 2 ]
	[ "$(segments '.environment.machine_class = "0000000000000000"')" -eq 2 ]
}

@test "historian: a segment goes on with another commit, minor version, prose, claims, gate" {
	[ "$(segments '.commit_sha = null | .dirty = true')" -eq 1 ]
	[ "$(segments '.build.toolchain = "rustc 1.99.1 (x)"')" -eq 1 ]
	[ "$(segments '.spec.sha256 |= "0" + .[1:] | .spec.description = "other"')" -eq 1 ]
	[ "$(segments '.spec.gate = {fail_percent: 3} | .spec.claims = []')" -eq 1 ]
	[ "$(segments '.dataset.sha256 |= "0" + .[1:] | .build.artifact.sha256 |= "0" + .[1:]')" -eq 1 ]
	[ "$(segments '.spec.work |= map(to_entries | reverse | from_entries)')" -eq 1 ]
}

@test "historian: the toolchain's version is found wherever it is" {
	while IFS='|' read -r text short next same; do
		rm -rf h
		T=$text record one '.build.toolchain = env.T'
		T=$next record two '.build.toolchain = env.T'
		T=$same record three '.build.toolchain = env.T'
		add one.json two.json three.json
		[ "$(wall toolchain | sed -n 1p)" = "$short" ]
		[ "$(wall segment | sed -n 1p)" != "$(wall segment | sed -n 2p)" ]
		[ "$(wall segment | sed -n 1p)" = "$(wall segment | sed -n 3p)" ]
	done <<-'EOF'
		cc (Debian 12.2.0-14+deb12u1) 12.2.0|cc 12.2|cc (Debian 13.1.0-1) 13.1.0|cc (Debian 12.9-1) 12.9.1
		Python 3.11.7 (main, May  9 2026, 07:35:25) [GCC 12.2.0]|Python 3.11|Python 3.12.0 (main) [GCC 12.2.0]|Python 3.11.9 (x) [GCC 14]
		rustc 1.95.0 (59807616e 2026-04-14)|rustc 1.95|rustc 2.0.0|rustc 1.100.0 (x 2027-01-01)
		go version go1.22.1 linux/amd64|go version go1.22|go version go2.0 linux/amd64|go version go1.23 linux/arm64
		zig 0.13.0|zig 0.13|zig 0.14.0|zig 0.13.1
		x86-cc 12.2.1 built 2026-01-01|x86-cc 12.2|x86-cc 13.0.0|x86-cc 12.9
		icc 7|icc 7|icc 8|icc 7
		v20.1.0|v20.1|v21.0.0|v20.9.0
		nothing at all|nothing at all|something else|nothing at all
	EOF
}

@test "historian: a record that is not ok is a line without a value for each metric compared" {
	record one '.status = "failed" | .reason = "exit code 1, \"twice\"\nor so" | .metrics = {}'
	add one.json
	[ "$(lines)" -eq 3 ]
	[ "$(historian -q -d h | column 'metric, .unit, .status, .value, .n' | paste -sd ',,,,\n' | sort)" = "$(printf '%s\n' \
		cpu_time,s,failed,null,0 max_rss,B,failed,null,0 wall_time,s,failed,null,0)" ]
	[ "$(jq -r .reason h/history.jsonl | sort -u | head -n 1)" = 'exit code 1, "twice"' ]
	# it is in the series of the runs that went well
	record two
	add two.json
	[ "$(wall series | sort -u | wc -l)" -eq 1 ]
}

@test "historian: a failure whose metrics have no known unit is not lost" {
	record one '.status = "failed" | .reason = "x" | .metrics = {} | .spec.compare = ["things"]'
	add one.json
	[ "$(wall status)" = failed ]
}

@test "historian: what is no record is an error that names it, and nothing is stored" {
	record good
	for filter in 'del(.run_id)' '.spec.compare = 3' '.spec.compare = [3]' '.spec.work = [3]' '.timestamp = "yesterday"' \
	    '.timestamp = "2026-02-30T00:00:00Z"' '.metrics.wall_time = 3' '.metrics.wall_time.value = "3"' \
	    'del(.metrics.wall_time.interval)' '.commit_sha = "main"' '.dirty = "no"' '.reason = "x"' \
	    '.environment.machine_class = "here"' '.metrics.wall_time.direction = "up"' '.metrics.wall_time.n = -1' \
	    '.status = "failed"' '[.]' '.dataset.content_sha256 = "ab"' '.run_id = ""'; do
		record bad "$filter"
		run -1 historian -a -d h good.json bad.json
		[[ $output == 'historian: bad.json: '* ]] || { echo "$filter: $output"; return 1; }
		[ ! -e h/history.jsonl ]
	done
	sed 's/"value":[0-9.]*/"value":NaN/' good.json >nan.json
	run -1 historian -a -d h good.json nan.json
	[[ $output == 'historian: nan.json:'* ]]
	sed 's/"value":[0-9.]*/"value":1e999/' good.json >nan.json
	run -1 historian -a -d h good.json nan.json
	[[ $output == 'historian: nan.json: "value" is not a number' ]]
	head -c 1000 good.json >cut.json
	run -1 historian -a -d h good.json cut.json
	[[ $output == 'historian: cut.json:1: not JSON'* ]]
	# C1 BC is '|' in two bytes instead of one: not UTF-8, but json-c takes it
	sed $'s/"run_id":"/&\xc1\xbc/' good.json >overlong.json
	run -1 historian -a -d h good.json overlong.json
	[ "$output" = 'historian: overlong.json:1: not JSON: invalid utf-8 string' ]
	[ ! -e h/history.jsonl ]
	run -1 historian -a -d h good.json absent.json
	[[ $output == 'historian: absent.json: No such file'* ]]
	: >empty.json
	run -1 historian -a -d h empty.json
	[ ! -e h/history.jsonl ]
}

@test "historian: times are UTC to the second, whatever the record's offset" {
	record one '.timestamp = "2026-03-01T00:30:00.75+01:00"'
	add one.json
	[ "$(wall time)" = 2026-02-28T23:30:00Z ]
}

@test "historian: a query is in order of time, whatever was appended first" {
	run_lines 50 >all
	shuffle <all | historian -A -d h 2>/dev/null
	whole 1 50
}

@test "historian: a query larger than its memory is in order too" {
	run_lines 120000 >all
	shuffle <all | historian -A -d h 2>/dev/null
	whole 1 120000
}

@test "historian: texts with commas, quotes, newlines, other scripts come back as they were" {
	record one '.metrics.wall_time.case = "a,\"b\"\\\n\u0001é√" | .metrics.wall_time.metric = "wall_time"'
	add one.json
	historian -q -d h -c "$(printf 'a,"b"\\\n\001é√')" | csv2json -f - | jq -c .case >got
	jq -c .metrics.wall_time.case one.json | same - got
	historian -A -d two h/history.jsonl
	same h/history.jsonl two/history.jsonl
}

@test "historian: lines with blanks and members in another order, as other programs write them, are the same" {
	run_lines 4 >all
	historian -A -d h all
	sed 's/"value":/"value": /' all >blank.txt
	historian -A -d blank blank.txt
	same {h,blank}/history.jsonl
	python3 -c 'import json, sys
for line in sys.stdin: print(json.dumps(dict(reversed(json.loads(line).items()))))' <all >another.txt
	historian -A -d another another.txt
	same {h,another}/history.jsonl
}

@test "historian: each filter filters, and what matches nothing is a header" {
	record one
	record two '.benchmark_id = "parse" | .implementation = "c" | .profile = "full"'
	add one.json two.json
	for option in '-b parse' '-i c' '-p full'; do
		# shellcheck disable=SC2086 # two words
		[ "$(historian -q -d h $option | tail -n +2 | wc -l)" -eq 8 ]
	done
	[ "$(historian -q -d h -c parse -m wall_time | tail -n +2 | wc -l)" -eq 2 ]
	[ "$(historian -l -d h -S "$(wall series | tail -n 1)" | tail -n +2 | cut -d , -f 2-7)" = parse,c,full,,wall_time,s ]
	[ "$(historian -q -d h -b none | wc -l)" -eq 1 ]
}

@test "historian: the list counts runs and different segments, and has the last value" {
	record a '.timestamp = "2026-12-01T00:00:00Z" | .metrics.wall_time.value = 3'
	record b '.timestamp = "2026-12-03T00:00:00Z" | .metrics.wall_time.value = 1 | .environment.machine_class = "0000000000000000"'
	record c '.timestamp = "2026-12-02T00:00:00Z" | .metrics.wall_time.value = 2'
	add a.json b.json c.json
	[ "$(historian -l -d h -m wall_time -c '' | tail -n +2 | cut -d , -f 8-12)" = 3,2,2026-12-01T00:00:00Z,2026-12-03T00:00:00Z,1 ]
	historian -l -d h | tail -n +2 | cut -d , -f 2-6 | LC_ALL=C sort -c
}

# at SECONDS - as a time
at() {
	date -u -d "@$1" +%Y-%m-%dT%H:%M:%SZ
}

@test "historian: -k says whether the newest record is recent, and what has stopped" {
	now=$(date +%s)
	T=$(at $((now - 86400 * 5))) record one '.timestamp = env.T'
	T=$(at $((now - 86400 * 50))) record two '.timestamp = env.T | .implementation = "c"'
	add one.json two.json
	run -0 --separate-stderr historian -k 30 -d h
	[[ $stderr == 'historian: etl/c, quick: 8 of 8 series stopped, the last on '*', 45.0 days before the newest record' ]]
	[ "$(head -n 1 <<<"$output")" = newest,age_days,series,lines,stopped,torn ]
	[[ $(tail -n 1 <<<"$output") == 20*Z,5.0*,16,16,8,0 ]]
	run -1 --separate-stderr historian -k 4 -d h
	[[ $stderr == *'historian: h: stale: the newest record is 5.0 days old, more than 4' ]]
	run -0 --separate-stderr historian -k 46 -d h
	[ -z "$stderr" ]
	mkdir empty
	run -1 historian -k 30 -d empty
	[ "$output" = 'historian: empty: the history is empty' ]
	run -1 historian -k 30 -d none
	[ "$output" = 'historian: none: no history is there' ]
}

@test "historian: a full file is put aside, compressed, and read with the others" {
	run_lines 300 >all
	split -l 30 all part.
	for part in part.*; do
		historian -A -s 20000 -d h "$part"
	done 2>/dev/null
	[ "$(rotated | wc -l)" -ge 4 ]
	run ! compgen -G "h/history-*.jsonl"
	run ! compgen -G "h/*.tmp"
	zcat h/history-*.jsonl.gz | cat - h/history.jsonl | same all -
	whole 1 300
	historian -A -s 20000 -d h all
	whole 1 300
	rm h/history.runs
	historian -A -s 20000 -d h all
	whole 1 300
}

@test "historian: a rotation that was interrupted anywhere is neither loss nor double" {
	run_lines 100 >all
	historian -A -s 20000 -d h all 2>/dev/null
	last=$(rotated | tail -n 1)
	# the plain file is still there, and the compressed one is too, whole or not
	gunzip -k "$last"
	whole 1 100
	head -c 100 "$last" >"$last.tmp"
	whole 1 100
	rm "$last"
	whole 1 100
	run_lines 1 101 | historian -A -s 1000000 -d h
	whole 1 101
	[ -e "$last" ]
	[ ! -e "${last%.gz}" ]
	[ ! -e "$last.tmp" ]
}

@test "historian: a rotated file that is missing between others is an error" {
	run_lines 200 | historian -A -s 20000 -d h
	rm h/history-000002.jsonl.gz
	run -1 historian -q -d h
	[[ $output == 'historian: h/history-000002.jsonl.gz: missing'* ]]
	rm h/history-000001.jsonl.gz
	historian -q -d h >/dev/null
}

@test "historian: a damaged compressed file is an error that names it" {
	run_lines 200 >all
	historian -A -s 20000 -d h all 2>/dev/null
	cp h/history-000002.jsonl.gz good
	for size in 0 5 500 $(($(stat -c %s good) - 1)) $(($(stat -c %s good) - 8)); do
		head -c "$size" good >h/history-000002.jsonl.gz
		run -1 --separate-stderr historian -q -d h
		[ -z "$output" ]
		[[ $stderr == 'historian: h/history-000002.jsonl.gz:'* && $stderr != *fd:* ]]
	done
	/usr/bin/python3 -c "
b = bytearray(open('good', 'rb').read())
b[len(b) // 2] ^= 4
open('h/history-000002.jsonl.gz', 'wb').write(b)"
	run -1 historian -l -d h
	[[ $output == 'historian: h/history-000002.jsonl.gz:'* ]]
	zcat good >h/history-000002.jsonl.gz
	run -1 historian -l -d h
	[ "$output" = 'historian: h/history-000002.jsonl.gz: not a gzip file' ]
}

@test "historian: a torn last line is left out with a warning, set aside by the next append, and nothing else is lost" {
	run_lines 20 >all
	for end in cut nul text; do
		rm -rf h
		historian -A -d h all
		case $end in
		cut) truncate -s -30 h/history.jsonl ;;
		nul) truncate -s -30 h/history.jsonl && truncate -s +30 h/history.jsonl ;;
		text) sed -i '$s/.*/{"v":1,"ser/' h/history.jsonl ;;
		esac
		tail -n 1 h/history.jsonl >torn
		run -0 --separate-stderr historian -q -d h
		[ "$(wc -l <<<"$output")" -eq 20 ]
		[[ $stderr == 'historian: h/history.jsonl:20: the last line is torn, and left out: '* ]]
		run_lines 1 21 >next
		run -0 --separate-stderr historian -A -d h next
		[[ $stderr == 'historian: h/history.jsonl: the last line was torn: moved to history.torn'* ]]
		tr -d '\n' <torn | same - <(tr -d '\n' <h/history.torn)
		[[ $(historian -k 10000 -d h) == *,1,20,0,1 ]]
		historian -A -d h all
		whole 1 21
	done
}

@test "historian: a broken line that is not the last is an error with file and line" {
	run_lines 20 >all
	historian -A -d h all
	for change in '5s/"unit":"s"/"unit":""/' '5s/"v":1/"v":2/' '5s/}$//' '5s/.*//' '5s/"value":[0-9.]*/"value":1e999/' \
	    '5s/"lo":/"low":/' '5s/}$/,"more":1}/' '5s/"time":"..../"time":"20x6/'; do
		sed "$change" all >h/history.jsonl
		run -1 --separate-stderr historian -q -d h
		[ -z "$output" ]
		[[ $stderr == 'historian: h/history.jsonl:5: '* ]] || { echo "$change: $stderr"; return 1; }
	done
}

@test "historian: lines in any form of JSON are understood, and stored in one" {
	run_lines 20 >all
	mkdir h
	jq -S . -c all | sed 's/:/ : /; s/,"/ , "/' >h/history.jsonl
	whole 1 20
	gzip -k all
	historian -A -d two h/history.jsonl all.gz
	same all two/history.jsonl
}

@test "historian: -A refuses what is no line, and then stores nothing" {
	run_lines 20 >all
	for change in '20s/}$//' '7s/"series":"./"series":"x/' '7s/"metric":"wall_time"/"metric":"cpu_time"/' '7s/"rustc 1.95"/"rustc 2.0"/' \
	    '7s/"n":12/"n":-1/' '7s/"ok"/"failed"/'; do
		sed "$change" all >bad
		run -1 historian -A -d h bad
		[[ $output == 'historian: bad:7: '* || $output == 'historian: bad:20: '* ]] || { echo "$change: $output"; return 1; }
		[ ! -e h/history.jsonl ]
	done
	head -c -1 all >bad
	run -1 historian -A -d h - <bad
	[ "$output" = 'historian: standard input:20: the last line is cut off' ]
	printf '' | historian -A -d h
	[ "$(lines)" -eq 0 ]
}

@test "historian: eight appenders at once, with rotation: nothing is lost, doubled or mixed" {
	text=$(template)
	run=$(jq -r .run_id <<<"$text")
	for i in 1 2 3 4 5 6 7 8; do
		mkdir "in$i"
		for j in $(seq 50); do
			echo "${text/"$run"/run-$i-$j}" >"in$i/$j.json"
		done
	done
	for i in 1 2 3 4 5 6 7 8; do
		for j in $(seq 50); do
			historian -a -s 30000 -d h "in$i/$j.json" 2>/dev/null || exit 1
		done &
	done
	while historian -q -d h -o during.csv 2>/dev/null || [ ! -e h ]; do
		[ "$(jobs -r | wc -l)" -gt 0 ] || break
		sleep 0.1
	done
	wait
	[ "$(rotated | wc -l)" -ge 20 ]
	historian -q -d h | column 'run_id + .series' >got
	[ "$(wc -l <got)" -eq 3200 ]
	[ "$(sort -u got | wc -l)" -eq 3200 ]
}

@test "historian: killed at any moment, while it rotates: nothing is lost or doubled" {
	run_lines 2000 >all
	before=0
	for i in $(seq 20); do
		historian -A -s 20000 -d h all 2>/dev/null &
		sleep "0.0$((RANDOM % 9))$((RANDOM % 9))"
		kill -9 $! 2>/dev/null || true
		wait $! || true
		[ ! -e h ] && continue
		historian -q -d h -o now.csv 2>/dev/null
		now=$(tail -n +2 now.csv | wc -l)
		[ "$now" -ge "$before" ]
		[ "$(tail -n +2 now.csv | sort -u | wc -l)" -eq "$now" ]
		before=$now
		# begin again when all is there
		if [ "$now" -eq 2000 ]; then
			rm -r h
			before=0
		fi
	done
	historian -A -s 20000 -d h all
	whole 1 2000
	run ! compgen -G "h/history-*.jsonl"
	run ! compgen -G "h/*.tmp"
}

@test "historian: without room for the lines, the file stays as it was" {
	run_lines 40 >all
	head -n 30 all | historian -A -d h
	cp h/history.jsonl before
	run -1 bash -c "ulimit -f $(($(stat -c %s before) / 1024 + 2)); tail -n 10 all | '$BIN/historian' -A -d h"
	[[ $output == 'historian: h/history.jsonl: nothing was stored, for: File too large' ]]
	same before h/history.jsonl
	historian -A -d h all
	whole 1 40
}

@test "historian: a full disk is an error, and nothing is lost" {
	mkdir h
	mount -t tmpfs -o size=256k none h 2>/dev/null || skip 'may not mount'
	run_lines 3000 >all
	i=0
	while historian -A -s 100000 -d h <(sed -n "$((20 * i + 1)),$((20 * i + 20))p" all) 2>err; do
		i=$((i + 1))
	done
	grep -q 'No space left' err
	[ $i -gt 5 ]
	whole 1 $((20 * i))
}

@test "historian: output that cannot be written is an error" {
	run_lines 200 | historian -A -d h
	run -1 bash -c "'$BIN/historian' -q -d h >/dev/full"
	[[ $output == 'historian: standard output: No space left on device' ]]
	run -1 historian -q -d h -o none/x
	run -1 bash -c "'$BIN/historian' -k 100000 -d h >/dev/full"
	[[ $output == *'historian: standard output: No space left on device' ]]
}

@test "historian: readers wait for no reader, and a slow reader keeps nobody from appending" {
	run_lines 3000 >all
	historian -A -d h all
	mkfifo slow
	historian -q -d h >slow &
	exec 7<slow
	run_lines 1 3001 | timeout 5 "$BIN/historian" -A -s 1000 -d h
	cat <&7 >got
	wait
	[ "$(wc -l <got)" -eq 3001 ]
	whole 1 3001
}

@test "historian: on a terminal there are tables" {
	record one '.dirty = true'
	record two '.status = "failed" | .reason = "x" | .metrics = {}'
	add one.json two.json
	historian -q -T -d h -m wall_time -c '' >got
	[[ $(sed -n 1p got) == 'time '*' value '*' interval' ]]
	[[ $(sed -n 2p got) =~ ^2026-.*Z\ +[0-9a-f]{10}\+\ +[0-9a-f]{8}\ +etl/rust\ +quick\ +wall_time\ +[0-9.]+\ ms\ +\[.*\]$ ]]
	[[ $(sed -n 3p got) =~ failed ]]
	historian -l -T -d h -m wall_time -c '' >got
	[[ $(sed -n 2p got) =~ ^etl/rust\ +quick\ +wall_time\ +2\ +1\ +2026.*Z\ +-\ +[0-9a-f]{16}$ ]]
	script -qc "'$BIN/historian' -l -d h" /dev/null </dev/null | grep -q '^implementation  *profile'
	[ "$(historian -l -C -d h | head -c 7)" = series, ]
}
