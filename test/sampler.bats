#!/usr/bin/env bats

# shellcheck disable=SC2030,SC2031
load helper

# A program that does what its arguments say, one after the other:
#   +N  take and touch N MB        -   give the last back
#   sN  the same, shared           wN  wait N milliseconds
#   tN  start N threads            oN  open N descriptors
#   fN  fork N children that read what is shared, then go on as the parent does
#   d   go on as a grandchild whose parent has ended; the first one waits
#   b   burn CPU time for 50 ms    R   make the file "ready"
setup_file() {
	cat >"$BATS_FILE_TMPDIR/steps.c" <<-'EOF'
		#include <fcntl.h>
		#include <pthread.h>
		#include <stdlib.h>
		#include <string.h>
		#include <sys/mman.h>
		#include <sys/wait.h>
		#include <time.h>
		#include <unistd.h>
		static void *idle(void *p) { pause(); return p; }
		int main(int argc, char *argv[])
		{
			char *last = NULL, *shared = NULL;
			size_t size = 0, shared_size = 0, sum = 0;
			pthread_t thread;
			int fd, copy;
			for (int i = 1; i < argc; i++) {
				long n = atol(argv[i] + 1);
				switch (*argv[i]) {
				case '+': case 's':
					size = (size_t)n << 20;
					last = mmap(NULL, size, PROT_READ | PROT_WRITE,
					    MAP_ANONYMOUS | (*argv[i] == 's' ?
					    MAP_SHARED : MAP_PRIVATE), -1, 0);
					memset(last, 1, size);
					if (*argv[i] == 's')
						shared = last, shared_size = size;
					break;
				case '-': munmap(last, size); break;
				case 'w': usleep((useconds_t)n * 1000); break;
				case 't':
					while (n--)
						pthread_create(&thread, NULL, idle, NULL);
					break;
				case 'o':
					while (n--)
						copy = dup(0);
					break;
				case 'f':
					for (copy = 0; copy < n && fork() > 0;)
						copy++;
					for (size_t k = 0; k < shared_size; k += 4096)
						sum += (size_t)shared[k];
					break;
				case 'd':
					if (fork() > 0) {
						while (wait(NULL) > 0)
							;
						usleep(400000);
						return 0;
					}
					if (fork() > 0)
						return 0;
					break;
				case 'b':
					while (clock() < CLOCKS_PER_SEC / 20)
						;
					break;
				case 'R':
					fd = open("ready", O_CREAT | O_WRONLY, 0666);
					close(fd);
				}
			}
			return sum == 1;
		}
	EOF
	cc -O1 -pthread -o "$BATS_FILE_TMPDIR/steps" "$BATS_FILE_TMPDIR/steps.c"
}

MB=1048576

steps() {
	exec 3>&-
	exec "$BATS_FILE_TMPDIR/steps" "$@"
}

# soon COMMAND - it is true within ten seconds
soon() {
	local _
	for _ in {1..500}; do
		"$@" && return
		sleep 0.02
	done
	return 1
}

# ends PID - it is not there any more
ends() {
	! kill -0 "$1" 2>/dev/null
}

# begin STEP... - the program in the background, ready; its number in $pid
begin() {
	steps "$@" &
	pid=$!
	soon [ -e ready ]
}

teardown() {
	[ -z "${pid:-}" ] || kill -9 "$pid" 2>/dev/null || :
}

# column FILE NAME - a column's values
column() {
	awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++)
		if ($i == name) c = i; next } { print $c }' "$1"
}

# max FILE NAME, last FILE NAME - the largest, the last value
max() {
	column "$@" | sort -g | tail -1
}

last() {
	column "$@" | tail -1
}

# between LOW VALUE HIGH
between() {
	awk -v a="$1" -v x="$2" -v b="$3" 'BEGIN { exit !(a <= x && x <= b) }' ||
		{ echo "$2 is not between $1 and $3" >&2; return 1; }
}

@test "sampler: a wrong call says how to call, as the manual does" {
	usage_is_synopsis sampler
	run -2 sampler
	run -2 sampler -p 1 true
}

@test "sampler: an interval or a number that makes no sense is refused" {
	run --separate-stderr -2 sampler -i 0.5 true
	[ "$stderr" = "sampler: -i: too small: 0.5 (at least 1)" ]
	run --separate-stderr -2 sampler -p x
	[ "$stderr" = 'sampler: -p: not a number: "x"' ]
	run -2 sampler -p 0
}

@test "sampler: exits as the command does" {
	run -7 sampler -o s.csv sh -c 'exit 7'
	run -0 sampler -o s.csv true
	# shellcheck disable=SC2016
	run -137 sampler -o s.csv sh -c 'kill -9 $$'
	[ -s s.csv ]
}

@test "sampler: a command that cannot be run is 126 or 127, and no file" {
	run --separate-stderr -127 sampler -o s.csv ./absent
	[ "$stderr" = "sampler: ./absent: No such file or directory" ]
	run --separate-stderr -126 sampler -o s.csv /etc/passwd
	[ "$stderr" = "sampler: /etc/passwd: Permission denied" ]
	[ ! -e s.csv ]
}

@test "sampler: a command that ends at once is sampled twice at least" {
	sampler -o s.csv true
	[ "$(wc -l <s.csv)" -ge 3 ]
	[ "$(last s.csv processes)" = 0 ]
	between 100000 "$(last s.csv peak_B)" $((200 * MB))
}

@test "sampler: every row has all the columns, and totals never fall" {
	sampler -i 5 -o s.csv sh -c 'for i in 1 2 3 4 5 6; do
		head -c 3000000 /dev/zero | cksum; done' >/dev/null
	awk -F, 'NF != 19' s.csv | same /dev/null -
	for name in time_s peak_B cpu_time_s user_time_s sys_time_s read_B \
		write_B storage_read_B storage_write_B cost_s; do
		column s.csv $name >got
		LC_ALL=C sort -g -c got
		! grep -qE '^$|[^0-9.]' got
	done
	csv2json s.csv | jq -es 'length > 2'
}

@test "sampler: steps of resident and proportional size are seen" {
	sampler -o s.csv "$BATS_FILE_TMPDIR/steps" w150 +32 w250 +32 w700
	column s.csv rss_B | awk '{ m = int($1 / 1048576)
		low += m < 16; mid += m >= 32 && m < 48; high += m >= 64 }
		END { print (low > 1), (mid > 1), (high > 1) }' >got
	same - got <<<"1 1 1"
	between $((64 * MB)) "$(max s.csv rss_B)" $((76 * MB))
	between $((64 * MB)) "$(max s.csv pss_B)" $((76 * MB))
}

@test "sampler: a peak that was before, or between, the samples is seen" {
	begin +64 - R w5000
	timeout -s INT 0.1 sampler -o s.csv -p "$pid" || :
	between 0 "$(max s.csv rss_B)" $((32 * MB))
	between $((64 * MB)) "$(max s.csv hwm_B)" $((80 * MB))
	between $((64 * MB)) "$(last s.csv peak_B)" $((80 * MB))
}

@test "sampler: a peak just before the end, which no sample saw, is seen" {
	sampler -i 60000 -o s.csv "$BATS_FILE_TMPDIR/steps" w20 +64
	[ "$(wc -l <s.csv)" = 3 ]
	between $((64 * MB)) "$(last s.csv peak_B)" $((80 * MB))
}

@test "sampler: memory that three processes share counts once in PSS" {
	sampler -o s.csv "$BATS_FILE_TMPDIR/steps" s32 f2 w700
	[ "$(max s.csv processes)" = 3 ]
	between $((96 * MB)) "$(max s.csv rss_B)" $((120 * MB))
	# most samples: one that falls into a fork sees a page as one's own and shared
	column s.csv pss_B | awk NF | percentile -p 50 | tail -1 | cut -d, -f3 >pss
	between $((32 * MB)) "$(cat pss)" $((48 * MB))
}

@test "sampler: threads and descriptors are counted" {
	begin t5 o20 R w5000
	want=$(find "/proc/$pid/fd" -type l | wc -l)
	timeout -s INT 0.1 sampler -o s.csv -p "$pid" || :
	[ "$(max s.csv threads)" = 6 ]
	[ "$(max s.csv fds)" = "$want" ]
	[ "$want" -ge 23 ]
}

@test "sampler: a grandchild whose parent has ended is counted" {
	sampler -o s.csv "$BATS_FILE_TMPDIR/steps" d +48 w200
	between $((48 * MB)) "$(max s.csv rss_B)" $((64 * MB))
	[ "$(last s.csv processes)" = 0 ]
}

@test "sampler: with -p, descendants that are there already are counted" {
	begin f2 +16 R w5000
	timeout -s INT 0.2 sampler -o s.csv -p "$pid" || :
	[ "$(head -2 s.csv | max - processes)" = 3 ]
	pkill -9 -P "$pid"
}

@test "sampler: ends when the process it watches ends" {
	begin R w300
	run -0 sampler -o s.csv -p "$pid"
	[ "$(last s.csv processes)" = 0 ]
	wait "$pid"
}

@test "sampler: a process that is not there is an error" {
	true &
	wait $!
	run --separate-stderr -1 sampler -o s.csv -p $!
	[ "$stderr" = "sampler: no such process: $!" ]
	[ ! -e s.csv ]
}

@test "sampler: a thread is not a process" {
	begin t1 R w5000
	tid=$(find "/proc/$pid/task" -mindepth 1 -maxdepth 1 -printf '%f\n' |
		grep -vx "$pid")
	run --separate-stderr -1 sampler -p "$tid"
	[ "$stderr" = "sampler: no such process: $tid" ]
}

@test "sampler: each row has its turn; late and missed say which" {
	sampler -i 1 -o s.csv sleep 0.3
	# all but the last: time - late is a whole number of intervals, one more
	# than that of the row before and what was missed
	awk -F, 'NR == 1 { turn = -1; next } $2 == "" { last++; next }
		{ turn += 1 + $3; if ($2 < 0) print "early", $0
		d = ($1 - $2) * 1000 - turn
		if (d > 0.01 || d < -0.01) print d, $0 }
		END { if (last != 1) print "last rows:", last }' s.csv |
		same /dev/null -
	[ "$(wc -l <s.csv)" -gt 20 ]
}

@test "sampler: intervals that pass without it are missed, not made up for" {
	sampler -i 10 -o s.csv sleep 0.6 &
	pid=$!
	sleep 0.1
	kill -STOP "$pid"
	sleep 0.2
	kill -CONT "$pid"
	wait "$pid"
	between 10 "$(max s.csv missed)" 200
	between 0.1 "$(max s.csv late_s)" 2
	column s.csv missed | awk '{ n += 1 + $1 } END { exit !(n < 300) }'
}

@test "sampler: the proportional size is not asked for at every sample" {
	sampler -i 1 -o s.csv "$BATS_FILE_TMPDIR/steps" +200 w500
	column s.csv pss_B | awk 'NF { n++ } END { print n + 0, NR
		exit !(n > 0 && n < NR / 2) }'
	between 0.000001 "$(last s.csv cost_s)" 5
}

@test "sampler: CPU time of processes too short to be seen is in the totals" {
	TIMEFORMAT='%U %S'
	cat >many.sh <<<'for i in {1..300}; do /bin/true; done'
	{ time sampler -i 50 -o s.csv bash many.sh; } 2>took
	total=$(awk '{ print $1 + $2 }' took)
	between 0.02 "$(last s.csv cpu_time_s)" "$total"
	sum=$(awk -v a="$(last s.csv cpu_time_s)" -v b="$(last s.csv cost_s)" \
		'BEGIN { print a + b }')
	between "$(awk -v t="$total" 'BEGIN { print 0.8 * t - 0.05 }')" "$sum" \
		"$(awk -v t="$total" 'BEGIN { print t + 0.05 }')"
}

@test "sampler: CPU time grows while it is used, finer than a clock tick" {
	sampler -i 2 -o s.csv "$BATS_FILE_TMPDIR/steps" b
	between 0.05 "$(last s.csv cpu_time_s)" 2
	column s.csv cpu_time_s | sort -gu | awk 'END { exit !(NR > 5) }'
}

@test "sampler: CPU time of children nobody waits for is not lost" {
	cat >ignore.py <<-'EOF'
		import os, signal, time
		signal.signal(signal.SIGCHLD, signal.SIG_IGN)
		if os.fork() == 0:
		    while time.process_time() < 0.3: pass
		    time.sleep(0.3)
		    os._exit(0)
		try: os.wait()
		except ChildProcessError: time.sleep(0.1)
	EOF
	sampler -o s.csv python3 ignore.py
	between 0.28 "$(last s.csv cpu_time_s)" 3
	column s.csv cpu_time_s | LC_ALL=C sort -g -c
}

@test "sampler: bytes read and written are counted, of ended children too" {
	head -c 2000000 /dev/zero >in
	sampler -o s.csv sh -c 'cat in >out; cat in >>out; sleep 0.05'
	between 4000000 "$(last s.csv read_B)" 5000000
	between 4000000 "$(last s.csv write_B)" 4100000
}

@test "sampler: with -p the totals begin at nothing" {
	begin b R w5000
	timeout -s INT 0.1 sampler -o s.csv -p "$pid" || :
	between 0 "$(max s.csv cpu_time_s)" 0.04
	[ "$(column s.csv read_B | head -1)" = 0 ]
}

@test "sampler: with -o the command's output is its own" {
	run --separate-stderr -0 sampler -o s.csv sh -c 'echo out; echo err >&2'
	[ "$output" = out ]
	[ "$stderr" = err ]
}

@test "sampler: without -o the series and the command's output do not mix" {
	run --separate-stderr -0 sampler sh -c 'echo out; echo err >&2'
	same - <(echo "$stderr") <<-EOF
		out
		err
	EOF
	[[ ${lines[0]} == time_s,* ]]
	run -1 grep -E 'out|err' <<<"$output"
}

@test "sampler: the command reads the standard input" {
	[ "$(echo text | sampler -o s.csv cat)" = text ]
}

@test "sampler: reports a summary as samples where SAMPLES_FD says" {
	exec 5<>summary
	SAMPLES_FD=5 run --separate-stderr -0 sampler -s \
		"$BATS_FILE_TMPDIR/steps" +32 w700
	exec 5>&-
	[ -z "$output" ]
	cut -d, -f1-3 summary >got
	same - got <<-EOF
		,tree_pss_peak,B
		,tree_rss_peak,B
		,tree_anon_peak,B
		,tree_hwm_peak,B
		,tree_processes_peak,1
		,tree_threads_peak,1
		,tree_fds_peak,1
		,tree_samples,1
		,tree_samples_missed,1
		,tree_sample_late_max,s
		,tree_sampler_cpu_time,s
	EOF
	between $((32 * MB)) "$(sed -n 's/,tree_pss_peak,B,//p' summary)" \
		$((40 * MB))
}

@test "sampler: anonymous memory is that without a file or a sharer behind it" {
	head -c 20000000 /dev/zero >file
	sampler -o s.csv "$BATS_FILE_TMPDIR/steps" s48 +32 w700
	between $((80 * MB)) "$(max s.csv rss_B)" $((96 * MB))
	between $((32 * MB)) "$(max s.csv anon_B)" $((40 * MB))
	# and nothing but it: the file that is mapped is in neither
	sampler -o s.csv python3 -c "if True:
		import mmap, time
		f = open('file', 'rb')
		m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)
		print(sum(m[i] for i in range(0, len(m), 4096)))
		time.sleep(0.3)"
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["rss_B"] - $at["anon_B"] > 2e7 { n++ } END { exit !n }' s.csv
}

@test "sampler: reports the series as samples, before the summary" {
	exec 5<>series
	SAMPLES_FD=5 sampler -S -i 5 -o s.csv "$BATS_FILE_TMPDIR/steps" +32 w300
	exec 5>&-
	# three rows a sample; what was looked at when all had ended is none
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["processes"] > 0 { print $at["time_s"] "," $at["anon_B"] "," $at["cpu_time_s"] }' s.csv >want
	paste -d '\n' <(cut -d, -f1 want | sed 's/^/,tree_time,s,/') \
		<(cut -d, -f2 want | sed 's/^/,tree_anon,B,/') \
		<(cut -d, -f3 want | sed 's/^/,tree_cpu_time,s,/') >rows
	[ "$(wc -l <rows)" -gt 30 ]
	head -n "$(wc -l <rows)" series | same rows -
	[ "$(sed "1,$(wc -l <rows)d" series | cut -d, -f2 | head -1)" = tree_pss_peak ]
	peak=$(max s.csv anon_B)
	grep -qx ",tree_anon_peak,B,$peak" series
	between $((32 * MB)) "$peak" $((40 * MB))
}

@test "sampler: the command's own samples are whole, however it writes them" {
	# in blocks that end within a line, while samples are taken
	cat >report.py <<-'EOF'
		import os, time
		text = b"".join(b"case,operation_time,s,%d\n" % i for i in range(3000))
		for at in range(0, len(text), 1000):
		    os.write(int(os.environ["SAMPLES_FD"]), text[at:at + 1000])
		    time.sleep(0.002)
		print("answer")
		raise SystemExit(0)
	EOF
	timer -n 1 sampler -S -i 1 python3 report.py >runs.csv
	run -1 grep -vE '^[^,]+( [^,]+)*,1,1,timed,ok,' <(sed 1d runs.csv)
	[ "$(grep -c ',case,operation_time,s,' runs.csv)" = 3000 ]
	[ "$(grep -c ',,tree_time,s,' runs.csv)" -gt 10 ]
	[ "$(grep -c ',,tree_time,s,' runs.csv)" = "$(grep -c ',,tree_anon,B,' runs.csv)" ]
	# the answer and the status are the command's, not sampler's
	grep -q ",$(printf 'answer\n' | xxhsum -H2 | cut -d' ' -f1),answer_size,B,7," runs.csv
	timer -n 1 sampler -S sh -c 'exit 3' >failed.csv || :
	grep -q ',failed,,exit_code,1,3,1' failed.csv
}

@test "sampler: a summary that nobody asked for is a wrong call" {
	run --separate-stderr -2 sampler -s true
	[ "$stderr" = "sampler: -s: SAMPLES_FD is not set" ]
	SAMPLES_FD=77 run --separate-stderr -2 sampler -s true
	[ "$stderr" = 'sampler: SAMPLES_FD: not an open descriptor: "77"' ]
}

@test "sampler: what the command leaves running is ended" {
	# shellcheck disable=SC2016
	run --separate-stderr -0 sampler -o s.csv sh -c '
		sleep 60 & echo $!; exec setsid true'
	run -1 kill -0 "$output"
	[[ $stderr == *"ending what the command has left running: processes: 1" ]]
}

@test "sampler: children it had before it was sampler are left alone" {
	run --separate-stderr -0 bash -c 'sleep 60 3>&- >/dev/null & echo $!
		exec sampler -o s.csv sleep 0.1'
	kill "$output"
	[ -z "$stderr" ]
	[ "$(max s.csv processes)" = 1 ]
}

@test "sampler: orphans are reaped while the command runs" {
	cat >orphans <<-'EOF'
		#!/bin/bash
		for i in {1..50}; do (true &); done
		sleep 0.3
		ps -o stat= --ppid $PPID | grep -c Z >zombies
		exit 0
	EOF
	chmod +x orphans
	sampler -i 60000 -o s.csv ./orphans
	[ "$(<zombies)" = 0 ]
}

@test "sampler: what forks faster than one can look is ended" {
	cat >hop.py <<-'EOF'
		import os, signal, time
		signal.signal(signal.SIGTERM, signal.SIG_IGN)
		if os.fork():
		    time.sleep(0.2)
		    os._exit(0)
		for i in range(20000):
		    if os.fork():
		        os._exit(0)
	EOF
	run -0 sampler -i 60000 -o s.csv python3 "$PWD/hop.py"
	run -1 pgrep -f "$PWD/hop.py"
}

@test "sampler: with children of its own, a signal is passed on, too" {
	# shellcheck disable=SC2016
	bash -c 'sleep 5 3>&- & echo $! >child
		exec sampler -o s.csv sh -c ">ready; exec sleep 60"' 3>&- &
	soon [ -e ready ]
	kill $!
	status=0
	wait $! || status=$?
	kill "$(<child)"
	[ $status = 143 ]
	[ "$(last s.csv processes)" = 0 ]
}

@test "sampler: a signal is passed on, and the series is whole" {
	sampler -o s.csv sleep 60 &
	sleep 0.3
	kill -TERM $!
	status=0
	wait $! || status=$?
	[ $status = 143 ]
	[ "$(last s.csv processes)" = 0 ]
	[ "$(last s.csv late_s)" = "" ]
}

@test "sampler: Control-C reaches the command once, and the series is whole" {
	cat >trap.sh <<-'EOF'
		trap 'echo got >>ints' INT
		touch ready
		for i in 1 2 3 4 5 6 7 8; do sleep 0.1; done
	EOF
	cat >terminal.py <<-'EOF'
		import os, pty, sys, time
		pid, fd = pty.fork()
		if pid == 0:
		    os.execvp("sampler", ["sampler", "-o", "s.csv", "bash", "trap.sh"])
		for i in range(500):
		    time.sleep(0.01)
		    if os.path.exists("ready"): break
		os.write(fd, b"\x03")
		status = os.waitpid(pid, 0)[1]
		sys.exit(os.WEXITSTATUS(status))
	EOF
	run -0 /usr/bin/python3 terminal.py
	[ "$(cat ints)" = got ]
	[ "$(last s.csv processes)" = 0 ]
}

@test "sampler: killed, it leaves neither the command nor a file" {
	# shellcheck disable=SC2016
	sampler -o s.csv bash -c 'echo $$ >number; exec sleep 60' &
	soon [ -s number ]
	kill -KILL $!
	wait $! || :
	soon ends "$(cat number)"
	[ "$(echo s.csv*)" = "s.csv*" ]
}

@test "sampler: a full disk is an error" {
	run --separate-stderr -1 sampler -o /dev/full true
	[ "$stderr" = "sampler: /dev/full: No space left on device" ]
	run --separate-stderr -1 bash -c 'sampler true >/dev/full'
	[ "$stderr" = "sampler: standard output: No space left on device" ]
}

@test "sampler: a reader that goes away ends it, and the command" {
	# shellcheck disable=SC2016
	run --separate-stderr -1 bash -c 'set -o pipefail
		sampler -i 1 bash -c "echo \$\$ >number; exec sleep 60" | true'
	[[ $stderr == *"sampler: standard output: Broken pipe"* ]]
	run -1 kill -0 "$(cat number)"
}

@test "sampler: the command's limit of open files is as before" {
	want=$(ulimit -Sn)
	[ "$(sampler -o s.csv sh -c 'ulimit -Sn')" = "$want" ]
}

@test "sampler: more processes than it can keep files open for are counted" {
	# shellcheck disable=SC2016
	run -0 bash -c 'ulimit -n 90
		exec sampler -o s.csv "$1" f30 w400' - "$BATS_FILE_TMPDIR/steps"
	[ "$(max s.csv processes)" = 31 ]
}

@test "sampler: what another user's process does not show is empty" {
	[ "$(id -u)" = 0 ] || skip "needs another user"
	cp "$BIN/sampler" . && chmod 755 . sampler
	begin +8 R w5000
	setpriv --reuid 65534 --clear-groups --bounding-set -all ./sampler \
		-p $pid >s.csv &
	sleep 0.2
	kill -TERM $! || skip "not permitted"
	wait $!
	between $((8 * MB)) "$(max s.csv rss_B)" $((16 * MB))
	for name in fds pss_B read_B storage_write_B; do
		column s.csv $name | tr -d '\n' | same /dev/null -
	done
}
