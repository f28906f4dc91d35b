"""main.py - how many weaknesses that were written on purpose are found

Each is in a file weak.py or weak.rs, on the line that ends in the comment "weak",
and has a twin, safe.py or safe.rs, that does the same without it.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import judge
import linter
import lints
import scan
import semgrep
from lints import Findings, Place
from scan import Result, Sample
from tool import ToolFailed

SUBJECT = "weaknesses"
CAVEAT = "What is found in the form it has here may be missed in another."


@dataclass
class Cell:
    """A weakness in this language, and what came of it."""

    row: dict[str, str]
    folder: str
    applies: str
    outcome: str = ""
    by: list[str] = field(default_factory=list)
    alarms: list[Place] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row["weakness"]

    @property
    def weak(self) -> str:
        return os.path.join(self.folder, "weak" + judge.SUFFIX)

    @property
    def safe(self) -> str:
        return os.path.join(self.folder, "safe" + judge.SUFFIX)

    def line(self) -> int:
        """The line that is marked."""
        with open(self.weak, encoding="utf-8") as file:
            lines = enumerate(file.read().splitlines(), 1)
        marked = [number for number, text in lines if text.endswith(" weak")]
        if len(marked) != 1:
            raise ToolFailed(f"{self.weak}: {len(marked)} lines are marked, want one")
        return marked[0]


def cells(paths: list[str]) -> list[Cell]:
    """The table, weaknesses.csv, and the files beside it, which must all be
    listed."""
    table = next((p for p in paths if os.path.basename(p) == "weaknesses.csv"), None)
    if not table:
        raise ToolFailed("weaknesses.csv is not in the list")
    column = linter.LANGUAGE.lower()
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    folder = os.path.dirname(table)
    made = [Cell(r, os.path.join(folder, r["weakness"]), r[column]) for r in rows]
    for cell in made:
        there = cell.applies != "not_applicable"
        for path in (cell.weak, cell.safe):
            if (path in paths) != there:
                raise ToolFailed(f"{path}: {'not ' * there}in the list")
    return made


def decide(cell: Cell, scratch: str, raw: str) -> None:
    """What needs no linter: it is not possible, or the compiler refuses it, for
    the error that is expected."""
    if cell.applies == "not_applicable":
        cell.outcome = "not_applicable"
    elif cell.applies.startswith("compiler "):
        expected = {cell.applies.removeprefix("compiler ")}
        codes = judge.refused_for(cell.weak, scratch, raw)
        if codes and codes != expected:
            raise ToolFailed(f"{cell.weak}: refused for {codes}, want {expected}")
        cell.outcome = "rejected" if codes else ""
    elif cell.applies != "linter":
        raise ToolFailed(f"{cell.name}: neither linter, compiler nor not_applicable")


def compare(cell: Cell, found: Findings) -> None:
    """A finding of the weakness's class on its line has found it; one anywhere in
    the twin is a false alarm."""
    kind = cell.row["class"]
    of_kind = sorted(place for place in found if found[place].kind == kind)
    if not cell.outcome:
        line = cell.line()
        at = [p.lint for p in of_kind if (p.file, p.line) == (cell.weak, line)]
        cell.outcome = "detected" if at else "missed"
        cell.by = sorted(set(at))
    cell.alarms = [place for place in of_kind if place.file == cell.safe]


def samples(made: list[Cell], seconds: float) -> Iterable[Sample]:
    for cell in made:
        if cell.outcome in ("detected", "missed"):
            yield cell.name, "detected", "1", int(cell.outcome == "detected")
    outcomes = Counter(cell.outcome for cell in made)
    yield "", "weaknesses", "1", len(made)
    for outcome in ("detected", "rejected", "not_applicable", "missed"):
        yield "", f"weaknesses_{outcome}", "1", outcomes[outcome]
    yield "", "false_alarms", "1", sum(bool(cell.alarms) for cell in made)
    yield "lint", "wall_time", "s", seconds


def seeded(cell: Cell) -> dict[str, Any]:
    reason = cell.row[linter.LANGUAGE.lower() + "_reason"]
    about: dict[str, Any] = {
        "subject": SUBJECT,
        "kind": "seeded",
        "id": cell.name,
        "title": cell.row["title"] + (f": {reason}" if reason else ""),
        "class": cell.row["class"],
        "cwe": cell.row["cwe"],
        "outcome": cell.outcome,
    }
    if cell.by:
        about["aliases"] = cell.by
    if cell.outcome != "not_applicable":
        about |= {"file": cell.weak, "line": cell.line()}
    return about


def twin(cell: Cell) -> dict[str, Any]:
    about: dict[str, Any] = {
        "subject": SUBJECT,
        "kind": "twin",
        "id": cell.name,
        "class": cell.row["class"],
        "outcome": "detected" if cell.alarms else "missed",
        "file": cell.safe,
    }
    if cell.alarms:
        about["aliases"] = sorted({place.lint for place in cell.alarms})
        about["line"] = cell.alarms[0].line
    return about


def work(dataset: str, scratch: str, raw: str) -> Result:
    version = linter.version()
    paths = lints.listed(dataset)
    made = cells(paths)
    for cell in made:
        decide(cell, scratch, raw)
    possible = [cell for cell in made if cell.outcome != "not_applicable"]
    linted = [cell.weak for cell in possible if not cell.outcome]
    linted += [cell.safe for cell in possible]
    found, seconds = judge.findings(linted, scratch, raw)
    for cell in made:
        compare(cell, found)
    rules = os.path.join(os.path.dirname(made[0].folder), "semgrep.yaml")
    weak = {cell.name: cell.weak for cell in possible}
    evidence = {
        "tools": [{"name": linter.TOOL, "version": version}],
        "mode": "fixture",
        "subjects": [{"name": SUBJECT, "status": "checked"}],
        "findings": [*map(seeded, made), *map(twin, possible)],
        "caveats": [CAVEAT, semgrep.opinion(rules, weak, raw)],
    }
    return Result(samples(made, seconds), evidence)


if __name__ == "__main__":
    scan.main("lint", {"dataset": str, "scratch": str, "raw": str}, work)
