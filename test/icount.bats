#!/usr/bin/env bats

load helper

# A program: loop N [STEP ...] goes round N times, and then
#   f  forks: the child goes round N times more, the parent waits
#   e  executes itself, with N
#   o  writes "out", and what it reads
#   7  exits 7         t  ends by SIGTERM      k  has SIGKILL sent to itself by a child
#   h  allocates 100 and 200 bytes
setup_file() {
	cat >"$BATS_FILE_TMPDIR/loop.c" <<-'EOC'
		#include <signal.h>
		#include <stdio.h>
		#include <stdlib.h>
		#include <sys/wait.h>
		#include <unistd.h>
		static void go(long n)
		{
			if (n <= 0)
				return;
			/* two instructions a round */
		#ifdef __x86_64__
			__asm__ volatile("1: dec %0\n jnz 1b" : "+r"(n) : : "cc");
		#else
			__asm__ volatile("1: subs %0, %0, #1\n b.ne 1b" : "+r"(n) : : "cc");
		#endif
		}
		int main(int argc, char *argv[])
		{
			long n = atol(argv[1]);
			char line[99], *volatile p;
			go(n);
			for (int i = 2; i < argc; i++)
				switch (*argv[i]) {
				case 'f':
					if (fork() == 0) {
						go(n);
						_exit(0);
					}
					wait(NULL);
					break;
				case 'e': execl(argv[0], argv[0], argv[1], NULL); break;
				case 'o':
					puts("out");
					while (fgets(line, sizeof line, stdin))
						fputs(line, stdout);
					break;
				case '7': return 7;
				case 't': raise(SIGTERM); break;
				case 'k':
					if (fork() == 0)
						execlp("sh", "sh", "-c", "kill -KILL $PPID", NULL);
					wait(NULL);
					break;
				case 'h': p = malloc(100); p = malloc(200); (void)p;
				}
			return 0;
		}
	EOC
	cc -O1 -o "$BATS_FILE_TMPDIR/loop" "$BATS_FILE_TMPDIR/loop.c"
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	loop=$BATS_FILE_TMPDIR/loop
	TMPDIR=$BATS_TEST_TMPDIR/tmp
	mkdir "$TMPDIR"
	export TMPDIR
}

need_valgrind() {
	command -v valgrind >/dev/null || skip 'no valgrind'
}

# count COMMAND ... - its instructions under valgrind
count() {
	icount -m valgrind -o counts.csv "$@" || return
	sed -n 's/^valgrind,instructions,1,//p' counts.csv
}

@test "icount: a wrong call says how to call, as the manual does" {
	usage_is_synopsis icount
	run -2 --separate-stderr icount -m perf true
	[ "$stderr" = 'icount: -m: not auto, pmu or valgrind: "perf"' ]
	run -2 icount -o file
	[ ! -e file ]
}

@test "icount: a loop's instructions are counted one by one" {
	need_valgrind
	one=$(count "$loop" 100000) two=$(count "$loop" 200000) three=$(count "$loop" 300000)
	[ $((two - one)) -eq 200000 ]
	[ $((three - two)) -eq 200000 ]
}

@test "icount: counts are the same again, whatever the environment's padding" {
	need_valgrind
	one=$(count "$loop" 1000)
	[ "$(count "$loop" 1000)" = "$one" ]
	[ "$(PLUMBLINE_PAD=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx count "$loop" 1000)" = "$one" ]
}

@test "icount: a forked child counts once, and so does what a program was before exec" {
	need_valgrind
	none=$(count "$loop" 0) one=$(count "$loop" 1000000)
	work=$((one - none))
	near() { [ $(($1 - $2)) -lt 20000 ] && [ $(($2 - $1)) -lt 20000 ]; }
	near "$(count "$loop" 1000000 f)" $((none + 2 * work))
	near "$(count "$loop" 1000000 f f)" $((none + 3 * work))
	near "$(count "$loop" 1000000 e)" $((2 * none + 2 * work))
	shell=$(count sh -c true)
	near "$(count sh -c '"$1" 1000000; "$1" 1000000; true' - "$loop")" $((shell + 2 * one))
	near "$(count sh -c '"$1" 1000000; exec "$1" 1000000' - "$loop")" $((shell + 2 * one))
}

@test "icount: the exit status and signals are the command's" {
	need_valgrind
	run -7 icount "$loop" 0 7
	run -143 icount "$loop" 0 t
	run -127 --separate-stderr icount ./no-such-command
	[ "$stderr" = "icount: ./no-such-command: No such file or directory" ]
	touch not-executable
	run -126 --separate-stderr icount -m valgrind ./not-executable
	[ "$stderr" = "icount: ./not-executable: Permission denied" ]
	[ -z "$(ls "$TMPDIR")" ]
}

@test "icount: a signal is passed on, and nothing is left behind" {
	need_valgrind
	mkfifo out
	icount -o counts.csv sh -c 'trap "exit 9" TERM; echo ready; while :; do sleep 0.1; done' >out 3>&- &
	pid=$!
	read -r line <out
	[ "$line" = ready ]
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	[ $status = 9 ]
	[ -s counts.csv ]
	[ -z "$(ls "$TMPDIR")" ]
}

@test "icount: input, output and standard error are the command's own" {
	need_valgrind
	echo in | icount -m valgrind -o counts.csv "$loop" 0 o >got 2>err
	printf '%s\n' out in | same - got
	same /dev/null err
	icount -m valgrind sh -c 'echo err >&2' 2>err >got
	[ "$(head -n 1 err)" = err ]
	[[ $(sed -n '2p' err) =~ ^\ +[0-9]+\ \ instructions,\ by\ valgrind$ ]]
	[ "$(wc -l <err)" = 2 ]
}

@test "icount: what was killed is refused, not counted in part" {
	need_valgrind
	run -137 --separate-stderr icount -m valgrind -o counts.csv "$loop" 10 k
	[[ $stderr = "icount: $loop: nothing is counted: a process of it was killed, "* ]]
	[ ! -e counts.csv ]
	run -1 --separate-stderr icount -m valgrind -o counts.csv sh -c 'sleep 3 & kill -KILL $!'
	[ ! -e counts.csv ]
	[ -z "$(ls "$TMPDIR")" ]
}

@test "icount: without valgrind or counters it says what to do, and runs nothing" {
	mkdir bin
	ln -s "$(command -v touch)" bin/touch
	run -1 --separate-stderr env PATH="$PWD/bin" "$BIN/icount" -m valgrind touch ran
	[ "$stderr" = 'icount: valgrind is not installed: make deps-count' ]
	run -1 env PATH="$PWD/bin" "$BIN/icount" -d touch ran
	[ ! -e ran ]
}

@test "icount: the processor's counters count, or it is said why not" {
	run --separate-stderr icount -m pmu -o counts.csv "$loop" 1000000
	if [ "$status" = 0 ]; then
		[ "$(sed -n 's/^pmu,instructions,1,//p' counts.csv)" -ge 2000000 ]
	else
		[[ $stderr = "icount: "* ]]
		[ ! -e counts.csv ]
	fi
}

@test "icount: reports samples if it is asked for them, and the command does not" {
	need_valgrind
	count "$loop" 1000
	SAMPLES_FD=9 icount -m valgrind sh -c 'echo "${SAMPLES_FD-none}"' 9>samples >got 2>err
	[ "$(<got)" = none ]
	same /dev/null err
	[[ $(<samples) =~ ^valgrind,instructions,1,[0-9]+$ ]]
	timer -O -n 1 icount -m valgrind "$loop" 1000 | grep -q ',observed,ok,valgrind,instructions,1,[0-9]*,1$'
}

@test "icount: -d adds what was done to the heap" {
	need_valgrind
	icount -m valgrind -d -o counts.csv "$loop" 0 h o </dev/null >got
	echo out | same - got
	grep -qx ',dhat_blocks,1,[3-9]' counts.csv # and what puts has
	[ "$(sed -n 's/^,dhat_bytes,B,//p' counts.csv)" -ge 300 ]
	run -1 --separate-stderr icount -m valgrind -d "$loop" 0 f
	[[ $stderr = *'dhat cannot count a program that forks'* ]]
}

@test "icount: Python's hashes do not change its counts" {
	need_valgrind
	python=$(command -v /usr/bin/python3) || skip 'no python3'
	one=$(count "$python" -S -E -s -c 'print(len({str(i) for i in range(9999)}))' | tail -n 1)
	run count "$python" -S -s -c 'import os; print(os.environ["PYTHONHASHSEED"])'
	[ "${lines[0]}" = 0 ]
	[ -n "$one" ]
}

@test "icount: what cannot be written is an error" {
	need_valgrind
	run -1 --separate-stderr icount -m valgrind -o /dev/full true
	[ "$stderr" = "icount: /dev/full: No space left on device" ]
	SAMPLES_FD=9 run -1 --separate-stderr icount -m valgrind true 9>/dev/full
	[ "$stderr" = "icount: SAMPLES_FD: No space left on device" ]
}
