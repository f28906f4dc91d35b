#!/usr/bin/env python3
"""flights-1000.csv.gz - the first 1,000 flights of 2013

usage: flights-1000.csv.gz.py output
needs: flights.csv.gz
"""

import sys

sys.dont_write_bytecode = True
from lib.heads import head

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "371a8b8b5910cbd74f4ff90be4031b7620c083d931e7601d52401667c739a076",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "2942f5e40923c77c0781b97a99fb5d2bd71762e9393ad7007a3fb09e6e021c45",
}

if __name__ == "__main__":
    head(1000, PINS)
