#!/usr/bin/env python3
"""messages-quick.jsonl - messages of flights in JSON, MessagePack and Protobuf

usage: messages-quick.jsonl.py output
needs: flights.csv.gz

The first line says how many messages of each kind there are, how often they are
gone through in a repeat, and how many repeats there are.  Every other line is a
message in three formats.  See lib/messages.py.
"""

import sys

sys.dont_write_bytecode = True
from lib.messages import Size, main

SIZES = {"small": Size(500, 16), "medium": Size(30, 8), "large": Size(3, 2)}
REPEATS = 4

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "dff6a60aee927877b4cfe2148b84b0a3195a5b579851baedb8dcf01b61ac0746",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "d369d27d64e9d86def210060bdf5a5a8e11ca401dbf50b58d0e34f180a814b39",
}

if __name__ == "__main__":
    main(SIZES, REPEATS, PINS)
