# etl: the rules of workloads/etl/README.md, on small tables worked out by hand

load helper

# flights N CARRIER MONTH ORIGIN DEST DEP_DELAY ARR_DELAY AIR_TIME DISTANCE - N
# alike; in DEP_DELAY, # stands for the number of the flight
flights() {
	local n
	for ((n = 1; n <= $1; n++)); do
		echo "600,$2,$3,x,$4,$5,${6/\#/$n},$7,$8,$9"
	done
}

header=dep_time,carrier,month,note,origin,dest,dep_delay,arr_delay,air_time,distance

# table - every rule at least once
table() {
	echo $header
	# JFK-BOS and JFK-LAX are both 5 minutes late, JFK-SFO has too few arrivals
	flights 10 AA 1 JFK LAX '#' 5 100 1000
	flights 10 AA 1 JFK BOS '1#' 5 50 187
	flights 9 AA 01 JFK SFO -5 100 300 2500
	flights 1 AA 1 JFK SFO -5 NA NA 2500
	echo 'NA,AA,1,cancelled,JFK,LAX,NA,NA,NA,1000'
	echo ',AA,1,cancelled,JFK,LAX,,,,1000'
	# a single flight, quoted; October comes after February
	printf '"600","AA","10","a ""note"", with\nlines","LGA","ORD","-3","-9","10","20"\n'
	# halves are rounded away from zero: 1/8 and -1/8
	flights 7 AA 2 LGA ORD 0 NA '' NA
	flights 1 AA 2 LGA ORD 1 NA '' NA
	echo
	flights 7 9E 2 LGA ORD 0 0 1 1
	flights 1 9E 2 LGA ORD -1 0 1 1
	# nothing but a cancelled flight
	echo 'NA,9E,3,x,LGA,ORD,NA,NA,NA,733'
	# -1/211 is 0.00 without a sign; of the early routes, the less early is worst
	flights 200 9E 4 EWR ORD 0 -2 NA 719
	flights 1 9E 4 EWR ORD -1 -2 NA 719
	flights 10 9E 4 EWR ATL 0 -3 NA 746
}

# AA in January: 1 to 10, 11 to 19, 110, and ten times -5 make 250 minutes over
# 30 flights, that is 8.33, and the 29th of them is 19
want() {
	cat >want <<-EOT
		carrier,month,flights,cancelled,mean_dep_delay_min,p95_dep_delay_min,air_time_min,distance_mi,worst_route
		9E,2,8,0,-0.13,0,8,8,NA
		9E,3,1,1,NA,NA,0,0,NA
		9E,4,211,0,0.00,0,0,151979,EWR-ORD
		AA,1,32,2,8.33,19,4200,36870,JFK-BOS
		AA,2,8,0,0.13,1,0,0,NA
		AA,10,1,0,-3.00,-3,10,20,NA
	EOT
}

# answers - the file holds the same as standard output, gzipped
answers() {
	"$run" table.csv.gz "$impl.csv.gz" >"$impl.csv" &&
		same want "$impl.csv" &&
		gzip -dc "$impl.csv.gz" | same want -
}

@test "etl: every rule, worked out by hand; the file holds the answer, gzipped" {
	want
	table | gzip >table.csv.gz
	each etl answers
}

@test "etl: rows may end in CRLF, the last one in nothing" {
	want
	table | sed 's/$/\r/' | gzip >table.csv.gz
	each etl answers
	table | head -c -1 | gzip >table.csv.gz
	each etl answers
}

@test "etl: a gzip file may have several members" {
	want
	{ table | head -n 20 | gzip; table | tail -n +21 | gzip; } >table.csv.gz
	each etl answers
}

@test "etl: columns are found by name, in any order" {
	want
	table | grep . | sed -z 's/ with\nlines/ with lines/' | sed -E 's/^([^,]*),([^,]*),(.*)$/\3,\2,more,\1/' |
		sed '1s/more/extra/' | gzip >table.csv.gz
	each etl answers
}

@test "etl: a table without rows gives a report without lines" {
	want
	sed -i 1q want
	echo $header | gzip >table.csv.gz
	each etl answers
}

@test "etl: the reference agrees" {
	command -v sqlite3 >/dev/null || skip 'sqlite3 is not installed'
	want
	table | gzip >table.csv.gz
	"$ROOT/test/reference/etl.sh" table.csv.gz >got
	same want got
}

# The words of a message are each implementation's own: README.md asks for where
# it points to, not for what it says.

# refuses WHERE [FILE] - exit status 1, no answer, and one line that begins so
refuses() {
	run --separate-stderr -1 "$run" "${2-table.csv.gz}" report.csv.gz || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "etl: $1: "?* ]] ||
		{ printf 'want one line, etl: %s: ..., and no answer; got:\n%s\n' "$1" "$stderr$output"; return 1; }
}

@test "etl: a malformed row is refused, with the line it begins on" {
	while read -r row; do
		echo "$row"
		{
			printf '%s\n\n600,AA,1,"two\nlines",JFK,LAX,1,1,1,1\n' $header
			printf '%s\nworse\n' "$row"
		} | gzip >table.csv.gz
		each etl refuses table.csv.gz:5
	done <<-'EOT'
		600,AA,1,x,JFK,LAX,1,1,1
		600,AA,1,x,JFK,LAX,1,1,1,1,1
		600,A,1,x,JFK,LAX,1,1,1,1
		600,,1,x,JFK,LAX,1,1,1,1
		600,NA,1,x,JFK,NA,1,1,1,1
		600,aa,1,x,JFK,LAX,1,1,1,1
		600,AA,0,x,JFK,LAX,1,1,1,1
		600,AA,13,x,JFK,LAX,1,1,1,1
		600,AA,NA,x,JFK,LAX,1,1,1,1
		600,AA,1,x,JFKX,LAX,1,1,1,1
		600,AA,1,x,JFK,LA,1,1,1,1
		600,AA,1,x,JFK,LAX,1.5,1,1,1
		600,AA,1,x,JFK,LAX,2881,1,1,1
		600,AA,1,x,JFK,LAX,-2881,1,1,1
		600,AA,1,x,JFK,LAX,+1,1,1,1
		600,AA,1,x,JFK,LAX,-,1,1,1
		600,AA,1,x,JFK,LAX,1,1e1,1,1
		600,AA,1,x,JFK,LAX,1,1_0,1,1
		600,AA,1,x,JFK,LAX,1,nan,1,1
		600,AA,1,x,JFK,LAX,1,1,-1,1
		NA,AA,1,x,JFK,LAX,NA,NA,NA,1234567890
		600,AA,1,x,JFK,LAX,late,1,1,far
	EOT
}

@test "etl: empty lines just before a malformed row count, with LF and CRLF" {
	for end in '\n' '\r\n'; do
		printf '%s'"$end" $header 600,AA,1,x,JFK,LAX,1,1,1,1 '' '' '' 600,AA,1,x | gzip >table.csv.gz
		each etl refuses table.csv.gz:6
		printf '%s'"$end" $header 600,AA,1,x,JFK,LAX,1,1,1,1 '' 600,AA,13,x,JFK,LAX,1,1,1,1 | gzip >table.csv.gz
		each etl refuses table.csv.gz:4
	done
}

@test "etl: a column that is not there, or twice, is refused" {
	for column in ${header//,/ }; do
		[ $column != note ] || continue
		echo ${header/$column/other} | gzip >table.csv.gz
		each etl refuses table.csv.gz:1
		echo $header,$column | gzip >table.csv.gz
		each etl refuses table.csv.gz:1
	done
}

@test "etl: columns of no use may have any name, also twice, and hold anything" {
	want
	{
		echo $header,note
		table | sed -z 's/ with\nlines/ with lines/' | sed '1d; /./s/$/,\xc3\xa9\xff NA 1e99/'
	} | gzip >table.csv.gz
	each etl answers
}

@test "etl: what is absent, empty, truncated, damaged or no gzip is refused" {
	each etl refuses absent.csv.gz absent.csv.gz
	gzip </dev/null >empty.csv.gz
	each etl refuses empty.csv.gz empty.csv.gz
	table >plain.csv
	each etl refuses plain.csv plain.csv
	table | gzip >whole.csv.gz
	head -c -12 whole.csv.gz >truncated.csv.gz
	each etl refuses truncated.csv.gz truncated.csv.gz
	{ head -c -8 whole.csv.gz; printf 12345678; } >damaged.csv.gz
	each etl refuses damaged.csv.gz damaged.csv.gz
}

full() {
	local status=0
	"$run" table.csv.gz report.csv.gz 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ -s stderr ] || return
	run --separate-stderr -1 "$run" table.csv.gz /dev/full || return
	[ -n "$stderr" ]
}

@test "etl: a full disk is an error" {
	table | gzip >table.csv.gz
	each etl full
}

misused() {
	local arguments
	for arguments in '' table.csv.gz 'table.csv.gz report.csv.gz more'; do
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "etl: a wrong number of arguments is exit status 2, with a message" {
	table | gzip >table.csv.gz
	each etl misused
}

phases() {
	SAMPLES_FD=7 "$run" table.csv.gz report.csv.gz 7>samples >/dev/null || return
	sed -E 's/,[0-9]+(\.[0-9]+)?(e-?[0-9]+)?$/,SECONDS/' samples | same - <(
		printf '%s,wall_time,s,SECONDS\n' parse transform write
	)
}

@test "etl: three phases are reported, if asked for" {
	table | gzip >table.csv.gz
	each etl phases
}

@test "etl: the C implementation is clean under the sanitizers" {
	want
	table | gzip >table.csv.gz
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-o sanitized "$ROOT"/workloads/etl/c/*.c -lcsv -lz
	export ASAN_OPTIONS=detect_leaks=0
	impl=c run=./sanitized
	answers
	printf '%s\n1,2\n' $header | gzip >table.csv.gz
	refuses table.csv.gz:2
}

@test "etl: specs and impl.json obey their schema" {
	/usr/bin/python3 -c 'import jsonschema' 2>/dev/null || skip 'python3-jsonschema is not installed'
	/usr/bin/python3 - "$ROOT" <<-'EOT'
		import json, pathlib, sys
		from jsonschema import Draft202012Validator as Validator

		root = pathlib.Path(sys.argv[1])
		schema = json.loads((root / "schemas/spec.schema.json").read_text())
		Validator.check_schema(schema)
		implementation = {**schema["$defs"]["implementation"], "$defs": schema["$defs"]}
		for path in root.glob("workloads/*/spec.json"):
		    spec = json.loads(path.read_text())
		    Validator(schema).validate(spec)
		    assert spec["benchmark_id"] == path.parent.name, path
		    named = {answer["dataset"] for answer in spec["answers"].values()}
		    for profile in spec["profiles"].values():
		        assert not named or profile["dataset"] in named, path
		for path in root.glob("workloads/*/*/impl.json"):
		    Validator(implementation).validate(json.loads(path.read_text()))
	EOT
}

@test "etl: every answer is for a content that a fetcher is pinned to" {
	for digest in $(jq -r '.answers | keys[]' "$ROOT/workloads/etl/spec.json"); do
		grep -q "$digest" "$ROOT"/datasets/*.py
	done
}
