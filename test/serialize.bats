# serialize: the rules of workloads/serialize/README.md, on messages encoded by hand

load helper

# Three messages, and what the formats' specifications make of them.

# a flight that has all it can have: the largest id, an arrival before its time
small_json='{"id":18446744073709551615,"scheduled_ms":-1,"carrier":"B6","number":300,"tailnum":"N1","route":{"origin":"A","dest":"B","label":"é\"","distance_km":0.5},"status":"arrived","on_time":true,"dep_delay_min":-33,"arr_delay_min":200,"air_time_min":65536,"speed_kmh":5.0}'
small_msgpack=(
	8c # a map of 12
	a2 6964 cf ffffffffffffffff
	ac 7363686564756c65645f6d73 ff
	a7 63617272696572 a2 4236
	a6 6e756d626572 cd 012c
	a7 7461696c6e756d a2 4e31
	a5 726f757465 84
	a6 6f726967696e a1 41
	a4 64657374 a1 42
	a5 6c6162656c a3 c3a922
	ab 64697374616e63655f6b6d cb 3fe0000000000000
	a6 737461747573 a7 61727269766564
	a7 6f6e5f74696d65 c3
	ad 6465705f64656c61795f6d696e d0 df
	ad 6172725f64656c61795f6d696e cc c8
	ac 6169725f74696d655f6d696e ce 00010000
	a9 73706565645f6b6d68 cb 4014000000000000
)
small_protobuf=(
	09 ffffffffffffffff
	10 ffffffffffffffffff01
	1a 02 4236
	20 ac02
	2a 02 4e31
	32 14 0a 01 41 12 01 42 1a 03 c3a922 21 000000000000e03f
	3a 07 61727269766564
	40 01
	48 41
	50 9003
	58 808004
	61 0000000000001440
)

# an aircraft without flights: nothing but what must be there
medium_json='{"tailnum":"","destinations":["X",""],"flights":[],"net_delay_min":-129}'
medium_msgpack=(
	84
	a7 7461696c6e756d a0
	ac 64657374696e6174696f6e73 92 a1 58 a0
	a7 666c6967687473 90
	ad 6e65745f64656c61795f6d696e d1 ff7f
)
medium_protobuf=(12 01 58 12 00 20 8102)

# a day with a flight that never left, and an optional zero
large_json='{"date":"d","start_ms":0,"flights":[{"id":0,"scheduled_ms":0,"carrier":"","number":-5,"route":{"origin":"","dest":"","label":"","distance_km":0.0},"status":"","on_time":false}],"carriers":[{"carrier":"c","flights":0,"cancelled":7,"mean_delay_min":0.0}],"arr_delays_min":[0,-1,64]}'
large_msgpack=(
	85
	a4 64617465 a1 64
	a8 73746172745f6d73 00
	a7 666c6967687473 91 87
	a2 6964 00
	ac 7363686564756c65645f6d73 00
	a7 63617272696572 a0
	a6 6e756d626572 fb
	a5 726f757465 84
	a6 6f726967696e a0
	a4 64657374 a0
	a5 6c6162656c a0
	ab 64697374616e63655f6b6d cb 0000000000000000
	a6 737461747573 a0
	a7 6f6e5f74696d65 c2
	a8 6361727269657273 91 84
	a7 63617272696572 a1 63
	a7 666c6967687473 00
	a9 63616e63656c6c6564 07
	ae 6d65616e5f64656c61795f6d696e cb 0000000000000000
	ae 6172725f64656c6179735f6d696e 93 00 ff 40
)
large_protobuf=(
	0a 01 64
	1a 0d 20 fbffffffffffffffff01 32 00
	22 0e 0a 01 63 18 07 21 0000000000000000
	2a 04 00 01 8001
)

# bytes HEX ... - the bytes themselves
bytes() {
	local hex
	printf -v hex %s "$@"
	printf '%b' "$(sed 's/ //g; s/../\\x&/g' <<<"$hex")"
}

# message KIND JSON MSGPACK PROTOBUF - a line of a dataset; two are hexadecimal
message() {
	jq -nc --arg kind "$1" --arg json "$2" --arg msgpack "$(bytes "$3" | base64 -w 0)" \
		--arg protobuf "$(bytes "$4" | base64 -w 0)" '{$kind, $json, $msgpack, $protobuf}'
}

hex() { local IFS=; echo "$*"; }

small() { message small "$small_json" "$(hex "${small_msgpack[@]}")" "$(hex "${small_protobuf[@]}")"; }
medium() { message medium "$medium_json" "$(hex "${medium_msgpack[@]}")" "$(hex "${medium_protobuf[@]}")"; }
large() { message large "$large_json" "$(hex "${large_msgpack[@]}")" "$(hex "${large_protobuf[@]}")"; }

first='{"repeats":3,"small":{"messages":2,"passes":2},"medium":{"messages":1,"passes":3},"large":{"messages":1,"passes":1}}'

dataset() {
	echo "$first"
	small
	small
	medium
	large
}

crc32() { gzip -c | tail -c 8 | od -An -tx4 -N4 --endian=little | tr -d ' '; }

# row FORMAT KIND HEX JSON - a line of the answer, when all messages are alike
row() {
	local count=1 all=$3 text=$4
	[ $2 != small ] || { count=2 all=$3$3 text=$4$4; }
	echo "$1,$2,$count,$((${#all} / 2)),$(bytes "$all" | crc32),$(printf %s "$text" | crc32)"
}

want() {
	local kind json msgpack protobuf
	echo format,kind,messages,bytes,encoded_crc32,decoded_crc32
	for kind in small medium large; do
		local -n json=${kind}_json msgpack=${kind}_msgpack protobuf=${kind}_protobuf
		row json $kind "$(printf %s "$json" | od -An -v -tx1 | tr -d ' \n')" "$json"
		row msgpack $kind "$(hex "${msgpack[@]}")" "$json"
		row protobuf $kind "$(hex "${protobuf[@]}")" "$json"
	done
}

answers() {
	"$run" messages.jsonl >"$impl.csv" && same want.csv "$impl.csv"
}

@test "serialize: messages encoded by hand are decoded, and made again to the byte" {
	want >want.csv
	dataset >messages.jsonl
	each serialize answers
}

@test "serialize: the last line may end without LF, and members stand in any order" {
	want >want.csv
	dataset | jq -c 'to_entries | reverse | from_entries' | head -c -1 >messages.jsonl
	each serialize answers
}

@test "serialize: the reference agrees" {
	want >want.csv
	dataset >messages.jsonl
	"$ROOT/test/reference/serialize.py" messages.jsonl | same want.csv -
}

# refuses WHERE - exit status 1, no answer, and one line that begins so
refuses() {
	run --separate-stderr -1 "$run" "${1%%:*}" || return
	[ -z "$output" ] && [ "${#stderr_lines[@]}" -eq 1 ] && [[ $stderr == "serialize: $1: "?* ]] ||
		{ printf 'want one line, serialize: %s: ..., and no answer; got:\n%s\n' "$1" "$stderr$output"; return 1; }
}

# refused WHAT LINE - a dataset is refused in which standard input takes the place
# of a line
refused() {
	echo "$1"
	[ -e good.jsonl ] || dataset >good.jsonl
	cat >line
	{
		head -n $(($2 - 1)) good.jsonl
		cat line
		tail -n +$(($2 + 1)) good.jsonl
	} >messages.jsonl
	each serialize refuses "messages.jsonl:$2"
}

@test "serialize: an encoding of another message, or not the canonical one, is refused" {
	local msgpack protobuf
	msgpack=$(hex "${medium_msgpack[@]}")
	protobuf=$(hex "${medium_protobuf[@]}")
	message medium "$medium_json" "$msgpack" "$protobuf" | same <(medium) -
	while IFS='|' read -r what json packed wire; do
		message medium "${json:-$medium_json}" "${packed:-$msgpack}" "${wire:-$protobuf}" | refused "$what" 4
	done <<-EOT
		another JSON|${medium_json/-129/-128}
		another MessagePack||${msgpack/ff7f/ff7e}
		another Protobuf|||1201581200 208302
		a blank|${medium_json/,/, }
		another order|{"destinations":["X",""],"tailnum":"","flights":[],"net_delay_min":-129}
		a needless escape|${medium_json/X/\\u0058}
		a number with a point|${medium_json/-129/-129.0}
		a string for a number|${medium_json/-129/\"-129\"}
		null for what is absent|${medium_json/%\}/,\"mean_delay_min\":null\}}
		a field too many|${medium_json/%\}/,\"more\":1\}}
		a field twice|${medium_json/%\}/,\"net_delay_min\":-129\}}
		a field too few|{"tailnum":"","destinations":["X",""],"flights":[]}
		a list for a message|["",["X",""],[],-129]
		truncated JSON|${medium_json%\}}
		no JSON|messages
		two messages|$medium_json$medium_json
		deep nesting|$(printf '[%.0s' {1..5000})
		half a surrogate pair|${medium_json/X/\\ud800}
		a MessagePack array||94${msgpack#84}
		a longer number||${msgpack/d1ff7f/d2ffffff7f}
		a longer string||${msgpack/a158/d90158}
		truncated MessagePack||${msgpack%7f}
		more MessagePack||${msgpack}00
		a field more in MessagePack||85${msgpack#84}a16101
		a list that claims to be long||${msgpack/92a158a0/ddffffffff}
		a reserved byte||c1
		no UTF-8 in MessagePack||${msgpack/a158/a1ff}
		truncated Protobuf|||1201581200 2081
		Protobuf in another order|||208102 1201581200
		a longer varint|||1201581200 20818200
		an unknown field|||1201581200 208102 3001
		a default that is written|||0a00 1201581200 208102
		another wire type|||1201581200 2181020000 00000000
		no UTF-8 in Protobuf|||1201ff1200 208102
	EOT
}

# everywhere FROM TO FROM TO FROM TO - the small message with something else in its
# JSON, MessagePack and Protobuf
everywhere() {
	local msgpack protobuf
	msgpack=$(hex "${small_msgpack[@]}")
	protobuf=$(hex "${small_protobuf[@]}")
	message small "${small_json/$1/"$2"}" "${msgpack/${3// /}/${4// /}}" "${protobuf/${5// /}/${6// /}}"
}

# double JSON BITS - the small message with another distance
double() {
	local little
	little=$(sed -E 's/(..)(..)(..)(..)(..)(..)(..)(..)/\8\7\6\5\4\3\2\1/' <<<"$2")
	everywhere '"distance_km":0.5' "\"distance_km\":$1" 'cb 3fe0000000000000' "cb $2" \
		'21 000000000000e03f' "21 $little"
}

agrees() {
	"$run" messages.jsonl >"$impl.csv" && same want.csv "$impl.csv"
}

@test "serialize: numbers are as large as the schema and the range of doubles allow" {
	{
		echo "${first/2/9}"
		double 0.001 3f50624dd2f1a9fc
		double -0.001 bf50624dd2f1a9fc
		double 999999999999999.9 430c6bf52633ffff
		double 0.30000000000000004 3fd3333333333334
		everywhere 300 2147483647 cd012c ce7fffffff 20ac02 20ffffffff07
		everywhere 300 -2147483648 cd012c d280000000 20ac02 2080808080f8ffffffff01
		everywhere 65536 4294967295 ce00010000 ceffffffff 58808004 58ffffffff0f
		everywhere ':-1,' :-9223372036854775808, 5f6d73ff 5f6d73d38000000000000000 \
			10ffffffffffffffffff01 1080808080808080808001
		everywhere 18446744073709551615 9007199254740993 cfffffffffffffffff cf0020000000000001 \
			09ffffffffffffffff 090100000000002000
		medium
		large
	} >messages.jsonl
	"$ROOT/test/reference/serialize.py" messages.jsonl >want.csv
	each serialize agrees
}

@test "serialize: of a string, only what must be escaped is, in the shortest way" {
	local string='00 08 09 0a 0c 0d 1f 7f e280a8 f09f9880 2f 5c'
	{
		echo "${first/2/1}"
		everywhere 'é??' $'\\u0000\\b\\t\\n\\f\\r\\u001f\x7f\u2028\U1f600/\\\\' \
			'a3 c3a922' "b1 $string" '32 14 0a0141 120142 1a 03 c3a922' "32 22 0a0141 120142 1a 11 $string"
		medium
		large
	} >messages.jsonl
	"$ROOT/test/reference/serialize.py" messages.jsonl >want.csv
	each serialize agrees
}

@test "serialize: a number out of range is refused, also if all formats agree" {
	double 1000000000000000.0 430c6bf526340000 | refused 'too large' 2
	double 0.0009 3f4d7dbf487fcb92 | refused 'too small' 2
	double -0.0 8000000000000000 | refused 'negative zero' 3
	double NaN 7ff8000000000000 | refused 'not a number' 2
	double null 7ff8000000000000 | refused 'not a number, null' 2
	double Infinity 7ff0000000000000 | refused 'infinity' 2
	double 5 4014000000000000 | refused 'no point' 2
	everywhere 300 2147483648 cd012c ce80000000 20ac02 208080808008 | refused 'an int32' 2
	everywhere 65536 4294967296 ce00010000 cf0000000100000000 58808004 588080808010 | refused 'an uint32' 2
	everywhere 65536 -1 ce00010000 ff 58808004 58ffffffffffffffffff01 | refused 'a negative uint32' 2
	everywhere 18446744073709551615 18446744073709551616 x x x x | refused 'an uint64' 2
}

@test "serialize: a line that is not one is refused" {
	local line
	line=$(medium)
	while IFS='|' read -r what text; do
		printf '%s\n' "$text" | refused "$what" 4
	done <<-EOT
		nothing|
		no JSON|medium
		a list|[1,2,3,4]
		a member too few|$(jq -c 'del(.msgpack)' <<<"$line")
		a member too many|$(jq -c '.cbor = "oA=="' <<<"$line")
		a number for a string|$(jq -c '.json = 1' <<<"$line")
		null for a string|$(jq -c '.protobuf = null' <<<"$line")
		another kind|${line/medium/tiny}
		another kind's turn|${line/medium/small}
		truncated|${line%???}
		no base64|$(jq -c '.protobuf |= sub("^."; "*")' <<<"$line")
		blanks in base64|$(jq -c '.protobuf |= sub("^"; " ")' <<<"$line")
		no padding|$(jq -c '.protobuf = "EgFYEgAggQI"' <<<"$line")
		bits in the padding|$(jq -c '.protobuf = "EgFYEgAggQJ="' <<<"$line")
		empty|$(jq -c '.protobuf = ""' <<<"$line")
	EOT
	sed 's/X/\xff/' <<<"$line" | refused 'no UTF-8' 4
	jq -c '.protobuf = "EgFYEgAggQI="' <<<"$line" | same <(medium) -
}

@test "serialize: a first line that is not one is refused" {
	while IFS='|' read -r what text; do
		printf '%s\n' "$text" | refused "$what" 1
	done <<-EOT
		nothing|
		a number|3
		no passes|$(jq -c 'del(.medium.passes)' <<<"$first")
		another member|$(jq -c '.medium.more = 1' <<<"$first")
		another kind|$(jq -c '.tiny = .small' <<<"$first")
		none of a kind|$(jq -c '.large.messages = 0' <<<"$first")
		a negative number|$(jq -c '.large.messages = -1' <<<"$first")
		too many|$(jq -c '.repeats = 1000001' <<<"$first")
		more than any number|${first/3/99999999999999999999}
		a fraction|${first/3/3.5}
		a string|${first/3/\"3\"}
		true|${first/3/true}
	EOT
}

@test "serialize: more lines than the first one says, or fewer, are refused" {
	dataset >good.jsonl
	sed 1s/2/3/ good.jsonl >messages.jsonl
	each serialize refuses messages.jsonl:4
	{ cat good.jsonl; large; } >messages.jsonl
	each serialize refuses messages.jsonl:6
	{ cat good.jsonl; echo; } >messages.jsonl
	each serialize refuses messages.jsonl:6
	head -n 4 good.jsonl >messages.jsonl
	each serialize refuses messages.jsonl:5
	head -n 1 good.jsonl >messages.jsonl
	each serialize refuses messages.jsonl:2
	: >messages.jsonl
	each serialize refuses messages.jsonl:1
}

@test "serialize: a dataset that was cut off anywhere is refused" {
	dataset >whole.jsonl
	local bytes
	for bytes in 1 10 100 200 700 $(($(stat -c %s whole.jsonl) - 2)); do
		head -c $bytes whole.jsonl >messages.jsonl
		each serialize refuses "messages.jsonl:$(($(wc -l <messages.jsonl) + 1))"
	done
}

@test "serialize: what is absent or a folder is refused" {
	each serialize refuses absent.jsonl
	mkdir folder
	each serialize refuses folder
}

full() {
	local status=0
	"$run" messages.jsonl 2>stderr >/dev/full || status=$?
	[ $status -eq 1 ] && [ -s stderr ]
}

@test "serialize: a full disk is an error" {
	dataset >messages.jsonl
	each serialize full
}

misused() {
	local arguments
	for arguments in '' 'messages.jsonl more'; do
		run --separate-stderr -2 "$run" $arguments || return
		[ -z "$output" ] && [ -n "$stderr" ] || return
	done
}

@test "serialize: a wrong number of arguments is exit status 2, with a message" {
	dataset >messages.jsonl
	each serialize misused
}

# reports - every case and repeat; both times of a repeat are the same time
reports() {
	SAMPLES_FD=7 "$run" messages.jsonl 7>samples >/dev/null || return
	sed -E '/_time,/s/,[0-9]+(\.[0-9]+)?$/,SECONDS/; s/\.0+$//' samples | same want - || return
	awk -F, '$2 == "wall_time" { whole = $4 }
		$2 == "message_time" {
			n = $1 ~ /small/ ? 4 : $1 ~ /medium/ ? 3 : 1
			if (whole <= 0 || (whole / n - $4) ^ 2 > 1e-17)
				exit 1
		}' samples
}

@test "serialize: both times of every repeat and mean sizes are reported, if asked for" {
	dataset >messages.jsonl
	local kind name case
	for kind in small medium large; do
		for name in json msgpack protobuf; do
			for case in ${name}_${kind}_{encode,decode}; do
				printf '%s,SECONDS\n' $case,{wall,message}_time,s $case,{wall,message}_time,s $case,{wall,message}_time,s
			done
			echo "${name}_$kind,encoded_size,B,$(row $name $kind "$(
				local -n json=${kind}_json list=${kind}_$name
				[ $name = json ] && printf %s "$json" | od -An -v -tx1 | tr -d ' \n' || hex "${list[@]}"
			)" '' | awk -F, '{ print $4 / $3 }')"
		done
	done >want
	each serialize reports
}

@test "serialize: the dataset that is there has the answer of the spec" {
	local dataset=$ROOT/build/datasets/messages-quick.jsonl digest
	[ -e "$dataset" ] || skip 'messages-quick.jsonl was not made'
	digest=$(sha256sum <"$dataset")
	[ "$("$ROOT/test/reference/serialize.py" "$dataset" | xxhsum -H2 | cut -d ' ' -f 1)" = "$(
		jq -r --arg digest "${digest%% *}" '.answers[$digest].xxh3_128' "$ROOT/workloads/serialize/spec.json"
	)" ]
	# a repeat goes through as much as the description says, by which rates are made
	"$ROOT/test/reference/serialize.py" "$dataset" | jq -Rn --slurpfile meta "$dataset.json" \
		--argjson first "$(head -n 1 "$dataset")" -e '
		$meta[0].amounts as $amounts | [inputs | split(",")][1:]
		| all(.[]; $first[.[1]].passes as $passes
			| $amounts["\(.[0])_\(.[1])_bytes"] == $passes * (.[3] | tonumber)
			and $amounts["\(.[1])_messages"] == $passes * (.[2] | tonumber))
			and length == 9'
}

@test "serialize: every answer is for a content that a generator is pinned to" {
	for digest in $(jq -r '.answers | keys[]' "$ROOT/workloads/serialize/spec.json"); do
		grep -q "$digest" "$ROOT"/datasets/messages-*.py
	done
}
