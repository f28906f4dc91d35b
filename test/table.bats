#!/usr/bin/env bats
# The CSV reader that all filters share, through csv2json -s.

load helper

# rows LINES... - the strings of csv2json's output, a row a line
rows() {
	csv2json -s "$@" | jq -c '[.[]]'
}

# slowly - standard input to standard output, one byte a write
slowly() {
	/usr/bin/python3 -c '
import os, sys, time
for b in sys.stdin.buffer.read():
    os.write(1, bytes([b]))
    time.sleep(0.0005)'
}

@test "table: broken CSV is an error with the right line" {
	local text message
	while IFS='|' read -r text message; do
		printf '%b' "$text" >in.csv
		run --separate-stderr -1 csv2json in.csv
		same - <(echo "$stderr") <<<"csv2json: in.csv:$message"
		run --separate-stderr -1 csv2json <(slowly <in.csv)
		[ "${stderr#csv2json: /dev/fd/*:}" = "$message" ]
	done <<-'EOF2'
		a,b\n1,2\n3,4"\n5,6\n|3: misplaced quote
		a,b\n1,2\n3,x"y"\n5,6\n|3: misplaced quote
		a,b\n1,2\n3,"x"y\n5,6\n|3: misplaced quote
		a,b\n1,2\n3,"x" \n5,6\n|3: misplaced quote
		a,b\n1,2\n3, "x"\n5,6\n|3: misplaced quote
		a,b\n1,"2\n\n\nx"y\n|5: misplaced quote
		a,b\n"1\n2","3\n4\n|2: quoted field without an end
		a,b\n\n\n1,"|4: quoted field without an end
		"a,b\n1,2\n|1: quoted field without an end
		a,b\n1,2\r3,4\n|2: carriage return without newline
		a,b\n1,2\r\r\n|2: carriage return without newline
		a,b\n1\r,2\n|2: carriage return without newline
		a,b\n1,2\n3,4\r|3: carriage return without newline
		a,b\n1,2\r"x\ny"\n|2: carriage return without newline
		a,b\n1,2\n3,\0\n|3: NUL byte
		a,b\n1,2\n3,"\n\0"\n|4: NUL byte
		a\0,b\n|1: NUL byte
		a,b\r\n1,2\r\n3\r\n|3: 1 columns, want 2
		a,b\n1,2\n3,4,5\n|3: 3 columns, want 2
		a,b\n"1\n\n2"\n|2: 1 columns, want 2
		\n\na,b,a\n|3: two columns named "a"
	EOF2
}

@test "table: a file without a header is empty" {
	for text in '' '\n\r\n\n' '\xef\xbb\xbf' '\xef\xbb\xbf\n'; do
		printf '%b' "$text" >in.csv
		run --separate-stderr -1 csv2json in.csv
		[ "$stderr" = "csv2json: in.csv: empty: no header row" ]
	done
	run --separate-stderr -1 csv2json .
	[ "$stderr" = "csv2json: .: Is a directory" ]
}

@test "table: it does not matter where reads cut the file" {
	printf '\xef\xbb\xbf"a","b"\r\n"x ""y""",z\r\n\r\n\n"1\r\n2",\n,"3"\nlast,row' >in.csv
	cat >want <<-'EOF2'
		["x \"y\"","z"]
		["1\r\n2",""]
		["","3"]
		["last","row"]
	EOF2
	rows in.csv >got
	same want got
	rows <(slowly <in.csv) >got
	same want got
	for at in $(seq 1 $(($(stat -c %s in.csv) - 1))); do
		{
			head -c "$at" in.csv
			sleep 0.02
			tail -c +$((at + 1)) in.csv
		} | rows >got
		same want got
	done
}

@test "table: rows that lie across the buffer's end are whole" {
	/usr/bin/python3 - <<-'EOF2'
		import csv, json, subprocess
		for shift in range(0, 60, 7):
		    rows = [['x' * shift, 'y']]
		    rows += [['%06d' % i, 'text, "%d"' % i if i % 3 else 'é\r\n%d' % i]
		             for i in range(14000)]
		    with open('in.csv', 'w', newline='', encoding='utf-8') as f:
		        w = csv.writer(f, lineterminator='\r\n' if shift % 2 else '\n')
		        w.writerow(['a', 'b'])
		        w.writerows(rows)
		    out = subprocess.run(['csv2json', '-s', 'in.csv'], check=True,
		                         stdout=subprocess.PIPE).stdout.decode()
		    assert [list(json.loads(l).values()) for l in out.split('\n')[:-1]] == rows
	EOF2
}

@test "table: a row may be longer than any buffer" {
	/usr/bin/python3 - <<-'EOF2'
		import json, subprocess
		big = 'line of text\n' * 300000
		text = 'a,b\n1,"%s"\n%s,2\n3,4\n' % (big, 'y' * 2000000)
		out = subprocess.run(['csv2json', '-s'], input=text.encode(), check=True,
		                     stdout=subprocess.PIPE).stdout.decode()
		assert [list(json.loads(l).values()) for l in out.split('\n')[:-1]] == \
		    [['1', big], ['y' * 2000000, '2'], ['3', '4']]
		r = subprocess.run(['csv2json'], input=text.encode() + b'5\n', capture_output=True)
		assert r.stderr == b'csv2json: standard input:300005: 1 columns, want 2\n', r.stderr
	EOF2
}

@test "table: ten thousand columns" {
	seq -s, -f 'c%.0f' 10000 >in.csv
	seq -s, 10000 >>in.csv
	csv2json in.csv | jq -e 'length == 10000 and .c1 == 1 and .c10000 == 10000'
	seq -s, 9999 >>in.csv
	run --separate-stderr -1 csv2json in.csv
	[ "$stderr" = "csv2json: in.csv:3: 9999 columns, want 10000" ]
}

@test "table: of one column a blank line is no row, but an empty field is" {
	printf 'a\n\n1\n\r\n""\n ' | rows >got
	same - got <<-'EOF2'
		["1"]
		[""]
		[" "]
	EOF2
}
