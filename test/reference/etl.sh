#!/bin/sh
# etl.sh - the reference answer of the benchmark etl, on standard output
#
# usage: etl.sh flights.csv.gz

set -eu
[ $# -eq 1 ] || { echo 'usage: etl.sh flights.csv.gz' >&2; exit 2; }

csv=$(mktemp)
trap 'rm -f "$csv"' EXIT
gzip -dc -- "$1" >"$csv"
sqlite3 -batch -bail :memory: \
	'.mode csv' '.separator , "\n"' ".import $csv raw" '.headers on' \
	'.read '"$(dirname "$0")/etl.sql"
