#!/usr/bin/env python3
"""flights-30000.csv.gz - the first 30,000 flights of 2013

usage: flights-30000.csv.gz.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.heads import head

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "221a607d43b6ab41200ef3651ddd7cacbf94adda41d3a67c79f3c8fa8812dece",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "3f63cee1111a2cfd4a11aa6e5f76cecc83da8453469d06ac6eeb2713c68add35",
}

if __name__ == "__main__":
    head(30000, PINS)
