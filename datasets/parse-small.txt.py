#!/usr/bin/env python3
"""parse-small.txt - the list of what the benchmark parse reads: a JSON, a CSV

usage: parse-small.txt.py output
needs: parse-small.json
needs: parse-small.csv
"""

import sys

sys.dont_write_bytecode = True
from lib.members import list_of

# of members as fetched; JSON, CSV or both generated
PINS = (
    "a7567c08d80c8bc0a4ffa77ae54dfd457eb2623950bddb059c6f338cfe04eb76",
    "49c199f983ed60a68c58b4d59af314f610af2cb562ae812b54b48251d19c8178",
    "7d6f5e3c26076ac7cb67f753515b4634c513f2e88edaaf65886b6d1d293c3c17",
    "0e00226adafff8ec0214acd66cf6488ea71f5e2bc6e0ada4ea7453c88d7672a2",
)

if __name__ == "__main__":
    list_of("parse-small.json", "parse-small.csv", PINS)
