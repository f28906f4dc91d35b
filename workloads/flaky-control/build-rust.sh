#!/bin/bash
# build-rust.sh - the test programs of all packages in the folder, and what runs them
#
# $OUT/tests/FOLDER is that of the package in FOLDER; rustc.txt says what compiled it.
# What is shuffled is the same programs, so they share what is compiled; packages do
# not, because cargo takes two of the same name for one.

set -euo pipefail

mkdir "$OUT/tests"
while read -r manifest; do
	name=${manifest%/*}
	name=${name##*/}
	cargo test --no-run --locked --quiet --message-format=json --manifest-path "$manifest" \
		--target-dir "${CACHE%-shuffled}/$name" >"$CACHE/messages" </dev/null || {
		jq -r 'select(.reason == "compiler-message").message.rendered' "$CACHE/messages" >&2
		exit 1
	}
	jq -r 'select(.reason == "compiler-artifact" and .profile.test) | .executable // empty' \
		"$CACHE/messages" >"$CACHE/programs"
	[ "$(wc -l <"$CACHE/programs")" -eq 1 ] || {
		echo "$manifest: not one test program, but $(wc -l <"$CACHE/programs")" >&2
		exit 1
	}
	cp "$(cat "$CACHE/programs")" "$OUT/tests/$name"
done < <(find . -name Cargo.toml | sort)
version=$(rustc --version)
echo "${version#rustc }" >"$OUT/rustc.txt"

./program.sh
