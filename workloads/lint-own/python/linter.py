"""linter.py - bandit: what it says of Python files

It exits 0 and 1 for findings, and 0 also if it could read nothing: only its list
of errors tells.
"""

import os
from collections.abc import Sequence

import scan
from scan import Failed, Finding, Findings, Lint, Place, Unavailable

TOOL = "bandit"
LANGUAGE = "Python"
PROGRAM = "build/checkers/bin/bandit"
HINT = "make deps-security installs it"


def version() -> str:
    ran = scan.run([PROGRAM, "--version"], HINT)
    words = scan.first_line(ran.output).split()
    if ran.status or len(words) < 2:
        raise Unavailable(f"{PROGRAM} --version: exit status {ran.status}: {HINT}")
    return words[1]


def finding(lint: Lint, severity: str, cwe: int, title: str) -> Finding:
    """In bandit's own words; what it does not rate is not rated here."""
    known = severity.lower() in scan.SEVERITIES
    return Finding(
        lint.kind,
        severity.lower() if known else "unrated",
        "tool" if known else "none",
        f"CWE-{cwe}" if cwe else lint.cwe,
        title,
    )


def lint(
    paths: Sequence[str], _scratch: str, raw: str, lifted: bool
) -> tuple[Findings, float]:
    """The findings in these files, also those behind "nosec" if that is lifted,
    and how many seconds it took."""
    known = scan.lints(TOOL)
    out = os.path.join(raw, "bandit-lifted.json" if lifted else "bandit.json")
    options = ["-q", "-f", "json", "--exit-zero", *["--ignore-nosec"][: int(lifted)]]
    ran = scan.run([PROGRAM, *options, "-o", out, *paths], HINT)
    if ran.status or not os.path.exists(out):
        why = scan.last_line(ran.error or ran.output)
        raise Failed(f"bandit: exit status {ran.status}: {why}")
    with open(out, encoding="utf-8") as file:
        said = scan.document(file.read(), "bandit")
    for error in said["errors"]:
        raise Failed(f"bandit: {error['filename']}: {error['reason']}")
    looked_at = set(map(os.path.normpath, said["metrics"]))
    for path in paths:
        if path not in looked_at:
            raise Failed(f"bandit: {path}: not looked at")
    found: Findings = {}
    for result in said["results"]:
        name = result["test_id"]
        if name not in known:
            raise Failed(f"bandit: {name} is not in lints.csv")
        path = os.path.relpath(result["filename"])
        place = Place(path, result["line_number"], result["col_offset"] + 1, name)
        found[place] = finding(
            known[name],
            result["issue_severity"],
            int(result.get("issue_cwe", {}).get("id", 0)),
            result["issue_text"],
        )
    return found, ran.seconds
