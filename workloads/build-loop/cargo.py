"""cargo.py - the Rust drivers of build-loop: what cargo needs, and how it is called"""

import hashlib
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path

from compiled import Toolchain, measure
from loop import Edit, Loop, main
from tool import Command, ToolFailed, ToolMissing

LEAF = Edit("src/table.rs", "EDITION: u32 = 1", "EDITION: u32 = 2")
CORE = Edit("delays/src/tally.rs", "LATE_MIN: i64 = 15", "LATE_MIN: i64 = 30")


def toolchain_folder() -> Path:
    """Where cargo and rustc are: rustup's proxies of that name only look for it."""
    try:
        sysroot = subprocess.check_output(
            ["rustc", "--print", "sysroot"], stderr=subprocess.PIPE, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        raise ToolMissing("no rustc that works") from None
    return Path(sysroot.strip()) / "bin"


def vendored(loop: Loop) -> Path:
    """cargo's settings for the crates of the lock file, taken from the dataset."""
    lock = (loop.subject / "Cargo.lock").read_text()
    wanted = re.findall(
        r'^name = "(.+)"\nversion = "(.+)"\nsource = ', lock, re.MULTILINE
    )
    crates = loop.unpack("crates", [f"{name}-{v}.crate" for name, v in wanted])
    folder = loop.folder("vendor")
    for path in crates.iterdir():
        with tarfile.open(path) as crate:
            crate.extractall(folder)
        # cargo compares this to the lock file
        package = hashlib.sha256(path.read_bytes()).hexdigest()
        checksum = {"files": {}, "package": package}
        (folder / path.stem / ".cargo-checksum.json").write_text(json.dumps(checksum))
    settings = loop.work / "vendored.toml"
    settings.write_text(
        '[source.crates-io]\nreplace-with = "vendored"\n'
        f"[source.vendored]\ndirectory = {json.dumps(str(folder))}\n"
    )
    loop.subjects[0]["packages"] = len(wanted)
    return settings


def prove(loop: Loop, build: Command, environment: dict[str, str]) -> None:
    """Without the vendored crates, nothing can be built."""
    target = {"CARGO_TARGET_DIR": str(loop.folder("proof"))}
    if loop.commands.tries("proof", build, **environment | target) == 0:
        raise ToolFailed("the network was used: it builds without the vendored crates")


def configured(loop: Loop) -> list[str]:
    """What cargo reads besides, since it looks in all folders above."""
    files = [
        folder / ".cargo" / name
        for folder in loop.subject.parents
        for name in ("config.toml", "config")
    ]
    return [f"cargo heeds {file}, too." for file in files if file.exists()]


def run(profile: str, incremental: bool) -> None:
    def driver(loop: Loop) -> None:
        folder = toolchain_folder()
        paths = f"{folder}:{loop.commands.environment['PATH']}"
        loop.commands.environment["PATH"] = paths
        for name in ("cargo", "rustc"):
            loop.tool(name, [name])
        loop.tool("cc", ["cc"])
        target = loop.work / "target"
        environment = {
            "CARGO_HOME": str(loop.folder("cargo")),
            "CARGO_TARGET_DIR": str(target),
            "CARGO_INCREMENTAL": str(int(incremental)),
            "CARGO_TERM_COLOR": "never",
            "RUSTC_WRAPPER": "",
            # empty, it goes before the flags of any configuration
            "CARGO_ENCODED_RUSTFLAGS": "",
        }
        build = ["cargo", "build", "--frozen", "--profile", profile]
        settings = vendored(loop)
        prove(loop, build, environment)
        loop.caveats.append(
            f"cargo's profile {profile} as it is, CARGO_INCREMENTAL={int(incremental)}, "
            f"{os.cpu_count()} jobs, an empty CARGO_HOME, vendored crates; cargo and "
            "rustc are called without rustup's proxies."
        )
        loop.caveats += configured(loop)
        program = target / ("debug" if profile == "dev" else profile) / "report"
        with_crates: list[str | Path] = [*build, "--config", settings]
        measure(loop, Toolchain(with_crates, environment, target, program, LEAF, CORE))

    main(driver)
