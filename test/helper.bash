# helper.bash - what every test file loads

bats_require_minimum_version 1.5.0

ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
BIN=${BIN:-$ROOT/build/bin}
PATH=$BIN:$PATH
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES SAMPLES_FD

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# published - the folder of the newest frozen baseline
published() {
	local folders=("$ROOT"/results/published/*/quick/index.md)
	echo "${folders[-1]%/quick/index.md}"
}

# same WANT GOT - two files are the same, or show how not
same() {
	diff -u "$1" "$2"
}

# agree WANT GOT - each column of WANT is in GOT, and all numbers but 1e-9 alike
agree() {
	awk -F , '
	FNR == 1 { file++; for (i = 1; i <= NF; i++) if (file == 1) name[i] = $i; else at[$i] = i; next }
	file == 1 { want[FNR] = $0; lines = FNR; next }
	{
		n = split(want[FNR], w, ",")
		for (i = 1; i <= n; i++) {
			g = $at[name[i]]
			d = w[i] - g
			if (w[i] != g && !(w[i] + 0 && d * d <= 1e-18 * w[i] * w[i])) {
				print FNR ": " name[i] ": want " w[i] ", got " g
				bad = 1
			}
		}
	}
	END { if (FNR != lines) { print lines " lines, got " FNR; bad = 1 }; exit bad }' "$1" "$2"
}

# synopsis TOOL - the usage message as the manual's SYNOPSIS has it
synopsis() {
	MANWIDTH=1000 mandoc -T ascii -O width=1000 "$ROOT/docs/man/$1.1" |
		col -bx | awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 }
		on && NF { sub(/^ +/, ""); print (n++ ? "       " : "usage: ") $0 }'
}

# usage_is_synopsis TOOL - a wrong call prints what the manual says and
# where to read on, exit 2; help is the same and a line for each option
usage_is_synopsis() {
	local letter
	run --separate-stderr -2 "$1" -?
	synopsis "$1" >want
	sed '/invalid option/d' <<<"$stderr" >got
	(cat want && echo "try: $1 --help") | same - got
	[ -z "$output" ]
	run -2 "$1" --no-such-option
	[[ $output = *"try: $1 --help" ]]
	"$1" -h >help
	sed '/^$/,$d' help | same want -
	for letter in $(grep -o '\[\?-[A-Za-z]*' want | tr -cd A-Za-z | fold -w 1 | sort -u); do
		grep -q "^  -$letter " help
	done
	[[ $(tail -n 1 help) = "example: "*"$1"* ]]
	run -1 grep '.\{81\}' <(sed '1,/^$/d; /^example/d' help)
	run -0 --separate-stderr "$1" --help
	same help - <<<"$output"
	[ -z "$stderr" ]
}

# each BENCH COMMAND ... - with $impl and $run set to each implementation of BENCH
# that is built; those that are not are named
each() {
	local bench=$1 impl run folder built=0
	shift
	for folder in "$ROOT/workloads/$bench"/*/; do
		impl=$(basename "$folder") run=$ROOT/build/$bench/$impl/run
		[ -x "$run" ] || { echo "# $bench/$impl is not built, so not tested" >&3; continue; }
		built=$((built + 1))
		"$@" || { echo "$impl: $*"; return 1; }
	done
	[ $built -gt 0 ] || skip "no implementation of $bench is built"
}
