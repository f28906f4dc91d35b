#!/bin/bash
# flaky-control.txt.sh - the seeds and percentages of the tests of flaky-control
# usage: flaky-control.txt.sh OUTPUT

set -euo pipefail

[ $# -eq 1 ] || { echo "usage: ${0##*/} output" >&2; exit 2; }
temporary=$1.$$
trap 'rm -f "$temporary" "$temporary.json"' EXIT

printf '%s\n' 'stable 1 0' 'p03 6 3' 'p10 3 10' 'p30 4 30' 'always 1 100' >"$temporary"
digest=$(sha256sum <"$temporary")
jq -n --arg name "${1##*/}" --arg digest "${digest%% *}" \
	--argjson bytes "$(stat -c %s "$temporary")" --argjson rows "$(wc -l <"$temporary")" '{
	$name, origin: "datasets/flaky-control.txt.sh", generated: true,
	sha256: $digest, $bytes, content_sha256: $digest, content_bytes: $bytes, $rows
}' >"$temporary.json"
mv "$temporary.json" "$1.json"
mv "$temporary" "$1"
