#!/usr/bin/env bats
# flaky.bats - what flaky promises, and the program that runs the suites

load helper

DATA=$BATS_TEST_DIRNAME/data

header() {
	echo implementation,round,position,phase,status,case,metric,unit,value,count
}

# runs NAME TEST OUTCOMES - a round for each letter: p passed, f failed, - no run
runs() {
	local i
	for ((i = 0; i < ${#3}; i++)); do
		case ${3:i:1} in
		p) echo "$1,$((i + 1)),1,${phase:-timed},${outcome:-ok},$2,test_failed,1,0,1" ;;
		f) echo "$1,$((i + 1)),1,${phase:-timed},${outcome:-ok},$2,test_failed,1,1,1" ;;
		esac
	done
}

# value CASE METRIC [FILE] - from what flaky wrote
value() {
	awk -F , -v scase="$1" -v metric="$2" '$6 == scase && $7 == metric { print $9 }' "${3:-got}"
}

@test "flaky: a wrong call says how to call, as the manual does" {
	usage_is_synopsis flaky
}

@test "flaky: agrees with R" {
	flaky "$DATA/flaky.csv" >got
	agree "$DATA/flaky-want.csv" got
}

@test "flaky: the vectors are what R makes of them" {
	command -v Rscript >/dev/null || skip 'R is not installed'
	Rscript "$ROOT/test/reference/flaky.R" .
	agree "$DATA/flaky-want.csv" flaky-want.csv
	same "$DATA/flaky.csv" flaky.csv
}

@test "flaky: flaky is to pass and to fail, failing to fail always, stable to pass always" {
	{ header && runs a sometimes pfp && runs a never fff && runs a always ppp && runs a once f; } | flaky >got
	[ "$(value '' tests)" = 4 ]
	[ "$(value '' tests_flaky) $(value '' tests_failing) $(value '' tests_stable)" = '1 2 1' ]
	[ "$(value '' flaky_share)" = 25 ]
	[ "$(value '' runs_failed)" = 3 ]
}

@test "flaky: a test that had no turn has no run, and the least runs decide what is detectable" {
	{ header && runs a often pppppppppp && runs a rarely --pp------; } | flaky >got
	[ "$(value often test_runs) $(value rarely test_runs)" = '10 2' ]
	awk -v d="$(value '' detectable_share)" 'BEGIN { exit !(d > 77.6 && d < 77.7) }'
}

@test "flaky: warm-ups and runs that went wrong do not count" {
	{ header && runs a x pp && phase=warmup runs a x fff && outcome=failed runs a x --fff; } | flaky >got
	[ "$(value x test_runs) $(value x failure_share)" = '2 0' ]
}

@test "flaky: if no run went well nothing is said" {
	{ header && outcome=failed runs a x fff; } >in
	flaky in | same <(header) -
	[ "$(flaky -T in)" = 'no run went well, so nothing is known of tests' ]
}

@test "flaky: the order of files and rows changes no value" {
	{ runs a x pfpfpppp && runs a y pppppppp && runs b x ffffffff && runs a 'z "1", 2' pppppppf; } |
		sed 's/,z "1", 2,/,"z ""1"", 2",/' >rows
	for seed in 1 2 3; do
		shuf --random-source=<(yes $seed) rows >shuffled
		split -n l/3 shuffled part.
		for part in part.??; do { header && cat "$part"; } >"$part.csv"; done
		flaky part.??.csv | sort >"got.$seed"
	done
	same got.1 got.2
	same got.1 got.3
	grep -q '"z ""1"", 2",failure_share,%,12.5' got.1
}

@test "flaky: refuses what is no run of a test" {
	{ header && runs a x pp; } >in
	run -1 flaky in in
	[ "$output" = 'flaky: in:2: test_failed: a second run of the test in the same round' ]
	run -1 flaky <(sed 's/,0,1$/,0.5,1/' in)
	[[ $output == *':2: test_failed: neither 0 nor 1' ]]
	run -1 flaky <(sed 's/test_failed/test_time/' in)
	[ "$output" = 'flaky: no run has a value of test_failed' ]
	run -1 flaky -o out nowhere.csv
	[ ! -e out ]
	run -1 flaky /dev/null
	run -1 flaky -o /dev/full in
}

@test "flaky: the table has what is of interest first, and says what so many runs can tell" {
	thirty=$(printf 'p%.0s' {1..30})
	{ header && runs py good "$thirty" && runs py bad "${thirty//p/f}" && runs py odd "fff${thirty:3}"; } >in
	COLUMNS=1000 flaky -T in >got
	same - got <<-'EOT'
		py: 3 tests, 1 flaky (33.3 % [6.1, 79.2]), 1 failing, 1 stable; 30 of 30 runs failed
		  test  verdict  runs  failed  share of runs, 95 % interval
		  odd   flaky      30       3   10.0 % [3.5, 25.6]
		  bad   failing    30      30  100.0 % [88.6, 100.0]
		  good  stable     30       0    0.0 % [0.0, 11.4]
		30 clean runs exclude, with 95 %, a failure probability above 9.5 %. A test that fails in 1 % of runs would be seen in 26 % of such sessions; 299 runs would be needed to see it with 95 %.
	EOT
}

@test "flaky: with -e the exit status tells" {
	{ header && runs a x ppp; } | flaky -e
	run -1 flaky -e <(header && runs a x ppf)
	run -1 flaky -e <(header && runs a x fff)
}
