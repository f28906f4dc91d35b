#!/usr/bin/env python3
"""requests-soak.txt - one step with little at once, for more than a minute

usage: requests-soak.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((10, 60000))
