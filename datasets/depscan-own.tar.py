#!/usr/bin/env python3
"""depscan-own.tar - the lock files of plumbline itself, and advisories on them

usage: depscan-own.tar.py output

The advisories are from the newest snapshots in the folder that ADVISORY_DB names;
if it is not set, there are none.  When the locked versions were released is in
lib/depscan-own-releases.csv.  See lib/depscan.py.
"""

import os
import sys
from collections.abc import Iterable
from glob import glob

sys.dont_write_bytecode = True
from lib.advisories import newest
from lib.depscan import Files, keep_scanned
from lib.members import output

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
# as in mk/advisories.mk
LOCKS = {
    "python": (
        "workloads/**/requirements.txt",
        "mk/*requirements*.txt",
        "mk/py-spy.txt",
        "mk/checkers.txt",
    ),
    "rust": ("workloads/**/Cargo.lock",),
}


def locks(patterns: Iterable[str]) -> Files:
    """The lock files, by path.  A link is another one's."""
    found = {}
    for pattern in patterns:
        for path in glob(pattern, root_dir=ROOT, recursive=True):
            full = os.path.join(ROOT, path)
            if not os.path.islink(full):
                with open(full, "rb") as file:
                    found[path] = file.read()
    return found


def main() -> None:
    path = output()
    of = {ecosystem: locks(patterns) for ecosystem, patterns in LOCKS.items()}
    origin = "the lock files of this tree"
    keep_scanned(path, of, "depscan-own-releases.csv", origin, newest, {})


if __name__ == "__main__":
    main()
