#!/bin/bash
# build.sh - as mk/lang/c.mk, but with the C library within the program
# usage: build.sh, in its own folder, with OUT as mk/bin/build gives it

set -euo pipefail

cc -std=c11 -D_GNU_SOURCE -O3 -Wall -static -o "$OUT/run" main.c
