#!/usr/bin/env bats
# timer.bats - timer runs commands in a balanced order and leaves nothing behind

load helper

# values METRIC [FILE] - the values of a metric, in order
values() {
	awk -F, -v m="$1" '$7 == m { print $9 }' "${2:-out}"
}

# status_of FILE - the statuses of the runs, in order
status_of() {
	awk -F, '$7 == "wall_time" || $7 == "exec_errno" { print $5 }' "$1"
}

# gone PID - it ends within two seconds; a zombie has ended
gone() {
	for _ in {1..100}; do
		grep -q '^State:[[:space:]]*[^ZX]' "/proc/$1/status" 2>/dev/null ||
			return 0
		sleep 0.02
	done
	return 1
}

@test "usage: a wrong call prints the SYNOPSIS" {
	usage_is_synopsis timer
	run -2 timer
	run -2 timer -n 3
}

@test "options that make no sense are refused" {
	while read -r args; do
		# shellcheck disable=SC2086
		run --separate-stderr -2 timer $args
		[ -n "$stderr" ]
		[ -z "$output" ]
	done <<-'END'
		-n 0 true
		-n -1 true
		-n 1.5 true
		-n x true
		-t 0 true
		-t nan true
		-s -1 true
		-r 0 true
		-p 1 true ::: true
		-d 12 true
		-d 00000000000000000000000000000000f true
		-d 00000000000000000000000000000000 -d 00000000000000000000000000000000 true
		-N -1 true
		-N x true
		-N 1 -N 2 true
		-N 1 true ::: true
		-u input_items:1/s:1 true
		-u x true
		-u x:y true
		-u x:y:z true
		-u wall_time:s:1 true
		-u x:B:1 -u x:B:2 true
		-i a -i b true
		true :::
		::: true
		true ::: ::: true
	END
}

@test "the header and every run's rows are samples CSV" {
	run -0 timer -n 2 -w 1 -i a -i b true ::: true
	[ "${lines[0]}" = implementation,round,position,phase,status,case,metric,unit,value,count ]
	printf '%s\n' "${lines[@]}" >out
	awk -F, 'NF != 10 { exit 1 }' out
	[ "$(values wall_time | wc -l)" = 6 ]
	grep -cE '^[ab],1,[12],warmup,ok,,wall_time,s,0[.0-9e-]+,1$' out | grep -qx 2
	grep -cE '^[ab],[12],[12],timed,ok,,wall_time,s,0[.0-9e-]+,1$' out | grep -qx 4
	values exit_code | sort -u | grep -qx 0
	values processes | sort -u | grep -qx 1
}

@test "every metric of a run is in samples(5), with its unit" {
	timer -n 1 true >out
	mandoc -T ascii -O width=1000 "$ROOT/docs/man/samples.5" | col -bx >page
	awk -F, 'NR > 1 { print $7, $8 }' out |
		while read -r metric unit; do
			grep -qE "^ +$metric \($unit\)" page || {
				echo "$metric ($unit) is not documented"
				exit 1
			}
		done
}

@test "the order is the documented one, and -r continues it" {
	command -v python3 || skip "no python3"
	python3 - >want <<-'END'
		def order(seed, k, rounds):
		    state = 1 + seed % 2147483646
		    def draw():
		        nonlocal state
		        state = state * 16807 % 2147483647
		        return state
		    for _ in range(8):
		        draw()
		    for block in range((rounds + 1) // 2):
		        perm = list(range(k))
		        for i in range(k - 1, 0, -1):
		            j = draw() % (i + 1)
		            perm[i], perm[j] = perm[j], perm[i]
		        yield perm
		        yield perm[::-1]
		for r, perm in enumerate(list(order(12345, 3, 9))[:9], 1):
		    for p, c in enumerate(perm, 1):
		        print("abc"[c], r, p)
	END
	timer -n 9 -s 12345 -i a -i b -i c true ::: true ::: true >out
	awk -F, '$7 == "wall_time" { print $1, $2, $3 }' out >got
	same want got
	timer -n 4 -r 6 -s 12345 -i a -i b -i c true ::: true ::: true >out
	awk -F, '$7 == "wall_time" { print $1, $2, $3 }' out >got
	awk '$2 >= 6' want | same - got
}

@test "over a block of two rounds every command has the same mean position" {
	for seed in 1 2 3; do
		timer -n 6 -s $seed -i a -i b -i c -i d \
			true ::: true ::: true ::: true >out
		awk -F, '$7 == "wall_time" { sum[$1, int(($2 + 1) / 2)] += $3 }
			END { for (i in sum) { n++; if (sum[i] != 5) exit 1 }
			exit n != 12 }' out
	done
}

@test "labels: the command line, -i, and #2 for the same again" {
	timer -n 1 true 1 ::: true 1 ::: true ::: true 1 >out
	awk -F, '$7 == "wall_time" { print $1 }' out | sort >got
	printf '%s\n' 'true' 'true 1' 'true 1#2' 'true 1#3' | same - got
	timer -n 1 -i x -i x true 1 ::: true 1 ::: true 1 >out
	awk -F, '$7 == "wall_time" { print $1 }' out | sort >got
	printf '%s\n' 'true 1' 'x' 'x#2' | same - got
	timer -n 1 sh -c ': "a,b"' | grep -q '^"sh -c : ""a,b""",1,1,timed,ok,,wall_time,'
}

@test "-p records the caller's position, -r the round" {
	timer -n 1 -r 7 -p 3 -i a true >out
	grep -q '^a,7,3,timed,ok,,wall_time,' out
}

@test "-S: what the parent process uses meanwhile is not the time of others" {
	# a parent that keeps a processor busy while timer runs
	cat >serve.py <<-'EOT'
		import subprocess, sys
		child = subprocess.Popen(sys.argv[1:])
		while child.poll() is None:
		    pass
	EOT
	[ "$(nproc)" -gt 1 ] || skip 'needs two processors'
	# on a busy machine the parent may get no processor
	for _ in 1 2 3 4; do
		python3 serve.py timer -n 1 -o alone sleep 0.8
		python3 serve.py timer -Sn 1 -o served sleep 0.8
		awk -F, '$7 == "other_cpu_time" { t[FILENAME] = $9 }
			END { exit !(t["alone"] - t["served"] > 0.2) }' alone served && return
	done
	false
}

@test "-u: work per second of wall time" {
	timer -n 1 -u throughput:B/s:1000000 -u item_rate:1/s:5 true >out
	grep -q ',,throughput,B/s,' out
	wall=$(values wall_time) rate=$(values throughput) item_rate=$(values item_rate)
	awk -v w="$wall" -v r="$rate" -v i="$item_rate" 'BEGIN {
		exit !(r * w > 999999 && r * w < 1000001 && i * w > 4.9999 && i * w < 5.0001) }'
}

@test "-u with a case: work per second of each wall time the program reports of it" {
	timer -n 1 -i x -u rate:1/s:6:fft -u rate:1/s:1:other -u rate:1/s:1 \
		bash -c 'printf "fft,wall_time,s,%s\n" 2 3,4 >&$SAMPLES_FD; echo ft,wall_time,s,1 >&$SAMPLES_FD' >out
	grep ',rate,' out | grep -v ',ok,,rate,' | same - <(
		printf 'x,1,1,timed,ok,fft,rate,1/s,%s\n' 3,1 2,4
	)
	[ "$(grep -c ',ok,,rate,1/s,' out)" = 1 ]
	run --separate-stderr -1 timer -n 1 -u rate:1/s:6:fft bash -c 'echo fft,rate,1/s,7 >&$SAMPLES_FD'
	[[ $stderr == *"a metric of timer's own, and its case" ]]
}

@test "-O keeps what an observed command reports, but no times, and how it ended" {
	timer -On 1 -i x bash -c 'printf "%s\n" ,alloc_count,1,9 a,wall_time,s,1 >&$SAMPLES_FD; echo hi' >out
	cut -d, -f4,5,7 out | sed 1d | grep -v 'answer_size\|env_padding\|processes\|exit_code\|term_signal\|start_time' |
		same - <(echo observed,ok,alloc_count)
	[ "$(values alloc_count)" = 9 ]
	[ "$(values exit_code)" = 0 ]
	run -1 timer -On 1 false
}

@test "a failed run is kept apart, the others go on, and timer exits 1" {
	run --separate-stderr -1 timer -n 2 -i bad -i good sh -c 'exit 3' ::: true
	printf '%s\n' "${lines[@]}" >out
	[ "$(grep -c '^bad,[12],[12],timed,failed,,exit_code,1,3,1$' out)" = 2 ]
	[ "$(grep -c '^good,[12],[12],timed,ok,,exit_code,1,0,1$' out)" = 2 ]
	[ "${stderr_lines[0]}" = 'timer: bad: round 1: exit status 3' ]
	[ "${stderr_lines[1]}" = 'timer: bad: 2 of 2 runs went wrong' ]
	run -0 timer -k -n 2 sh -c 'exit 3'
}

@test "a command killed by a signal failed" {
	run --separate-stderr -1 timer -n 1 -i x sh -c 'kill -9 $$'
	printf '%s\n' "${lines[@]}" >out
	grep -q '^x,1,1,timed,failed,,term_signal,1,9,1$' out
	run ! grep -q exit_code out
	[ "$stderr" = 'timer: x: round 1: Killed (signal 9)' ]
}

@test "who writes a command as one word learns that there is no shell" {
	hint="(no shell splits it: give words, or sh -c '...')"
	for command in 'gzip -kc x' './gzip -kc x'; do
		run --separate-stderr -127 timer -n 1 "$command"
		[ "$stderr" = "timer: $command: No such file or directory $hint" ]
	done
	run --separate-stderr -127 timer -n 1 'a b' c
	[ "$stderr" = 'timer: a b: No such file or directory' ]
}

@test "a command that cannot be started is not one that exits 127" {
	run --separate-stderr -127 timer -n 2 -i x ./missing
	[ "${lines[1]}" = x,1,1,timed,not_started,,exec_errno,1,2,1 ]
	[ "${#lines[@]}" = 3 ]
	[ "${stderr_lines[0]}" = 'timer: ./missing: No such file or directory' ]
	run -127 timer -n 1 no-such-command-anywhere
	run -127 env -u PATH "$BIN/timer" -n 1 no-such-command-anywhere
	echo true >plain
	run --separate-stderr -126 timer -n 1 ./plain
	[ "$stderr" = 'timer: ./plain: Permission denied' ]
	chmod +x plain
	run --separate-stderr -126 timer -n 1 ./plain
	[ "$stderr" = 'timer: ./plain: Exec format error (no shell runs it: does it lack a line "#!"?)' ]
	run --separate-stderr -1 timer -n 1 -i x sh -c 'exit 127'
	[[ $output == *x,1,1,timed,failed,,exit_code,1,127,1* ]]
	run -1 timer -n 1 ./missing ::: true
	run -0 timer -k -n 1 ./missing ::: true
}

@test "after the timeout nothing is left, whatever it did to hide" {
	cat >hide <<-'END'
		#!/bin/bash
		trap '' TERM
		(setsid bash -c 'trap "" TERM HUP; echo $$ >pid1; exec sleep 99' &)
		setsid bash -c '(trap "" TERM; echo $BASHPID >pid2; while :; do sleep 0.1; done) & sleep 99' &
		echo $$ >pid3
		while :; do sleep 0.1; done
	END
	chmod +x hide
	run --separate-stderr -1 timer -n 1 -i x -t 0.4 ./hide
	[ "$stderr" = 'timer: x: round 1: not done after 0.4 s' ]
	[[ $output == *x,1,1,timed,timeout,,wall_time,s,1.* ]]
	for i in 1 2 3; do
		[ ! -e "/proc/$(<pid$i)" ]
	done
}

@test "after the timeout nothing is left of what forks faster than one can look" {
	command -v python3 || skip "no python3"
	cat >hop.py <<-'END'
		import os, signal, time
		signal.signal(signal.SIGTERM, signal.SIG_IGN)
		if os.fork():
		    time.sleep(99)
		while True:
		    if os.fork():
		        os._exit(0)
	END
	run --separate-stderr -1 timer -n 1 -i x -t 0.3 python3 "$PWD/hop.py"
	[[ $output == *x,1,1,timed,timeout,,wall_time,* ]]
	run -1 pgrep -f "$PWD/hop.py"
}

@test "orphans are reaped while the command runs" {
	cat >orphans <<-'END'
		#!/bin/bash
		for i in {1..50}; do (true &); done
		sleep 0.3
		ps -o stat= --ppid $PPID | grep -c Z >zombies
		exit 0
	END
	chmod +x orphans
	timer -n 1 ./orphans >out
	[ "$(<zombies)" = 0 ]
	[ "$(values processes)" -gt 25 ]
}

@test "a timeout asks with TERM first" {
	run --separate-stderr -1 timer -n 1 -i x -t 0.3 bash -c \
		'trap "echo bye >said; exit 0" TERM; while :; do sleep 0.02; done'
	[ "$(<said)" = bye ]
	[[ $output == *x,1,1,timed,timeout,,exit_code,1,0,1* ]]
}

@test "a command that never stops writing does time out" {
	run --separate-stderr -1 timer -n 1 -i x -t 0.2 yes
	[[ $output == *x,1,1,timed,timeout,,term_signal,1,15,1* ]]
}

@test "processes left behind are killed and counted, and the run is ok" {
	timer -n 2 sh -c 'sleep 99 & echo $! >>pids; (setsid sleep 99 &)' >out
	values leaked_processes | sort -u | grep -qx 2
	values processes | sort -u | grep -vqx 1
	status_of out | sort -u | grep -qx ok
	while read -r pid; do [ ! -e "/proc/$pid" ]; done <pids
}

@test "children timer had before it was timer are left alone" {
	bash -c 'sleep 5 3>&- & echo $! >pid; exec timer -n 2 true' >out
	kill "$(<pid)"
	values processes | sort -u | grep -qx 1
	values leaked_processes | sort -u | grep -qx 0
}

@test "with such children too, TERM ends the command first, then timer" {
	# shellcheck disable=SC2016
	bash -c 'sleep 5 3>&- & echo $! >child
		exec timer -n 1 -o out bash -c "
			(setsid sleep 99 & echo \$! >pid2); echo \$\$ >pid1; sleep 99"' 3>&- &
	until [ -s pid1 ]; do sleep 0.01; done
	kill $!
	status=0
	wait $! || status=$?
	[ $status = 143 ]
	kill "$(<child)"
	[ ! -e "/proc/$(<pid1)" ]
	[ ! -e "/proc/$(<pid2)" ]
	[ ! -e out ]
}

@test "the CPU time of orphans is counted" {
	command -v python3 || skip "no python3"
	cat >burn.py <<-'END'
		import os, time
		r, w = os.pipe()
		if os.fork() == 0:
		    if os.fork() == 0:
		        while time.process_time() < 0.3:
		            pass
		        os.write(w, b"x")
		    os._exit(0)
		os.wait()
		os.read(r, 1)
		time.sleep(0.1)
	END
	timer -n 1 python3 burn.py >out
	[ "$(values processes)" = 2 ]
	[ "$(values leaked_processes)" = 0 ]
	awk -v cpu="$(values cpu_time)" 'BEGIN { exit !(cpu >= 0.3) }'
}

@test "peak memory is one run's own, not that of the runs before" {
	command -v python3 || skip "no python3"
	timer -n 2 -i big -i small \
		python3 -c 'x = bytearray(200_000_000)' ::: true >out
	awk -F, '$7 == "max_rss" && ($1 == "big") != ($9 > 200e6) { exit 1 }' out
	awk -F, '$7 == "max_rss" { rss = $9 } $7 == "rss_floor" { floor = $9 }
		$7 == "max_rss_at_floor" && $9 != (rss <= 1.05 * floor) { exit 1 }
		$7 == "rss_floor" && !(floor > 0 && rss >= 0.9 * floor) { exit 1 }' out
}

@test "a huge answer is hashed, and takes no memory" {
	timer -n 2 head -c 200000000 /dev/zero >out
	values answer_size | sort -u | grep -qx 200000000
	first=$(values rss_floor | head -1) last=$(values rss_floor | tail -1)
	[ $((last - first)) -lt 1000000 ]
	if command -v xxhsum; then
		want=$(head -c 200000000 /dev/zero | xxhsum -H2)
		awk -F, '$7 == "answer_size" { print $6 }' out | sort -u |
			grep -qx "${want%% *}"
	fi
}

@test "-d: the answer must be the right one" {
	timer -n 1 echo hello >out
	digest=$(awk -F, '$7 == "answer_size" { print $6 }' out)
	[[ $digest =~ ^[0-9a-f]{32}$ ]]
	if command -v xxhsum; then
		[ "$digest" = "$(echo hello | xxhsum -H2 | cut -d' ' -f1)" ]
	fi
	run --separate-stderr -0 timer -n 1 -d "$digest" echo hello
	[ -z "$stderr" ]
	run -0 timer -n 1 -d "${digest^^}" echo hello
	run --separate-stderr -1 timer -n 1 -i x -d "$digest" echo hell
	[[ $output == *x,1,1,timed,bad_answer,,wall_time,* ]]
	[[ $stderr == "timer: x: round 1: answer "*", want $digest" ]]
}

@test "-d: several are for the commands in turn" {
	one=$(echo 1 | timer -n 1 -I /dev/stdin cat | awk -F, '$7 == "answer_size" { print $6 }')
	two=$(echo 2 | timer -n 1 -I /dev/stdin cat | awk -F, '$7 == "answer_size" { print $6 }')
	run -0 timer -n 2 -o out -d "$one" -d "$two" echo 1 ::: echo 2
	run -1 timer -n 2 -o out -d "$two" -d "$one" echo 1 ::: echo 2
	[ "$(status_of out | sort -u)" = bad_answer ]
	# one alone is for all
	run -1 timer -n 1 -o out -d "$one" echo 1 ::: echo 2
	[ "$(status_of out | sort | paste -sd ' ')" = 'bad_answer ok' ]
}

@test "-N: sizes are recorded, and commands of several sizes may have one name" {
	run -0 --separate-stderr timer -n 2 -w 1 -o out -i a -i a -i b -N 10 -N 2.5e3 -N 10 echo 1 ::: echo 2 ::: echo 3
	[ -z "$stderr" ] # answers differ, as they should
	[ "$(awk -F, '$7 == "input_items" { print $1, $8, $9 }' out | sort | uniq -c | tr -s ' ')" = ' 3 a 1 10
 3 a 1 2500
 3 b 1 10' ]
	# in each round the items go with the command
	timer -n 2 -o out -i a -i a -N 1 -N 3 printf x ::: printf xxx
	[ "$(values input_items)" = "$(values answer_size)" ]
	# none without it
	timer -n 1 true | run -1 grep input_items
}

@test "without -d, answers that differ are a warning, once" {
	run --separate-stderr -0 timer -n 3 -i a -i b echo 1 ::: echo 2
	[ "${#stderr_lines[@]}" = 1 ]
	[[ $stderr == 'timer: answers differ: '*' from '?', '*' from '? ]]
	run --separate-stderr -0 timer -n 3 -i a -i b echo 1 ::: echo 1
	[ -z "$stderr" ]
}

@test "standard input is /dev/null, or -I from its beginning in every run" {
	timer -n 1 cat >out
	[ "$(values answer_size)" = 0 ]
	echo hello >in
	timer -n 2 -w 1 -I in cat >out
	[ "$(values answer_size | xargs)" = '6 6 6' ]
	run --separate-stderr -1 timer -I nowhere cat
	[ "$stderr" = 'timer: nowhere: No such file or directory' ]
}

@test "samples the program reports become rows of its run" {
	cat >report <<-'END'
		#!/bin/bash
		printf 'parse,wall_time,s,0.125\n"a,""b""",latency,s,2e-3,7\r\n,items,1,3\n' >&"$SAMPLES_FD"
	END
	chmod +x report
	timer -n 2 -i x ./report >out
	for r in 1 2; do
		grep -qx "x,$r,1,timed,ok,parse,wall_time,s,0.125,1" out
		grep -qx "x,$r,1,timed,ok,\"a,\"\"b\"\"\",latency,s,2e-3,7" out
		grep -qx "x,$r,1,timed,ok,,items,1,3,1" out
	done
}

@test "junk on SAMPLES_FD makes the run bad_samples, and names the line" {
	while IFS='|' read -r text want; do
		printf 'a,b,s,1\n%b' "$text" >junk
		# shellcheck disable=SC2016
		run --separate-stderr -1 timer -n 1 -i x -u rate:1/s:1 \
			bash -c 'cat junk >&$SAMPLES_FD'
		[ "$stderr" = "timer: x: round 1: samples:2: $want" ]
		[[ $output == *x,1,1,timed,bad_samples,,wall_time,* ]]
		[[ $output != *a,b,s,1* ]]
	done <<-'END'
		a,b,s\n|fewer than 4 fields
		\n|fewer than 4 fields
		a,b,s,1,1,1\n|more than 5 fields
		a,b,s,nan\n|value: not a number
		a,b,s,1e999\n|value: not a number
		a,b,s,1 \n|value: not a number
		a,b,s,0x10\n|value: not a number
		a,b,s,1,0\n|count: not a positive number
		a,b,s,1,-1\n|count: not a positive number
		a,,s,1\n|no metric
		a,b,,1\n|no unit
		a"a,b,s,1\n|misplaced quote
		"a"a,b,s,1\n|misplaced quote
		"a,b,s,1\n|misplaced quote
		a\0,b,s,1\n|control character
		a,b,s,1|cut off: no newline
		,wall_time,s,1\n|a metric of timer's own, and its case
		,rate,1/s,1\n|a metric of timer's own, and its case
	END
	# shellcheck disable=SC2016
	run --separate-stderr -1 timer -n 1 -i x \
		bash -c 'head -c 20000 /dev/zero | tr "\0" a >&$SAMPLES_FD'
	[ "$stderr" = 'timer: x: round 1: samples:1: line too long' ]
}

@test "100,000 samples are copied, in constant memory" {
	# shellcheck disable=SC2016
	timer -n 2 -i x bash -c \
		'seq -f "request,latency,s,%.0f" 100000 >&$SAMPLES_FD' >out
	[ "$(values latency | wc -l)" = 200000 ]
	seq 100000 | same - <(values latency | head -100000)
	first=$(values rss_floor | head -1) last=$(values rss_floor | tail -1)
	[ $((last - first)) -lt 1000000 ]
}

@test "make's variables are hidden from the command" {
	env MAKEFLAGS=n MFLAGS=-n MAKELEVEL=2 MAKEOVERRIDES=x MAKE_TERMOUT=x \
		MAKE_TERMERR=x GNUMAKEFLAGS=n KEPT=1 \
		timer -n 1 sh -c 'env >env' >out
	run ! grep -E '^(MAKE|MFLAGS|GNUMAKE)' env
	grep -qx KEPT=1 env
}

@test "the environment's padding changes by round, and is the same for all" {
	# shellcheck disable=SC2016
	timer -n 8 -i a -i b bash -c 'echo ${#PLUMBLINE_PAD} >>a' ::: \
		bash -c 'echo ${#PLUMBLINE_PAD} >>b' >out
	same a b
	[ "$(sort -u a | wc -l)" -gt 4 ]
	awk -F, '$7 == "env_padding" && $1 == "a" { print $9 }' out | same a -
	awk '$1 < 0 || $1 > 4095 { exit 1 }' a
	tail -n +5 a >late
	# shellcheck disable=SC2016
	timer -n 4 -r 5 bash -c 'echo ${#PLUMBLINE_PAD} >>again' >out
	same late again
}

@test "a command starts with clean signals, in a session of its own" {
	command -v python3 || skip "no python3"
	cat >look <<-'END'
		#!/bin/sh
		grep -E 'Sig(Blk|Ign)' /proc/self/status >seen
		set -- $(cat /proc/$$/stat)
		[ "$6" = $$ ] && echo own session >>seen
	END
	chmod +x look
	python3 - <<-'END'
		import os, signal
		for s in (signal.SIGINT, signal.SIGPIPE, signal.SIGCHLD, signal.SIGUSR1):
		    signal.signal(s, signal.SIG_IGN)
		signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGUSR2])
		os.execvp("timer", ["timer", "-n", "1", "-o", "out", "./look"])
	END
	# 32 and 33 are the C library's own: it lets nobody set them
	sed -i 's/000000018/000000000/' seen
	printf 'SigBlk:\t%016d\nSigIgn:\t%016d\nown session\n' 0 0 | same - seen
}

@test "closed standard descriptors do no harm" {
	timer -n 1 -o out sh -c 'echo hi' <&- >&- 2>&-
	[ "$(values answer_size)" = 3 ]
	run -1 bash -c 'timer -n 1 true >&- 2>err'
	grep -q '^timer: standard output: Bad file descriptor$' err
}

@test "a full disk and a closed pipe are errors" {
	run -1 bash -c 'timer -n 3 true >/dev/full 2>err'
	grep -qx 'timer: standard output: No space left on device' err
	run --separate-stderr -1 timer -n 3 -o /dev/full true
	[ "$stderr" = 'timer: /dev/full: No space left on device' ]
	{ timer -n 100 sleep 0.01 2>err && echo 0 >code || echo $? >code; } | true
	[ "$(<code)" = 1 ]
	grep -qx 'timer: standard output: Broken pipe' err
}

@test "-o: the file is there, whole, only at the end" {
	timer -n 2 -o out sh -c '[ ! -e out ]'
	[ "$(status_of out | xargs)" = 'ok ok' ]
	run --separate-stderr -1 timer -n 1 -o no/such/folder true
	[[ $stderr == 'timer: no/such/folder: '* ]]
}

# started SIGNAL - start timer on a command with a hidden grandchild, send it
# the signal, print how timer ended
started() {
	# shellcheck disable=SC2016
	python3 - "$1" <<-'END'
		import os, signal, subprocess, sys, time
		signal.signal(signal.SIGINT, signal.SIG_DFL)
		p = subprocess.Popen(["timer", "-n", "3", "-o", "out", "bash", "-c",
		    "(setsid sh -c 'echo $$ >pid2; exec sleep 9' &); echo $$ >pid1; sleep 99"])
		while not all(os.path.exists(f) and os.path.getsize(f) for f in ("pid1", "pid2")):
		    time.sleep(0.01)
		p.send_signal(int(sys.argv[1]))
		print(p.wait())
	END
}

@test "Ctrl-C and TERM kill everything, leave no file, and end timer as usual" {
	command -v python3 || skip "no python3"
	for sig in 2 15; do
		rm -f pid1 pid2
		[ "$(started $sig)" = "-$sig" ]
		[ ! -e "/proc/$(<pid1)" ]
		[ ! -e "/proc/$(<pid2)" ]
		[ "$(echo out*)" = 'out*' ]
	done
}

@test "KILL leaves no file and no command" {
	command -v python3 || skip "no python3"
	[ "$(started 9)" = -9 ]
	gone "$(<pid1)"
	kill "$(<pid2)"
	[ "$(echo out*)" = 'out*' ]
}

@test "-l: one timer at a time" {
	for _ in 1 2 3; do
		timer -n 1 -l lock -o /dev/null \
			sh -c 'echo begin >>log; sleep 0.2; echo end >>log' 3>&- &
	done
	wait
	printf '%s\n' begin end begin end begin end | same - log
	[ "$(stat -c %a lock)" = 644 ]
	ln -s lock link
	run -1 timer -n 1 -l link true
}

@test "-l: a long wait is said, and a round measured meanwhile is kept" {
	flock lock sleep 1.5 3>&- &
	until ! flock -n lock true; do sleep 0.01; done
	timer -n 1 -l lock -o out sh -c 'echo >ran' 2>err 3>&- &
	pid=$!
	sleep 0.2
	echo theirs >out
	wait $pid
	[ "$(<out)" = theirs ]
	[ ! -e ran ]
	printf '%s\n' 'timer: lock: waiting for another measurement to end' \
		'timer: out: measured meanwhile' | same - err
	timer -n 1 -l lock -o out true
	[ "$(head -c 14 out)" = implementation ]
}

@test "-l: what a killed timer leaves alive still holds the lock" {
	command -v python3 || skip "no python3"
	# shellcheck disable=SC2016
	python3 - <<-'END'
		import os, subprocess, time
		p = subprocess.Popen(["timer", "-n", "1", "-l", "lock", "-o", "out",
		    "bash", "-c", "(setsid sh -c 'echo $$ >pid; exec sleep 9' &); sleep 99"])
		while not (os.path.exists("pid") and os.path.getsize("pid")):
		    time.sleep(0.01)
		p.kill()
		p.wait()
	END
	run -1 flock -n lock true
	kill "$(<pid)"
	gone "$(<pid)"
	run -0 flock -w 2 lock true
}

@test "progress is for terminals, and is erased" {
	run --separate-stderr -0 timer -n 5 sleep 0.45
	[ -z "$stderr" ]
	command -v script || skip "no script"
	script -qec 'timer -n 5 -i nap -o out sleep 0.45' /dev/null >typescript </dev/null
	tr '\r' '\n' <typescript >got
	grep -q 'round 2 of 5, nap, 0 s, 2 s to go' got
	tail -c 5 typescript | grep -q "$(printf '\r\033')\[K"
	# of one round of a longer session it knows too little
	script -qec 'timer -n 1 -r 7 -o out sleep 1.1 ::: sleep 1.2' /dev/null >typescript </dev/null
	[ ! -s typescript ]
}
