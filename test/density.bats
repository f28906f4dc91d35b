load helper

# rows ROUND VALUES ... - a round of METRIC[:CASE]=VALUE
rows() {
	local round=$1 word name
	shift
	for word; do
		name=${word%%=*}
		[[ $name = *:* ]] || name+=:
		echo "rust,$round,1,timed,ok,${name#*:},${name%%:*},1,${word#*=},1"
	done
}

header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

# sampled VALUES ... - three rounds of the same values
sampled() {
	header
	for round in 1 2 3; do rows $round "$@"; done
}

# value METRIC [CASE] - of the samples on standard input
value() {
	awk -F , -v metric="$1" -v case="${2-}" '$7 == metric && $6 == case { print $9 }'
}

@test "density: a wrong call says how it is called" {
	usage_is_synopsis density
}

@test "density: findings by a thousand lines, in samples that are derived" {
	sampled code_lines=4000 findings=10 findings:memory=2 findings_high=0 >in.csv
	density in.csv >got
	head -n 1 got | same <(header) -
	cut -d , -f 1-8,10 got | tail -n +2 | sort | same - <(sort <<-'EOT'
		rust,1,1,derived,ok,,findings_per_kloc,1,1
		rust,1,1,derived,ok,,findings_per_kloc_lo,1,1
		rust,1,1,derived,ok,,findings_per_kloc_hi,1,1
		rust,1,1,derived,ok,memory,findings_per_kloc,1,1
		rust,1,1,derived,ok,memory,findings_per_kloc_lo,1,1
		rust,1,1,derived,ok,memory,findings_per_kloc_hi,1,1
		rust,1,1,derived,ok,,findings_high_per_kloc,1,1
		rust,1,1,derived,ok,,findings_high_per_kloc_lo,1,1
		rust,1,1,derived,ok,,findings_high_per_kloc_hi,1,1
	EOT
	)
	[ "$(value findings_per_kloc <got)" = 2.5 ]
	[ "$(value findings_per_kloc memory <got)" = 0.5 ]
	[ "$(value findings_high_per_kloc <got)" = 0 ]
}

@test "density: the interval is that of R" {
	while IFS=, read -r n lo hi; do
		sampled code_lines=1000000 "findings=$n" | density >got
		printf '%s,%s,%s\n' "$n" "$(value findings_per_kloc_lo <got)" "$(value findings_per_kloc_hi <got)"
	done <"$ROOT/test/data/density-want.csv" >got.csv
	paste -d , "$ROOT/test/data/density-want.csv" got.csv | awk -F , '
		function far(want, got) { return (got * 1000 - want) ^ 2 > 1e-20 * want * want }
		NF != 6 || far($2, $5) || far($3, $6) { print; bad = 1 }
		END { exit bad || NR != 12 }'
}

@test "density: of no finding at all, only the upper end is not 0" {
	sampled code_lines=2000 findings=0 | density >got
	[ "$(value findings_per_kloc <got)" = 0 ]
	[ "$(value findings_per_kloc_lo <got)" = 0 ]
	[ "$(value findings_per_kloc_hi <got | xargs printf %.11f)" = 1.84443972706 ]
}

@test "density: of less than 2000 lines there is none" {
	sampled code_lines=1999 findings=10 | density | same <(header) -
	sampled code_lines=1999 findings=10 | density -T | same - <(echo "rust: 1999 lines of code: fewer than 2000, no density")
	sampled code_lines=2000 findings=10 | density | grep -q findings_per_kloc
}

@test "density: rounds that failed, warmed up or were observed do not count" {
	sampled code_lines=4000 findings=10 >in.csv
	density in.csv >want
	rows 4 code_lines=1 findings=2 | sed 's/,ok,/,failed,/' >>in.csv
	rows 1 code_lines=1 findings=2 | sed 's/,timed,/,warmup,/' >>in.csv
	rows 1 code_lines=1 findings=2 | sed 's/,timed,/,observed,/' >>in.csv
	density in.csv | same want -
	sed -n '1p; /failed/p' in.csv | density | same <(header) -
}

@test "density: files are read as one, and -o is whole or absent" {
	sampled code_lines=4000 findings=10 >all.csv
	for round in 1 2 3; do { header && rows $round code_lines=4000 findings=10; } >$round.csv; done
	density -o got.csv 1.csv 2.csv 3.csv
	density all.csv | same - got.csv
	run -1 density -o /dev/full all.csv
	[ "$output" = "density: /dev/full: No space left on device" ]
	run -1 density -o none.csv 1.csv missing.csv
	[ ! -e none.csv ]
}

@test "density: a table says the same" {
	sampled code_lines=4000 findings=10 findings:memory=2 >in.csv
	density -T in.csv | same <(cat <<-'EOT'
		rust: 4000 lines of code
		findings         10  2.5 by KLOC  [1.2, 4.6]
		findings memory   2  0.5 by KLOC  [0.0606, 1.81]
	EOT
	) -
}

# wrong MESSAGE - the samples on standard input are refused with it
wrong() {
	cat >wrong.csv
	run --separate-stderr -1 density wrong.csv
	[ -z "$output" ] && [ "$stderr" = "density: $1" ] || { echo "$stderr"; return 1; }
}

@test "density: rounds that counted differently are refused" {
	{ sampled code_lines=4000 findings=10 && rows 4 code_lines=4000 findings=11; } |
		wrong "wrong.csv:9: findings: 11 in round 4, but 10 in round 1: the rounds looked at different things"
	{ sampled code_lines=4000 findings:x=10 && rows 4 code_lines=4001 findings:x=10; } |
		wrong "wrong.csv:8: code_lines: 4001 in round 4, but 4000 in round 1: the rounds looked at different things"
	{ sampled code_lines=4000 findings=1 && rows 4 code_lines=4000; } |
		wrong "findings: not in each round that has code_lines"
	sampled findings:x=1 | wrong "findings of x: not in each round that has code_lines"
}

@test "density: what is no count is refused, with its line" {
	sampled code_lines=4000 findings=1.5 | wrong "wrong.csv:3: findings: not a whole number from 0 to 1000000"
	sampled code_lines=4000 findings=-1 | wrong "wrong.csv:3: findings: not a whole number from 0 to 1000000"
	sampled code_lines=4000 findings=nan | wrong 'wrong.csv:3: value: not a number: "nan"'
	sampled code_lines=4000 findings=1 | sed 3s/,1,1,1/,B,1,1/ | wrong "wrong.csv:3: findings: unit: not 1, as a count must have"
	{ sampled code_lines=4000 findings=1 && rows 3 findings=1; } |
		wrong "wrong.csv:8: findings: a second value of the same round"
	{ sampled code_lines=4000 findings=1 && rows 1 findings=1 | sed s/rust/python/; } |
		wrong 'wrong.csv:8: implementation: "python", but before "rust": one at a time'
	: | wrong "wrong.csv: empty: no header row"
}
