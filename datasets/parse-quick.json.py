#!/usr/bin/env python3
"""parse-quick.json - compat.json without its largest part, api, and the browsers

usage: parse-quick.json.py output
needs: compat.json
"""

import sys

sys.dont_write_bytecode = True
from lib.members import some_parts

# the input's content, and what must come of it
PINS = {
    "1ba5af938601e572d37f19129b923cb077e7f084899e2d032593f661a5a32ea8": "5e71b0a4d9b320dae92dd4e8a10be855a554fe406d3e5cdf07a877d18fa35496",
    "faf24404d1e9630058ad27b5a1b9a66cdc8ae55eabe254c3a9f2b1674bae2dec": "734afa1ab9789e0563cf09fef09bdcb3501290b9e010f41969bbce80eac2975a",
}

# fmt: off
PARTS = ("css", "html", "http", "javascript", "manifests", "mathml", "mediatypes", "svg",
         "webassembly", "webdriver", "webextensions")
# fmt: on

if __name__ == "__main__":
    some_parts(PARTS, PINS)
