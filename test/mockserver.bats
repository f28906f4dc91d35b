#!/usr/bin/env bats

load helper

# stat NAME - of the statistics on standard input
stat() {
	sed -n "s/^$1 //p"
}

# draws SEED MEDIAN_MS SIGMA PERCENT BYTES COUNT - by the rules of the manual
draws() {
	/usr/bin/python3 - "$@" <<-'EOT'
		import math
		import sys

		seed = int(sys.argv[1])
		median_s, sigma, percent = float(sys.argv[2]) / 1000, float(sys.argv[3]), float(sys.argv[4])
		size, count = int(sys.argv[5]), int(sys.argv[6])


		def output(seed, n):
		    z = (seed + n * 0x9E3779B97F4A7C15) % 2**64
		    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
		    z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
		    return z ^ z >> 31


		def u(n):
		    return (output(seed, n) // 2**11 + 0.5) / 2**53


		# published with the generator
		assert [output(1234567, n) for n in (1, 2, 3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]

		print("id,delay_us,status,body_bytes")
		for i in range(1, count + 1):
		    u1, u2, u3, u4 = (u(4 * i + k) for k in range(1, 5))
		    delay_s = median_s * math.exp(sigma * math.sqrt(-2 * math.log(u1)) * math.cos(2 * math.pi * u2))
		    status = 503 if 100 * u3 < percent else 200
		    print(i, round(min(delay_s, 60) * 1e6), status, size // 2 + int(u4 * (size + 1)), sep=",")
	EOT
}

# seen URL ID... - what curl meets, as draws has it
seen() {
	local url=$1 id
	shift
	for id; do
		printf 'url = "%s/?i=%d"\noutput = "body-%d"\n' "$url" "$id" "$id"
	done | curl -s -K - -w '%{url},%header{x-delay-us},%{http_code},%{size_download}\n' | sed 's/.*=//'
}

# allowed PID - the CPUs it may run on
allowed() {
	sed -n 's/^Cpus_allowed_list:\t//p' "/proc/$1/status"
}

soon() {
	local _
	for _ in {1..500}; do
		"$@" && return
		sleep 0.02
	done
	return 1
}

gone() {
	! kill -0 "$1" 2>/dev/null
}

@test "mockserver: a wrong call says how to call, as the manual does" {
	usage_is_synopsis mockserver
	run -2 mockserver
	run -2 mockserver -n 3 true
	run -2 mockserver -L true
}

@test "mockserver: an option that makes no sense is refused" {
	run --separate-stderr -2 mockserver -c sideways true
	[ "$stderr" = 'mockserver: -c: want pinned or unpinned: "sideways"' ]
	run --separate-stderr -2 mockserver -d 10 true
	[ "$stderr" = 'mockserver: -d: want median_ms:sigma: "10"' ]
	run -2 mockserver -d 10:x true
	run -2 mockserver -d 60001:1 true
	run -2 mockserver -e 101 true
	run -2 mockserver -b 0.5 true
	run -2 mockserver -s -1 true
	run -2 mockserver -n 0
}

@test "mockserver: the draws are those of the rules in its manual" {
	draws 7 10 0.5 5 1000 20000 >want
	mockserver -d 10:0.5 -e 5 -b 1000 -s 7 -n 20000 | same want -
	draws 9007199254740992 0.3 2 50 0 3000 >want
	mockserver -d 0.3:2 -e 50 -b 0 -s 9007199254740992 -n 3000 | same want -
	draws 1 60000 5 0 1 1000 >want
	mockserver -d 60000:5 -b 1 -n 1000 | same want -
	grep -q ',60000000,' want
}

@test "mockserver: delays are log-normal, errors as many as asked for, sizes even" {
	mockserver -d 10:0.5 -e 5 -b 1000 -n 100000 >draws
	# 100000 draws: the bounds are five standard errors
	awk -F, 'NR == 1 { next }
		{ x = log($2 / 1e4); sum += x; squares += x * x; errors += $3 == 503
		  size += $4; if ($4 < 500 || $4 > 1500) print "size", $0 }
		{ below += $2 < 10000; tail += x > 1.96 * 0.5 }
		END { n = NR - 1; mean = sum / n; sd = sqrt(squares / n - mean * mean)
		  if (mean < -0.008 || mean > 0.008) print "mean", mean
		  if (sd < 0.494 || sd > 0.506) print "sd", sd
		  if (below / n < 0.492 || below / n > 0.508) print "median", below / n
		  if (tail / n < 0.0225 || tail / n > 0.0275) print "tail", tail / n
		  if (errors / n < 0.0465 || errors / n > 0.0535) print "errors", errors / n
		  if (size / n < 995 || size / n > 1005) print "mean size", size / n }' draws |
		same /dev/null -
	[ "$(mockserver -e 0 -n 1000 | grep -c ,503,)" = 0 ]
	[ "$(mockserver -e 100 -n 1000 | grep -c ,503,)" = 1000 ]
}

@test "mockserver: all clients meet the draws, in any order, on any connection" {
	export -f seen
	mockserver -d 1:0.5 -e 20 -b 100 -s 3 -n 60 | sed 1d >want
	for order in '{1..60}' '{60..1}'; do
		mockserver -d 1:0.5 -e 20 -b 100 -s 3 bash -c "seen {url} $order" | sort -n | same want -
	done
	# three at once, each with a part
	mockserver -d 1:0.5 -e 20 -b 100 -s 3 bash -c 'seen {url} {1..60..3} & seen {url} {2..60..3} & seen {url} {3..60..3}; wait' |
		sort -n | same want -
}

@test "mockserver: a body is its id's line again and again, cut at its size" {
	export -f seen
	mockserver -b 100 bash -c 'seen {url} 1 42 999999999999999' >draws
	for id in 1 42 999999999999999; do
		yes "$(printf %015d $id)" | head -c "$(sed -n "s/^$id,.*,//p" draws)" | cmp - body-$id
	done
	mockserver -b 0 curl -s '{url}/?i=5' >empty
	[ ! -s empty ]
}

@test "mockserver: an answer is never early" {
	mockserver -d 5:0.5 curl -s -o /dev/null -w '%header{x-delay-us} %{time_starttransfer}\n' '{url}/?i=[1-40]' >when
	[ "$(wc -l <when)" = 40 ]
	awk '$2 * 1e6 < $1 { print "early:", $0 }' when | same /dev/null -
}

@test "mockserver: statistics count accepts, requests, errors and bad requests" {
	errors=$(mockserver -e 30 -n 50 | grep -c ,503,)
	mockserver -e 30 -d 1:0.1 -o stats.json sh -c '
		curl -s -o /dev/null "$0/?i=[1-50]" "$0/?i=x" "$0/nowhere"
		curl -s -o /dev/null -X POST -d data "$0/?i=1"
		curl -s $0/stats' '{url}' >stats
	[ "$(stat accepts <stats)" = 3 ]
	[ "$(stat requests <stats)" = 50 ]
	[ "$(stat errors <stats)" = "$errors" ]
	[ "$(stat bad_requests <stats)" = 3 ]
	[ "$(stat delayed <stats)" = 50 ]
	# the file has the same
	jq -r 'to_entries[] | "\(.key) \(.value)"' stats.json | same stats -
	# a lateness is no less than 0, and in order
	jq -e '0 <= .lateness_p50_us and .lateness_p50_us <= .lateness_p95_us and
		.lateness_p95_us <= .lateness_p99_us and .lateness_p99_us <= 1.01 * .lateness_max_us' stats.json
}

@test "mockserver: without a delay there is no lateness" {
	mockserver -o stats.json curl -s -o /dev/null '{url}/?i=1'
	jq -e '.delayed == 0 and (has("lateness_p50_us") | not)' stats.json
}

@test "mockserver: 1200 connections are served at once" {
	[ "$(ulimit -Hn)" -ge 2600 ] || skip 'too few open files are allowed'
	ulimit -Sn 2600
	mockserver -d 100:0 -o stats.json /usr/bin/python3 - '{url}' <<-'EOT'
		import http.client
		import socket
		import sys

		port = int(sys.argv[1].rsplit(":", 1)[1])
		sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(1200)]
		for i, s in enumerate(sockets):
		    s.sendall(b"GET /?i=%d HTTP/1.1\r\nHost: x\r\n\r\n" % i)
		for i, s in enumerate(sockets):
		    answer = http.client.HTTPResponse(s)
		    answer.begin()
		    assert answer.status == 200, answer.status
		    assert answer.read().startswith(b"%015d\n" % i)
	EOT
	jq -e '.accepts == 1200 and .requests == 1200' stats.json
}

@test "mockserver: too few open files are an error" {
	ulimit -n 500
	run --separate-stderr -1 mockserver sleep 5
	[ "$stderr" = 'mockserver: open files: want 1264, but only 500 are allowed' ]
}

@test "mockserver: only the loopback interface is listened on" {
	mockserver sh -c 'cat /proc/net/tcp /proc/net/tcp6; echo $0' '{url}' >sockets
	port=$(printf '%04X' "$(tail -1 sockets | cut -d: -f3)")
	# state 0A is listening
	awk -v port="$port" '$4 == "0A" && $2 ~ ":" port "$" { print $2 }' sockets >got
	same - got <<<"0100007F:$port"
}

@test "mockserver: what is no request does it no harm" {
	mockserver -d 1:0.1 bash -c '
		port=${0##*:}
		for bytes in "garbage\r\n\r\n" "\0\0\0\r\n\r\n" "GET" "GET /?i=1 HTTP/1.1\r\nHost" "\r\n\r\n\r\n" \
			"GET /?i=1 HTTP/9.9\r\n\r\n" "GET /?i=%00%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n" \
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n" \
			"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n" \
			"GET /?i=7 HTTP/1.1\r\nHost: x\r\n\r\n"; do
			printf "$bytes" >/dev/tcp/127.0.0.1/$port
		done
		head -c 100000 /dev/urandom >/dev/tcp/127.0.0.1/$port
		{ printf "GET /"; head -c 100000 /dev/zero | tr "\0" x; } >/dev/tcp/127.0.0.1/$port
		curl -s -o /dev/null -w "%{http_code}\n" $0/?i=12 $0/?i= $0/?i=1234567890123456 $0/?i=-1 $0/?i=1e1 $0/?j=1
	' '{url}' 2>/dev/null >codes
	same - codes < <(printf '%s\n' 200 400 400 400 400 400)
}

@test "mockserver: requests sent at once over one connection are answered in turn" {
	mockserver -d 2:0.5 -b 40 bash -c '
		exec 3<>/dev/tcp/127.0.0.1/${0##*:}
		printf "GET /?i=%d HTTP/1.1\r\nHost: x\r\n\r\n" {1..20} >&3
		printf "GET /?i=21 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" >&3
		cat <&3' '{url}' | grep -ao '^0[0-9]\{14\}' | uniq | same <(printf '%015d\n' {1..21}) -
}

@test "mockserver: exits as the command does" {
	run -7 mockserver sh -c 'exit 7'
	run -0 mockserver true
	run -137 mockserver sh -c 'kill -9 $$'
	run --separate-stderr -127 mockserver ./absent
	[ "$stderr" = 'mockserver: ./absent: No such file or directory' ]
	run -126 mockserver /etc/passwd
}

@test "mockserver: the command ends while answers are due" {
	run -0 mockserver -d 60000:0 -o stats.json bash -c '
		exec 3<>/dev/tcp/127.0.0.1/${0##*:}
		printf "GET /?i=1 HTTP/1.1\r\nHost: x\r\n\r\n" >&3
		until curl -s $0/stats | grep -q "accepts [2-9]"; do :; done' '{url}'
	jq -e '.requests == 0' stats.json
}

@test "mockserver: signals are passed on to the command" {
	mockserver sh -c 'trap "exit 3" TERM; touch ready; while :; do sleep 0.02; done' 3>&- &
	soon [ -e ready ]
	kill -TERM $!
	wait $! || status=$?
	[ "$status" = 3 ]
}

@test "mockserver: killed, it leaves neither command nor server" {
	mockserver sh -c 'echo $$ $0 >ready.new; mv ready.new ready; exec sleep 60' '{url}' 3>&- &
	soon [ -e ready ]
	read -r pid url <ready
	kill -9 $!
	soon gone "$pid"
	run -7 curl -s "$url/stats"
}

@test "mockserver: the server is gone when the command has ended" {
	url=$(mockserver echo '{url}')
	[[ $url = http://127.0.0.1:* ]]
	run -7 curl -s "$url/stats"
}

@test "mockserver: every {url} of every word is replaced" {
	mockserver printf '%s\n' '{url}' 'a{url}b{url}' '{ur}' '' >words
	url=$(head -1 words)
	printf '%s\n' "$url" "a${url}b$url" '{ur}' '' | same - words
}

@test "mockserver: pinned, the server has the last CPU and the command the others" {
	cpus=$(allowed $$)
	mockserver -c pinned -L >layout
	export -f allowed
	mockserver -c pinned -o stats.json bash -c 'allowed $$; allowed $PPID' 2>/dev/null >got
	jq -r .command_cpus,.server_cpus layout | same - got
	jq -e --slurpfile l layout 'contains($l[0])' stats.json
	if [ "$(nproc)" -gt 1 ]; then
		[ "$(jq -r .layout layout)" = pinned ]
		[ "$(tail -1 got)" = "${cpus##*[,-]}" ]
	fi
	mockserver -L | same - <(printf '{"layout_asked":"unpinned","layout":"unpinned","server_cpus":"%s","command_cpus":"%s"}\n' "$cpus" "$cpus")
}

@test "mockserver: with one CPU it does not pin, and says so" {
	cpu=$(allowed $$ | sed 's/[,-].*//')
	taskset -c "$cpu" mockserver -c pinned -d 10:0.5 -L |
		same - <(printf '{"layout_asked":"pinned","layout":"unpinned","server_cpus":"%s","command_cpus":"%s"}\n' "$cpu" "$cpu")
	run --separate-stderr -0 taskset -c "$cpu" mockserver -c pinned true
	[ "$stderr" = 'mockserver: not pinned: there is only one CPU to run on' ]
}

@test "mockserver: statistics that cannot be written are an error" {
	run --separate-stderr -1 mockserver -o /dev/full true
	[[ $stderr = 'mockserver: /dev/full: '* ]]
	run -1 mockserver -o absent/stats.json true
}
