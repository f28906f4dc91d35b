#!/bin/bash
# build-loop.sh - what the programs of build-loop print first, after each step
# usage: build-loop.sh workloads/build-loop/flights.csv
#
# The edits: EDITION from 1 to 2, then LATE_MIN from 15 to 30.

set -euo pipefail

# first_line STEP EDITION LATE_MIN FLIGHTS
first_line() {
	sqlite3 -csv :memory: ".import '$4' flights" "SELECT '$1: report $2, late is $3 min: all: '
		|| SUM(CAST(delay_min AS INTEGER) >= $3) || ' of ' || COUNT(*) || ' flights late, '
		|| SUM(distance_km) || ' km' FROM flights" | tr -d '"'
}

for step in clean noop touch; do
	first_line $step 1 15 "$1"
done
first_line leaf_edit 2 15 "$1"
first_line core_edit 2 30 "$1"
