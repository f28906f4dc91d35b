#!/usr/bin/env python3
"""requests-full.txt - steps of concurrent requests, enough for tails

usage: requests-full.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((10, 1000), (100, 3000), (500, 2000))
