"""linter.py - clippy: what it says of crates, and of single files

Only the lints of lints.csv are asked for, and kept: clippy says more by itself.
They are warnings here whatever the source code makes of them, so that an error is
code that does not compile.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import lints
import scan
import tool
from lints import Finding, Findings, Lint, Place
from tool import ToolFailed

TOOL = "clippy"
LANGUAGE = "Rust"
UNKNOWN = "E0602"


def version() -> str:
    return tool.version(["cargo", "clippy"])


def asked(known: Iterable[str], lifted: bool) -> list[str]:
    """The arguments that turn the lints on, with "allow" in force or not."""
    switch = "--force-warn" if lifted else "-W"
    return ["--cap-lints", "warn", *[word for name in known for word in (switch, name)]]


def environment(scratch: str) -> dict[str, str]:
    """Without the user's flags of the compiler, which could silence it: an empty
    list of them goes before those of configurations, too.  Nor with a clippy.toml of
    the user's, which can allow what then would not even count as suppressed: an
    empty one ends the search for it, which goes up through the folders."""
    settings = os.path.join(os.path.abspath(scratch), "clippy")
    os.makedirs(settings, exist_ok=True)
    scan.write(os.path.join(settings, "clippy.toml"), "")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "RUSTFLAGS" and not name.startswith(("CARGO_BUILD_", "CLIPPY_"))
    }
    return kept | {"CARGO_ENCODED_RUSTFLAGS": "", "CLIPPY_CONF_DIR": settings}


def messages(lines: str) -> Iterator[dict[str, Any]]:
    """The JSON objects among the lines; cargo may say something else, too."""
    for line in lines.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def complaint(said: Iterable[dict[str, Any]], errors: str, status: int) -> str:
    """What the compiler complains of first, or else cargo."""
    for message in said:
        if message.get("level") == "error":
            return f"a crate that does not compile: {message['message']}"
    first = (line for line in errors.splitlines() if line.startswith("error"))
    return next(first, tool.last_line(errors) or f"exit status {status}")


def findings(
    said: Iterable[dict[str, Any]], folder: str, known: dict[str, Lint]
) -> Findings:
    """What the compiler's messages of the code in a folder come to."""
    found: Findings = {}
    for message in said:
        code = (message.get("code") or {}).get("code")
        if code == UNKNOWN:
            raise ToolFailed(f"clippy: {message['message']}: lints.csv names it")
        spans = [span for span in message.get("spans", []) if span["is_primary"]]
        if code not in known or not spans:
            continue
        span, lint = spans[0], known[code]
        path = os.path.realpath(os.path.join(folder, span["file_name"]))
        place = Place(
            os.path.relpath(path), span["line_start"], span["column_start"], code
        )
        found[place] = Finding(
            lint.kind, lint.severity, "project", lint.cwe, message["message"]
        )
    return found


def check(
    manifest: str, scratch: str, raw: str, lifted: bool
) -> tuple[Findings, float]:
    """What clippy finds in a crate, and how many seconds it took.  With other arguments than before, cargo has it linted anew."""
    known = lints.lints(TOOL)
    crate = os.path.dirname(manifest)
    # one each: to cargo, packages of one name that share a folder are the same,
    # and it says nothing of the second
    target = os.path.join(scratch, "target", *crate.split("/")[-2:])
    command = [
        "cargo",
        "clippy",
        "-q",
        "--locked",
        "--offline",
        "--message-format=json",
    ]
    where = ["--workspace", "--manifest-path", manifest, "--target-dir", target]
    output = "clippy-lifted.jsonl" if lifted else "clippy.jsonl"
    words = [*command, *where, "--", *asked(known, lifted)]
    ran = lints.run(words, raw, output, environment(scratch))
    said = list(messages(ran.output))
    compiler = [m["message"] for m in said if m["reason"] == "compiler-message"]
    done = [m["success"] for m in said if m["reason"] == "build-finished"]
    if ran.status or done != [True]:
        why = complaint(compiler, ran.errors, ran.status)
        raise ToolFailed(f"clippy: {crate}: {why}")
    made = [m for m in said if m.get("manifest_path") == os.path.abspath(manifest)]
    if not lifted and not any(m.get("fresh") is False for m in made):
        raise ToolFailed(
            f"clippy: {crate}: was not linted: cargo took it for unchanged"
        )
    return findings(compiler, crate, known), ran.seconds


def lint(
    paths: Sequence[str], scratch: str, raw: str, lifted: bool
) -> tuple[Findings, float]:
    """The findings in the crates whose manifests are among the paths, also those
    behind "allow" if that is lifted, and how many seconds it took."""
    found: Findings = {}
    seconds = 0.0
    for manifest in paths:
        if os.path.basename(manifest) == "Cargo.toml":
            more, took = check(manifest, scratch, raw, lifted)
            found.update(more)
            seconds += took
    return found, seconds
