#!/bin/bash
# stability.txt.sh - the parameters of stability-control
# usage: stability.txt.sh OUTPUT

set -euo pipefail

[ $# -eq 1 ] || { echo "usage: ${0##*/} output" >&2; exit 2; }
temporary=$1.$$
trap 'rm -f "$temporary" "$temporary.json"' EXIT
seed=1945

printf '%s\n' "seed $seed" 'kinds 16' 'block_B 65536' >"$temporary"
digest=$(sha256sum <"$temporary")
jq -n --arg name "${1##*/}" --arg digest "${digest%% *}" --argjson seed $seed \
	--argjson bytes "$(stat -c %s "$temporary")" --argjson rows "$(wc -l <"$temporary")" '{
	$name, origin: "datasets/stability.txt.sh", generated: true, $seed,
	sha256: $digest, $bytes, content_sha256: $digest, content_bytes: $bytes, $rows
}' >"$temporary.json"
mv "$temporary.json" "$1.json"
mv "$temporary" "$1"
