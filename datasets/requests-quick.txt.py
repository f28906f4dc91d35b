#!/usr/bin/env python3
"""requests-quick.txt - steps of concurrent requests, a second or two of them

usage: requests-quick.txt.py output
"""

import sys

sys.dont_write_bytecode = True
from lib.requests import make

if __name__ == "__main__":
    make((10, 50), (100, 200), (500, 500))
