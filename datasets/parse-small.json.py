#!/usr/bin/env python3
"""parse-small.json - three small parts of compat.json

usage: parse-small.json.py output
needs: compat.json
"""

import sys

sys.dont_write_bytecode = True
from lib.members import some_parts

# the input's content, and what must come of it
PINS = {
    "1ba5af938601e572d37f19129b923cb077e7f084899e2d032593f661a5a32ea8": "3fc1000c54bc49ec944e04e08550b4fbf112488c1702e44006c59143d8c79c3b",
    "faf24404d1e9630058ad27b5a1b9a66cdc8ae55eabe254c3a9f2b1674bae2dec": "03de5f04e8e72c8f2f54023dead7001392e98b99224f57748f02008f7e527a17",
}

if __name__ == "__main__":
    some_parts(("manifests", "mathml", "mediatypes"), PINS)
