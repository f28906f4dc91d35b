# numeric: the rules of workloads/numeric/README.md, worked out by hand and by
# the reference

load helper

reference=$BATS_TEST_DIRNAME/reference/numeric.py

# parameters N LOG2 SAMPLES REPEATS SEED
parameters() {
	printf '%s %s\n' matmul_n "$1" fft_log2 "$2" pi_samples "$3" repeats "$4" seed "$5"
	echo end
}

# answers [CASE] - the lines of a case, or all, are those wanted
# shellcheck disable=SC2120 # each gives the argument
answers() {
	"$run" parameters.txt >"$impl.txt" || return
	grep "^${1-}" "$impl.txt" | same want -
}

# By the generator's published C code, the stream of seed 1234567 begins with
#   6457827717110365317 3203168211198807973 9817491932198370423
#   4593380528125082431 16408922859458223821
# Entries of its first draws, in 1024ths, are
#   -308 -669 65 -515 797 -158 185 -461
# and the weights of the four draws after these -1 3 -1 -1.

@test "numeric: a product of 2 x 2, worked out by hand; its checksum is modulo 2^64" {
	parameters 2 1 1 1 1234567 >parameters.txt
	# -308 -669  x  797 -158  =  -369241 357073
	#   65 -515     185 -461      -43470 227145
	sum=0
	for x in -369241 357073 -43470 227145; do
		sum=$((sum * 6364136223846793005 + x))
	done
	printf 'matmul 1 %s\n' "trace $((-369241 + 227145))" "checksum $(printf %u $sum)" >want
	each numeric answers matmul
}

@test "numeric: a transform of four points, worked out by hand" {
	parameters 1 2 1 1 1234566 >parameters.txt
	# -739 - 3477 - 239 + 1051 and 1803 - 1173 - 149 + 631
	cat >want <<-'EOT'
		fft 1 bin 0 739 -1803
		fft 1 bin 1 -1159 -391
		fft 1 bin 2 239 149
		fft 1 bin 3 -1051 -631
		fft 1 checksum -3404 1112
	EOT
	each numeric answers fft
}

@test "numeric: a transform of two points has its last bin three times" {
	parameters 1 1 1 1 1234566 >parameters.txt
	# -308 - 669i and 65 - 515i; weights 3 and -1
	cat >want <<-'EOT'
		fft 1 bin 0 -243 -1184
		fft 1 bin 1 -373 -154
		fft 1 bin 1 -373 -154
		fft 1 bin 1 -373 -154
		fft 1 checksum -356 -3398
	EOT
	each numeric answers fft
}

@test "numeric: points are counted as they lie: the 13th is the first outside" {
	for samples in 1 12 13 14; do
		parameters 1 1 $samples 1 1234565 >parameters.txt
		echo "pi 1 inside $((samples - (samples > 12)))" >want
		each numeric answers pi
	done
}

@test "numeric: each repeat of each case has a stream of its own, the next seeds" {
	parameters 2 2 20 2 1234564 >parameters.txt
	# what is the second repeat's here is the first one's three seeds later
	parameters 2 2 20 1 1234567 >later.txt
	second() {
		"$run" later.txt | sed -E 's/^([a-z]+) 1/\1 2/' >want
		"$run" parameters.txt | grep -E '^[a-z]+ 2' | same want -
	}
	each numeric second
}

@test "numeric: the reference agrees, in sizes of all kinds" {
	while read -r values; do
		# shellcheck disable=SC2086 # five words
		parameters $values >parameters.txt
		"$reference" parameters.txt >want
		each numeric answers
	done <<-'EOT'
		1 1 1 1 0
		3 3 16383 3 4294967295
		17 13 16385 1 7
		64 14 40000 2 2
	EOT
}

@test "numeric: the answer of the quick dataset is the reference's" {
	"$ROOT/datasets/numeric-quick.txt.py" numeric-quick.txt
	"$reference" numeric-quick.txt >answer.txt
	[ "$(xxhsum -H2 <answer.txt | cut -d' ' -f1)" = "$(jq -r --arg content "$(sha256sum <numeric-quick.txt | cut -d' ' -f1)" \
		'.answers[$content].xxh3_128' "$ROOT/workloads/numeric/spec.json")" ]
}

@test "numeric: the reference refuses a seed with a value near a boundary of rounding" {
	parameters 1 12 1 1 16172 >parameters.txt
	run --separate-stderr -1 "$reference" parameters.txt
	[ -z "$output" ]
	[[ $stderr == 'numeric.py: '*' from a boundary of rounding, and errors may be '* ]]
}

# The words of a message are each implementation's own: README.md asks for where
# it points to, not for what it says.

# refuses WHERE [FILE] - exit status 1, no answer, and one line that begins so
refuses() {
	run --separate-stderr -1 "$run" "${2-parameters.txt}" || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "numeric: $1: "?* ]] ||
		{ printf 'want one line, numeric: %s: ..., and no answer; got:\n%s\n' "$1" "$stderr$output"; return 1; }
}

@test "numeric: a line that is not as it should be is refused, by its number" {
	while read -r line edit; do
		echo "$edit"
		parameters 2 2 2 1 1 | sed "$edit" >parameters.txt
		each numeric refuses "parameters.txt:$line"
	done <<-'EOT'
		1 1s/2/0/
		1 1s/2/4097/
		1 1s/2/-2/
		1 1s/2/+2/
		1 1s/2/02/
		1 1s/2/2.0/
		1 1s/2/2e0/
		1 1s/2/1_0/
		1 1s/2/0x2/
		1 1s/2/ 2/
		1 1s/2/2 /
		1 1s/2/\t2/
		1 1s/2/٢/
		1 1s/2/18446744073709551618/
		1 1s/2//
		1 1s/ 2//
		1 1s/2/2\r/
		1 1s/2/2\x00/
		1 1s/matmul/MATMUL/
		1 1s/^/\n/
		2 1s/$/\n/
		1 1{h;d};2{p;x}
		1 1d
		2 2s/2$/0/
		2 2s/2$/25/
		2 1p
		2 2s/fft_log2/fft_log3/
		3 3s/2/0/
		3 3s/2/1000000001/
		4 4s/1/0/
		4 4s/1/101/
		4 4d
		5 5s/1/4294967296/
		5 5s/1/00/
		6 5p
		6 6s/end/END/
		6 6s/end/end /
		6 6s/end/repeats 1/
		7 6s/$/\nend/
		7 6s/$/\n/
	EOT
}

@test "numeric: a file that was cut off is refused, wherever" {
	parameters 2 2 2 1 1 >whole.txt
	while read -r bytes line; do
		echo "$bytes"
		head -c "$bytes" whole.txt >parameters.txt
		each numeric refuses "parameters.txt:$line"
	done <<-EOT
		0 1
		5 1
		10 1
		11 2
		33 3
		$(($(wc -c <whole.txt) - 4)) 6
		$(($(wc -c <whole.txt) - 2)) 6
		$(($(wc -c <whole.txt) - 1)) 6
	EOT
}

@test "numeric: what cannot be read is refused" {
	each numeric refuses absent.txt absent.txt
	mkdir folder
	each numeric refuses folder folder
}

full() {
	local status=0
	"$run" parameters.txt 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ -s stderr ]
}

@test "numeric: a full disk is an error" {
	parameters 1 1 1 1 1 >parameters.txt
	each numeric full
}

misused() {
	local arguments
	for arguments in '' 'parameters.txt more'; do
		# shellcheck disable=SC2086 # none, or two
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "numeric: a wrong number of arguments is exit status 2, with a message" {
	parameters 1 1 1 1 1 >parameters.txt
	each numeric misused
}

cases() {
	SAMPLES_FD=7 "$run" parameters.txt 7>samples >/dev/null || return
	sed -E 's/,[0-9]+(\.[0-9]+)?(e-?[0-9]+)?$/,SECONDS/' samples | same - <(
		printf '%s,wall_time,s,SECONDS\n' matmul matmul fft fft pi pi
	)
}

@test "numeric: the time of each repeat of each case is reported, if asked for" {
	parameters 1 1 1 2 1 >parameters.txt
	each numeric cases
}

@test "numeric: the C implementation is clean under the sanitizers" {
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-o sanitized "$ROOT"/workloads/numeric/c/*.c -lm
	export ASAN_OPTIONS=detect_leaks=0
	impl=c run=./sanitized
	for log2 in 1 2 7; do
		parameters 5 $log2 100 2 1 >parameters.txt
		"$reference" parameters.txt >want
		answers
	done
	: >parameters.txt
	refuses parameters.txt:1
}

@test "numeric: the datasets say how much there is to do" {
	for profile in quick full; do
		name=numeric-$profile.txt
		"$ROOT/datasets/$name.py" "$name"
		jq -e --arg sha256 "$(sha256sum <"$name" | cut -d' ' -f1)" --rawfile text "$name" '
			($text / "\n" | map((. / " ")[1] | select(.) | tonumber)) as [$n, $log2, $samples]
			| .sha256 == $sha256 and .content_sha256 == $sha256 and .generated
			and .bytes == ($text | length) and .amounts == {
				matmul_flops: (2 * $n * $n * $n), matmul_bytes: (24 * $n * $n),
				fft_flops: (5 * $log2 * pow(2; $log2)), fft_bytes: (32 * pow(2; $log2)),
				pi_samples: $samples}' "$name.json"
		jq -e --slurpfile dataset "$name.json" '.answers[$dataset[0].content_sha256].dataset == $dataset[0].name' \
			"$ROOT/workloads/numeric/spec.json"
		run --separate-stderr -2 "$ROOT/datasets/$name.py"
		[ "$stderr" = "usage: $name.py output" ]
	done
}
