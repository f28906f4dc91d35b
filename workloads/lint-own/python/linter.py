"""linter.py - bandit: what it says of Python files

It exits 0 and 1 for findings, and 0 also if it could read nothing: only its list
of errors tells.
"""

import os
from collections.abc import Sequence

import lints
import tool
from lints import Finding, Findings, Lint, Place
from tool import ToolFailed

TOOL = "bandit"
LANGUAGE = "Python"


def program() -> str:
    return tool.installed("bin/bandit")


def version() -> str:
    return tool.version([program()])


def finding(lint: Lint, severity: str, cwe: int, title: str) -> Finding:
    """In bandit's own words; what it does not rate is not rated here."""
    known = severity.lower() in lints.SEVERITIES
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
    known = lints.lints(TOOL)
    out = os.path.join(raw, "bandit-lifted.json" if lifted else "bandit.json")
    options = ["-q", "-f", "json", "--exit-zero", *["--ignore-nosec"][: int(lifted)]]
    ran = lints.run([program(), *options, "-o", out, *paths], raw, "errors.txt")
    if ran.status or not os.path.exists(out):
        why = tool.last_line(ran.errors)
        raise ToolFailed(f"bandit: exit status {ran.status}: {why}")
    with open(out, encoding="utf-8") as file:
        said = lints.document(file.read(), "bandit")
    for error in said["errors"]:
        raise ToolFailed(f"bandit: {error['filename']}: {error['reason']}")
    looked_at = set(map(os.path.normpath, said["metrics"]))
    for path in paths:
        if path not in looked_at:
            raise ToolFailed(f"bandit: {path}: not looked at")
    found: Findings = {}
    for result in said["results"]:
        name = result["test_id"]
        if name not in known:
            raise ToolFailed(f"bandit: {name} is not in lints.csv")
        path = os.path.relpath(result["filename"])
        place = Place(path, result["line_number"], result["col_offset"] + 1, name)
        found[place] = finding(
            known[name],
            result["issue_severity"],
            int(result.get("issue_cwe", {}).get("id", 0)),
            result["issue_text"],
        )
    return found, ran.seconds
