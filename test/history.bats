#!/usr/bin/env bats
# history.bats - what history promises

load helper

# bash has a command of this name
enable -n history

PUBLISHED=$ROOT/results/published/2026-11-21

# record RUN [JQ [FILE]] - a record of etl/rust of that run, changed by a filter
record() {
	jq --arg run "$1" '.run_id = $run | '"${2:-.}" "$PUBLISHED/quick/etl/rust.json" >"${3:-$1.json}"
}

# add RECORD ... - append to the history in h, without its message
add() {
	history -a -d h "$@" 2>/dev/null
}

# wall ... - the rows of the whole run's wall time
wall() {
	history -q -d h -m wall_time -c '' "$@"
}

# column NAME - of CSV on standard input, one value a line
column() {
	csv2json -f | jq -r ".$1"
}

# lines - how many there are in h
lines() {
	history -q -d h | tail -n +2 | wc -l
}

@test "history: a wrong call says how to call, as the manual does" {
	usage_is_synopsis history
	run -2 history
	run -2 history -a
	run -2 history -q x
	run -2 history -a -q x.json
	run -2 history -a -m wall_time x.json
	run -2 history -k x
}

@test "history: a record becomes a line for each metric it is about" {
	record one
	add one.json
	jq -r '.spec as $s | .metrics[] | select(.metric as $m | .case as $c | ($s.compare | index($m)) or
		any($s.work[]; .metric == $m and (.case // "") == $c)) | "\(.case)/\(.metric) \(.value) \(.interval.lo) \(.n)"' one.json | sort >want
	history -q -d h | csv2json -f -t case:string | jq -r '"\(.case // "")/\(.metric) \(.value) \(.lo) \(.n)"' | sort >got
	[ "$(wc -l <want)" -ge 8 ]
	same want got
}

@test "history: the query has the columns it documents" {
	record one
	add one.json
	[ "$(wall | head -n 1)" = series,segment,benchmark,implementation,profile,case,metric,unit,direction,status,value,lo,hi,n,time,run_id,commit,dirty,workload,dataset,toolchain,machine ]
	[ "$(history -l -d h | head -n 1)" = series,benchmark,implementation,profile,case,metric,unit,runs,segments,first_time,last_time,last_value,last_commit ]
	[ "$(wall | column toolchain)" = 'rustc 1.95' ]
}

@test "history: series and segment are the hashes that the manual says" {
	record one
	add one.json
	series=$(printf '%s\0' etl rust quick '' wall_time s | xxhsum -H2 | cut -c 1-16)
	[ "$(wall | column series)" = "$series" ]
	segment=$(printf '%s\0' "$series" "$(wall | column workload)" "$(wall | column dataset)" 'rustc 1' "$(wall | column machine)" | xxhsum -H2 | cut -c 1-16)
	[ "$(wall | column segment)" = "$segment" ]
}

@test "history: the same record twice is there once" {
	record one
	history -a -d h one.json one.json
	n=$(lines)
	run -0 --separate-stderr history -a -d h one.json
	[ "$stderr" = "history: 0 added, $n already there" ]
	rm h/history.runs
	add one.json
	[ "$(lines)" -eq "$n" ]
}
