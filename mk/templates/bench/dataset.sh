#!/bin/bash
# @BENCH@.txt - 500,000 whole numbers, made up: the dataset of @BENCH@
# usage: @BENCH@.txt.sh OUTPUT
#
# Draws of the minimal standard generator (Park and Miller, CACM 31:10, 1988),
# which every awk computes exactly, less their mean.

set -euo pipefail
[ $# -eq 1 ] || { echo 'usage: @BENCH@.txt.sh OUTPUT' >&2; exit 2; }

rows=500000 seed=1
pin=7a228c649895e1c62de45d9c0b078b0df3a691eab626fd34b4d00ba312f0b4c6

new=$1.$$
trap 'rm -f "$new" "$new.json"' EXIT
awk -v rows=$rows -v seed=$seed 'BEGIN {
	print rows
	for (n = 0; n < rows; n++) {
		seed = seed * 16807 % 2147483647
		print seed % 2000000 - 1000000
	}
}' >"$new"
read -r digest _ < <(sha256sum "$new")
[ "$digest" = $pin ] || { echo "@BENCH@.txt.sh: the content's sha256 is $digest, want $pin" >&2; exit 1; }
jq -n --arg digest "$digest" --argjson bytes "$(stat -c %s "$new")" --argjson rows $rows --argjson seed $seed '{
	name: "@BENCH@.txt", origin: "datasets/@BENCH@.txt.sh, seed \($seed)", generated: true, $seed,
	sha256: $digest, $bytes, content_sha256: $digest, content_bytes: $bytes, $rows}' >"$new.json"
mv "$new.json" "$1.json"
mv "$new" "$1"
