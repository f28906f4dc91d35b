#!/bin/bash
# program.sh - main.py becomes run, with the modules and tables beside it: as
# mk/lang/python.mk does, where the folder is named after another language

set -euo pipefail

python=$(python3 -c 'import sys; print(sys.executable)')
find . -maxdepth 1 -name '*.py' ! -name main.py -exec cp -L {} "$OUT" ";"
find . -maxdepth 1 -name '*.csv' -exec cp -L {} "$OUT" ";"
{ echo "#!$python"; cat main.py; } >"$OUT/run"
chmod +x "$OUT/run"
