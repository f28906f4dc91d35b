#!/bin/bash
# build.sh - put the driver, and the subject that it will build, into OUT
# usage: build.sh, in the folder of an implementation, with OUT as mk/bin/build
#        gives it
#
# The Python files of the folder are the driver, all others and all folders are
# the subject.  The driver's interpreter is named as in mk/lang/python.mk.

set -euo pipefail

cp -rL . "$OUT/subject"
mv "$OUT"/subject/*.py "$OUT"
rm "$OUT"/subject/{build.sh,impl.json}
find "$OUT/subject" -name __pycache__ -prune -exec rm -r {} +
# -B: no bytecode beside it
{ python3 -c 'import sys; print(f"#!{sys.executable} -B")' && cat "$OUT/main.py"; } >"$OUT/run"
rm "$OUT/main.py"
chmod +x "$OUT/run"
