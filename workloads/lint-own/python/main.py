"""main.py - lint the project's own sources of one language

The dataset lists them.  What one finding is in, and what it is of, is the same for
both linters.
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

import linter
import lints
import scan
import tool
from lints import SEVERITIES, Findings, Place
from scan import Result, Sample
from tool import ToolFailed

MANIFESTS = ("Cargo.toml", "Cargo.lock")
CAVEATS = [
    "The rules of the two linters hardly overlap: compare a language with itself.",
    "What a linter does not find is not safe, and much of what it finds is harmless.",
]
OWN_SCALE = "clippy rates nothing: the severities are this project's, lints.csv."


def sources(dataset: str) -> list[str]:
    """The files of this language."""
    rust = linter.LANGUAGE == "Rust"
    return [
        path
        for path in lints.listed(dataset)
        if rust == (path.endswith(".rs") or os.path.basename(path) in MANIFESTS)
    ]


def code_lines(paths: list[str], scratch: str, raw: str) -> dict[str, int]:
    """Lines of code by file, as cloc counts them for both languages.  It passes
    over empty files, and over those it takes for another language."""
    listing = os.path.join(scratch, "sources")
    scan.write(listing, "".join(f"{path}\n" for path in paths))
    ran = lints.run(
        [
            "cloc",
            "--json",
            "--quiet",
            "--by-file",
            "--skip-uniqueness",
            f"--list-file={listing}",
        ],
        raw,
        "cloc.json",
    )
    if ran.status:
        why = tool.last_line(ran.errors or ran.output)
        raise ToolFailed(f"cloc: exit status {ran.status}: {why}")
    counted = lints.document(ran.output, "cloc")
    lines = {}
    for path in paths:
        about = counted.get(path, {})
        if about.get("language") != linter.LANGUAGE and os.path.getsize(path):
            raise ToolFailed(f"cloc: {path}: not counted as {linter.LANGUAGE}")
        lines[path] = int(about.get("code", 0))
    return lines


def subject(path: str) -> str:
    """What a file belongs to: a benchmark, or another folder of the tree."""
    folders = path.split("/")
    return folders[1] if folders[0] == "workloads" else folders[0]


def in_sources(found: Findings, lines: dict[str, int]) -> Findings:
    """Those in the sources: what a macro of another crate brings is not theirs."""
    return {place: found[place] for place in sorted(found) if place.file in lines}


def samples(
    found: Findings, hidden: set[Place], lines: dict[str, int], seconds: float
) -> Iterable[Sample]:
    """A class that the linter has no rule for has no row: it is unknown, not 0."""
    classes = Counter(finding.kind for finding in found.values())
    yield "", "findings", "1", len(found)
    for kind in sorted({lint.kind for lint in lints.lints(linter.TOOL).values()}):
        yield kind, "findings", "1", classes[kind]
    severities = Counter(finding.severity for finding in found.values())
    for severity in SEVERITIES:
        yield "", f"findings_{severity}", "1", severities[severity]
    yield "", "suppressions", "1", len(hidden)
    yield "", "code_lines", "1", sum(lines.values())
    yield "", "files", "1", len(lines)
    yield "lint", "wall_time", "s", seconds


def evidence(
    found: Findings, hidden: set[Place], lines: dict[str, int], versions: dict[str, str]
) -> dict[str, Any]:
    subjects: Counter[str] = Counter()
    for path, count in lines.items():
        subjects[subject(path)] += count
    return {
        "tools": [{"name": name, "version": which} for name, which in versions.items()],
        "subjects": [
            {"name": name, "status": "checked", "code_lines": count}
            for name, count in sorted(subjects.items())
        ],
        "findings": [
            {
                "subject": subject(place.file),
                "kind": "suppressed" if place in hidden else "weakness",
                "id": place.lint,
                "title": finding.title,
                "class": finding.kind,
                "severity": finding.severity,
                "severity_source": finding.source,
                "cwe": finding.cwe,
                "file": place.file,
                "line": place.line,
                "column": place.column,
            }
            for place, finding in found.items()
        ],
        "caveats": CAVEATS + [OWN_SCALE] * (linter.TOOL == "clippy"),
    }


def work(dataset: str, scratch: str, raw: str) -> Result:
    """Count, lint with suppressions lifted, which compiles what has to be, and
    lint as it is, which is timed."""
    versions = {linter.TOOL: linter.version(), "cloc": tool.version(["cloc"])}
    paths = sources(dataset)
    if not paths:
        raise ToolFailed(f"{dataset}: no {linter.LANGUAGE} sources in it")
    code = [path for path in paths if os.path.basename(path) not in MANIFESTS]
    lines = code_lines(code, scratch, raw)
    lifted = in_sources(linter.lint(paths, scratch, raw, True)[0], lines)
    normal, seconds = linter.lint(paths, scratch, raw, False)
    found = in_sources(normal, lines)
    hidden = set(lifted) - set(found)
    for place in set(found) - set(lifted):
        raise ToolFailed(
            f"{place.file}:{place.line}: {place.lint} is only now and then"
        )
    return Result(
        samples(found, hidden, lines, seconds),
        evidence(lifted, hidden, lines, versions),
    )


if __name__ == "__main__":
    scan.main("lint", {"dataset": str, "scratch": str, "raw": str}, work)
