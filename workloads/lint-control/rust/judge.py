"""judge.py - what is said of Rust files: by the compiler, and by clippy"""

import os
from collections.abc import Sequence

import linter
import scan
from scan import Failed, Findings

SUFFIX = ".rs"


def options(path: str, scratch: str) -> list[str]:
    """Compile one file as a library, and keep nothing of it."""
    out = os.path.join(scratch, "out")
    os.makedirs(out, exist_ok=True)
    kind = ["--edition", "2021", "--crate-type", "lib", "--crate-name", "snippet"]
    return [
        *kind,
        "--emit",
        "metadata",
        "--out-dir",
        out,
        "--error-format",
        "json",
        path,
    ]


def refused_for(path: str, scratch: str) -> set[str]:
    """The codes of the errors for which the compiler refuses a file, none if it
    does not."""
    ran = scan.run(["rustc", *options(path, scratch)], linter.HINT)
    errors = [m for m in linter.messages(ran.error) if m.get("level") == "error"]
    codes = {message["code"]["code"] for message in errors if message.get("code")}
    if bool(ran.status) != bool(codes):
        why = linter.complaint(errors, ran.error, ran.status)
        raise Failed(f"rustc: {path}: {why}")
    return codes


def findings(paths: Sequence[str], scratch: str, raw: str) -> tuple[Findings, float]:
    """What clippy says of each file, which must compile."""
    known = scan.lints(linter.TOOL)
    found: Findings = {}
    seconds = 0.0
    texts = []
    for path in paths:
        asked = linter.asked(known, False)
        ran = scan.run(["clippy-driver", *options(path, scratch), *asked], linter.HINT)
        said = list(linter.messages(ran.error))
        if ran.status:
            why = linter.complaint(said, ran.error, ran.status)
            raise Failed(f"clippy: {path}: {why}")
        found.update(linter.findings(said, "", known))
        seconds += ran.seconds
        texts.append(ran.error)
    scan.write(os.path.join(raw, "clippy.jsonl"), "".join(texts))
    return found, seconds
