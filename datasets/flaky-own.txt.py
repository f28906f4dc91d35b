#!/usr/bin/env python3
"""flaky-own.txt - the sources that the suites of flaky-own test

usage: flaky-own.txt.py output
reads: workloads/etl/python workloads/etl/rust workloads/parse/python workloads/parse/rust

A line for each file, as sha256sum writes it: a source that is another means that
its tests are run anew.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
from lib.listing import write_list

if __name__ == "__main__":
    found = (
        str(source)
        for bench in ("etl", "parse")
        for language in ("python", "rust")
        for source in Path("workloads", bench, language).rglob("*")
        if source.suffix in (".py", ".rs") or source.name == "Cargo.lock"
    )
    write_list(found, "the work tree", made_up=False)
