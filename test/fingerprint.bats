#!/usr/bin/env bats

load helper

# Run with tmpfs over directories of this system: isolated DIR... -- COMMAND
# shellcheck disable=SC2016
isolated() {
	local dirs=()
	while [ "$1" != -- ]; do
		dirs+=("$1")
		shift
	done
	shift
	unshare -rm bash -c '
		while [ "$1" != -- ]; do mount -t tmpfs none "$1"; shift; done
		shift; "$@"' - "${dirs[@]}" -- "$@"
}

can_isolate() {
	isolated /sys -- true 2>/dev/null || skip "no user namespaces here"
}

# validate FILE - the output obeys the schema
validate() {
	/usr/bin/python3 - "$ROOT/schemas/environment.schema.json" "$1" <<-'EOF'
		import json, sys
		from jsonschema import Draft202012Validator as V
		schema, it = (json.load(open(p)) for p in sys.argv[1:])
		V.check_schema(schema)
		V(schema).validate(it)
	EOF
}

# explained FILE - a field is null if and only if it has a reason
explained() {
	jq -e '([to_entries[] | select(.value == null).key] | sort) ==
		(.reasons | keys | sort)' "$1"
}

@test "fingerprint: a wrong call says how to call, as the manual does" {
	usage_is_synopsis fingerprint
	run -2 fingerprint x
}

@test "fingerprint: the output obeys its schema" {
	fingerprint >env.json
	validate env.json
	explained env.json
}

@test "fingerprint: two calls give the same bytes, whatever happens between" {
	fingerprint >a
	head -c 100000000 /dev/zero | sha256sum >/dev/null
	(cd / && env -i "$BIN/fingerprint") >b
	same a b
	fingerprint -l >c
	fingerprint -l -o d
	same c d
}

@test "fingerprint: says what uname, getconf and nproc say" {
	fingerprint >env.json
	cat >want <<-EOF
		$(uname -r)
		$(uname -m)
		$(getconf PAGESIZE)
		$(nproc)
	EOF
	jq -r .kernel,.architecture,.page_size_B,.cpus_allowed env.json |
		same want -
}

@test "fingerprint: the C library is the system's" {
	getconf GNU_LIBC_VERSION >want || skip "not glibc"
	fingerprint | jq -r '.libc | split(" (")[0]' | same want -
}

@test "fingerprint: an affinity changes cpus_allowed and the class" {
	[ "$(nproc)" -gt 1 ] || skip "one CPU"
	fingerprint >a
	taskset -c 0 fingerprint >b
	[ "$(jq .cpus_allowed b)" = 1 ]
	[ "$(jq .machine_class a)" != "$(jq .machine_class b)" ]
	[ "$(jq .cpu_count a)" = "$(jq .cpu_count b)" ]
}

@test "fingerprint: the class is the hash the manual describes" {
	command -v xxhsum >/dev/null || skip "no xxhsum"
	fingerprint -l >lines
	for f in kernel architecture cpu_model cpu_id cpu_count cpus_allowed smt \
		governor turbo virtualisation cgroup_cpu_limit; do
		grep -P "^$f\t" lines
	done | sed -E '1s/(\t[0-9]+\.[0-9]+).*/\1/' >hashed
	want=$(xxhsum -H3 -q hashed 2>/dev/null) || skip "xxhsum without XXH3"
	grep -F "$(sed -E 's/.*([0-9a-f]{16}).*/\1/' <<<"$want")" lines
}

@test "fingerprint: without randomization of addresses it says so" {
	setarch -R true || skip "not permitted"
	[ "$(setarch -R fingerprint | jq .aslr)" = 0 ]
}

@test "fingerprint: the lines are sorted and hold every field but the reasons" {
	fingerprint -l >lines
	LC_ALL=C sort -c lines
	cut -f 1 lines >got
	fingerprint | jq -r 'del(.reasons) | keys[]' >want
	same want got
	[ "$(awk -F'\t' 'NF != 2' lines)" = "" ]
}

@test "fingerprint: names neither the host nor its user" {
	fingerprint >env.json
	[ "${#HOSTNAME}" -lt 4 ] || run -1 grep -F "\"$HOSTNAME\"" env.json
	run -1 grep -E '([0-9a-f]{2}:){5}|[0-9a-f]{8}-[0-9a-f]{4}' env.json
}

@test "fingerprint: without /sys what is missing is null, with a reason" {
	can_isolate
	isolated /sys -- "$BIN/fingerprint" >env.json
	validate env.json
	explained env.json
	jq -e '.smt == null and .clock_source == null and
		.transparent_hugepage == null and .cpu_count > 0' env.json
	! awk '$5 !~ "^/sys/"' /proc/self/mountinfo | grep -q ' - cgroup' ||
		skip "control groups are mounted elsewhere too"
	jq -e '.cgroup_version == null and .cgroup_cpu_limit == null' env.json
}

@test "fingerprint: without /sys and /proc it still says what it can" {
	can_isolate
	[[ $BIN != */san* ]] || skip "the leak sanitizer needs /proc"
	isolated /sys /proc -- "$BIN/fingerprint" >env.json
	validate env.json
	explained env.json
	jq -e '.cpu_model == null and .memory_total_B == null and .kernel' env.json
}

@test "fingerprint: reads governors, turbo and counters where they are" {
	can_isolate
	cat >fake <<-'EOF'
		cpu=/sys/devices/system/cpu
		for i in 0 1 2; do mkdir -p $cpu/cpufreq/policy$i; done
		echo powersave | tee $cpu/cpufreq/policy{0,2}/scaling_governor
		echo performance >$cpu/cpufreq/policy1/scaling_governor
		mkdir -p $cpu/intel_pstate $cpu/smt /sys/bus/event_source/devices/cpu
		echo 1 >$cpu/intel_pstate/no_turbo
		echo 1 >$cpu/smt/active
		echo 0-3,8 >$cpu/online
	EOF
	isolated /sys -- bash -c ". ./fake >/dev/null; '$BIN/fingerprint'" >env.json
	validate env.json
	explained env.json
	jq -c '[.governor, .turbo, .smt, .pmu, .cpu_count]' env.json >got
	same - got <<<'["powersave,performance",false,true,"cpu",5]'
}

@test "fingerprint: the firmware's memory map goes before the kernel's total" {
	can_isolate
	cat >fake <<-'EOF'
		i=0
		while read -r start end type; do
			mkdir -p /sys/firmware/memmap/$i
			echo $start >/sys/firmware/memmap/$i/start
			echo $end >/sys/firmware/memmap/$i/end
			echo $type >/sys/firmware/memmap/$i/type
			i=$((i + 1))
		done <<-END
			0x0 0xfff System RAM
			0x1000 0xffff Reserved
			0x100000 0x1fffff System RAM
		END
	EOF
	isolated /sys -- bash -c ". ./fake; '$BIN/fingerprint'" >env.json
	[ "$(jq .memory_total_B env.json)" = $((4096 + 1048576)) ]
	isolated /sys -- "$BIN/fingerprint" >env.json
	total=$(($(awk '/^MemTotal/ { print $2 }' /proc/meminfo) * 1024))
	jq -e ".memory_total_B >= $total and .memory_total_B < $total * 1.13" \
		env.json
	isolated /sys -- bash -c "mkdir -p \
		/sys/bus/virtio/drivers/virtio_balloon/virtio0; \
		'$BIN/fingerprint'" >env.json
	jq -e '.memory_total_B == null' env.json
	explained env.json
}

@test "fingerprint: takes the tightest limit of the control groups above it" {
	can_isolate
	path=$(sed -n 's/^[0-9]*:[^:]*\bmemory\b[^:]*://p' /proc/self/cgroup)
	file=memory.limit_in_bytes
	dir=$(awk '/ - cgroup .*memory/ { print $5; exit }' /proc/self/mountinfo)
	if [ -z "$path" ]; then
		path=$(sed -n 's/^0:://p' /proc/self/cgroup)
		file=memory.max
		dir=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo)
	fi
	case $path in '' | / | *..*) skip "in no group below the first" ;; esac
	echo 12345678 >limit
	# files of other groups cannot be made, but one can be laid over another
	unshare -rm bash -c "mount --bind limit '$dir${path%/*}/$file' &&
		'$BIN/fingerprint'" >env.json || skip "not permitted"
	[ "$(jq .cgroup_memory_limit_B env.json)" = 12345678 ]
	validate env.json
}

@test "fingerprint: a full disk is an error" {
	run --separate-stderr -1 bash -c 'fingerprint >/dev/full'
	[ "$stderr" = "fingerprint: standard output: No space left on device" ]
}
