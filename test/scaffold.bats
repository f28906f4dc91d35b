load helper

# A copy of the tree, built tools and all; what is in it besides is small.
setup() {
	cd "$BATS_TEST_TMPDIR" || return
	[ -x "$ROOT/build/bin/timer" ] || skip 'needs the plain build: make tools'
	mkdir -p tree/{build,workloads,datasets,test/reference}
	cp -a "$ROOT"/{GNUmakefile,mk,tools,schemas,docs} tree
	cp -a "$ROOT"/build/{bin,lib,flags} tree/build
	cd tree || return
}

# everything - what is there, with its content
everything() {
	find workloads datasets test -type f -exec sha256sum {} + 2>/dev/null | sort
}

@test "scaffold: a new benchmark obeys the schema, gives right answers and passes its tests" {
	run -0 make new-bench NAME=tally-up
	[[ $output == *'make verify'*'make bench-tally-up'* ]]
	[ -z "$(grep -rlE '@[A-Z]+@' workloads datasets test)" ]
	run -0 mk/bin/validate workloads/tally-up/spec.json workloads/tally-up/*/impl.json
	run -0 make verify LANGS=c,python
	[[ $output == *'tally-up/c: answer'*'tally-up/python: answer'* ]]
	# the answer is the reference's
	answer=$(timer -n 1 test/reference/tally-up.sh build/datasets/tally-up.txt | awk -F , '$7 == "answer_size" { print $6 }')
	[ "$(jq -r '.answers[].xxh3_128' workloads/tally-up/spec.json)" = "$answer" ]
	cp "$ROOT/test/helper.bash" test
	run -0 bats --tap test/tally-up.bats
	[[ $output == *'ok 8 '* && $output != *'not ok'* ]]
}

@test "scaffold: a new benchmark is measured" {
	make new-bench NAME=tally
	run -0 make bench-tally IMPLS=c ROUNDS=1 LOCK="$PWD/lock"
	[ "$(jq -r '.status, .answer.verified' results/normalized/quick/tally/c.json | xargs)" = 'ok true' ]
}

@test "scaffold: a name that is none, or taken, is refused, and nothing is touched" {
	make new-bench NAME=tally
	echo changed >>workloads/tally/README.md
	everything >before
	for name in '' Tally 1st 'a b' ../x a_b x/y 'x;id' '$(id)' bin profile; do
		run -2 mk/bin/new-bench "$name"
		[[ $output == 'new-bench: '* ]]
	done
	run -2 make new-bench NAME=tally
	[[ $output == *'workloads/tally is there already'* ]]
	NAME=environment run -2 make new-bench
	everything | same before -
	# a part of it is there
	touch test/other.bats
	everything >before
	run -2 make new-bench NAME=other
	[[ $output == *'test/other.bats is there already'* ]]
	everything | same before -
	[ -z "$(ls -d build/new.* 2>/dev/null)" ]
}

@test "scaffold: all of a benchmark, or nothing" {
	everything >before
	rm mk/templates/bench/test.bats
	run -1 mk/bin/new-bench tally
	everything | same before -
	[ ! -e workloads/tally ]
	[ -z "$(ls -d build/new.* 2>/dev/null)" ]
}

@test "scaffold: another implementation of a new benchmark is right at once" {
	make new-bench NAME=tally
	run -0 make new-impl BENCH=tally IMPL=c-wide
	run -0 make verify IMPLS=c-wide
	[[ $output == *'tally/c-wide: answer'* ]]
}

@test "scaffold: an implementation of any other benchmark builds, and says that it is not implemented" {
	mkdir -p workloads/etl
	jq '.arguments = ["{dataset}", "{scratch}/a \"b\".gz", "{url}"]' "$ROOT/workloads/etl/spec.json" >workloads/etl/spec.json
	for language in c python rust; do
		command -v cargo >/dev/null || [ $language != rust ] || continue
		run -0 make new-impl BENCH=etl IMPL=$language-next
		[[ $output == *"make verify IMPLS=$language-next"* ]]
		run -0 mk/bin/validate workloads/etl/$language-next/impl.json
		run -0 make build/etl/$language-next.json
		[ "$(jq -r .status build/etl/$language-next.json)" = ok ]
		run -1 --separate-stderr build/etl/$language-next/run a b c
		[ -z "$output" ]
		[ "$stderr" = 'etl: not implemented' ]
		run -2 build/etl/$language-next/run a b
		[ "$output" = 'usage: etl DATASET a "b".gz URL' ]
	done
}

@test "scaffold: an implementation that cannot be is refused, and nothing is touched" {
	make new-bench NAME=tally
	everything >before
	run -2 make new-impl BENCH=tally IMPL=c
	[[ $output == *'workloads/tally/c is there already'* ]]
	run -2 make new-impl BENCH=absent IMPL=c
	[[ $output == *'absent: no such benchmark'* ]]
	run -2 make new-impl BENCH=tally IMPL=zig-fast
	[[ $output == *'zig: no such language: there are c '*'mk/lang/zig.mk'* ]]
	run -2 make new-impl BENCH=tally
	for name in C c_x c/x ../c 'c x'; do
		run -2 mk/bin/new-impl tally "$name"
	done
	echo 'zig.version := true' >mk/lang/zig.mk
	run -2 make new-impl BENCH=tally IMPL=zig
	[[ $output == *'no template mk/templates/impl/zig'* ]]
	jq '.programs = {of: "other", only: ["c"]}' workloads/tally/spec.json >spec.json
	mv spec.json workloads/tally/spec.json
	everything >before
	run -2 make new-impl BENCH=tally IMPL=c-x
	[[ $output == *'those of other'* ]]
	everything | same before -
}
