#!/usr/bin/env python3
"""depscan-2021.tar - a pair of lock files as of 2021-07-01, and advisories on them

usage: depscan-2021.tar.py output

The lock files are lib/depscan-2021-python.txt and lib/depscan-2021-rust.lock;
workloads/depscan-2021/README.md says how they were made.  The advisories are from
the two snapshots closest in time in the folder that ADVISORY_DB names; if it is not
set, there are none.  When versions were released is in lib/depscan-2021-releases.csv.
"""

import os
import sys

sys.dont_write_bytecode = True
from lib.advisories import closest
from lib.depscan import keep_scanned
from lib.members import output

CAVEATS = {
    "python": ["36 packages stand beside 191 of Rust's for the same roles."],
    "rust": [
        "191 packages stand beside 36 of Python's for the same roles.",
        "What has been yanked since cannot be locked any more: it is missing, and all that needs it.",
    ],
}
LIB = os.path.join(os.path.dirname(os.path.realpath(__file__)), "lib")


def read(name: str) -> bytes:
    with open(os.path.join(LIB, name), "rb") as file:
        return file.read()


def main() -> None:
    path = output()
    locks = {
        "python": {"requirements.txt": read("depscan-2021-python.txt")},
        "rust": {"Cargo.lock": read("depscan-2021-rust.lock")},
    }
    origin = "resolved from the registries as of 2021-07-01"
    keep_scanned(path, locks, "depscan-2021-releases.csv", origin, closest, CAVEATS)


if __name__ == "__main__":
    main()
