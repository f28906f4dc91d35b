"""judge.py - what is said of Rust files: by the compiler, and by clippy"""

import os
from collections.abc import Sequence

import linter
import lints
import tool
from lints import Findings
from tool import ToolFailed

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


def said(raw: str, who: str) -> str:
    """Where a compiler's messages go, which it writes to standard error."""
    return os.path.join(raw, f"{who}.jsonl")


def refused_for(path: str, scratch: str, raw: str) -> set[str]:
    """The codes of the errors for which the compiler refuses a file, none if it
    does not."""
    ran = tool.run(["rustc", *options(path, scratch)], os.devnull, said(raw, "rustc"))
    errors = [m for m in linter.messages(ran.errors) if m.get("level") == "error"]
    codes = {message["code"]["code"] for message in errors if message.get("code")}
    if bool(ran.status) != bool(codes):
        why = linter.complaint(errors, ran.errors, ran.status)
        raise ToolFailed(f"rustc: {path}: {why}")
    return codes


def findings(paths: Sequence[str], scratch: str, raw: str) -> tuple[Findings, float]:
    """What clippy says of each file, which must compile."""
    known = lints.lints(linter.TOOL)
    found: Findings = {}
    seconds = 0.0
    environment = linter.environment(scratch)
    for path in paths:
        asked = linter.asked(known, False)
        command = ["clippy-driver", *options(path, scratch), *asked]
        ran = tool.run(command, os.devnull, said(raw, "clippy"), env=environment)
        messages = list(linter.messages(ran.errors))
        if ran.status:
            why = linter.complaint(messages, ran.errors, ran.status)
            raise ToolFailed(f"clippy: {path}: {why}")
        found.update(linter.findings(messages, "", known))
        seconds += ran.seconds
    return found, seconds
