#!/usr/bin/env bats

load helper

# near WANT GOT [TOLERANCE] - the same CSV, numbers to 1e-12 of themselves
near() {
	awk -F, -v tolerance="${3:-1e-12}" '
	function far(a, b, d, m) {
		d = a - b; m = a
		if (d < 0) d = -d
		if (m < 0) m = -m
		return d > tolerance * m
	}
	NR == FNR { want[FNR] = $0; n = FNR; next }
	{
		seen++
		if (split(want[FNR], w, ",") != NF) { print "columns:", $0; bad = 1 }
		for (i = 1; i <= NF; i++)
			if ($i != w[i] && ($i !~ /^-?[0-9]/ || far(w[i], $i))) {
				print FNR ":" i ": want " w[i] ", got " $i
				bad = 1
			}
	}
	END { exit bad || seen != n }' "$1" "$2"
}

# column NAME - this column of CSV without quotes
column() {
	awk -F, -v name="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
	{ print $c }'
}

# random SEED COUNT PYTHON - numbers from a generator r, one a line
random() {
	python3 -c "import random
r = random.Random($1)
for i in range($2): print(repr($3))"
}

@test "percentile: a wrong call prints the SYNOPSIS and exits 2" {
	usage_is_synopsis percentile
}

@test "percentile: ten numbers, by hand" {
	printf '%s\n' 7 1 10 3 9 2 8 5 4 6 | percentile >got
	same - got <<-'EOF'
	n,min,q1,median,q3,p90,p95,p99,p99.9,max,mean,stddev,mad,median_lo,median_hi,confidence
	10,1,3.25,5.5,7.75,9.1,9.55,9.91,9.991,10,5.5,3.0276503540974917,2.5,2,9,0.978515
	EOF
}

@test "percentile: each of the nine types agrees with R" {
	for type in 1 2 3 4 5 6 7 8 9; do
		percentile -t $type -g set -v value \
		    -p 0,1,5,12.5,25,37.5,50,62.5,75,95,98.4375,100 \
		    "$ROOT/test/data/quantile-data.csv" |
			cut -d, -f1,4-15 | sed "1d; s/^/$type,/"
	done >got
	sed 1d "$ROOT/test/data/quantile-types.csv" >want
	near want got
}

@test "percentile: the other figures agree with R, at several levels" {
	for level in 0.5 0.95 0.99; do
		percentile -c $level -g set -v value -p 50 \
		    "$ROOT/test/data/quantile-data.csv" |
			sed "1d; s/^/$level,/"
	done >all
	cut -d, -f1-4,6-11 all >got
	sed 1d "$ROOT/test/data/quantile-figures.csv" >figures
	cut -d, -f1-10 figures >want
	near want got
	cut -d, -f1,2,12 all >got
	cut -d, -f1,2,11 figures >want
	near want got 2e-6
}

@test "percentile: Python's statistics agree, whatever the numbers are like" {
	i=0
	while read -r numbers; do
		random $((++i)) 1503 "$numbers" >in
		python3 -c 'import statistics as s, sys
x = [float(l) for l in open("in")]
p = s.quantiles(x, n=1000, method="inclusive")
m = s.median(x)
row = [len(x), min(x)] + [p[k - 1] for k in (1, 10, 250, 500, 900, 999)]
row += [max(x), s.fmean(x), s.stdev(x), s.median(abs(v - m) for v in x)]
print(*map(repr, row), sep=",")' >want
		percentile -p 0.1,1,25,50,90,99.9 in |
			sed 1d | cut -d, -f1-12 >got
		near want got
	done <<-'EOF'
	r.uniform(0, 1)
	r.gauss(0, 1)
	r.lognormvariate(0, 9)
	r.choice([1, 2, 3])
	r.choice([0.0, -0.0, 5e-324, -5e-324, 1.5])
	1 + r.randrange(99) * 2 ** -52
	r.choice([1e300, 1, 1 + 2 ** -52])
	float(i)
	float(-i)
	0.1
	EOF
}

@test "percentile: selection finds every rank that sorting does" {
	for numbers in 'r.uniform(-1, 1)' 'r.choice([1, 2, 3, 1e300]) + r.random()' \
	    '1e300 if i == 0 else 1 + r.random() / 2 ** 30'; do
		random 3 40001 "$numbers" >in
		sort -g in | awk 'NR % 400 == 1' >want
		percentile -p "$(seq -s, 0 100)" in | sed 1d | tr , '\n' |
			sed -n 3,103p >got
		[ "$(wc -l <want)" -eq 101 ]
		near want got 0
	done
}

@test "percentile: the order of the numbers does not matter, to the last bit" {
	random 5 3000 'r.gauss(0, 1) * 10 ** r.randrange(30)' >in
	percentile in >want
	for order in sort 'sort -g' 'sort -gr' 'shuf --random-source=in'; do
		$order <in | percentile >got
		same want got
	done
}

@test "percentile: 0 and 100 are the least and the greatest, by every type" {
	random 6 77 'r.gauss(0, 1)' >in
	for type in 1 2 3 4 5 6 7 8 9; do
		percentile -t $type -p 0,100 in |
			awk -F, 'NR == 2 && ($2 != $3 || $4 != $5) { exit 1 }'
	done
}

@test "percentile: a count is that many numbers" {
	random 7 300 'str(r.randrange(50)) + "," + str(r.randrange(1, 9))' |
		tr -d "'" | sed '1i x,times' >weighted.csv
	awk -F, 'NR > 1 { for (i = 0; i < $2; i++) print $1 }' weighted.csv |
		percentile -c 0.9 -t 5 >want
	percentile -c 0.9 -t 5 -v x -w times weighted.csv >got
	same want got
	printf 'x,w\n1,9007199254740000\n2,1\n' | percentile -v x -w w -p 100 >got
	[ "$(column p100 <got)" = 2 ]
	[ "$(column n <got)" = 9007199254740001 ]
}

@test "percentile: groups come first, in bytewise order, with quotes where needed" {
	cat >a.csv <<-'EOF'
	unit,case,v,other
	s,"b,c",1,x
	s,b,2,x
	B,é,3,x
	EOF
	printf 'v,case,unit\r\n5,b,s\r\n7,"b,c",s\r\n' >b.csv
	percentile -g case,unit -v v -p 50 a.csv b.csv >got
	same - got <<-'EOF'
	case,unit,n,min,p50,max,mean,stddev,mad,median_lo,median_hi,confidence
	b,s,2,2,3.5,5,3.5,2.1213203435596424,1.5,2,5,0.5
	"b,c",s,2,1,4,7,4,4.242640687119285,3,1,7,0.5
	é,B,1,3,3,3,3,,0,3,3,0
	EOF
}

@test "percentile: filters of one column are alternatives" {
	printf '%s\n' a,b,v 1,x,1 2,x,2 3,x,4 1,y,8 | percentile -v v -f a=1 -f b=x -f a=3 >got
	[ "$(sed 1d got | cut -d, -f1-2,10)" = 2,1,4 ]
}

@test "percentile: filters keep the rows that have all the values" {
	cat >in.csv <<-'EOF'
	phase,status,note,v
	timed,ok,a=b,1
	warmup,ok,a=b,2
	timed,failed,a=b,
	timed,ok,a,4
	EOF
	percentile -f phase=timed -f status=ok -f note=a=b -p 50 -v v in.csv >got
	same - got <<-'EOF'
	n,min,p50,max,mean,stddev,mad,median_lo,median_hi,confidence
	1,1,1,1,1,,0,1,1,0
	EOF
}

@test "percentile: where no row is left, only the header is" {
	printf 'g,v\n' | percentile -g g -v v -p 50 >got
	same - got <<<g,n,min,p50,max,mean,stddev,mad,median_lo,median_hi,confidence
	printf 'g,v\na,1\n' | percentile -f g=b -g g -v v -k >got
	same - got <<<g,field,key,value
}

@test "percentile: with few numbers the interval is all of them, and says so" {
	for n in 1:0 2:0.5 3:0.75 4:0.875 5:0.9375 6:0.96875 9:0.960937; do
		seq "${n%:*}" | percentile >got
		[ "$(column confidence <got)" = "${n#*:}" ]
	done
	[ "$(column median_lo <got)" = 2 ]
	[ "$(column median_hi <got)" = 8 ]
}

@test "percentile: sums do not overflow, cancel or forget" {
	printf '%s\n' 1.7e308 1.7e308 1.6e308 | percentile >got
	[ "$(column mean <got)" = 1.6666666666666666e+308 ]
	printf '%s\n' 1e308 1 -1e308 1e-308 | percentile >got
	[ "$(column mean <got)" = 0.25 ]
	printf '%s\n' 1000000000000001 1000000000000002 1000000000000003 |
		percentile >got
	[ "$(column stddev <got)" = 1 ]
	printf '%s\n' 5e-324 5e-324 1.5e-323 1.5e-323 | percentile >got
	[ "$(column mean <got)" = 1e-323 ]
}

@test "percentile: a figure too large for a double is left out" {
	printf '%s\n' 1.7e308 -1.7e308 | percentile -p 0,50,100 >got
	same - got <<-'EOF'
	n,min,p0,p50,p100,max,mean,stddev,mad,median_lo,median_hi,confidence
	2,-1.7e+308,-1.7e+308,0,1.7e+308,1.7e+308,0,,1.7e+308,-1.7e+308,1.7e+308,0.5
	EOF
}

@test "percentile: minus zero is zero" {
	printf '%s\n' -0 0 -0.0 | percentile -p 50 | sed 1d >got
	same - got <<<3,0,0,0,0,0,0,0,0,0.75
}

@test "percentile: full doubles are read to the last bit" {
	random 8 3000 'r.uniform(-1, 1) * 10 ** r.randrange(-300, 300)' >in
	random 8 3000 'r.uniform(0, 1000)' >>in
	echo 9007199254740993 >>in
	python3 -c 'print(*sorted(set(float(l) for l in open("in"))), sep="\n")' >want
	sed '1i v' in | percentile -g v -v v -p 50 | column p50 |
		python3 -c 'import sys
print(*sorted(float(l) for l in sys.stdin), sep="\n")' >got
	same want got
	while read -r x; do percentile -p 50 <<<"$x" | column p50; done < <(
		shuf -n 60 --random-source=in in) |
		python3 -c 'import sys; [print(float(l)) for l in sys.stdin]' >got
	shuf -n 60 --random-source=in in |
		python3 -c 'import sys; [print(float(l)) for l in sys.stdin]' >want
	same want got
}

@test "percentile: CRLF ends a line, and the last line may have no end" {
	printf '3\r\n1\r\n2' | percentile >got
	printf '%s\n' 1 2 3 | percentile >want
	same want got
}

@test "percentile: a byte-order mark before plain numbers is skipped, elsewhere it is none" {
	for numbers in 7 '1\n2\n' '-1.5\r\n'; do
		printf "\xef\xbb\xbf%b" "$numbers" | percentile >got
		printf %b "$numbers" | percentile >want
		same want got
	done
	run -1 percentile <(printf '1\n\xef\xbb\xbf2\n')
	[[ $output == *':2: not a number: '* ]]
	run -1 percentile <(printf '\xef\xbb\xbf')
	[[ $output == *':1: not a number: ""' ]]
}

@test "percentile: lines may end anywhere in what is read at once" {
	seq 1 300000 | tee in | percentile -p 50 | sed 1d >got
	same - got <<<300000,1,150000.5,300000,150000.5,86602.6847158909,75000,149463,150538,0.950315
	percentile -p 50 in | sed 1d >want
	same want got
	dd if=in bs=4093 status=none | percentile -p 50 | sed 1d >got
	same want got
}

@test "percentile: several files are one, and - is standard input" {
	seq 1 5 >a
	seq 6 9 | percentile a - >got
	seq 1 9 | percentile >want
	same want got
}

@test "percentile: junk is refused, with file and line" {
	while IFS='|' read -r text message; do
		printf %b "$text" >in
		run --separate-stderr -1 percentile in
		[ -z "$output" ]
		[ "$stderr" = "percentile: in:$message" ] || {
			echo "$text: $stderr"
			return 1
		}
		run --separate-stderr -1 percentile -k in
		[ -z "$output" ]
	done <<-'EOF'
	1\nnan\n|2: not a number: "nan"
	1\n2\nNaN\n|3: not a number: "NaN"
	inf\n|1: not a number: "inf"
	1\n-Infinity|2: not a number: "-Infinity"
	0x10\n|1: not a number: "0x10"
	1\n\n2\n|2: not a number: ""
	1\n2\n\n|3: not a number: ""
	\r\n|1: not a number: ""
	 1\n|1: not a number: " 1"
	1 \n|1: not a number: "1 "
	1,2\n|1: not a number: "1,2"
	12ms\n|1: not a number: "12ms"
	-\n|1: not a number: "-"
	.\n|1: not a number: "."
	1e\n|1: not a number: "1e"
	--1\n|1: not a number: "--1"
	1.2.3\n|1: not a number: "1.2.3"
	1e999\n|1: out of range: "1e999"
	123456789012345678901234567890x\n|1: not a number: "123456789012345678901234567890x"
	EOF
}

@test "percentile: no numbers is an error, not an empty summary" {
	run --separate-stderr -1 percentile /dev/null
	[ "$stderr" = "percentile: /dev/null: no numbers" ]
	seq 3 >a
	: >b
	run --separate-stderr -1 percentile a b
	[ "$stderr" = "percentile: b: no numbers" ]
	[ -z "$output" ]
	run --separate-stderr -1 percentile -v v /dev/null
	[ "$stderr" = "percentile: /dev/null: empty: no header row" ]
}

@test "percentile: rows that are not right are refused, with file and line" {
	while IFS='|' read -r text message; do
		printf %b "$text" >in.csv
		run --separate-stderr -1 percentile -g g -v v -w w in.csv
		[ -z "$output" ]
		[ "$stderr" = "percentile: in.csv:$message" ] || {
			echo "$text: $stderr"
			return 1
		}
	done <<-'EOF'
	g,v,w\na,1,1\na,,1\n|3: v: not a number: ""
	g,v,w\na,nan,1\n|2: v: not a number: "nan"
	g,v,w\na,1,0\n|2: w: not a positive whole number
	g,v,w\na,1,-3\n|2: w: not a positive whole number
	g,v,w\na,1,1.5\n|2: w: not a positive whole number
	g,v,w\na,1,1e16\n|2: w: not a positive whole number
	g,v,w\na,1,9007199254740992\na,1,1\n|3: more than 2^53 numbers
	g,v,w\na,1,1\na,1\n|3: 2 columns, want 3
	g,v\na,1\n|1: no column "w"
	EOF
}

@test "percentile: calls that make no sense exit 2" {
	printf 'n,v\na,1\n' >in.csv
	while read -r call; do
		# shellcheck disable=SC2086
		run --separate-stderr -2 percentile $call in.csv
		[ -z "$output" ]
		[ -n "$stderr" ]
	done <<-'EOF'
	-t 0
	-t 10
	-t 2.5
	-c 2
	-c x
	-p 101
	-p 100.1
	-p -1
	-p 5e1
	-p 50,
	-p 50,50
	-p .5
	-k -p 50
	-k -t 7
	-e 0.1
	-k -e 0
	-K -e 0.1
	-K -v v
	-g a
	-w a
	-f a=b
	-v v -f a
	-v v -g n
	-v v -g v,v
	EOF
}

@test "percentile: a full disk fails, and -o leaves nothing half-written" {
	seq 9 >in
	run --separate-stderr -1 percentile -o /dev/full in
	[[ $stderr == *"No space left on device" ]]
	run --separate-stderr -1 bash -c 'percentile in >/dev/full'
	[[ $stderr == *"No space left on device" ]]
	run -1 bash -c 'percentile -k in >/dev/full'
	echo old >out
	echo x >>in
	run -1 percentile -o out in
	[ "$(cat out)" = old ]
	run -1 percentile missing
	[[ $output == "percentile: missing: No such file or directory" ]]
	run -1 percentile .
}

@test "percentile: merged sketches are the sketch of all, byte for byte" {
	random 9 3000 'r.gauss(0, 1) * 10 ** r.randrange(-20, 20)' >in
	seq 1 5 >>in
	split -n r/3 in part.
	for part in part.a?; do
		percentile -k -o "$part.csv" "$part"
	done
	percentile -k in >want
	percentile -K -k part.*.csv >got
	same want got
	percentile -K -k part.ac.csv part.aa.csv |
		percentile -K -k - part.ab.csv >got
	same want got
	percentile -k -e 0.03 in >want
	percentile -k -e 0.02 -o part.aa.csv part.aa
	percentile -K -k part.*.csv | column value | head -1 >got
	[ "$(cat got)" = 0.015625 ]
	percentile -k -e 0.02 in >want
	percentile -K -k part.*.csv >got
	same want got
}

@test "percentile: a sketch is as exact as it says" {
	while read -r error numbers; do
		random 10 8000 "$numbers" >in
		percentile -t 1 -p 0,0.1,1,10,50,90,99,99.9,100 in >exact
		percentile -k -e "$error" in |
			percentile -K -t 1 -p 0,0.1,1,10,50,90,99,99.9,100 >sketch
		stated=$(column error <sketch)
		awk -v a="$stated" -v b="$error" 'BEGIN { exit !(a <= b && a > b / 2) }'
		for same in n min p0 p100 max mean stddev confidence; do
			[ "$(column $same <exact)" = "$(column $same <sketch)" ]
		done
		cut -d, -f4-10,16,17 exact >want
		cut -d, -f4-10,16,17 sketch >got
		near want got "$stated"
	done <<-'EOF'
	0.001 r.uniform(0, 1000)
	0.001 r.gauss(0, 1)
	0.01 r.lognormvariate(0, 30)
	0.00001 r.expovariate(1)
	0.25 r.choice([-1, 1]) * r.paretovariate(0.2)
	0.001 r.randrange(3) - 1
	EOF
}

@test "percentile: sketches keep their groups, and -g merges what it leaves out" {
	random 11 2000 'r.choice("abc") + "," + r.choice("xy") + "," + str(r.random())' |
		tr -d "'" | sed '1i host,case,v' >in.csv
	percentile -g host,case -v v -k in.csv >sketch.csv
	percentile -g case,host -v v -k in.csv | percentile -K >want
	percentile -K -g case,host sketch.csv >got
	same want got
	percentile -g case -v v -k in.csv | percentile -K >want
	percentile -K -g case sketch.csv >got
	same want got
	awk -F, '$2 == "x" { print $3 }' in.csv | percentile -k >want
	percentile -K -k -g case -f case=x sketch.csv |
		cut -d, -f2- >got
	same want got
}

@test "percentile: a sketch that is not whole is refused" {
	printf 'g,v\na,1\na,2\nb,3\n' | percentile -k -g g -v v >whole.csv
	run -0 percentile -K whole.csv
	for line in 2 3 4 5 8 9; do
		sed "${line}d" whole.csv >broken.csv
		run --separate-stderr -1 percentile -K broken.csv
		[ -z "$output" ]
		[[ $stderr == "percentile: broken.csv:"* ]]
	done
	sed '$d' whole.csv >broken.csv
	run -1 percentile -K broken.csv
	while IFS='|' read -r edit message; do
		sed "$edit" whole.csv >broken.csv
		run --separate-stderr -1 percentile -K broken.csv
		[ "$stderr" = "percentile: broken.csv:$message" ] || {
			echo "$edit: $stderr"
			return 1
		}
	done <<-'EOF'
	2s/0.0009765625/0.001/|2: error: not a power of two
	2s/0.0009765625/0.5/|2: error: out of range
	3s/2$/1.5/|3: n: not a count
	6s/sum,[-0-9]*/sum,1/|6: sum: not a digit
	s/bucket,1,/bucket,1.0001,/|8: bucket: not the end of a bucket
	s/bucket,1,1/bucket,1,9/|8: bucket: more than n
	s/bucket,1,1/bocket,1,1/|8: bocket: no such field
	EOF
	seq 3 | percentile -k >other.csv
	run -1 percentile -K whole.csv other.csv
	run -1 percentile -K other.csv whole.csv
}

@test "percentile: the example in sketch(5) is so" {
	mandoc -T ascii "$ROOT/docs/man/sketch.5" | col -bx |
		sed -n 's/^ *//; /^field,key/,/^bucket,1.5/p' >want
	printf '%s\n' 1 1.5 -2 | percentile -k -e 0.1 >got
	same want got
}
