#!/usr/bin/env python3
"""parse-full.txt - the list of what the benchmark parse reads: a JSON, a CSV

usage: parse-full.txt.py output
needs: compat.json
needs: parse-full.csv
"""

import sys

sys.dont_write_bytecode = True
from lib.members import list_of

# of members as fetched; JSON, CSV or both generated
PINS = (
    "f512da3c2315d19112edf69b047a3bc82fe81b615c79a8e3d2c201e03729ac99",
    "d12a6d968847dbed2302a1199182dcf8c3d40af2637ed3d4723049a741de44f9",
    "a0b8c33b6024b93165f70373d0ae21609e05fb906ebe45c261c58ea629f9cba3",
    "8d89ab785df652cede9fbd0929da69e1c497cd686a4d1c62e685887d869de60b",
)

if __name__ == "__main__":
    list_of("compat.json", "parse-full.csv", PINS)
