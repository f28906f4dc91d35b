#!/usr/bin/env python3
"""parse-small.csv - the first 400 flights, not compressed

usage: parse-small.csv.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.members import first_flights

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "badd6ce9c918a305f5d389a33ad7820c48fd914b329175153024190e6fcf933c",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "772839e6553d941a3ca4c6e4dc05b5ee49085fdb31eda6abfa50e47cb82baeb9",
}

if __name__ == "__main__":
    first_flights(400, PINS)
