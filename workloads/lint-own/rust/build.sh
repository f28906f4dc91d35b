#!/bin/bash
# build.sh - the program, and the dependencies of all crates are fetched
#
# Linting is offline.  What cannot be had now is what linting will say.

set -euo pipefail

./program.sh
[ -z "${PLUMBLINE_OFFLINE-}" ] || exit 0
for crate in ../../*/*/Cargo.toml; do
	cargo fetch -q --locked --manifest-path "$crate" || echo "$crate: exit status $?"
done
