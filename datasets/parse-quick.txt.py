#!/usr/bin/env python3
"""parse-quick.txt - the list of what the benchmark parse reads: a JSON, a CSV

usage: parse-quick.txt.py output
needs: parse-quick.json
needs: parse-quick.csv
"""

import sys

sys.dont_write_bytecode = True
from lib.members import list_of

# of members as fetched; JSON, CSV or both generated
PINS = (
    "32906daa6a174a2523c39eef82db90b5d27c78b861762836bb47952953be67ab",
    "84362da2d80e4bf181dec354095ae196fd94c284e4b45b1d7ba77d8aa79f830e",
    "d734c9f072af2d94635d5b764f0d168d72a8f203aa3dcdb7772bd459c096c032",
    "bb5cb97bc0476505490f34e90b29bee02722acf062f376bde7a2c239d53cbfe3",
)

if __name__ == "__main__":
    list_of("parse-quick.json", "parse-quick.csv", PINS)
