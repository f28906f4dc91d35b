#!/usr/bin/env bats

load helper

# refused MESSAGE [OPTION ...] - in.csv is an error with this message
refused() {
	local message=$1
	shift
	run --separate-stderr -1 csv2json "$@" in.csv
	same - <<<"csv2json: $message" <(echo "$stderr")
}

@test "csv2json: a wrong call says how to call, as the manual does" {
	usage_is_synopsis csv2json
	echo a >in.csv
	run --separate-stderr -2 csv2json -s -t a:string in.csv
	[ "$stderr" = "csv2json: -s and -t exclude each other" ]
	run --separate-stderr -2 csv2json -t a in.csv
	[ "$stderr" = 'csv2json: -t: "a" is not name:type' ]
	run --separate-stderr -2 csv2json -t a:int in.csv
	[ "$stderr" = 'csv2json: -t: a: type "int" is none of string, number, boolean' ]
	run --separate-stderr -2 csv2json -t a:string,a:number in.csv
	[ "$stderr" = "csv2json: -t: a: declared twice" ]
}

@test "csv2json: the manual's examples do what it shows" {
	mandoc -T ascii "$ROOT/docs/man/csv2json.1" | col -bx |
		sed -n '/^EXAMPLES/,/^SEE/s/^           //p' >examples
	sed -n 's/^\$ //p' examples >commands
	sed -n '/^\$/!p' examples >want
	[ -s commands ]
	bash commands >got
	same want got
}

@test "csv2json: a value is a number, a boolean or null only if it looks like one to JSON" {
	{
		echo v
		printf '%s\n' 0 -0 12 -3.50 1e5 1E+05 2e-3 0.0 1e999 \
			12345678901234567890 0.1000000000000000055 true false
	} >in.csv
	sed '1d; s/.*/{"v":&}/' in.csv >want
	csv2json in.csv >got
	same want got

	{
		echo v
		printf '%s\n' 007 -01 +1 .5 1. -. - 1e 1e+ 1.e5 0x10 1_000 1,5 nan NaN inf \
			-inf Infinity True FALSE tru truex null 1a ' 1' '1 ' 2024-01-01 |
			sed '/,/s/.*/"&"/'
	} >in.csv
	sed '1d; s/"//g; s/.*/{"v":"&"}/' in.csv >want
	csv2json in.csv >got
	same want got
	printf 'a,b\n,""\n' | csv2json >got
	same - got <<<'{"a":null,"b":null}'
}

@test "csv2json: with -s every value is a string" {
	printf 'a,b,c,d\n1,true,,x\n' | csv2json -s >got
	same - got <<<'{"a":"1","b":"true","c":"","d":"x"}'
}

@test "csv2json: a declared type is kept to, or file, line and column are named" {
	printf 'id,n,b,x\n1e5,1.50,true,7\n,,,\n' >in.csv
	csv2json -t id:string,n:number -t b:boolean in.csv >got
	same - got <<-'EOF2'
		{"id":"1e5","n":1.50,"b":true,"x":7}
		{"id":"","n":null,"b":null,"x":null}
	EOF2
	printf 'a:b\n7\n' | csv2json -t a:b:string >got
	same - got <<<'{"a:b":"7"}'
	printf 'n\n1\n\n007\n' >in.csv
	refused 'in.csv:4: n: not a number: "007"' -t n:number
	printf 'n\ntrue\n' >in.csv
	refused 'in.csv:2: n: not a number: "true"' -t n:number
	printf 'n\n1\n' >in.csv
	refused 'in.csv:2: n: not a boolean: "1"' -t n:boolean
	refused 'in.csv:1: no column "m"' -t m:boolean
}

@test "csv2json: dotted names nest, wherever their columns stand" {
	printf 'a.b,x,a.c.d,y.z,a.c.e\n1,2,3,4,5\n' | csv2json >got
	same - got <<<'{"a":{"b":1,"c":{"d":3,"e":5}},"x":2,"y":{"z":4}}'
	printf 'a,b."c"\n' | csv2json 2>got || true
	same - got <<<'csv2json: standard input:1: misplaced quote'
	printf '"a.b""c",é\n1,2\n' | csv2json >got
	same - got <<<'{"a":{"b\"c":1},"é":2}'
}

@test "csv2json: names that contradict each other are errors" {
	while IFS='|' read -r header message; do
		printf '%s\n' "$header" >in.csv
		refused "in.csv:1: $message"
	done <<-'EOF2'
		a,a.b|name of column 2, "a.b": both a value and an object
		a.b,x,a|name of column 3, "a": both a value and an object
		a.b,a.b.c|name of column 2, "a.b.c": both a value and an object
		a,b,a|two columns named "a"
		a,|name of column 2, "": empty
		a..b|name of column 1, "a..b": empty part
		x,.b|name of column 2, ".b": empty part
		b.|name of column 1, "b.": empty part
	EOF2
	printf 'ok,a\xff.b\n' >in.csv
	refused "$(printf 'in.csv:1: name of column 2, "a\xff.b": not UTF-8')"
	printf 'x%s\n' "$(printf '.x%.0s' {1..64})" >in.csv
	run -1 csv2json in.csv
	[[ $output == *": too many parts" ]]
}

@test "csv2json: with -f a dot is a character like any other" {
	printf 'p99,p99.9,.\n1,2,3\n' | csv2json -f >got
	same - got <<<'{"p99":1,"p99.9":2,".":3}'
}

@test "csv2json: BOM, CRLF, quoted newlines, doubled quotes and blank lines are right" {
	printf '\xef\xbb\xbf"a",b\r\n"1\r\n2","he said ""hi"""\r\n\r\n\n",", c \n"",x' | csv2json >got
	same - got <<-'EOF2'
		{"a":"1\r\n2","b":"he said \"hi\""}
		{"a":",","b":" c "}
		{"a":null,"b":"x"}
	EOF2
}

@test "csv2json: control characters and backslashes are escaped, DEL and others are not" {
	python3 - >in.csv <<-'EOF2'
		import sys
		sys.stdout.write('v\n')
		for c in list(range(1, 0x80)) + [0xa0, 0x2028, 0xffff, 0x10ffff]:
		    for k in 0, 3, 7, 9:
		        s = 'x' * k + chr(c)
		        sys.stdout.write('"' + s.replace('"', '""') + 'z"\n')
	EOF2
	csv2json -s in.csv >got
	python3 - <<-'EOF2'
		import csv, json
		rows = list(csv.reader(open('in.csv', newline='', encoding='utf-8')))[1:]
		got = [json.loads(l)['v'] for l in open('got', encoding='utf-8', newline='\n')]
		assert [r[0] for r in rows] == got
	EOF2
	grep -qF '"\u0001z"' got
	grep -qF '"\\z"' got
	grep -qF '"xxx\tz"' got
}

@test "csv2json: UTF-8 is what Python says it is, byte by byte" {
	/usr/bin/python3 - <<-'EOF2'
		import itertools, subprocess
		edge = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1,
		        0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1,
		        0xf3, 0xf4, 0xf5, 0xff]
		def valid(b):
		    try:
		        b.decode('utf-8')
		        return True
		    except UnicodeDecodeError:
		        return False
		every = [bytes(t) for n in (1, 2, 3) for t in itertools.product(edge, repeat=n)]
		every += [bytes((a, b, c, 0x80)) for a in edge[-8:] for b in edge for c in (0x80, 0xbf, 0x41)]
		good = [b for b in every if valid(b)]
		bad = [b for b in every if not valid(b)]
		out = subprocess.run(['csv2json'], input=b'v\n' + b'\n'.join(good) + b'\n',
		                     stdout=subprocess.PIPE, check=True).stdout
		assert out == b''.join(b'{"v":"' + b + b'"}\n' for b in good)
		lead = {}
		for b in bad:           # one of each shape: a process for each is slow
		    lead.setdefault((b[0], b[1:2] and b[1] >> 4, len(b)), b)
		for b in lead.values():
		    r = subprocess.run(['csv2json'], input=b'a,v\n1,"x\n"\n2,' + b + b'\n',
		                       capture_output=True)
		    assert r.returncode == 1 and r.stderr == \
		        b'csv2json: standard input:4: v: not UTF-8\n', (b, r)
	EOF2
}

@test "csv2json: a row with the wrong number of columns is an error with file and line" {
	printf 'a,b\n"1\n2",3\n\n4\n' >in.csv
	refused 'in.csv:5: 1 columns, want 2'
	printf 'a,b\n1,2,3\n' >in.csv
	refused 'in.csv:2: 3 columns, want 2'
	printf 'a,b\n1,2\n3,' >in.csv
	csv2json in.csv >got
	printf 'a,b\n1,2\n3' >in.csv
	refused 'in.csv:3: 1 columns, want 2'
}

@test "csv2json: -a gives one array, of no rows too" {
	printf 'a,b\n1,2\n3,4\n' | csv2json -a >got
	same - got <<<$'[{"a":1,"b":2},\n{"a":3,"b":4}]'
	printf 'a,b\n' | csv2json -a >got
	same - got <<<'[]'
	printf 'a,b\n' | csv2json >got
	[ ! -s got ]
}

@test "csv2json: files with one header are one stream, others are refused" {
	printf 'a,b\n1,2\n' >one
	printf '\xef\xbb\xbf"a","b"\r\n3,4\r\n' >two
	csv2json -a one two - <two >got
	same - got <<<$'[{"a":1,"b":2},\n{"a":3,"b":4},\n{"a":3,"b":4}]'
	printf '\n\nb,a\n3,4\n' >three
	run --separate-stderr -1 csv2json one three
	[ "$stderr" = 'csv2json: three:3: column 1 is "b", want "a" as in one' ]
	printf 'a\n3\n' >four
	run --separate-stderr -1 csv2json one four
	[ "$stderr" = 'csv2json: four:1: 1 columns, want 2 as in one' ]
	run --separate-stderr -1 csv2json one missing
	[ "$stderr" = "csv2json: missing: No such file or directory" ]
}

@test "csv2json: -o is whole or absent, standard output has whole rows" {
	printf 'a,b\n1,2\n' >in.csv
	csv2json -o out in.csv
	same - out <<<'{"a":1,"b":2}'
	printf 'a,b\n1,2\n3\n' >bad.csv
	run -1 csv2json -o new bad.csv
	[ ! -e new ]
	run -1 csv2json -o out bad.csv
	same - out <<<'{"a":1,"b":2}'
	{
		echo a,b
		seq 30000 | sed 's/$/,"x y z"/'
		echo 1
	} >bad.csv
	csv2json bad.csv >got && false
	[ -s got ]
	jq -c . got | cmp - <(jq -cn 'range(1; $n + 1) | {a: ., b: "x y z"}' \
		--argjson n "$(wc -l <got)")
}

@test "csv2json: a full disk is an error, a closed pipe ends quietly" {
	printf 'a,b\n1,2\n' >in.csv
	run --separate-stderr -1 bash -c 'csv2json in.csv >/dev/full'
	[ "$stderr" = "csv2json: standard output: No space left on device" ]
	run --separate-stderr -1 csv2json -o /dev/full in.csv
	[ "$stderr" = "csv2json: /dev/full: No space left on device" ]
	{ echo a; seq 100000; } >in.csv
	run --separate-stderr -1 bash -c 'csv2json in.csv >/dev/full'
	[ "$stderr" = "csv2json: standard output: No space left on device" ]
	run --separate-stderr -0 bash -c 'csv2json in.csv | head -n 1'
	[ "$output" = '{"a":1}' ]
	[ -z "$stderr" ]
}

@test "csv2json: memory does not grow with the file" {
	[[ $BIN != */san/* ]] || skip "the sanitizers need their own memory"
	run -0 bash -c 'ulimit -v 8000
		{ echo a,b; yes "1,\"two, and \"\"three\"\"\"" | head -n 1000000; } | csv2json | tail -n 1'
	[ "$output" = '{"a":1,"b":"two, and \"three\""}' ]
}

@test "csv2json: what Python's csv and json make of random tables is the same" {
	/usr/bin/python3 - <<-'EOF2'
		import csv, io, json, random, re, subprocess
		r = random.Random(4180)
		number = re.compile(r'-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?')
		parts = ['a', 'b', 'é', '日本', '"', '""', ',', '\n', '\r\n', '\r', ' ', '\t',
		         '\\', '\x01', '\x7f', '😀', '0', '7', '-', '.', 'e', 'true', '1.50',
		         'x' * 70, '\ufeff']
		def infer(s):
		    if s == '':
		        return None
		    if number.fullmatch(s):
		        return ('number', s)
		    return {'true': True, 'false': False}.get(s, s)
		for case in range(150):
		    width = r.randint(1, 9)
		    names = ['c%d' % i for i in range(width)]
		    paths = [r.choice(['', 'o.', 'o.p.', 'q.']) + n for n in names]
		    rows = [[''.join(r.choice(parts) for _ in range(r.choice([0, 1, 1, 2, 4])))
		             for _ in names] for _ in range(r.randint(0, 40))]
		    text = io.StringIO()
		    end, quoting = r.choice([('\r\n', csv.QUOTE_MINIMAL), ('\n', csv.QUOTE_MINIMAL),
		                             ('\r\n', csv.QUOTE_ALL), ('\n', csv.QUOTE_ALL)])
		    if (end, quoting) == ('\n', csv.QUOTE_MINIMAL):
		        # here Python 3.11 writes \r without quotes
		        rows = [[s.replace('\r', '') for s in row] for row in rows]
		    w = csv.writer(text, lineterminator=end, quoting=quoting)
		    w.writerow(paths)
		    w.writerows(rows)
		    want = []
		    for row in rows:
		        top = {}
		        for path, s in zip(paths, row):
		            *objects, name = path.split('.')
		            o = top
		            for p in objects:
		                o = o.setdefault(p, {})
		            o[name] = infer(s)
		        want.append(top)
		    out = subprocess.run(['csv2json'], input=text.getvalue().encode(),
		                         stdout=subprocess.PIPE, check=True).stdout.decode()
		    keep = lambda s: ('number', s)
		    got = [json.loads(l, parse_int=keep, parse_float=keep)
		           for l in out.split('\n')[:-1]]
		    assert got == want, case
		    assert len(json.loads(subprocess.run(['csv2json', '-a'],
		        input=text.getvalue().encode(), stdout=subprocess.PIPE).stdout)) == len(rows)
	EOF2
}
