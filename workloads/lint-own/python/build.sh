#!/bin/bash
# build.sh - main.py becomes run, with modules and tables beside it

set -euo pipefail

python=$(python3 -c 'import sys; print(sys.executable)')
cp -- *.py *.csv "$OUT"
{ echo "#!$python"; cat main.py; } >"$OUT/run"
chmod +x "$OUT/run"
