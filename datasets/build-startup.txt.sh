#!/bin/bash
# build-startup.txt.sh - what the programs of build-startup have to say
# usage: build-startup.txt.sh OUTPUT

set -euo pipefail

[ $# -eq 1 ] || { echo "usage: ${0##*/} output" >&2; exit 2; }
temporary=$1.$$
trap 'rm -f "$temporary" "$temporary.json"' EXIT

echo 'hello, world' >"$temporary"
digest=$(sha256sum <"$temporary")
jq -n --arg name "${1##*/}" --arg digest "${digest%% *}" --argjson bytes "$(stat -c %s "$temporary")" '{
	$name, origin: "datasets/build-startup.txt.sh", generated: true,
	sha256: $digest, $bytes, content_sha256: $digest, content_bytes: $bytes, rows: 1
}' >"$temporary.json"
mv "$temporary.json" "$1.json"
mv "$temporary" "$1"
