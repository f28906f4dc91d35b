#!/usr/bin/env bats

load helper

# A program that does what its arguments say, one after the other:
#   mN  malloc(N)                  cN  calloc(N, 4), which must be zeroed
#   rN  realloc the last to N      aN  reallocarray the last to N * 10
#   pN  posix_memalign(64, N)      AN  aligned_alloc(64, N)
#   MN  memalign(128, N)           v   valloc(1)
#   f   free the last              n   free(NULL)
#   x   allocations that fail      s   strdup of "hello"
#   tN  4 threads, each N times malloc(24) and free
#   F   fork: the child goes on, the parent waits for it
#   e   go on in the same program, executed anew
#   C   close all descriptors      k   SIGKILL
#   S   wait for a signal          T   exit 7 on SIGTERM
setup_file() {
	cat >"$BATS_FILE_TMPDIR/steps.c" <<-'EOC'
		#include <errno.h>
		#include <malloc.h>
		#include <pthread.h>
		#include <signal.h>
		#include <stdint.h>
		#include <stdlib.h>
		#include <string.h>
		#include <sys/wait.h>
		#include <unistd.h>
		static long turns;
		static void *work(void *p)
		{
			for (long i = 0; i < turns; i++) {
				char *volatile block = malloc(24);
				free(block);
			}
			return p;
		}
		static void seven(int sig) { (void)sig; _exit(7); }
		int main(int argc, char *argv[])
		{
			static char *stack[64];
			char **last = stack;
			pthread_t thread[4];
			volatile size_t huge = PTRDIFF_MAX;
			int status = 0;
			void *p;
			(void)argc;
			for (char **step = argv + 1; *step; step++) {
				size_t n = strtoul(*step + 1, NULL, 10);
				switch (**step) {
				case 'm': *++last = malloc(n); memset(*last, 1, n); break;
				case 'c':
					*++last = calloc(n, 4);
					for (size_t i = 0; i < 4 * n; i++)
						if ((*last)[i])
							return 99;
					break;
				case 'r':
					*last = realloc(*last, n);
					if (n > 0 && (*last)[0] != 1)
						return 98;
					break;
				case 'a': *last = reallocarray(*last, n, 10); break;
				case 'p':
					if (posix_memalign(&p, 64, n))
						return 97;
					*++last = p;
					break;
				case 'A': *++last = aligned_alloc(64, n); break;
				case 'M': *++last = memalign(128, n); break;
				case 'v': *++last = valloc(1); break;
				case 'f': free(*last--); break;
				case 'n': p = NULL; free(p); break;
				case 's': *++last = strdup("hello"); break;
				case 'x':
					p = malloc(huge);
					if (p || errno != ENOMEM || calloc(huge, huge) ||
					    reallocarray(NULL, huge, huge) ||
					    posix_memalign(&p, 3, 1) != EINVAL)
						return 96;
					break;
				case 't':
					turns = (long)n;
					for (int i = 0; i < 4; i++)
						pthread_create(&thread[i], NULL, work, NULL);
					for (int i = 0; i < 4; i++)
						pthread_join(thread[i], NULL);
					break;
				case 'F':
					if (fork() > 0)
						return wait(&status) < 0 || status;
					break;
				case 'e':
					*step = argv[0];
					execv("/proc/self/exe", step);
					return 95;
				case 'C':
					for (int fd = 0; fd < 100; fd++)
						close(fd);
					break;
				case 'k': raise(SIGKILL); break;
				case 'T': signal(SIGTERM, seven); break;
				case 'S':
					if (write(1, "ready\n", 6) == 6)
						pause();
				}
			}
			return status;
		}
	EOC
	cc -O1 -fno-builtin -pthread -o "$BATS_FILE_TMPDIR/steps" "$BATS_FILE_TMPDIR/steps.c"
	cc -O1 -static -pthread -o "$BATS_FILE_TMPDIR/static" "$BATS_FILE_TMPDIR/steps.c" || :
}

steps() {
	"$BATS_FILE_TMPDIR/steps" "$@"
}

# counted [-STATUS] STEP... - count steps into counts.csv
counted() {
	local want=0 status=0
	case $1 in -*) want=${1#-} && shift ;; esac
	alloccount -o counts.csv "$BATS_FILE_TMPDIR/steps" "$@" || status=$?
	[ $status -eq "$want" ] || { echo "exit status $status"; return 1; }
}

# value METRIC - of counts.csv
value() {
	awk -F, -v m="alloc_$1" '$1 == m { print $3; n++ } END { exit n != 1 }' counts.csv
}

# more METRIC STEP... - how much more the steps count than no steps do: the
# C library may allocate before main
more() {
	local metric=$1 none
	shift
	counted
	none=$(value "$metric")
	counted "$@"
	echo $(($(value "$metric") - none))
}

@test "alloccount: a wrong call says how to call, as the manual does" {
	usage_is_synopsis alloccount
	run -2 alloccount -o file
	[ ! -e file ]
}

@test "alloccount: every function counts once, with the bytes asked for" {
	local steps=(c50 m100 r5000 a1000 p640 A320 M1280 v s f f n n)
	# malloc, calloc, realloc, reallocarray, 4 aligned, strdup; two freed
	[ "$(more count "${steps[@]}")" = 9 ]
	[ "$(more bytes "${steps[@]}")" = $((100 + 200 + 5000 + 10000 + 640 + 320 + 1280 + 1 + 6)) ]
	[ "$(more realloc_count "${steps[@]}")" = 2 ]
	[ "$(more zeroed_count "${steps[@]}")" = 1 ]
	[ "$(more aligned_count "${steps[@]}")" = 4 ]
	[ "$(more free_count "${steps[@]}")" = 2 ]
	[ "$(value programs)" = 1 ]
}

@test "alloccount: what fails is not counted, and fails as it should" {
	[ "$(more count x)" = 0 ]
	[ "$(more bytes x)" = 0 ]
	[ "$(more free_count x)" = 0 ]
}

@test "alloccount: realloc to nothing is a free" {
	[ "$(more free_count m100 r0)" = 1 ]
	[ "$(more count m100 r0)" = 1 ]
}

@test "alloccount: each growing counts its new size" {
	[ "$(more bytes m10 r20 r40 r80)" = 150 ]
	[ "$(more realloc_count m10 r20 r40 r80)" = 3 ]
}

@test "alloccount: the peak is what was held at one time" {
	between() { [ "$1" -le "$2" ] && [ "$2" -le "$3" ]; }
	local MB=1000000
	between $((9 * MB)) "$(more peak m9000000 f m5000000)" $((9 * MB + 65536))
	between $((14 * MB)) "$(more peak m9000000 m5000000)" $((14 * MB + 65536))
	between $((9 * MB)) "$(more peak m5000000 r9000000 r1000 f)" $((9 * MB + 65536))
	# what a forked child inherits is the child's too, what an executed program had is gone
	between $((9 * MB)) "$(more peak m5000000 F m4000000)" $((9 * MB + 65536))
	between $((5 * MB)) "$(more peak m5000000 e m4000000)" $((5 * MB + 65536))
}

@test "alloccount: no count of many threads is lost" {
	# starting a thread may take zeroed memory
	counted t100000
	all=$(($(value count) - $(value zeroed_count)))
	counted
	[ $((all - $(value count) + $(value zeroed_count))) = 400000 ]
}

@test "alloccount: children count, and programs executed anew" {
	[ "$(more bytes m1000 F m100)" = 1100 ]
	[ "$(more programs m1000 F m100)" = 0 ]
	[ "$(more bytes F F F m100)" = 100 ]
	[ "$(more programs m1000 e m100 e)" = 2 ]
	counted && none=$(value bytes)
	counted m1000 e m100
	[ $(($(value bytes) - 2 * none)) = 1100 ]
}

@test "alloccount: a shell's commands count, and those without the environment do not" {
	alloccount -o counts.csv sh -c '"$1" m1000000; "$1" m2000000; true' - "$BATS_FILE_TMPDIR/steps"
	[ "$(value programs)" = 3 ]
	[ "$(value bytes)" -ge 3000000 ]
	alloccount -o counts.csv sh -c 'env -i "$1" m1000000; true' - "$BATS_FILE_TMPDIR/steps"
	[ "$(value programs)" = 2 ] # sh and env
	[ "$(value bytes)" -lt 1000000 ]
}

@test "alloccount: counts survive closed descriptors" {
	[ "$(more bytes C m1000 F m100)" = 1100 ]
	[ "$(more programs C m1000 e m100)" = 1 ]
}

@test "alloccount: a killed command's counts are whole" {
	counted && none=$(value bytes)
	counted -137 m1000 t1000 m100 k
	[ $(($(value bytes) - none)) -ge $((1100 + 4 * 1000 * 24)) ]
}

@test "alloccount: the exit status is the command's" {
	run -3 alloccount sh -c 'exit 3'
	run -143 alloccount sh -c 'kill -TERM $$'
	run -127 --separate-stderr alloccount ./no-such-command
	[ "$stderr" = "alloccount: ./no-such-command: No such file or directory" ]
	touch not-executable
	run -126 --separate-stderr alloccount ./not-executable
	[ "$stderr" = "alloccount: ./not-executable: Permission denied" ]
}

@test "alloccount: input and output are the command's own" {
	echo in >in
	alloccount sh -c 'cat; echo err >&2' <in >out 2>err
	same in out
	[ "$(head -n 1 err)" = err ]
	grep -qE '^ +[0-9]+  allocations$' err
	[ "$(wc -l <err)" = 9 ]
}

@test "alloccount: signals are passed on" {
	mkfifo out
	alloccount -o counts.csv "$BATS_FILE_TMPDIR/steps" T m1000 S >out 3>&- &
	pid=$!
	read -r line <out
	[ "$line" = ready ]
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	[ $status = 7 ]
	[ "$(value bytes)" -ge 1000 ]
}

@test "alloccount: reports samples if it is asked for them" {
	SAMPLES_FD=9 alloccount "$BATS_FILE_TMPDIR/steps" m1000 9>samples 2>err
	same /dev/null err
	counted m1000
	sed 1d counts.csv | sed 's/^/,/' | same - samples
	timer -n 1 alloccount "$BATS_FILE_TMPDIR/steps" m1000 >rounds.csv
	grep -q ",timed,ok,,alloc_bytes,B,$(value bytes),1\$" rounds.csv
}

@test "alloccount: a descriptor for samples that is not open is a wrong call" {
	SAMPLES_FD=9 run -2 --separate-stderr alloccount touch ran 9>&-
	[ "$stderr" = 'alloccount: SAMPLES_FD: not an open descriptor: "9"' ]
	[ ! -e ran ]
}

@test "alloccount: a static program is refused, not counted as nothing" {
	[ -x "$BATS_FILE_TMPDIR/static" ] || skip "no static C library"
	run -1 --separate-stderr alloccount -o counts.csv "$BATS_FILE_TMPDIR/static" m1000
	[[ $stderr = "alloccount: $BATS_FILE_TMPDIR/static: nothing was counted: "*static* ]]
	[ ! -e counts.csv ]
	SAMPLES_FD=9 run -1 alloccount "$BATS_FILE_TMPDIR/static" m1000 9>samples
	same /dev/null samples
}

# a program with an allocator of its own: it never frees
own_allocator() {
	cat >own.c <<-'EOC'
		#include <stddef.h>
		static _Alignas(16) char pool[1 << 20];
		static size_t used;
		void *malloc(size_t n) { void *p = pool + used; used += (n + 15) & ~15ul; return p; }
		void *calloc(size_t n, size_t size) { return malloc(n * size); }
		void *realloc(void *p, size_t n) { (void)p; return malloc(n); }
		void free(void *p) { (void)p; }
		int main(void) { return malloc(100) == NULL; }
	EOC
	cc -fno-builtin -o own own.c
}

@test "alloccount: a program with its own allocator is refused too" {
	own_allocator
	run -1 --separate-stderr alloccount ./own
	[ "$stderr" = "alloccount: ./own: nothing was counted: it is linked with an allocator of its own" ]
	run -0 --separate-stderr alloccount sh -c './own; ./own; true'
	[ "${stderr_lines[0]}" = "alloccount: sh: programs not counted, as they have an allocator of their own: 2 of 3" ]
}

@test "alloccount: another preloaded library is kept, also one whose dlsym allocates" {
	[[ $BIN != */san* ]] || skip "the sanitizers let nothing be preloaded into alloccount itself"
	cat >dlsym.c <<-'EOC'
		#include <dlfcn.h>
		#include <stdlib.h>
		#include <string.h>
		#include <unistd.h>
		void *dlsym(void *handle, const char *name)
		{
			static const char *const versions[] = {
			    "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
			void *(*next)(void *, const char *) = NULL, *volatile p;
			p = calloc(10, 4);
			if (memcmp(p, "\0\0\0\0\0\0\0\0", 8) != 0)
				_exit(90);
			memset(p, 1, 40);
			p = realloc(p, 80);
			if (((char *)p)[39] != 1)
				_exit(91);
			free(p);
			for (int i = 0; i < 3 && next == NULL; i++)
				*(void **)&next = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
			return next(handle == RTLD_NEXT ? RTLD_NEXT : handle, name);
		}
		__attribute__((constructor)) static void here(void)
		{
			if (write(2, "here\n", 5) != 5)
				_exit(92);
		}
	EOC
	cc -D_GNU_SOURCE -fno-builtin -fPIC -shared -o dlsym.so dlsym.c -ldl
	counted m1000 f && want=$(value count)
	LD_PRELOAD=$PWD/dlsym.so counted m1000 f 2>err
	grep -qx here err
	[ "$(value count)" = "$want" ]
}

@test "alloccount: Python's small objects count too" {
	python=$(command -v /usr/bin/python3) || skip "no python3"
	make='x = [object() for _ in range(100000)]'
	alloccount -o counts.csv "$python" -S -E -c pass
	none=$(value count)
	alloccount -o counts.csv "$python" -S -c "$make"
	[ $(($(value count) - none)) -ge 100000 ]
}

@test "alloccount: a path that LD_PRELOAD cannot take is refused" {
	mkdir 'a b'
	cp "$BIN/alloccount" "$BIN/alloccount.so" 'a b'
	run -1 --separate-stderr 'a b/alloccount' true
	[ "$stderr" = "alloccount: $PWD/a b/alloccount.so: LD_PRELOAD takes no path with a blank or colon" ]
}

@test "alloccount: finds its library where it is installed, or says that it is not" {
	mkdir -p bin lib/plumbline
	cp "$BIN/alloccount" bin/p-alloccount
	run -1 --separate-stderr bin/p-alloccount touch ran
	[ "$stderr" = "alloccount: alloccount.so is neither in $PWD/bin nor in its ../lib/plumbline" ]
	[ ! -e ran ]
	cp "$BIN/alloccount.so" lib/plumbline
	bin/p-alloccount -o counts.csv "$BATS_FILE_TMPDIR/steps" m1000
	[ "$(value bytes)" -ge 1000 ]
}

@test "alloccount: a process that cannot reach the counters says so" {
	LD_PRELOAD=$BIN/alloccount.so ALLOCCOUNT_FILE=$PWD/none run -0 --separate-stderr steps m1000
	[ "$stderr" = "alloccount: $BATS_FILE_TMPDIR/steps: not counted: cannot open $PWD/none" ]
	# and what is no counters is not written to
	head -c 4096 /dev/zero >other
	cp other before
	LD_PRELOAD=$BIN/alloccount.so ALLOCCOUNT_FILE=$PWD/other run -0 steps m1000
	same before other
}

@test "alloccount: what cannot be written is an error" {
	run -1 --separate-stderr alloccount -o /dev/full true
	[ "$stderr" = "alloccount: /dev/full: No space left on device" ]
	SAMPLES_FD=9 run -1 --separate-stderr alloccount true 9>/dev/full
	[ "$stderr" = "alloccount: SAMPLES_FD: No space left on device" ]
}
