#!/usr/bin/env python3
"""build-loop.tar - the packages that the programs of build-loop depend on

usage: build-loop.tar.py output

The crates of workloads/build-loop/rust/Cargo.lock, as cargo fetches them, and the
wheels of workloads/build-loop/python/requirements.txt, as pip does: so that nothing
is fetched while the clock runs.  Nothing can stand in for them: what cannot be
had is left out, and a line on standard error and the description say so.
"""

import glob
import hashlib
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from lib.members import archive, keep, output

SOURCES = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../workloads/build-loop"
)
# of all; of the crates; of the wheels; of nothing
PINS = (
    "3993af386a9ef0e557400cf6556e8e6a09d3244fd363ce15c484a81c69dc1a4a",
    "f8a587db0a9932416784f069a5abfec144b888409d9c671ecb011b6c8feb09b0",
    "c4202d5ba9712ce20ac8ae65df624a395917b60e1c12f7019259e0a8d8aa7a9a",
    "84ff92691f909a05b224e1c56abb4864f01b4f8e3c854e4bb4c7baf1d3f6d652",
)

Files = dict[str, bytes]


class Unreachable(Exception):
    """The registry gave nothing, and why."""


def run(command: list[str]) -> None:
    """The command succeeds, or Unreachable says what it said."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise Unreachable(f"there is no {command[0]}") from None
    if done.returncode:
        said = [
            line
            for line in done.stdout.splitlines()
            if re.match("error", line, re.IGNORECASE)
        ]
        reason = said[0] if said else f"exit status {done.returncode}"
        raise Unreachable(f"{os.path.basename(command[0])}: {reason}")


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def crates() -> Files:
    """As they are packed, from cargo's cache; Cargo.lock has their hashes."""
    manifest = os.path.join(SOURCES, "rust/Cargo.toml")
    lock = read(os.path.join(SOURCES, "rust/Cargo.lock")).decode()
    run(["cargo", "fetch", "--quiet", "--locked", "--manifest-path", manifest])
    home = os.environ.get("CARGO_HOME") or os.path.expanduser("~/.cargo")
    files = {}
    for name, version, checksum in re.findall(
        r'^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"$',
        lock,
        re.MULTILINE,
    ):
        crate = f"{name}-{version}.crate"
        found = [
            data
            for path in glob.glob(f"{glob.escape(home)}/registry/cache/*/{crate}")
            if hashlib.sha256(data := read(path)).hexdigest() == checksum
        ]
        if not found:
            raise Unreachable(f"cargo has no {crate} with the hash of Cargo.lock")
        files[f"crates/{crate}"] = found[0]
    return files


def wheels() -> Files:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
        options = (
            "--quiet --only-binary :all: --require-hashes --retries 1 --timeout 30"
        )
        lock = os.path.join(SOURCES, "python/requirements.txt")
        run([*pip, *options.split(), "-r", lock, "-d", folder])
        return {
            f"wheels/{os.path.basename(path)}": read(path)
            for path in glob.glob(f"{glob.escape(folder)}/*.whl")
        }


def main() -> None:
    path = output()
    script = os.path.basename(__file__)
    files: Files = {}
    missing = []
    for what, fetch in (("crates", crates), ("wheels", wheels)):
        try:
            if os.environ.get("PLUMBLINE_OFFLINE"):
                raise Unreachable("PLUMBLINE_OFFLINE is set")
            files |= fetch()
        except Unreachable as why:
            missing.append(f"without {what}")
            print(
                f"{script}: the {what} were not fetched ({why}): "
                f"what needs them cannot be measured; delete {path} to fetch again",
                file=sys.stderr,
            )
    packages = ", ".join(os.path.basename(name) for name in sorted(files))
    origin = "; ".join([packages or "nothing", *missing])
    meta = {"origin": origin, "generated": False, "rows": None}
    keep(path, archive(files), PINS, meta)


if __name__ == "__main__":
    main()
