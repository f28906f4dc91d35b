#!/usr/bin/env bats

load helper

# One measurement serves all tests that only look at it.
setup_file() {
	roofline -o "$BATS_FILE_TMPDIR/peaks.json"
}

# holds EXPRESSION [FILE] - it is true of the peaks
holds() {
	jq -e "$1" "${2:-$BATS_FILE_TMPDIR/peaks.json}"
}

@test "roofline: a wrong call says how to call, as the manual does" {
	usage_is_synopsis roofline
	run -2 roofline x
}

@test "roofline: the manual names every field, in order" {
	jq -r 'keys_unsorted[]' "$BATS_FILE_TMPDIR/peaks.json" >got
	sed -n '/one JSON object/,/^\.El/s/^\.It Cm //p' "$ROOT/docs/man/roofline.1" |
		sed 's/ , /\n/g' | same - got
}

@test "roofline: rates are positive, and one processor is not faster than all" {
	holds '.flop_rate_one_per_s > 0 and .bandwidth_one_B_per_s > 0'
	holds '.flop_rate_per_s >= .flop_rate_one_per_s'
	holds '.bandwidth_B_per_s >= .bandwidth_one_B_per_s'
	holds '.seconds > 0 and .flop_repeats > 0 and .bandwidth_repeats > 0'
}

@test "roofline: arrays are larger than the caches, or as large as is allowed" {
	holds '.caches_B == null or .arrays_B == 8 * .caches_B or .arrays_B >= 268435456'
	holds '(.caches_B == null) == (.reasons | has("caches_B"))'
}

@test "roofline: the caches are those that lscpu finds" {
	lscpu -B -C=NAME,ALL-SIZE >caches 2>/dev/null || skip "no lscpu"
	want=$(awk '{ last = $2 } END { print last }' caches)
	[[ $want =~ ^[0-9]+$ ]] || skip "lscpu finds none"
	holds ".caches_B == $want"
}

@test "roofline: uses the widest instructions there are" {
	has() { grep -qw "$1" /proc/cpuinfo; }
	case $(uname -m) in
	x86_64) if has avx512f; then want=avx512f
		elif has avx2 && has fma; then want=avx2+fma
		else want=sse2; fi ;;
	aarch64) want=neon ;;
	*) want=generic ;;
	esac
	holds ".isa == \"$want\""
}

@test "roofline: independent chains are at least four times as fast as a dependent one" {
	cat >chain.c <<-'EOC'
		#include <stdio.h>
		#include <time.h>
		int main(void)
		{
			volatile double start = 0.5;
			double best = 0;
			for (int repeat = 0; repeat < 200; repeat++) {
				struct timespec a, b;
				double x = start, s;
				clock_gettime(CLOCK_MONOTONIC, &a);
				for (int i = 0; i < 100000; i++)
					x = x * 0.5 + 0.5;
				clock_gettime(CLOCK_MONOTONIC, &b);
				s = b.tv_sec - a.tv_sec + (b.tv_nsec - a.tv_nsec) / 1e9;
				best = 200000 / s > best && x == 1 ? 200000 / s : best;
			}
			printf("%.0f\n", best);
			return 0;
		}
	EOC
	cc -O1 -o chain chain.c
	holds ".flop_rate_one_per_s >= 4 * $(./chain)"
}

@test "roofline: the processors are those allowed" {
	first=$(taskset -cp $$ | sed 's/.*: \([0-9]*\).*/\1/')
	taskset -c "$first" roofline >one.json
	holds '.processors == 1' one.json
	holds ".processors == $(nproc)"
}

@test "roofline: without /sys it still measures, and says what it does not know" {
	unshare -rm mount -t tmpfs none /sys 2>/dev/null || skip "no user namespaces here"
	unshare -rm sh -c 'mount -t tmpfs none /sys && exec "$0"' "$BIN/roofline" >peaks.json
	holds '.caches_B == null and .reasons.caches_B != null' peaks.json
	holds '.arrays_B >= 268435456 and .bandwidth_B_per_s > 0' peaks.json
}

@test "roofline: waits for the lock, and does not measure again what another has" {
	exec 8>lock
	flock 8
	echo old >peaks.json
	roofline -l lock -o peaks.json 2>err 3>&- 8>&- &
	pid=$!
	for _ in {1..500}; do
		[ ! -s err ] || break
		sleep 0.02
	done
	[ "$(cat err)" = "roofline: lock: waiting for another measurement to end" ]
	[ "$(cat peaks.json)" = old ]
	echo new >other
	mv other peaks.json
	exec 8>&-
	wait $pid
	[ "$(cat peaks.json)" = new ]
	[ "$(tail -n 1 err)" = "roofline: peaks.json: measured meanwhile" ]
}

@test "roofline: memory that is not there is an error" {
	[[ $BIN != */san* ]] || skip "the address sanitizer needs much memory itself"
	run -1 --separate-stderr bash -c 'ulimit -v 100000; roofline'
	[ -z "$output" ]
	[[ $stderr = "roofline: "* ]]
}

@test "roofline: what cannot be written is an error" {
	run -1 --separate-stderr roofline -o /dev/full
	[ "$stderr" = "roofline: /dev/full: No space left on device" ]
}
