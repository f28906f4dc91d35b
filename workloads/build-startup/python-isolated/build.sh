#!/bin/bash
# build.sh - as mk/lang/python.mk, but without site-packages and environment
# usage: build.sh, in its own folder, with OUT as mk/bin/build gives it

set -euo pipefail

# -I: no PYTHON* variables, no folders of the user; -S: no module site
{ python3 -c 'import sys; print(f"#!{sys.executable} -IS")' && cat main.py; } >"$OUT/run"
chmod +x "$OUT/run"
