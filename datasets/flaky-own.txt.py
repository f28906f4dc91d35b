#!/usr/bin/env python3
"""flaky-own.txt - the sources that the suites of flaky-own test

usage: flaky-own.txt.py output
reads: workloads/etl/python workloads/etl/rust workloads/parse/python workloads/parse/rust

A line for each file, as sha256sum writes it: a source that is another means that
its tests are run anew.
"""

import hashlib
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from lib.members import keep, output


def main() -> None:
    path = output()
    found = [
        source
        for bench in ("etl", "parse")
        for language in ("python", "rust")
        for source in Path("workloads", bench, language).rglob("*")
        if source.suffix in (".py", ".rs") or source.name == "Cargo.lock"
    ]
    lines = [
        f"{hashlib.sha256(source.read_bytes()).hexdigest()}  {source}\n"
        for source in sorted(found)
    ]
    data = "".join(lines).encode()
    about = {"origin": "the work tree", "generated": False, "rows": len(lines)}
    keep(path, data, [hashlib.sha256(data).hexdigest()], about)


if __name__ == "__main__":
    main()
