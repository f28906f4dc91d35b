# parse: the rules of workloads/parse/README.md, on small files worked out by hand

load helper

# the document, in which every rule is at least once; \u.... is JSON's
document() {
	cat <<-'EOT'
		{
		  "__meta": {"version": 1},
		  "browsers": [null, "of no use"],
		  "css": {
		    "😀": {"__compat": {}},
		    "～": {"__compat": {"description": "", "status": {}, "support": {}, "spec_url": []}},
		    "nothing": {"__compat": null}
		  },
		  "api": {
		    "Stra\u00DFe": {
		      "__compat": {
		        "description": "A\u030angstro\u0308m \"ΟΔΟΣ\" \\ \b\t\n\f\r\u000b\u001f/ <\u007f>",
		        "mdn_url": "https:\/\/x/caf\u0065\u0301#top",
		        "source_file": ["of", "no", {"use": 1e3}],
		        "spec_url": ["https://s/#a#B", "https://s/", "https://s/#e\u0301", "https://s/#"],
		        "status": {"standard_track": true, "deprecated": true, "experimental": false, "more": 1},
		        "support": {
		          "safari": {"version_added": "1", "notes": "bugzil.la/1"},
		          "ie": 11,
		          "chrome": {"version_added": "≤3≤7", "notes": "crbug.com/12x, crbug.com/ bugzilxla/3"},
		          "edge": [
		            {"version_added": true, "notes": ["webkit.org/b/9bugzil.la/8", "CRBUG.COM/4"]},
		            {"version_added": "2", "notes": "see https://crbug.com/١٢ crbug.com/077."}
		          ],
		          "firefox": {"version_added": false, "version_removed": 3},
		          "nodejs": []
		        }
		      },
		      "İI.": {"__compat": {"description": null, "mdn_url": null, "spec_url": null, "status": null,
		        "support": {"chrome": null, "edge": {"version_added": null, "notes": null}}}}
		    },
		    "Z": {"Å": {"__compat": {
		      "description": "Å ὓ", "status": {"experimental": true, "deprecated": null},
		      "spec_url": "#x", "support": {"firefox": {}, "nodejs": [{"version_added": "≤"}]}}}},
		    "ſﬁǅẞᾳΐŉ": {"__compat": {}}
		  }
		}
	EOT
}

# the table: rows out of order, two with the key ass07 and three with ua1545,
# missing values, quotes, an empty line
table() {
	cat <<-'EOT'
		more,year,month,day,dep_time,dep_delay,arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance
		,2013,1,2,517,2,-11,UA,1545,N14228,EWR,IAH,227,1400
		"a, ""b""",02013,01,031,0,-0,NA,ua,1545,n1,LGA,STRASSE,0,000

		x,2013,12,31,2400,NA,,Aß,07,N123456,É,é,5999,NA
		x,0,1,1,NA,-2880,2880,AS,S07,N1ABC,NA,,NA,999999999
		x,2013,1,1,59,1,1,UA,1545,NA,"A""B",C,60,7
		x,2013,1,1,100,1,1,UA,1544,N7Q,A,B,59,7
	EOT
}

want() {
	cat >want-json <<-'EOT'
		{"path":"api.Straße","key":"api.strasse","description":"Ångström \"ΟΔΟΣ\" \\ \b\t\n\f\r\u000b\u001f/ <@>","folded":"ångström \"οδοσ\" \\ \b\t\n\f\r\u000b\u001f/ <@>","mdn_url":"https://x/café#top","anchors":["a#B","é",""],"status":"ds","bugs":["crbug.com/12","webkit.org/b/9","bugzil.la/8","crbug.com/077","bugzil.la/1"],"support":{"chrome":"3≤7","edge":true,"firefox":null,"nodejs":null,"safari":"1"}}
		{"path":"api.Straße.İI.","key":"api.strasse.i̇i.","description":null,"folded":null,"mdn_url":null,"anchors":[],"status":null,"bugs":[],"support":{"chrome":null,"edge":null,"firefox":null,"nodejs":null,"safari":null}}
		{"path":"api.Z.Å","key":"api.z.å","description":"Å ὓ","folded":"å ὓ","mdn_url":null,"anchors":["x"],"status":"e","bugs":[],"support":{"chrome":null,"edge":null,"firefox":null,"nodejs":"","safari":null}}
		{"path":"api.ſﬁǅẞᾳΐŉ","key":"api.sfiǆssαιΐʼn","description":null,"folded":null,"mdn_url":null,"anchors":[],"status":null,"bugs":[],"support":{"chrome":null,"edge":null,"firefox":null,"nodejs":null,"safari":null}}
		{"path":"css.～","key":"css.～","description":"","folded":"","mdn_url":null,"anchors":[],"status":"","bugs":[],"support":{"chrome":null,"edge":null,"firefox":null,"nodejs":null,"safari":null}}
		{"path":"css.😀","key":"css.😀","description":null,"folded":null,"mdn_url":null,"anchors":[],"status":null,"bugs":[],"support":{"chrome":null,"edge":null,"firefox":null,"nodejs":null,"safari":null}}
	EOT
	# the one character that an editor would not show
	sed -i 's/<@>/<\x7f>/g' want-json
	cat >want-csv <<-'EOT'
		{"flight":"Aß07","key":"ass07","date":"2013-12-31","route":"É-é","tail":"N123456","registration":null,"departed":"24:00","dep_delay":null,"arr_delay":null,"air_time":"99:59","distance":null}
		{"flight":"ASS07","key":"ass07","date":"0000-01-01","route":"NA-","tail":"N1ABC","registration":null,"departed":null,"dep_delay":-2880,"arr_delay":2880,"air_time":null,"distance":999999999}
		{"flight":"UA1544","key":"ua1544","date":"2013-01-01","route":"A-B","tail":"N7Q","registration":["7","Q"],"departed":"01:00","dep_delay":1,"arr_delay":1,"air_time":"00:59","distance":7}
		{"flight":"UA1545","key":"ua1545","date":"2013-01-02","route":"EWR-IAH","tail":"N14228","registration":["14228",""],"departed":"05:17","dep_delay":2,"arr_delay":-11,"air_time":"03:47","distance":1400}
		{"flight":"ua1545","key":"ua1545","date":"2013-01-31","route":"LGA-STRASSE","tail":"n1","registration":null,"departed":"00:00","dep_delay":0,"arr_delay":null,"air_time":"00:00","distance":0}
		{"flight":"UA1545","key":"ua1545","date":"2013-01-01","route":"A\"B-C","tail":null,"registration":null,"departed":"00:59","dep_delay":1,"arr_delay":1,"air_time":"01:00","distance":7}
	EOT
	cat want-json want-csv >want.jsonl
	# 1 + 5999 + 60 + 59 + 227 minutes; -2880 + 2880 + 2 + 2 + 2 - 11
	{
		printf 'json %s\n' 'described 3' 'anchors 4' 'bugs 5' 'versions 4'
		size want-json json
		printf 'csv %s\n' 'registrations 2' 'delay_min -5' 'air_min 6345'
		size want-csv csv
	} >want
}

# size FILE PART - what the answer says of the lines in FILE; a gzip file ends in
# the CRC and the length of what is in it
size() {
	echo "$2 records $(wc -l <"$1")"
	echo "$2 bytes $(stat -c %s "$1")"
	echo "$2 crc32 $(gzip -c "$1" | tail -c 8 | od -An -t x4 -N 4 --endian=little | tr -d ' ')"
}

# make_list - list.txt, of in.json and in.csv as they are
make_list() {
	local file
	for file in in.json in.csv; do
		echo "$(sha256sum <$file | cut -d' ' -f1)  $(stat -c %s $file)  $file"
	done >list.txt
}

inputs() {
	document >in.json
	table >in.csv
	make_list
}

answers() {
	"$run" "$1" "$impl.jsonl" >"$impl.out" &&
		same want.jsonl "$impl.jsonl" && same want "$impl.out"
}

@test "parse: every rule, worked out by hand" {
	want
	inputs
	each parse answers list.txt
}

@test "parse: the reference agrees" {
	perl -MJSON::PP -MUnicode::Normalize -e 1 2>/dev/null || skip 'no perl with its modules'
	want
	inputs
	"$ROOT/test/reference/parse.pl" list.txt got.jsonl >got
	same want.jsonl got.jsonl
	same want got
}

@test "parse: rows may end in CRLF, the last one in nothing" {
	want
	inputs
	table | sed 's/$/\r/' >in.csv
	make_list
	each parse answers list.txt
	table | head -c -1 >in.csv
	make_list
	each parse answers list.txt
}

@test "parse: the files lie beside the list" {
	want
	mkdir folder
	(cd folder && inputs)
	each parse answers folder/list.txt
	each parse answers "$PWD/folder/list.txt"
}

@test "parse: a document without features and a table without rows give no lines" {
	echo '{"browsers": 1, "api": {"a": {}}}' >in.json
	table | sed 1q >in.csv
	make_list
	: >none
	cp none want.jsonl
	{
		printf 'json %s\n' 'described 0' 'anchors 0' 'bugs 0' 'versions 0'
		size none json
		printf 'csv %s\n' 'registrations 0' 'delay_min 0' 'air_min 0'
		size none csv
	} >want
	each parse answers list.txt
}

# refuses FILE - exit status 1, no answer, and one line that begins so
refuses() {
	run --separate-stderr -1 "$run" "${2-list.txt}" out.jsonl || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "parse: $1: "?* ]] ||
		{ printf 'want one line, parse: %s: ..., and no answer; got:\n%s\n' "$1" "$stderr$output"; return 1; }
}

# shared_refuses FILE - the same, but where variants have the code of the plain
# program, which a test below makes sure of, it is enough to try that one
shared_refuses() {
	[[ $impl = *-* ]] || refuses "$@"
}

@test "parse: a list that is malformed or truncated is refused" {
	inputs
	cp list.txt good
	local edit
	for edit in '$d' '1d' '1{h;d};2G' '2p' 's/  /\t/' 's/  / /' 's/^./A/' 's/^.//' 's/^/0/' \
		's/  [0-9]*  /  0x10  /' 's/  \([0-9]*  \)/  0\1/' 's/  \([0-9]*  \)/  -\1/' \
		's/in.json/in.yaml/' 's:in.json:./in.json:' 's/in.json/.json/' 's/$/ /' 's/$/\r/'; do
		echo "$edit"
		sed "$edit" good >list.txt
		each parse shared_refuses list.txt
	done
	head -c -1 good >list.txt
	each parse shared_refuses list.txt
	: >list.txt
	each parse shared_refuses list.txt
	each parse shared_refuses absent.txt absent.txt
}

@test "parse: a file that is absent, or not as large as the list says, is refused" {
	inputs
	rm in.csv
	each parse refuses in.csv
	mkdir folder
	cp list.txt folder
	each parse refuses folder/in.json folder/list.txt
	table | head -c -20 >in.csv
	each parse refuses in.csv
	table >in.csv
	echo >>in.json
	each parse refuses in.json
}

@test "parse: what is not JSON is refused, also where nothing is of use" {
	inputs
	while read -r text; do
		echo "$text"
		printf "$text" >in.json
		make_list
		each parse refuses in.json
	done <<-'EOT'
		{"api":{}
		{"api":{}}}
		{"api":{},}
		{"browsers":{"a":[1,]}}
		{"browsers":NaN}
		{"browsers":-Infinity}
		{"browsers":01}
		{"browsers":"a\tb"}
		{"browsers":"\\x"}
		{"browsers":"\xff"}
		{"browsers":"\xed\xa0\x80"}
		{"browsers":"\xc0\xaf"}
		{"a":{"__compat":{"description":"\xff"}}}
		{"\xe2\x28\xa1":{}}
		{'a':{}}
		[]
		\x20
	EOT
	document | head -c 900 >in.json
	make_list
	each parse refuses in.json
}

@test "parse: another type where something is of use is refused" {
	inputs
	while read -r compat; do
		echo "$compat"
		echo "{\"api\":{\"a\":{\"__compat\":$compat}}}" >in.json
		make_list
		each parse refuses in.json
	done <<-'EOT'
		[]
		false
		{"description":1}
		{"mdn_url":["x"]}
		{"spec_url":{}}
		{"spec_url":["x",null]}
		{"status":[true,true,true]}
		{"status":{"deprecated":0}}
		{"support":[]}
		{"support":{"chrome":"1"}}
		{"support":{"chrome":[null]}}
		{"support":{"chrome":[["1"]]}}
		{"support":{"edge":{"version_added":1}}}
		{"support":{"edge":[{},{"version_added":[]}]}}
		{"support":{"edge":{"notes":[1]}}}
		{"support":{"edge":{"notes":{}}}}
	EOT
	for text in '{"api":1}' '{"api":{"a":null}}' '{"api":{"a":{"b":[]}}}' '"api"'; do
		echo "$text" | tee in.json
		make_list
		each parse refuses in.json
	done
}

@test "parse: a malformed row is refused" {
	inputs
	while read -r row; do
		echo "$row"
		{ table; echo "$row"; } >in.csv
		make_list
		each parse shared_refuses in.csv
	done <<-'EOT'
		x,2013,1,2,517,2,-11,UA,1545,N1,A,B,227
		x,2013,1,2,517,2,-11,UA,1545,N1,A,B,227,1,1
		x,NA,1,2,517,2,-11,UA,1545,N1,A,B,227,1
		x,10000,1,2,517,2,-11,UA,1545,N1,A,B,227,1
		x,2013,13,2,517,2,-11,UA,1545,N1,A,B,227,1
		x,2013,1,0,517,2,-11,UA,1545,N1,A,B,227,1
		x,2013,1,2,560,2,-11,UA,1545,N1,A,B,227,1
		x,2013,1,2,2401,2,-11,UA,1545,N1,A,B,227,1
		x,2013,1,2,517,2881,-11,UA,1545,N1,A,B,227,1
		x,2013,1,2,517,2,1.5,UA,1545,N1,A,B,227,1
		x,2013,1,2,517,2,+1,UA,1545,N1,A,B,227,1
		x,2013,1,2,517,2,1,UA,1545,N1,A,B,6000,1
		x,2013,1,2,517,2,1,UA,1545,N1,A,B,-1,1
		x,2013,1,2,517,2,1,UA,1545,N1,A,B,1,1234567890
		x,2013,1,2,517,2,1,UA,1545,N1,A,B,1,١
	EOT
	for bytes in '\xff' '\xed\xa0\x80' '\xc3'; do
		{ table; printf "x$bytes,2013,1,2,517,2,1,UA,1545,N1,A,B,227,1\n"; } >in.csv
		make_list
		each parse shared_refuses in.csv
	done
}

@test "parse: a column that is not there, or twice, is refused" {
	inputs
	for column in year tailnum distance; do
		table | sed "1s/$column/other/" >in.csv
		make_list
		each parse shared_refuses in.csv
		table | sed "1s/more/$column/" >in.csv
		make_list
		each parse shared_refuses in.csv
	done
	: >in.csv
	make_list
	each parse shared_refuses in.csv
}

full() {
	local status=0
	"$run" list.txt out.jsonl 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ "$(wc -l <stderr)" -eq 1 ] || return
	run --separate-stderr -1 "$run" list.txt /dev/full || return
	[ "${#stderr_lines[@]}" -eq 1 ] && [ -z "$output" ]
}

@test "parse: a full disk is an error" {
	inputs
	each parse full
}

misused() {
	local arguments
	for arguments in '' list.txt 'list.txt out.jsonl 1 more' 'list.txt out.jsonl x' \
		'list.txt out.jsonl -1' 'list.txt out.jsonl 1e3' 'list.txt out.jsonl .5' 'list.txt out.jsonl 1.'; do
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "parse: a wrong call is exit status 2, with a message" {
	inputs
	each parse misused
}

phases() {
	SAMPLES_FD=7 "$run" list.txt out.jsonl 7>samples >/dev/null || return
	sed -E 's/,[0-9]+\.[0-9]+$/,SECONDS/' samples | same - <(
		printf '%s,wall_time,s,SECONDS\n' {json,csv}{_parse,_transform,_serialize,}
	)
}

@test "parse: the phases of both parts are reported, if asked for" {
	inputs
	each parse phases
}

repeats() {
	SAMPLES_FD=7 "$run" list.txt "$impl.jsonl" "$1" 7>samples >"$impl.out" || return
	same want.jsonl "$impl.jsonl" && same want "$impl.out" || return
	run -1 grep -qvE '^operation,operation_time,s,[0-9]+\.[0-9]+$' samples || return
	awk -F, -v limit="$1" '{ total += $4 } END { exit !(NR >= 1 && total >= limit * 0.9) }' samples
}

@test "parse: with seconds the job is repeated until they have passed, and answered once" {
	want
	inputs
	each parse repeats 0
	[ "$(wc -l <samples)" -eq 1 ]
	each parse repeats 0.2
}

@test "parse: variants differ from the plain program in how JSON is loaded only" {
	local source=$ROOT/workloads/parse file
	for file in python-orjson/main.py python-simdjson/main.py rust-value/src/{main,compat}.rs \
		rust-simd/src/{main,compat,load/tree}.rs; do
		same "$source/${file%%-*}/${file#*/}" "$source/$file"
	done
}

@test "parse: the C implementation is clean under the sanitizers" {
	[ -e "$ROOT/build/parse/c/run" ] || skip 'parse/c is not built'
	want
	inputs
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-o sanitized "$ROOT"/workloads/parse/c/*.c -ljansson -lcsv -lpcre2-8 -lutf8proc -lz
	export ASAN_OPTIONS=detect_leaks=0
	impl=c run=./sanitized
	answers list.txt
	repeats 0.1
	{ table; echo 1,2; } >in.csv
	make_list
	refuses in.csv
}

@test "parse: every answer is for a list that its script is pinned to" {
	for digest in $(jq -r '.answers | keys[]' "$ROOT/workloads/parse/spec.json"); do
		grep -q "$digest" "$ROOT"/datasets/parse-*.txt.py
	done
}

# npm does from now on what standard input says
npm() {
	mkdir -p bin
	cat >bin/npm
	chmod +x bin/npm
	PATH=$PWD/bin:$PATH
}

@test "parse: another package than the pinned one is refused, and nothing made" {
	npm <<-'EOT'
		#!/bin/sh
		echo other >package.tgz
	EOT
	run --separate-stderr -1 "$ROOT/datasets/compat.json.py" compat.json
	[[ $stderr == 'compat.json.py: @mdn/browser-compat-data@8.1.9: not the pinned package'* ]]
	[ ! -e compat.json ]
}

@test "parse: without the registry a document is generated, the same each time, and said so" {
	npm <<-'EOT'
		#!/bin/sh
		echo 'npm ERR! unreachable'
		exit 1
	EOT
	run --separate-stderr -0 "$ROOT/datasets/compat.json.py" compat.json
	same - <(echo "$stderr") <<-'EOT'
		compat.json.py: @mdn/browser-compat-data@8.1.9 was not fetched (npm: npm ERR! unreachable): generating a document of the same shape; delete compat.json to fetch again
	EOT
	jq -e '.generated and .seed == 8019 and .rows == 20968' compat.json.json
	[ "$(jq -r .sha256 compat.json.json)" = "$(sha256sum <compat.json | cut -d' ' -f1)" ]
	# decomposed characters, and those that fold to others
	for character in $'a\u030a' ß İ ς ﬁ; do
		grep -qF "$character" compat.json
	done
}

@test "parse: tables, parts and lists are made of what is pinned only" {
	printf 'year\n2013\n' | gzip >flights.csv.gz
	echo '{}' >compat.json
	for file in flights.csv.gz compat.json parse-quick.csv parse-quick.json; do
		echo '{"content_sha256": "0", "sha256": "0", "bytes": 1, "rows": 1, "origin": "x", "generated": true}' >$file.json
	done
	for file in parse-quick.csv parse-full.csv parse-quick.json parse-small.json parse-quick.txt; do
		rm -f $file
		run --separate-stderr -1 "$ROOT/datasets/$file.py" $file
		[[ $stderr == "$file.py: "* ]]
		[ ! -e $file ]
		run --separate-stderr -2 "$ROOT/datasets/$file.py"
		[ "$stderr" = "usage: $file.py output" ]
	done
}

@test "parse: a list says of its members what they are, and what they come to" {
	[ -e "$ROOT/build/datasets/parse-quick.txt" ] || skip 'no list has been made'
	cd "$ROOT/build/datasets"
	while read -r digest bytes name; do
		echo "$digest  $name" | sha256sum -c --quiet
		[ "$(stat -c %s "$name")" = "$bytes" ]
	done <parse-quick.txt
	jq -e --slurpfile json parse-quick.json.json --slurpfile csv parse-quick.csv.json \
		'.rows == $json[0].rows + $csv[0].rows and .bytes == $json[0].bytes + $csv[0].bytes
		and .amounts.json_records == $json[0].rows and .amounts.csv_bytes == $csv[0].bytes' parse-quick.txt.json
}

@test "parse: of a member that was changed by hand no list is made" {
	cd "$ROOT/build/datasets" && [ -e parse-small.csv ] && [ -e parse-small.json ] || skip 'no members have been made'
	cp parse-small.{csv,json}{,.json} "$BATS_TEST_TMPDIR"
	cd "$BATS_TEST_TMPDIR"
	"$ROOT/datasets/parse-small.txt.py" parse-small.txt
	rm parse-small.txt
	sed -i '2s/1/2/' parse-small.csv
	run --separate-stderr -1 "$ROOT/datasets/parse-small.txt.py" parse-small.txt
	[[ $stderr == 'parse-small.txt.py: parse-small.csv: not what parse-small.csv.json says: '* ]]
	[ ! -e parse-small.txt ]
}
