#!/usr/bin/env python3
"""requests-c100.txt - the steps of requests-quick.txt up to a hundred at once

usage: requests-c100.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((10, 50), (100, 200))
