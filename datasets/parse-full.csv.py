#!/usr/bin/env python3
"""parse-full.csv - all flights, not compressed

usage: parse-full.csv.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.members import first_flights

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760",
}

if __name__ == "__main__":
    first_flights(None, PINS)
