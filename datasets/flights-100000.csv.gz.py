#!/usr/bin/env python3
"""flights-100000.csv.gz - the first 100,000 flights of 2013

usage: flights-100000.csv.gz.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.heads import head

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "e73c31df5f585b76f31e9e53435e08c4a4e18484a0d65479370570470c4fd224",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "faaa50261346b070ee56ecf2a1d2d325e5cfcbc539cd9b5fd8d3fc887ce1b654",
}

if __name__ == "__main__":
    head(100000, PINS)
