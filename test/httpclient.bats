#!/usr/bin/env bats
# httpclient: the rules of workloads/httpclient/README.md, with the mock server and
# with servers that get it wrong

load helper

# A server that answers each request as MODE says, one connection a thread, and
# runs a command beside it: wrong.py MODE COMMAND..., {url} being its address
setup_file() {
	cat >"$BATS_FILE_TMPDIR/wrong.py" <<-'EOT'
		import socket
		import subprocess
		import sys
		import threading

		mode, *command = sys.argv[1:]
		most = now = requests = 0
		lock = threading.Lock()


		def answer(id, body=None, head=b"X-Delay-Us: 0\r\n", status=b"200 OK", length=None):
		    if body is None:
		        body = (b"%015d\n" % id * 5)[:70]
		    length = len(body) if length is None else length
		    return b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (status, head, length, body)


		def stats():
		    return answer(0, b"requests 1\naccepts 7\n")


		answers = {
		    "good": lambda id: answer(id),
		    "garbage": lambda id: b"\0\1\2 what is this?\r\n\r\n",
		    "nothing": lambda id: b"",
		    "half a head": lambda id: b"HTTP/1.1 200 OK\r\nX-Delay",
		    "short body": lambda id: answer(id, length=200),
		    "no delay": lambda id: answer(id, head=b""),
		    "delay of words": lambda id: answer(id, head=b"X-Delay-Us: 12ms\r\n"),
		    "long delay": lambda id: answer(id, head=b"X-Delay-Us: 1234567890\r\n"),
		    "other body": lambda id: answer(id + 1),
		    "wrong byte": lambda id: answer(id, (b"%015d\n" % id * 5)[:63] + b"x"),
		    "status 500": lambda id: answer(id, status=b"500 Internal Server Error"),
		    "status 404": lambda id: answer(id, status=b"404 Not Found"),
		    "elsewhere": lambda id: answer(id, head=b"X-Delay-Us: 0\r\nLocation: /?i=1\r\n", status=b"302 Found"),
		    "no statistics": lambda id: answer(id),
		    "silence": lambda id: None,
		}


		def serve(connection):
		    global most, now, requests
		    data = b""
		    while True:
		        while b"\r\n\r\n" not in data:
		            got = connection.recv(65536)
		            if not got:
		                return
		            data += got
		        head, data = data.split(b"\r\n\r\n", 1)
		        path = head.split(b" ")[1]
		        if path == b"/stats":
		            connection.sendall(answer(0, b"") if mode == "no statistics" else stats())
		            continue
		        id = int(path.split(b"=")[1])
		        with lock:
		            now += 1
		            requests += 1
		            most = max(most, now)
		        threading.Event().wait(0.05)
		        with lock:
		            now -= 1
		        reply = answers["good" if id < 4 else mode](id)
		        if reply is None:
		            continue
		        connection.sendall(reply)
		        if not reply or mode in ("half a head", "short body", "garbage"):
		            connection.close()
		            return


		def accept(listener):
		    while True:
		        connection, _ = listener.accept()
		        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
		        threading.Thread(target=quietly, args=(connection,), daemon=True).start()


		def quietly(connection):
		    try:
		        serve(connection)
		    except OSError:
		        pass


		listener = socket.create_server(("127.0.0.1", 0))
		threading.Thread(target=accept, args=(listener,), daemon=True).start()
		url = "http://127.0.0.1:%d" % listener.getsockname()[1]
		status = subprocess.run([word.replace("{url}", url) for word in command]).returncode
		with open("most", "w") as out:
		    print(most, requests, file=out)
		sys.exit(status)
	EOT
	wait_in_silence
}

# The answer that never comes is waited for 20 s, while the other tests run; the
# last test looks at what was said.
wait_in_silence() {
	local folder=$BATS_FILE_TMPDIR/silent impl run
	mkdir "$folder"
	steps '3 20' >"$folder/steps.txt"
	for run in "$ROOT"/build/httpclient/*/run; do
		[ -x "$run" ] || continue
		impl=$(basename "${run%/run}")
		(
			mkdir "$folder/$impl" && cd "$folder/$impl" || exit
			setsid /usr/bin/python3 "$BATS_FILE_TMPDIR/wrong.py" silence \
				timeout --foreground -s KILL 60 "$run" '{url}' ../steps.txt >out 2>err &
			echo $! >pid
			wait $! && status=0 || status=$?
			echo $status >status
		) 3>&- &
	done
}

# If the last test was not asked for, nobody has waited.
teardown_file() {
	local pid
	for pid in "$BATS_FILE_TMPDIR"/silent/*/pid; do
		[ -s "${pid%pid}status" ] || kill -KILL -- "-$(cat "$pid")" || true
	done
}

wrong() {
	/usr/bin/python3 "$BATS_FILE_TMPDIR/wrong.py" "$@"
}

steps() {
	printf '%s\n' "$@" end
}

# answers SERVER... - what the implementation says of steps.txt is what is wanted
answers() {
	mockserver "$@" "$run" '{url}' steps.txt >"$impl.csv" && same want "$impl.csv"
}

@test "httpclient: three answers, worked out by hand" {
	# without delays and errors; of bytes 0 all sizes are 0
	cat >want <<-EOT
		concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum
		2,3,3,0,0,0,1200
		1,2,2,0,0,0,1800
	EOT
	steps '2 3' '1 2' >steps.txt
	each httpclient answers -b 0
	# all of them 503: (1 + 2 + 3) x 503 and (4 + 5) x 503
	sed -i 's/3,3,0,0,0,1200/3,0,3,0,0,3018/; s/2,2,0,0,0,1800/2,0,2,0,0,4527/' want
	each httpclient answers -b 0 -e 100
}

@test "httpclient: sizes and delays are summed up" {
	# ids 1 to 3, each 70 bytes and no delay: 6 x (70000 + 200)
	cat >want <<-EOT
		concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum
		1,3,3,0,210,0,421200
	EOT
	steps '1 3' >steps.txt
	summed() {
		wrong good "$run" '{url}' steps.txt | same want -
	}
	each httpclient summed
}

@test "httpclient: the reference agrees, whatever the delays" {
	steps '3 10' '20 60' '7 1' '1 2' >steps.txt
	while read -r delay percent bytes seed; do
		"$ROOT/test/reference/httpclient.py" $delay $percent $bytes $seed steps.txt >want
		each httpclient answers -d $delay -e $percent -b $bytes -s $seed
	done <<-EOT
		2:1 30 1000 1
		0:0 0 1 2
		0.5:0 50 40000 12345678901
	EOT
}

@test "httpclient: the answers of the specs are the reference's" {
	local bench option words digest dataset
	for bench in httpclient httpclient-unpinned stability-http; do
		mapfile -t words < <(jq -r '.server[3:][]' "$ROOT/workloads/$bench/spec.json")
		[ "${words[*]}" = '-d 10:0.5 -e 5 -b 1000 -s 7' ]
		jq -r '.answers | to_entries[] | "\(.key) \(.value.dataset) \(.value.xxh3_128)"' "$ROOT/workloads/$bench/spec.json"
	done >answers
	[ "$(wc -l <answers)" = 5 ]
	while read -r content dataset digest; do
		"$ROOT/datasets/$dataset.py" "$dataset"
		echo "$content  $dataset" | sha256sum -c --quiet
		[ "$(jq -r .content_sha256 "$dataset.json")" = "$content" ]
		[ "$("$ROOT/test/reference/httpclient.py" 10:0.5 5 1000 7 "$dataset" | xxhsum -H2 | cut -d' ' -f1)" = "$digest" ]
	done <answers
}

# as many in flight as asked for, and each id once
in_flight() {
	wrong good "$run" '{url}' steps.txt >got || return
	read -r most requests <most
	[ "$requests" = 90 ] && [ "$most" -le 30 ] || { echo "most at once: $most, requests: $requests"; return 1; }
	# httpx may assign waiting requests to fewer connections
	[ "$most" = 30 ] || [ "$impl" = python-httpx ]
}

@test "httpclient: as many requests are in flight as the step says" {
	steps '30 90' >steps.txt
	each httpclient in_flight
}

# samples of the right form and number, and believable
samples() {
	SAMPLES_FD=7 mockserver -d 20:0.1 -e 20 -s 2 -o stats.json "$run" '{url}' steps.txt 7>samples >answer || return
	sed -E 's/,-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?$//' samples | sort | uniq -c | awk '{ print $2, $1 }' >got
	for step in '4 12' '8 20'; do
		read -r concurrency requests <<<"$step"
		printf "c$concurrency,%s\n" "connections,1 1" 'cpu_per_request,s 1' 'cpu_time,s 1' 'error_rate,% 1' \
			"latency,s $requests" "overhead,s $requests" 'wall_time,s 1'
	done | sort | same - got || return
	# a latency is never less than its delay, nor a step shorter than its longest
	# latency; the CPU time per request is what it says
	awk -F, '$2 == "overhead" && $4 <= 0 { print "negative:", $0 }
		$2 == "latency" { sum[$1] += $4; if ($4 > longest[$1]) longest[$1] = $4 }
		$2 == "overhead" { over[$1] += $4 }
		$2 == "wall_time" { wall[$1] = $4 }
		$2 == "cpu_time" { cpu[$1] = $4 }
		$2 == "cpu_per_request" { per[$1] = $4 }
		END { n["c4"] = 12; n["c8"] = 20
		for (c in wall) {
			printf "%s,%.0f\n", c, (sum[c] - over[c]) * 1e6 >"delays"
			if (wall[c] < longest[c] || cpu[c] <= 0) print "step", c, wall[c], longest[c], cpu[c]
			if ((per[c] * n[c] - cpu[c]) ^ 2 > 1e-12) print "cpu", c, per[c], cpu[c] } }' samples | same /dev/null - || return
	# overhead is what is left when the header is taken off
	sort delays >delays.sorted
	awk -F, 'NR > 1 { printf "c%s,%s\n", $1, $6 }' answer | same - delays.sorted || return
	# refusals and connections are those that the server counted
	rate=$(awk -F, 'NR > 1 { n += $4 } END { print n }' answer)
	[ "$(jq .errors stats.json)" = "$rate" ] || return
	awk -F, '$2 == "error_rate" { n += $4 * ($1 == "c4" ? 0.12 : 0.20) } END { printf "%.0f\n", n }' samples | same - <(echo "$rate") || return
	awk -F, '$2 == "connections" { n += $4 } END { printf "%d\n", n }' samples | same - <(jq .accepts stats.json) || return
	# none of them twice, nor closed and opened again: a few more are reqwest's way
	[ "$(jq .accepts stats.json)" -le 12 ]
}

@test "httpclient: samples of each step and request are reported, if asked for" {
	steps '4 12' '8 20' >steps.txt
	each httpclient samples
}

@test "httpclient: no proxy is used, whatever the environment says" {
	steps '2 4' >steps.txt
	printf '%s\n' concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum 2,4,4,0,0,0,2000 >want
	export http_proxy=http://127.0.0.1:1 HTTP_PROXY=http://127.0.0.1:1 all_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1
	each httpclient answers -b 0
}

# refuses WHERE COMMAND... - exit status 1, no answer, and one line that begins so
refuses() {
	local where=$1
	shift
	run --separate-stderr -1 "$@" || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "httpclient: $where"?* ]] ||
		{ printf 'want one line, httpclient: %s..., and no answer; got:\n%s\n' "$where" "$stderr$output"; return 1; }
}

refuses_steps() {
	# nothing listens at port 1, and nothing is asked of it
	refuses "$1:" "$run" http://127.0.0.1:1 "$1"
}

@test "httpclient: steps that are absent, malformed or truncated are refused" {
	each httpclient refuses_steps absent.txt
	mkdir folder
	each httpclient refuses_steps folder
	while read -r text; do
		printf -- "$text" >steps.txt
		echo "$text"
		each httpclient refuses_steps steps.txt
	done <<-'EOT'

		end\n
		10 5\n
		10 5
		10 5\n\nend\n
		10 5\nend\n\n
		10 5\nend\nmore
		10 5\n10 7\nend\n
		0 5\nend\n
		10 0\nend\n
		+1 5\nend\n
		1001 5\nend\n
		10 10000001\nend\n
		010 5\nend\n
		10  5\nend\n
		10 5 \nend\n
		10 5\r\nend\r\n
		10 5.0\nend\n
		10 5\x00\nend\n
		10 5\nend\x00\n
	EOT
}

unreachable() {
	refuses 'http://127.0.0.1:1' "$run" http://127.0.0.1:1 steps.txt
	# no address at all
	refuses 'nonsense' "$run" nonsense steps.txt
}

@test "httpclient: a server that is not there is an error" {
	steps '10 100' >steps.txt
	each httpclient unreachable
}

mistaken() {
	refuses 'http://127.0.0.1:' wrong "$1" timeout -s KILL 15 "$run" '{url}' steps.txt
}

# mistakes MODE... - after three good answers the server goes wrong
mistakes() {
	local mode
	steps '3 20' >steps.txt
	for mode; do
		echo "$mode"
		each httpclient mistaken "$mode"
	done
}

@test "httpclient: what is not HTTP, or not whole, is an error" {
	mistakes garbage nothing 'half a head' 'short body'
}

@test "httpclient: a header that is missing or no delay is an error" {
	mistakes 'no delay' 'delay of words' 'long delay'
}

@test "httpclient: a body that is not the id's is an error" {
	mistakes 'other body' 'wrong byte'
}

@test "httpclient: another status is an error, and no redirection is followed" {
	mistakes 'status 500' 'status 404' elsewhere
}

@test "httpclient: statistics that are not there are an error" {
	steps '3 3' >steps.txt
	each httpclient mistaken 'no statistics'
}

full() {
	local status=0
	mockserver "$run" '{url}' steps.txt 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ "$(wc -l <stderr)" = 1 ] && grep -q '^httpclient: .' stderr
}

@test "httpclient: a full disk is an error" {
	steps '1 1' >steps.txt
	each httpclient full
}

misused() {
	local arguments
	for arguments in '' http://127.0.0.1:1 'http://127.0.0.1:1 steps.txt more'; do
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "httpclient: a wrong number of arguments is exit status 2, with a message" {
	steps '1 1' >steps.txt
	each httpclient misused
}

@test "httpclient: the C implementation is clean under the sanitizers" {
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -g -fsanitize=address,undefined -fno-sanitize-recover=all \
		-o sanitized "$ROOT"/workloads/httpclient/c/*.c -lcurl
	export ASAN_OPTIONS=detect_leaks=0
	impl=c run=./sanitized
	steps '3 10' '20 60' >steps.txt
	"$ROOT/test/reference/httpclient.py" 1:0.5 20 1000 1 steps.txt >want
	answers -d 1:0.5 -e 20 -b 1000 -s 1
	steps '3 20' >steps.txt
	mistaken 'short body'
	printf '10 5\n\0\n' >steps.txt
	refuses_steps steps.txt
}

silent() {
	local folder=$BATS_FILE_TMPDIR/silent/$impl
	for _ in {1..700}; do
		[ ! -s "$folder/status" ] || break
		sleep 0.1
	done
	[ "$(cat "$folder/status")" = 1 ] && [ ! -s "$folder/out" ] && [ "$(wc -l <"$folder/err")" = 1 ] &&
		grep -q '^httpclient: http://127.0.0.1:[0-9]*.' "$folder/err"
}

@test "httpclient: a server that says nothing any more is an error" {
	each httpclient silent
}
