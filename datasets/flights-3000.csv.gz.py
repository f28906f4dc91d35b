#!/usr/bin/env python3
"""flights-3000.csv.gz - the first 3,000 flights of 2013

usage: flights-3000.csv.gz.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.heads import head

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "7773b016162419f777b9cd635059edd65e2b99d0a395bc7d78752e0458336aa0",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "ac9091a02905e8f2aa482b0890fb37c717b0a1b8ddd9d7013dc2e0bfbfa084e1",
}

if __name__ == "__main__":
    head(3000, PINS)
