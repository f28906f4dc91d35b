# stability: the rules of workloads/stability-control/README.md, and that what is
# known to leak is found, with sampler, timer and leak as make calls them

load helper

# parameters [SED] - small ones, worked out by zlib: see the reference
parameters() {
	printf '%s\n' 'seed 1' 'kinds 3' 'block_B 16' | sed "${1-}" >parameters.txt
}

answers() {
	"$run" parameters.txt 0.01 | same want -
}

@test "stability: the answer is of the first of each kind, however many there were" {
	parameters
	# splitmix64's first two numbers from 1 are 910a2dec89025cc1 and
	# beeb8da1658eec67: https://prng.di.unimi.it/splitmix64.c
	printf '0 %s\n' "$(printf '%b' '\xc1\x5c\x02\x89\xec\x2d\x0a\x91\x67\xec\x8e\x65\xa1\x8d\xeb\xbe' |
		gzip -c | tail -c 8 | head -c 4 | od -An -tx4 | tr -d ' ')" >first
	"$ROOT/test/reference/stability-control.py" parameters.txt >want
	head -n 1 want | same first -
	each stability-control answers
}

@test "stability: the reference gives the answer of the spec" {
	"$ROOT/datasets/stability.txt.sh" "$PWD/stability.txt"
	digest=$("$ROOT/test/reference/stability-control.py" stability.txt | xxhsum -H2 | cut -d' ' -f1)
	[ "$(jq -r --arg sha256 "$(jq -r .content_sha256 stability.txt.json)" \
		'.answers[$sha256].xxh3_128' "$ROOT/workloads/stability-control/spec.json")" = "$digest" ]
	[ "$(sha256sum <stability.txt | cut -d' ' -f1)" = "$(jq -r .sha256 stability.txt.json)" ]
}

refuses() {
	run --separate-stderr -1 "$run" "${1-parameters.txt}" 0.01 || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] &&
		[[ $stderr == "stability-control: ${1-parameters.txt}: "?* ]] ||
		{ printf 'got: %s\n' "$stderr$output"; return 1; }
}

@test "stability: parameters that are not right are refused" {
	each stability-control refuses absent.txt
	while read -r edit; do
		parameters "$edit"
		echo "$edit"
		each stability-control refuses
	done <<-'EOT'
		$d
		2,$d
		1,$d
		$p
		s/seed/salt/
		s/seed 1/seed -1/
		s/seed 1/seed 4294967296/
		s/kinds 3/kinds 0/
		s/kinds 3/kinds 65/
		s/kinds 3/kinds 3.5/
		s/kinds 3/kinds/
		s/block_B 16/block_B 12/
		s/block_B 16/block_B 1048584/
		s/ / x/
	EOT
	parameters
	truncate -s -1 parameters.txt
	each stability-control refuses
}

misused() {
	local arguments
	for arguments in '' parameters.txt 'parameters.txt 1 2' 'parameters.txt 0' \
		'parameters.txt -1' 'parameters.txt 1s' 'parameters.txt nan' 'parameters.txt 1e9'; do
		# shellcheck disable=SC2086
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "stability: a wrong call is exit status 2, with a message" {
	parameters
	each stability-control misused
}

full() {
	local status=0
	"$run" parameters.txt 0.01 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ -s stderr ]
}

@test "stability: a full disk is an error" {
	parameters
	each stability-control full
}

reports() {
	SAMPLES_FD=7 "$run" parameters.txt 0.01 7>samples >/dev/null || return
	sed -E 's/,[0-9]+\.[0-9]+,/,SECONDS,/' samples | sort -u | same - <(
		echo ,operation_time,s,SECONDS,100
	)
}

@test "stability: each batch of operations is reported, if asked for" {
	parameters
	each stability-control reports
}

measure() {
	timer -k -i "$impl" -n 3 -o "$impl.csv" sampler -S -i 2 "$run" stability.txt 1.2
}

# On a machine that is busy a process may get too few samples, or leak too little:
# then nothing is known, which is not wrong.  Never may a verdict be.
@test "stability: the leak is found, and no control is taken for one" {
	"$ROOT/datasets/stability.txt.sh" "$PWD/stability.txt"
	each stability-control measure
	leak ./*.csv | tee >(cat >&2) | csv2json | jq -r '[.implementation, .verdict, .reason] | join("\t")' >got
	cat got
	for impl in c-plateau c-sawtooth c-walk; do
		run -1 grep -P "^$impl\tleaking" got
	done
	if grep -q "^c-leak.*too few samples" got; then
		skip 'the machine is too busy to sample'
	fi
	grep -P '^c-leak\tleaking' got
	run -1 leak -e ./*.csv
	run -0 leak -e c-plateau.csv
	# 512 bytes and what malloc(3) adds, for each of 1000 operations
	leak c-leak.csv | csv2json | jq -e '.growth_B_per_1000_operations | . > 400e3 and . < 640e3'
}
