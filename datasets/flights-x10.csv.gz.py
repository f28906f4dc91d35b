#!/usr/bin/env python3
"""flights-x10.csv.gz - ten resamplings of the flights of 2013

usage: flights-x10.csv.gz.py output
needs: flights.csv.gz

The table flights.csv.gz, beside the output, is resampled ten times (Efron's
bootstrap): each time as many rows as it has are drawn with replacement by
splitmix64, all equally likely, and written in the order of the table.  Ten
different years of flights, each in order of time, follow each other under one
header.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator

sys.dont_write_bytecode = True
from lib.dataset import die, save, splitmix64

SEED = 2013
TIMES = 10

# the input's content, and what must come of it
PINS = {
    "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4": "2694503e26702c510776e8be13a69fbc504c1b32d9431cf751e874a2eed1224b",
    "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760": "493901127914c2d319bedf8e798cb90d7800d3121511600a0b8161e9401c9b2b",
}


def resampled(header: bytes, rows: list[bytes]) -> Iterator[bytes]:
    """The table's bytes, a resampling at a time in some pieces."""
    draws = splitmix64(SEED)
    total = len(rows)
    yield header
    for _ in range(TIMES):
        drawn = sorted([next(draws) * total >> 64 for _ in range(total)])
        for start in range(0, total, 1 << 14):
            yield b"".join([rows[i] for i in drawn[start : start + (1 << 14)]])


def main() -> None:
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(__file__)} output", file=sys.stderr)
        sys.exit(2)
    source = os.path.join(os.path.dirname(sys.argv[1]), "flights.csv.gz")
    with open(source + ".json", encoding="utf-8") as described:
        meta = json.load(described)
    if meta["content_sha256"] not in PINS:
        die(f"{source}: not a table this is pinned for")
    with gzip.open(source) as table:
        header, *rows = table.read().splitlines(keepends=True)
    save(
        sys.argv[1],
        resampled(header, rows),
        [PINS[meta["content_sha256"]]],
        {
            "origin": f"{TIMES} resamplings, seed {SEED}, of: {meta['origin']}",
            "generated": meta["generated"],
            "seed": SEED,
        },
    )


if __name__ == "__main__":
    main()
