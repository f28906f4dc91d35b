#!/usr/bin/env python3
"""requests-small.txt - one step with little at once, where memory is watched

usage: requests-small.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((10, 1000))
