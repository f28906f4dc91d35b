# @BENCH@: the rules of workloads/@BENCH@/README.md, on small inputs worked by hand

load helper

input() {
	printf '%s\n' 4 -3 10 007 -0 >numbers.txt
}

answers() {
	"$run" numbers.txt >got && same - got <<-'EOT'
		count 4
		sum 14
		largest 10
	EOT
}

@test "@BENCH@: every rule, worked out by hand" {
	input
	each @BENCH@ answers
}

answers_nothing() {
	"$run" none.txt >got && same - got <<-'EOT'
		count 0
		sum 0
		largest NA
	EOT
}

@test "@BENCH@: there may be no numbers" {
	echo 0 >none.txt
	each @BENCH@ answers_nothing
}

@test "@BENCH@: the reference agrees" {
	input
	run="$ROOT/test/reference/@BENCH@.sh"
	answers
	echo 0 >none.txt
	answers_nothing
}

# refuses WHERE [FILE] - exit status 1, no answer, and one line that begins so
refuses() {
	run --separate-stderr -1 "$run" "${2-bad.txt}" || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "@BENCH@: $1: "?* ]] ||
		{ printf 'want one line, @BENCH@: %s: ..., and no answer; got:\n%s\n' "$1" "$stderr$output"; return 1; }
}

@test "@BENCH@: a malformed line is refused, with its number" {
	for line in '' - +1 1.5 1e3 ' 1' '1 ' x 1234567890 $'1\r'; do
		printf '3\n1\n%s\n2\n' "$line" >bad.txt
		each @BENCH@ refuses bad.txt:3
	done
	for line in '' -1 x 1234567890; do
		printf '%s\n1\n' "$line" >bad.txt
		each @BENCH@ refuses bad.txt:1
	done
}

@test "@BENCH@: what is absent, empty, truncated or too long is refused" {
	each @BENCH@ refuses absent.txt absent.txt
	: >bad.txt
	each @BENCH@ refuses bad.txt
	printf '3\n1\n2\n' >bad.txt
	each @BENCH@ refuses bad.txt
	printf '2\n1\n2' >bad.txt
	each @BENCH@ refuses bad.txt:3
	printf '1\n1\n2\n' >bad.txt
	each @BENCH@ refuses bad.txt:3
}

full() {
	local status=0
	"$run" numbers.txt 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ -s stderr ]
}

@test "@BENCH@: a full disk is an error" {
	input
	each @BENCH@ full
}

misused() {
	local arguments
	for arguments in '' 'numbers.txt more'; do
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "@BENCH@: a wrong number of arguments is exit status 2, with a message" {
	input
	each @BENCH@ misused
}

phases() {
	SAMPLES_FD=7 "$run" numbers.txt 7>samples >/dev/null || return
	sed -E 's/,[0-9]+(\.[0-9]+)?(e-?[0-9]+)?$/,SECONDS/' samples | same - <(
		printf '%s,wall_time,s,SECONDS\n' read write
	)
}

@test "@BENCH@: two phases are reported, if asked for" {
	input
	each @BENCH@ phases
}
