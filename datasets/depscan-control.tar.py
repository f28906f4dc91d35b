#!/usr/bin/env python3
"""depscan-control.tar - two lock files, made-up advisories, and what must be found

usage: depscan-control.tar.py output
reads: datasets/lib/depscan-control

All of it is lib/depscan-control, see workloads/depscan-control/README.md.
"""

import hashlib
import json
import os
import sys

sys.dont_write_bytecode = True
from lib.advisories import Records
from lib.depscan import keep, placed
from lib.members import archive, output

LIB = os.path.join(os.path.dirname(os.path.realpath(__file__)), "lib/depscan-control")
DATE = "2026-11-21"


def read(path: str) -> bytes:
    with open(os.path.join(LIB, path), "rb") as file:
        return file.read()


def records(ecosystem: str) -> Records:
    return {
        package: {
            name: read(f"{ecosystem}/{package}/{name}")
            for name in os.listdir(os.path.join(LIB, ecosystem, package))
        }
        for package in os.listdir(os.path.join(LIB, ecosystem))
    }


def main() -> None:
    path = output()
    files = {
        "python/requirements.txt": read("requirements.txt"),
        "rust/Cargo.lock": read("Cargo.lock"),
        "expected.json": read("expected.json"),
    }
    said: dict[str, object] = {"mode": "fixture"}
    for ecosystem in ("python", "rust"):
        advisories = placed(ecosystem, records(ecosystem))
        files |= advisories
        said[ecosystem] = {
            "name": "depscan-control",
            "date": DATE,
            "sha256": hashlib.sha256(archive(advisories)).hexdigest(),
            "advisories": len(advisories),
        }
    files["snapshot.json"] = json.dumps(said, indent=2).encode()
    keep(path, files, "made up for the purpose", generated=True)


if __name__ == "__main__":
    main()
