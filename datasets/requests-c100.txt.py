#!/usr/bin/env python3
"""requests-c100.txt - one step of a hundred at once

usage: requests-c100.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((100, 200))
