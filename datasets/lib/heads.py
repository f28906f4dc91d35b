"""heads.py - datasets that are the first rows of flights.csv.gz"""

import gzip
import itertools
import json
import os
import sys
from collections.abc import Mapping

from lib.dataset import die, save


def head(rows: int, pins: Mapping[str, str]) -> None:
    """Make a dataset of the first rows of flights.csv.gz, beside the output:
    pins says, by the content of that, what must come of it."""
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} output", file=sys.stderr)
        sys.exit(2)
    source = os.path.join(os.path.dirname(sys.argv[1]), "flights.csv.gz")
    with open(source + ".json", encoding="utf-8") as described:
        meta = json.load(described)
    pin = pins.get(meta["content_sha256"])
    if not pin:
        die(f"{source}: not a table this is pinned for")
    with gzip.open(source) as table:
        lines = b"".join(itertools.islice(table, rows + 1))
    save(
        sys.argv[1],
        [lines],
        [pin],
        {
            "origin": f"the first {rows} rows of: {meta['origin']}",
            "generated": meta["generated"],
        },
    )
