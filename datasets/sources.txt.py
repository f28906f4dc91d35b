#!/usr/bin/env python3
"""sources.txt - the project's own sources in Python and Rust, for its linters

usage: sources.txt.py output
reads: workloads datasets mk/bin

A line for each file, as sha256sum writes it.  Python: what is in workloads,
datasets and mk/bin; Rust: the crates that are implementations, with manifest and
lock.  Without what a program generated, without tests and fixtures, and each file
once, however many symbolic links there are to it.
"""

import os
import sys
from collections.abc import Iterator

sys.dont_write_bytecode = True
from lib.listing import write_list

# tests, fixtures, and what tools leave
SKIPPED = {"__pycache__", "fixture", "target", "test", "tests", "vendor", "weaknesses"}


def walk(top: str) -> Iterator[str]:
    """The files below a folder that are no links, in the order of their names."""
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(
            name for name in folders if name not in SKIPPED and name[0] != "."
        )
        paths = (os.path.join(folder, name) for name in sorted(files))
        yield from (path for path in paths if not os.path.islink(path))


def is_python(path: str) -> bool:
    name = os.path.basename(path)
    if name.startswith(("test_", "conftest")) or name.endswith("_pb2.py"):
        return False
    if name.endswith(".py"):
        return True
    with open(path, "rb") as file:
        return path.startswith("mk/bin/") and file.readline() == b"#!/usr/bin/python3\n"


def crates() -> Iterator[str]:
    """The folders workloads/B/I of Rust's implementations."""
    for path in walk("workloads"):
        folder, name = os.path.split(path)
        has_program = os.path.exists(os.path.join(folder, "src/main.rs"))
        if name == "Cargo.toml" and folder.count("/") == 2 and has_program:
            yield folder


def sources() -> Iterator[str]:
    for top in ("datasets", "mk/bin", "workloads"):
        yield from filter(is_python, walk(top))
    for crate in crates():
        for path in walk(crate):
            if path.endswith((".rs", "/Cargo.toml", "/Cargo.lock")):
                yield path


if __name__ == "__main__":
    write_list(sources(), "the work tree", made_up=False)
