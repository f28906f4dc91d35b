#!/usr/bin/env python3
"""flights-10000.csv.gz - the first 10,000 flights of 2013

usage: flights-10000.csv.gz.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.heads import head

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "ebdc0c463ed50852c5bb85e72dd22bf40473553ff0edbb39c6d00352b089f3ee",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "7023766ddc9f58d6f957bd9dd065c729458a8ed73b800535aa3e1f3b2af90d61",
}

if __name__ == "__main__":
    head(10000, PINS)
