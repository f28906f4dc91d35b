load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# profiled_tree - a tree with what draws graphs; nothing is installed for a test
profiled_tree() {
	make_tree
	needs_inferno
	cp -a "$ROOT/build/inferno" build
	export PROFILE_SECONDS=0.5
}

# flamegraph - where mk/profile.mk puts what draws
flamegraph() {
	echo "build/inferno/$(sed -n 's/^INFERNO *:= //p' "$ROOT/mk/profile.mk")/bin/inferno-flamegraph"
}

needs_inferno() {
	[ -x "$ROOT/$(flamegraph)" ] || skip 'needs inferno: make profile builds it'
}

needs_perf() {
	command -v perf >/dev/null || skip 'perf is not installed: make deps-profile'
	perf record -q -e cpu-clock -o probe.data true 2>/dev/null || skip 'perf may not be used here'
}

# c_program ROUNDS - toy/c, which adds the numbers in a function called simmer
c_program() {
	cp "$ROOT/mk/lang/c.mk" mk/lang
	mkdir -p workloads/toy/c
	cat >workloads/toy/c/main.c <<-EOT
		#include <stdio.h>

		__attribute__((noinline)) static long simmer(long n)
		{
			volatile long sum = 0;
			for (long i = 0; i < $1; i++)
				sum += n;
			return sum / $1;
		}

		int main(int argc, char **argv)
		{
			FILE *numbers = argc == 2 ? fopen(argv[1], "r") : NULL;
			long n, sum = 0;

			while (numbers && fscanf(numbers, "%ld", &n) == 1)
				sum += simmer(n);
			printf("%ld\n", sum);
			return 0;
		}
	EOT
}

well_formed() {
	/usr/bin/python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$1"
}

@test "profile: the graph names what is hot, is kept, and is made again for another source" {
	profiled_tree
	needs_perf
	c_program 30000000
	run -0 make profile-toy IMPLS=c
	[[ $output == *results/profile/quick/toy/c.svg ]]
	graph=results/profile/quick/toy/c
	well_formed $graph.svg
	grep -q simmer $graph.svg
	gzip -dc $graph.folded.gz >folded
	awk '{ n += $NF } /;main;simmer(;.*)? [0-9]+$/ { hot += $NF } END { exit !(hot > n / 2) }' folded
	run -1 grep -E 'profile-loop|perf-exec' folded
	# what the description says is so
	[ "$(jq .samples $graph.json)" -eq "$(awk '{ n += $NF } END { print n }' folded)" ]
	[ "$(jq -r .svg_sha256 $graph.json) -" = "$(sha256sum <$graph.svg | tr -s ' ')" ]
	[ "$(jq -r .folded_sha256 $graph.json) -" = "$(sha256sum <$graph.folded.gz | tr -s ' ')" ]
	[ "$(jq -r .artifact_sha256 $graph.json)" = "$(jq -r .artifact.sha256 build/toy/c.json)" ]
	[ "$(jq -r .dataset_sha256 $graph.json) -" = "$(sha256sum <build/datasets/numbers.txt | tr -s ' ')" ]
	[ "$(jq -r .tool $graph.json)" = perf ]

	before=$(stat -c %y $graph.*)
	make -q profile-toy IMPLS=c
	bench profile-toy IMPLS=c
	[ "$(stat -c %y $graph.*)" = "$before" ]
	sed -i s/simmer/boil/ workloads/toy/c/main.c
	run -1 make -q profile-toy IMPLS=c
	bench profile-toy IMPLS=c
	grep -q boil $graph.svg
	run -1 grep -q simmer $graph.svg
}

@test "profile: the programs of another benchmark are built once, and run with their own arguments" {
	profiled_tree
	needs_perf
	c_program 10000000
	benchmark toy-more '.programs = {of: "toy", only: ["c"]} | .profiles.quick.dataset = "more.txt"'
	bench profile-toy-more
	grep -q simmer results/profile/quick/toy-more/c.svg
	[ -x build/profile/toy/c/run ]
	[ ! -e build/profile/toy-more/c/run ]
	[ "$(jq -r .dataset_sha256 results/profile/quick/toy-more/c.json) -" = "$(sha256sum <build/datasets/more.txt | tr -s ' ')" ]
}

@test "profile: what is measured is not what is profiled, and stays as it is" {
	profiled_tree
	needs_perf
	c_program 1000000
	bench build/toy/c.json
	before=$(sha256sum build/toy/c/run)
	bench profile-toy IMPLS=c
	[ "$(sha256sum build/toy/c/run)" = "$before" ]
	run -1 cmp -s build/toy/c/run build/profile/toy/c/run
}

@test "profile: it waits while something is measured" {
	profiled_tree
	needs_perf
	c_program 1000000
	mkfifo go
	flock "$LOCK" cat go 3>&- &
	holder=$!
	exec {open}>go
	make profile-toy IMPLS=c LOCK="$LOCK" >out 2>&1 {open}>&- 3>&- &
	profiler=$!
	while ! grep -q profiling out; do sleep 0.05; done
	sleep 0.3
	[ ! -e results/profile/quick/toy/c.svg ]
	exec {open}>&-
	wait $holder $profiler
	[ -e results/profile/quick/toy/c.svg ]
}

@test "profile: without perf each implementation says so, and the call fails" {
	make_tree
	mkdir bin
	flamegraph=$(flamegraph)
	mkdir -p "${flamegraph%/*}"
	install -m 755 /dev/null "$flamegraph"
	ln -s /usr/bin/* bin
	rm -f bin/perf
	PATH=$PWD/bin run -2 make profile-toy LOCK="$LOCK"
	[[ $output == *'profile: toy/sh-a: perf is not installed: make deps-profile'* ]]
	[[ $output == *'profile: toy/sh-b: perf is not installed: make deps-profile'* ]]
	PATH=$PWD/bin run -1 mk/bin/profile perf 1 toy/sh-a out build/datasets/numbers.txt 5 build/profile/toy/sh-a/run x
	[ ! -e out.json ]
}

@test "profile: what fails or cannot be built has a reason, and the others go on" {
	profiled_tree
	needs_perf
	implementation toy/sh-a 'exit 3'
	run -2 make profile-toy
	[[ $output == *'profile: toy/sh-a: the run is not ok: failed'* ]]
	[ ! -e results/profile/quick/toy/sh-a.svg ]
	[ -e results/profile/quick/toy/sh-b.svg ]
}

@test "profile: Python's functions and lines are in the graph" {
	profiled_tree
	[ -x "$ROOT/build/py-spy/bin/py-spy" ] || skip 'needs py-spy: make profile installs it'
	cp -a "$ROOT/build/py-spy" build
	touch build/py-spy/bin/py-spy
	build/py-spy/bin/py-spy record -d 1 -f raw -o probe -- python3 -c 'import time; time.sleep(0.2)' >/dev/null 2>&1 ||
		skip 'py-spy may not trace here'
	cp "$ROOT/mk/lang/python.mk" mk/lang
	mkdir workloads/toy/python
	cat >workloads/toy/python/main.py <<-'EOT'
		import sys


		def simmer(n):
		    for _ in range(10_000_000):
		        n += 0
		    return n


		print(sum(simmer(int(line)) for line in open(sys.argv[1])))
	EOT
	bench profile-toy IMPLS=python
	gzip -dc results/profile/quick/toy/python.folded.gz >folded
	awk '{ n += $NF } /simmer \(main.py:[56]\)/ { hot += $NF } END { exit !(hot > n / 2) }' folded
	well_formed results/profile/quick/toy/python.svg
	# nothing of this machine: no command lines, no addresses
	run -1 grep -E "0x|$PWD" folded
}

@test "profile: stacks that perf cut are put where whole ones of the same function stand" {
	"$ROOT/mk/bin/fold" perf >got <<-'EOT'
		run;_start;__libc_start_main_impl;__libc_start_call_main;main;parse;field 5
		run;__libc_start_call_main;main;parse;field 1
		run;[unknown];parse;field 2
		run;[unknown];main;write 3
		run;[unknown];lost 4
		run;[unknown] 1
		run;_start;a;common 1
		run;_start;b;common 1
		run;[unknown];common 1
		worker;clone3;start_thread;spin 1
		worker;start_thread;spin 1
		profile-loop;main 9
		perf-exec;main 9
	EOT
	same - got <<-'EOT'
		run;[unknown] 1
		run;a;common 1
		run;b;common 1
		run;common 1
		run;lost 4
		run;main;parse;field 8
		run;main;write 3
		worker;start_thread;spin 2
	EOT
}

@test "profile: stacks of py-spy lose what changes from run to run" {
	"$ROOT/mk/bin/fold" py-spy >got <<-'EOT'
		process 12:"python3 a;b run";0x7f00 (libc.so.6);main (run:10) 2
		process 13:"python3 a;b run";0x7f01 (libc.so.6);main (run:10) 3
		process 13:"python3 \"x\"";process 14:"python3";main (other.py:7) 1
	EOT
	same - got <<-'EOT'
		python;[libc.so.6];main (main.py:9) 5
		python;python;main (other.py:7) 1
	EOT
	run -2 "$ROOT/mk/bin/fold" gprof
}

@test "profile: any name of a function makes a well-formed graph" {
	needs_inferno
	printf '%s\n' 'run;<A as B<&C>>::"d" 5' "run;x'y]]>--é 3" |
		"$ROOT/mk/bin/fold" perf | "$ROOT/$(flamegraph)" >graph.svg
	well_formed graph.svg
	grep -q 'A as B' graph.svg
}
