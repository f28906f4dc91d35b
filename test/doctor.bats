#!/usr/bin/env bats

# shellcheck disable=SC2154
load helper

# doctor ARGUMENT ... - as make doctor runs it
doctor() {
	cd "$ROOT" && mk/bin/doctor "$@"
}

# bare COMMAND ... - a PATH with these commands and the few that doctor needs
bare() {
	mkdir bin
	for name in awk bash cut df head id nproc sed tput "$@"; do
		ln -s "$(command -v "$name")" bin/
	done
}

@test "doctor: every line says what is, or what its absence costs" {
	run doctor c python rust
	[[ $status == [01] ]]
	grep -vE '^$|^[A-Z][a-z ]+$' <<<"$output" | head -n -1 >lines
	run -1 grep -vE '^  (ok|missing|MISSING|note) +[^ ].* +[^ ]' lines
	for what in make cc csv.h json.h xxhash.h jq bats python3 PMU governor \
		turbo cgroup PSI steal smaps_rollup hypervisor CPUs load disk; do
		grep -qE "^  [a-zA-Z]+ +$what " lines || [ ! -x "$BIN/fingerprint" ]
	done
}

@test "doctor: a language without its toolchain is missing, and that is said" {
	run doctor nosuchlanguage
	grep -E 'missing +nosuchlanguage .*no nosuchlanguage' <<<"$output"
}

@test "doctor: without what measuring needs it fails, and says what to install" {
	bare make
	path=$PWD/bin
	PATH=$path run -1 doctor
	grep -E '^  MISSING  jq .*apt-get install jq' <<<"$output"
	[[ ${lines[-1]} == "Cannot measure: "* ]]
}

@test "doctor: colours only where they are seen and wanted" {
	cat >terminal.py <<-'EOF'
		import os, pty, sys
		pid, fd = pty.fork()
		if pid == 0:
		    os.chdir(sys.argv[1])
		    os.environ["TERM"] = "xterm"
		    os.execv("mk/bin/doctor", ["mk/bin/doctor"])
		text = b""
		try:
		    while chunk := os.read(fd, 4096): text += chunk
		except OSError: pass
		print("colour" if b"\x1b[" in text else "plain")
	EOF
	unset NO_COLOR
	[ "$(/usr/bin/python3 terminal.py "$ROOT")" = colour ]
	[ "$(NO_COLOR=1 /usr/bin/python3 terminal.py "$ROOT")" = plain ]
	run doctor
	[[ $output != *$'\e'* ]]
}
