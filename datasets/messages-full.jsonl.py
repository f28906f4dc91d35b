#!/usr/bin/env python3
"""messages-full.jsonl - messages of flights in JSON, MessagePack and Protobuf

usage: messages-full.jsonl.py output
needs: flights.csv.gz

The first line says how many messages of each kind there are, how often they are
gone through in a repeat, and how many repeats there are.  Every other line is a
message in three formats.  See lib/messages.py.
"""

import sys

sys.dont_write_bytecode = True
from lib.messages import Size, main

SIZES = {"small": Size(2000, 8), "medium": Size(100, 8), "large": Size(12, 2)}
REPEATS = 10

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "7b80f351d42571e8e297556d8b261079631f0338249d4dde6b2ce21cac38a4d3",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "c1939030ccd660071cb7be3726792ffb849f5e8c5a4d8493885904ad289bf7df",
}

if __name__ == "__main__":
    main(SIZES, REPEATS, PINS)
