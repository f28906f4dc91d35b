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

# same WANT GOT - two files are the same, or show how not
same() {
	diff -u "$1" "$2"
}

# synopsis TOOL - the usage message as the manual's SYNOPSIS has it
synopsis() {
	MANWIDTH=1000 mandoc -T ascii -O width=1000 "$ROOT/docs/man/$1.1" |
		col -bx | awk '/^SYNOPSIS/ { on = 1; next } /^[A-Z]/ { on = 0 }
		on && NF { sub(/^ +/, ""); print (n++ ? "       " : "usage: ") $0 }'
}

# usage_is_synopsis TOOL - a wrong call prints what the manual says, exit 2
usage_is_synopsis() {
	run --separate-stderr -2 "$1" -?
	synopsis "$1" >want
	sed '/invalid option/d' <<<"$stderr" >got
	same want got
	[ -z "$output" ]
	run -0 "$1" -h
	same want - <<<"$output"
}
