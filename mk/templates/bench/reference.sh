#!/bin/bash
# @BENCH@.sh - the reference answer of the benchmark @BENCH@, on standard output
# usage: @BENCH@.sh DATASET
#
# It is for right input only, and may be slow; but it must not be one of the
# implementations, nor written by looking at one.

set -euo pipefail
[ $# -eq 1 ] || { echo 'usage: @BENCH@.sh DATASET' >&2; exit 2; }

printf 'count %d\n' "$(tail -n +2 "$1" | wc -l)"
printf 'sum %s\n' "$(tail -n +2 "$1" | awk '{ sum += $1 } END { printf "%.0f", sum }')"
largest=$(tail -n +2 "$1" | sort -n | tail -n 1 | awk '{ print $1 + 0 }')
printf 'largest %s\n' "${largest:-NA}"
