#!/bin/bash
# build.sh - main.py becomes run, with its modules and tables beside it
#
# For the Rust half the dependencies of all crates are fetched, because linting is
# offline.  One that cannot be had is what linting will say.

set -euo pipefail

python=$(python3 -c 'import sys; print(sys.executable)')
cp -- *.py "$OUT"
for table in *.csv; do
	[ ! -e "$table" ] || cp -- "$table" "$OUT"
done
{ echo "#!$python"; cat main.py; } >"$OUT/run"
chmod +x "$OUT/run"
[ -n "${PLUMBLINE_OFFLINE-}" ] || [ "$(basename "$PWD")" != rust ] ||
	for crate in ../../*/*/Cargo.toml; do
		cargo fetch -q --locked --manifest-path "$crate" || echo "fetch: $crate: exit status $?"
	done
