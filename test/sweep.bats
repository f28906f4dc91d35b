# sweep.bats - make sweep-B: the same programs over inputs of several sizes

load helper
load pipeline

# A tree whose benchmark is swept over four files of ones
setup() {
	cd "$BATS_TEST_TMPDIR" || return
	make_tree
	cd "$BATS_TEST_TMPDIR" || return
	copy_tree ones ones_tree
}

ones_tree() {
	copy_tree fresh fresh_tree
	answers='{}'
	for n in 10 20 40 80; do
		ones $n
	done
	benchmark toy ".answers += $answers
		| .sweep = {of: \"rows\", datasets: [\"ones-10\", \"ones-20\", \"ones-40\", \"ones-80\"], rounds: 3}"
}

# swept - to a copy of the tree after "make sweep-toy", and nothing is in the log
swept() {
	cd "$BATS_TEST_TMPDIR" || return
	copy_tree swept swept_tree
}

swept_tree() {
	copy_tree ones ones_tree
	bench sweep-toy
}

# ones N - a dataset of so many ones, and its answer for the spec
ones() {
	local content
	# shellcheck disable=SC2046 # a word each
	dataset "ones-$1" $(printf '1 %.0s' $(seq "$1"))
	# shellcheck disable=SC2046 # a word each
	content=$(printf '%d\n' $(printf '1 %.0s' $(seq "$1")) | sha256sum)
	answers=$(jq -c --arg content "${content%% *}" --arg answer "$(echo "$1" | xxh128)" --arg name "ones-$1" \
		'. + {($content): {xxh3_128: $answer, dataset: $name, origin: "by hand"}}' <<<"$answers")
}

# verdicts - of both implementations
verdicts() {
	jq -r .verdict results/sweep/toy/sh-*.json | paste -sd ' '
}

@test "sweep: a round file is one run with each dataset, with its answer and its size" {
	run -0 make sweep-toy
	[ "$(runs)" -eq 32 ] # two implementations, a warm-up and three rounds, four sizes
	[[ $output = *'toy: start-up and cost per row'* ]]
	[[ $output = *$'\n'make\ bench-toy\ puts\ it\ into\ the\ report. ]]
	[[ $output = *$'\nsh-a '* ]]
	[ "$(find results/raw/sweep/toy -name '0[1-3].csv' | wc -l)" -eq 6 ]
	[ "$(awk -F , '$7 == "input_items" { print $9 }' results/raw/sweep/toy/sh-a/01.csv | sort -n | paste -sd ' ')" = '10 20 40 80' ]
	[ "$(awk -F , '$7 == "wall_time" { print $1, $2, $4, $5 }' results/raw/sweep/toy/sh-a/03.csv | sort -u)" = 'sh-a 3 timed ok' ]
	# sizes are in timer's order, mirrored in the second round
	sizes() { awk -F , '$7 == "input_items" { print $9 }' "results/raw/sweep/toy/sh-b/$1.csv"; }
	[ "$(sizes 01)" = "$(sizes 02 | tac)" ]
	jq -e 'has("slope") and .intercept_lo <= .intercept and .of == "rows" and .rounds == 3 and (.datasets | length) == 4' results/sweep/toy/sh-a.json
	one_at_a_time
}

@test "sweep: rounds of implementations are in balanced order" {
	bench sweep-toy
	awk '$1 == "start" { sub(".*/", ""); print }' "$LOG" | uniq -c | awk '{ for (i = 0; i < $1 / 4; i++) print $2 }' | tail -n +3 >got
	timer -s 7 -n 3 -i sh-a -i sh-b true ::: true | awk -F , '$7 == "wall_time" { print $1 }' >want
	same want got
}

@test "sweep: a second one does nothing, and make -n and -q say so" {
	run -1 make -q sweep-toy
	run -0 make -n sweep-toy
	[ "$(grep -c -- '-o results/raw/sweep/toy/' <<<"$output")" -eq 8 ]
	[ "$(runs)" -eq 0 ]
	swept
	touch -d now mark
	run -0 make sweep-toy
	[[ $output = *'sh-b '* ]]
	[ "$(runs)" -eq 0 ]
	[ -z "$(find results build -newer mark -type f ! -name '*.sha256')" ]
	run -0 make -q sweep-toy
}

@test "sweep: a deleted round measures just itself, more rounds only the new ones" {
	swept
	rm results/raw/sweep/toy/sh-a/03.csv
	bench sweep-toy
	[ "$(runs)" -eq 4 ]
	bench sweep-toy ROUNDS=4
	[ "$(runs)" -eq 8 ]
	[ "$(jq .rounds results/sweep/toy/sh-a.json)" -eq 4 ]
	bench sweep-toy
	[ "$(runs)" -eq 0 ]
	[ "$(jq .rounds results/sweep/toy/sh-a.json)" -eq 3 ]
}

@test "sweep: one changed dataset, or source, measures all again" {
	swept
	jq '.answers |= with_entries(select(.value.dataset != "ones-20"))' workloads/toy/spec.json >spec
	# shellcheck disable=SC2046 # a word each
	dataset ones-20 $(printf '2 %.0s' $(seq 20))
	# shellcheck disable=SC2046 # a word each
	content=$(printf '%d\n' $(printf '2 %.0s' $(seq 20)) | sha256sum)
	jq --arg content "${content%% *}" --arg answer "$(echo 40 | xxh128)" \
		'.answers[$content] = {xxh3_128: $answer, dataset: "ones-20", origin: "by hand"}' spec >workloads/toy/spec.json
	bench sweep-toy
	[ "$(runs)" -eq 32 ]
	touch workloads/toy/sh-a/main.sh build/datasets/ones-10
	bench sweep-toy
	[ "$(runs)" -eq 0 ]
	echo '# changed' >>workloads/toy/sh-a/main.sh
	bench sweep-toy
	[ "$(runs)" -eq 32 ]
}

@test "sweep: a wrong answer at one size, and there is no fit of it" {
	implementation toy/sh-b '[ "$(wc -l <"$1")" -ne 40 ] || echo more'
	run -2 make sweep-toy
	[[ $output = *'sweep: toy/sh-b: round 1: bad_answer: it is a result, and kept: to try again, make remeasure-sweep-toy'* ]]
	[ "$(jq -r .verdict results/sweep/toy/sh-b.json)" = failed ]
	jq -e '(has("slope") or has("intercept")) | not' results/sweep/toy/sh-b.json
	jq -e 'has("slope")' results/sweep/toy/sh-a.json
	runs
	run -2 make sweep-toy
	[ "$(runs)" -eq 0 ]
	run -2 make remeasure-sweep-toy
	[ "$(runs)" -eq 32 ]
}

@test "sweep: a build that fails is said, and stops nobody" {
	sed -i 's/^sh.build.*/sh.build := grep -q good main.sh \&\& install -m 755 main.sh "$$OUT\/run"/' mk/lang/sh.mk
	echo '# good' >>workloads/toy/sh-a/main.sh
	run -2 make sweep-toy
	[[ $output = *'sweep: toy/sh-b: '*not_started* ]]
	[ "$(runs)" -eq 16 ]
	jq -e 'has("slope")' results/sweep/toy/sh-a.json
}

@test "sweep: IMPLS narrows, and what is not in it has no line" {
	swept
	bench sweep-toy IMPLS=sh-a
	[ "$(runs)" -eq 0 ]
	[ ! -e results/sweep/toy/sh-b.json ]
	[ "$(jq -r .reference results/sweep/toy/sh-a.json)" = sh-a ]
}

@test "sweep: the record has it, if it is of the same artifact, and so have the reports" {
	swept
	run -0 make bench-toy
	[ "$(runs)" -eq 10 ]
	[[ $output = *'Start-up and cost per row'* ]]
	jq -e '.scaling.slope == $line[0].slope and .scaling.rounds == 3' --slurpfile line results/sweep/toy/sh-a.json results/normalized/quick/toy/sh-a.json
	grep -q 'Start-up and cost per row' results/report/quick/toy.md results/report/quick/toy.html
	grep -q '^3 rounds of .* rows\.' results/report/quick/toy.md
	mk/bin/validate results/normalized/quick/toy/*.json
	# an older sweep stays out, until it is measured again
	echo '# changed' >>workloads/toy/sh-a/main.sh
	runs
	bench bench-toy
	[ "$(runs)" -eq 10 ]
	jq -e 'has("scaling") | not' results/normalized/quick/toy/sh-a.json
	jq -e 'has("scaling")' results/normalized/quick/toy/sh-b.json
}

@test "sweep: words that make no sense are refused before anything runs" {
	run -2 make sweep-other
	[[ $output = *'other has no sweep: there are toy'* ]]
	jq '.sweep.datasets[0] = "none"' workloads/toy/spec.json >spec && cp spec workloads/toy/spec.json
	run -2 make sweep-toy
	[[ $output = *'no script datasets/none.sh or .py'* ]]
	jq '.sweep.datasets[0] = "numbers.txt" | .sweep.of = "nothing"' spec >workloads/toy/spec.json
	run -2 make sweep-toy
	[[ $output = *'its description has no amount nothing'* ]]
	jq '.sweep.datasets[0] = "ones-5"' spec >workloads/toy/spec.json
	dataset ones-5 1 1 1 1 1
	run -2 make sweep-toy
	[[ $output = *'workloads/toy/spec.json: no answer for ones-5'* ]]
	[ "$(runs)" -eq 0 ]
}
