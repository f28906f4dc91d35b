load helper
load pipeline

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
}

@test "make: a fresh bench measures every round of every implementation, and makes records and reports" {
	run -0 make bench-toy
	[ "$(runs)" -eq 10 ] # two implementations, a warm-up and four rounds each
	[ "$(find results/raw/quick/toy -name '0[1-4].csv' | wc -l)" -eq 8 ]
	[ "$(jq -r .status results/normalized/quick/toy/*.json | sort | uniq -c | tr -s ' ')" = ' 2 ok' ]
	[[ $output == *sh-a*sh-b* || $output == *sh-b*sh-a* ]]
	[ -s results/report/quick/toy.md ]
	[ -s results/report/quick/toy.html ]
}

@test "make: rounds run in the balanced order that timer documents" {
	no_reports
	bench bench-toy
	awk '$1 == "start" { sub(".*/", ""); print }' "$LOG" | tail -n +3 >got
	timer -s 7 -n 4 -i sh-a -i sh-b true ::: true |
		awk -F , '$7 == "wall_time" && !/warmup/ { print $1 }' >want
	same want got
	# a block of two rounds is mirrored
	[ "$(sed -n '1p;2p' got | tac)" = "$(sed -n '3p;4p' got)" ]
}

@test "make: positions in the samples are the turns within the round" {
	measured
	awk -F , '$7 == "wall_time" { print $2, $3 }' results/raw/quick/toy/*/0[1-4].csv | sort >got
	for round in 1 2 3 4; do printf '%s\n' "$round 1" "$round 2"; done >want
	same want got
}

@test "make: a second run measures nothing, and make -q says so" {
	measured
	touch -d now mark
	bench bench-toy
	[ "$(runs)" -eq 0 ]
	[ -z "$(find results build -newer mark -type f ! -name '*.sha256')" ]
	run -0 make -q bench-toy
}

@test "make: -n and -q tell what a fresh tree would do, and do nothing" {
	run -0 make -n bench-toy
	[ "$(grep -c -- '-o results/raw/quick/toy/' <<<"$output")" -eq 10 ]
	run -1 make -q bench-toy
	[ "$(runs)" -eq 0 ]
	[ ! -e results/raw/quick/toy/seal ]
}

@test "make: -n announces just what is missing" {
	measured
	rm results/raw/quick/toy/sh-a/03.csv
	run -0 make -n bench-toy
	[ "$(grep -c 'build/bin/timer ' <<<"$output")" -eq 1 ]
	run -1 make -q bench-toy
}

@test "make: touching a source, a dataset, its script, the spec or timer measures nothing" {
	measured
	touch workloads/toy/sh-a/main.sh build/datasets/numbers.txt datasets/numbers.txt.sh workloads/toy/spec.json build/bin/timer
	bench bench-toy
	[ "$(runs)" -eq 0 ]
}

@test "make: a changed source measures all implementations again" {
	measured
	no_reports
	echo '# changed' >>workloads/toy/sh-a/main.sh
	bench bench-toy
	[ "$(runs)" -eq 10 ]
}

@test "make: a changed dataset measures all implementations again" {
	measured
	no_reports
	dataset numbers.txt 1 2 3 4 0
	run make bench-toy
	[ "$(runs)" -eq 10 ]
}

@test "make: a changed toolchain measures all implementations again" {
	measured
	no_reports
	sed -i 's/1.0/1.1/' mk/lang/sh.mk
	bench bench-toy
	[ "$(runs)" -eq 10 ]
}

@test "make: a changed environment measures all implementations again" {
	measured
	sed -i 's/^\(environment.kernel\t\).*/\1another/' results/raw/quick/toy/seal
	run -1 make -q bench-toy
	run -0 make -n bench-toy
	[ "$(grep -c -- '-o results/raw/quick/toy/' <<<"$output")" -eq 10 ]
	grep -q another results/raw/quick/toy/seal
	no_reports
	bench bench-toy
	[ "$(runs)" -eq 10 ]
}

@test "make: the measuring part of the spec counts, its prose does not" {
	measured
	no_reports
	benchmark toy '.title = "Another title"'
	bench bench-toy
	[ "$(runs)" -eq 0 ]
	benchmark toy '.profiles.quick.timeout_s = 6'
	bench bench-toy
	[ "$(runs)" -eq 10 ]
}

@test "make: a dataset changed by hand is refused" {
	measured
	echo 5 >>build/datasets/numbers.txt
	run -2 make bench-toy
	[[ $output == *'seal: build/datasets/numbers.txt: not what build/datasets/numbers.txt.json says'* ]]
}

@test "make: more rounds measure only the new ones, fewer measure nothing" {
	measured
	no_reports
	bench bench-toy ROUNDS=6
	[ "$(runs)" -eq 4 ]
	[ "$(jq '.metrics.wall_time.n' results/normalized/quick/toy/sh-a.json)" -eq 6 ]
	bench bench-toy ROUNDS=2
	[ "$(runs)" -eq 0 ]
	[ "$(jq '.metrics.wall_time.n' results/normalized/quick/toy/sh-a.json)" -eq 2 ]
}

@test "make: a deleted round measures just itself" {
	measured
	no_reports
	rm results/raw/quick/toy/sh-b/02.csv
	bench bench-toy
	[ "$(cat "$LOG")" = "$(printf '%s\n' 'start toy/sh-b' 'end toy/sh-b')" ]
}

@test "make: one round can be asked for by name" {
	bench results/raw/quick/toy/sh-a/03.csv
	[ "$(runs)" -eq 1 ]
}

@test "make: a new implementation measures all again, interleaved" {
	measured
	no_reports
	implementation toy/sh-c
	bench bench-toy
	[ "$(runs)" -eq 15 ]
}

@test "make: IMPLS and LANGS narrow, and after a full run measure nothing" {
	no_reports
	bench bench-toy IMPLS=sh-a
	[ "$(grep -c sh-b "$LOG")" -eq 0 ]
	runs
	bench bench-toy LANGS=sh
	[ "$(runs)" -eq 10 ] # what is compared was measured together
	bench bench-toy IMPLS=sh-b
	[ "$(runs)" -eq 0 ]
}

@test "make: profiles do not mix" {
	measured
	no_reports
	bench bench-toy PROFILE=full
	[ "$(runs)" -eq 14 ]
	[ "$(jq -r .dataset.name results/raw/full/toy/session.json)" = more.txt ]
	bench bench-toy
	[ "$(runs)" -eq 0 ]
}

@test "make: SIGKILL in mid-round leaves no half file, and the next run resumes" {
	no_reports
	implementation toy/sh-a 'sleep 0.2'
	implementation toy/sh-b 'sleep 0.2'
	setsid make bench-toy >/dev/null 2>&1 3>&- &
	for _ in {1..200}; do
		[ ! -e results/raw/quick/toy/sh-a/01.csv ] || [ ! -e results/raw/quick/toy/sh-b/01.csv ] || break
		sleep 0.05
	done
	kill -KILL -- -$!
	wait $! || true
	find results/raw -name '*.csv' | sort >before
	[ "$(wc -l <before)" -lt 10 ]
	while read -r file; do
		[ "$(head -n 1 "$file")" = implementation,round,position,phase,status,case,metric,unit,value,count ]
	done <before
	[ -z "$(find results -name '*.tmp')" ]
	runs
	bench bench-toy
	[ "$(runs)" -eq $((10 - $(wc -l <before))) ]
}

@test "make: Ctrl-C stops the workload too, and the next run resumes" {
	implementation toy/sh-a 'sleep 7.7'
	setsid env --default-signal=INT make bench-toy >/dev/null 2>&1 3>&- &
	for _ in {1..200}; do
		! grep -q 'start toy/sh-a' "$LOG" || break
		sleep 0.05
	done
	kill -INT -- -$!
	wait $! || true
	sleep 0.3
	run -1 pgrep -f '^sleep 7.7$'
	[ ! -e results/raw/quick/toy/sh-a/00.csv ]
}

@test "make: failing, hanging and wrong implementations are records, and stop nobody" {
	benchmark toy '.profiles[].timeout_s = 1 | .profiles[].rounds = 2'
	implementation toy/sh-crash 'exit 3'
	implementation toy/sh-hang 'sleep 60'
	implementation toy/sh-wrong 'echo more'
	run -2 make bench-toy
	jq -r '"\(.variant) \(.status)"' results/normalized/quick/toy/*.json | sort >got
	printf '%s\n' 'a ok' 'b ok' 'crash failed' 'hang timeout' 'wrong bad_answer' >want
	same want got
	[[ $output == *'bench: toy/sh-crash: failed'* ]]
	[ -s results/report/quick/toy.md ]
	# it says so again, and measures nothing
	runs
	run -2 make bench-toy
	[ "$(runs)" -eq 0 ]
	run -0 make validate
}

@test "make: a missing toolchain and a broken build are records, and are tried again" {
	printf '%s\n' 'nix.version := no-such-compiler --version' 'nix.build := true' >mk/lang/nix.mk
	printf '%s\n' 'bad.version := echo 1' 'bad.build := echo error: no >&2; exit 1' >mk/lang/bad.mk
	mkdir -p workloads/toy/{nix,bad}
	touch workloads/toy/{nix,bad}/main
	run -2 make bench-toy
	jq -r '"\(.language) \(.status)"' results/normalized/quick/toy/*.json | sort -u >got
	printf '%s\n' 'bad build_failed' 'nix missing_toolchain' 'sh ok' >want
	same want got
	[ "$(jq -r .reason results/normalized/quick/toy/bad.json)" = 'error: no' ]
	rm -r workloads/toy/nix
	printf '%s\n' 'bad.version := echo 1' 'bad.build := install ../sh-a/main.sh "$$OUT/run"' >mk/lang/bad.mk
	run -0 make bench-toy
	run -0 make validate
}

@test "make: two makes at once never measure two at once, and both succeed" {
	no_reports
	implementation toy/sh-a 'sleep 0.05'
	make bench-toy >one 2>&1 3>&- &
	bench bench-toy
	wait $!
	one_at_a_time
	[ "$(jq -r .status results/normalized/quick/toy/*.json | sort -u)" = ok ]
}

@test "make: -j8 measures one at a time and in order" {
	no_reports
	bench -j8 bench-toy
	one_at_a_time
	awk '$1 == "start" { sub(".*/", ""); print }' "$LOG" >parallel
	rm -r results
	: >"$LOG"
	bench bench-toy
	awk '$1 == "start" { sub(".*/", ""); print }' "$LOG" >serial
	same serial parallel
}

@test "make: words that make no sense are refused before anything runs" {
	while IFS='|' read -r call message; do
		# shellcheck disable=SC2086
		run -2 make $call
		[[ $output == *"$message"* ]]
	done <<-'EOF'
		bench-toy PROFILE=huge|PROFILE=huge: there is only: full quick
		bench-toy IMPLS=sh-a,sh-z|IMPLS=sh-z: there is only: sh-a sh-b
		verify LANGS=go|LANGS=go: there is only: sh
		bench ROUNDS=0|ROUNDS=0: want a whole number from 1 to 99
		bench-toy ROUNDS=100|ROUNDS=100: want a whole number from 1 to 99
		bench-none|there is no benchmark none: there are toy
		remeasure-none|there is no benchmark none: there are toy
	EOF
	[ "$(runs)" -eq 0 ]
}

@test "make: a spec that its schema does not allow is refused, naming the field" {
	benchmark toy 'del(.fairness) | .seed = "seven"'
	run -2 make bench-toy
	[[ $output == *"workloads/toy/spec.json: $.seed: 'seven' is not of type 'integer'"* ]]
	[[ $output == *"'fairness' is a required property"* ]]
	[ ! -e results ]
	# also when an older one has been read before
	benchmark toy
	measured
	benchmark toy '.seed = "seven"'
	run -2 make bench-toy
	[[ $output == *'workloads/toy/spec.json is not a spec'* ]]
	[ "$(runs)" -eq 0 ]
	benchmark toy '.profiles.quick.dataset = "none.txt"'
	run -2 make bench-toy
	[[ $output == *'workloads/toy/spec.json: no script datasets/none.txt.sh or .py'* ]]
	benchmark toy
	echo '{"threads": "two"}' >workloads/toy/sh-a/impl.json
	run -2 make verify
	[[ $output == *"workloads/toy/sh-a/impl.json: $.threads:"* ]]
}

@test "make: the records are those of one comparison, whatever was asked for before" {
	no_reports
	implementation toy/sh-c
	bench bench-toy
	bench bench-toy IMPLS=sh-a,sh-c ROUNDS=2
	[ "$(ls results/normalized/quick/toy)" = "$(printf '%s\n' sh-a.json sh-c.json)" ]
	runs
	bench bench-toy
	[ "$(runs)" -eq 0 ]
	[ "$(jq '.metrics.wall_time.n' results/normalized/quick/toy/*.json | paste -sd ' ')" = '4 4 4' ]
	rm -r workloads/toy/sh-c
	bench bench-toy
	[ "$(runs)" -eq 0 ]
	[ "$(ls results/normalized/quick/toy)" = "$(printf '%s\n' sh-a.json sh-b.json)" ]
}

@test "make: remeasure measures all again although nothing changed" {
	measured
	no_reports
	was=$(jq -r .run_id results/raw/quick/toy/session.json)
	sleep 1
	bench remeasure-toy
	[ "$(runs)" -eq 10 ]
	[ "$(jq -r .run_id results/raw/quick/toy/session.json)" != "$was" ]
	bench bench-toy
	[ "$(runs)" -eq 0 ]
}

@test "make: one round is enough for a record" {
	bench bench-toy ROUNDS=1
	[ "$(jq -r .status results/normalized/quick/toy/*.json | sort -u)" = ok ]
	run -0 make validate
}

@test "make: after a warm-up that ran out of time no round is waited for" {
	benchmark toy '.profiles[].timeout_s = 1'
	implementation toy/sh-hang 'sleep 60'
	run -2 make bench-toy
	[ "$(grep -c 'start toy/sh-hang' "$LOG")" -eq 1 ]
	[ "$(jq -r .status results/normalized/quick/toy/sh-hang.json)" = timeout ]
	run -0 make validate
}

@test "make: several benchmarks, and one that fails does not stop the next" {
	benchmark apple
	implementation apple/sh-a 'exit 1'
	run -2 make bench
	[ "$(jq -r .status results/normalized/quick/apple/sh-a.json)" = failed ]
	[ "$(jq -r .status results/normalized/quick/toy/sh-a.json)" = ok ]
}

@test "make: list tells never run, fresh, and stale and why" {
	run -0 make list
	[[ $output == *'toy (quick): never run'* ]]
	measured
	run -0 make list
	[[ $output == *'toy (quick): fresh'* ]]
	echo '# changed' >>workloads/toy/sh-a/main.sh
	run -0 make list
	[[ $output == *'toy (quick): stale: sources of sh-a are newer than its build'* ]]
	bench bench-toy
	sed -i 's/^\(environment.kernel\t\).*/\1another/' results/raw/quick/toy/seal
	run -0 make list
	[[ $output == *'stale: environment.kernel changed: now '* ]]
}

@test "make: verify runs each once, checks the answer, and measures nothing" {
	run -0 make verify
	[ "$(runs)" -eq 2 ]
	[ ! -e results/raw ]
	implementation toy/sh-b 'echo more'
	run -2 make verify
	[[ $output == *'verify: toy/sh-b: failed'* ]]
	[[ $output == *'toy/sh-a: answer'* ]]
}

@test "make: report prints what was measured, and measures nothing" {
	run -2 make report
	[[ $output == *'no results of profile quick yet'* ]]
	measured
	echo '# changed' >>workloads/toy/sh-a/main.sh
	run -0 make report
	[ "$(runs)" -eq 0 ]
	[[ $output == *sh-a* ]]
}

@test "make: validate has an answer only when there are records" {
	run -2 make validate
	measured
	run -0 make validate
	jq '.metrics.wall_time.unit = 7' results/normalized/quick/toy/sh-a.json >x
	mv x results/normalized/quick/toy/sh-a.json
	run -2 make validate
	[[ $output == *sh-a.json*unit* ]]
}

@test "make: without jq, help and deps work and the rest says what to do" {
	mkdir bin
	for command in bash make sed sort awk find mkdir rm cat head id env printf dirname basename cc touch ps; do
		ln -s "$(command -v $command)" "bin/$command"
	done
	PATH=$PWD/bin run -0 make help
	[[ $output == *bench-toy* ]]
	PATH=$PWD/bin run -0 make -n deps
	[[ $output == *'deps: missing:'*jq* ]]
	PATH=$PWD/bin run -2 make bench-toy
	[[ $output == *'jq is not installed: "make deps" installs what is missing'* ]]
}

@test "make: install puts the filters and their manuals under PREFIX, uninstall takes them away" {
	run -0 make install DESTDIR="$PWD/root" PREFIX=/usr program_prefix=pl-
	[ -x root/usr/bin/pl-timer ]
	[ -e root/usr/share/man/man1/pl-timer.1 ]
	run -0 root/usr/bin/pl-timer -h
	run -0 make uninstall DESTDIR="$PWD/root" PREFIX=/usr program_prefix=pl-
	[ -z "$(find root -type f)" ]
}

@test "make: clean keeps results and datasets, distclean does not" {
	measured
	mkdir -p results/published
	make clean
	[ -e build/datasets/numbers.txt ]
	[ -e results/raw/quick/toy/seal ]
	[ ! -e build/bin ]
	make distclean
	[ ! -e build ]
	[ "$(ls results)" = published ]
}

@test "make: no file of mk sets a variable that another has set" {
	# what users may set (?=) can stand in several
	grep -oHE '^[A-Za-z_.-]+ *:?=' "$ROOT"/mk/*.mk | tr -d ' =' | sort -u | sed 's/.*[.]mk://; s/:$//' | sort | uniq -d >twice
	same /dev/null twice
}

@test "make: every goal in help is a goal" {
	tar -C "$ROOT" --exclude=node_modules --exclude=dist -cf - dashboard | tar -xf -
	make help | awk '/^  [a-z]/ { print $1 }' >goals
	[ "$(wc -l <goals)" -gt 15 ]
	while read -r goal; do
		run make -n "$goal"
		[[ $output != *'No rule to make target'* ]]
	done <goals
}
