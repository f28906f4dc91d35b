#!/bin/bash
# build.sh - main.py and the modules beside it, for the system's Python: run goes on
# under the one in build/checkers by itself

set -euo pipefail

for module in *.py; do
	[ "$module" = main.py ] || cp -L "$module" "$OUT"
done
{ echo '#!/usr/bin/python3'; cat main.py; } >"$OUT/run"
chmod +x "$OUT/run"
