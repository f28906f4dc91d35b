"""lints.py - the table of lints, and what a finding is

Both linters share it, and how they are run: what they print is kept, beside errors.txt
for what else they say.
"""

import csv
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tool
from tool import Ran, ToolFailed

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Lint:
    """A line of lints.csv."""

    lint: str
    kind: str
    severity: str
    cwe: str
    reason: str


@dataclass(frozen=True, order=True)
class Place:
    """What makes two messages one finding."""

    file: str
    line: int
    column: int
    lint: str


@dataclass(frozen=True)
class Finding:
    """Something a linter said."""

    kind: str
    severity: str
    source: str
    cwe: str
    title: str


Findings = dict[Place, Finding]


def lints(tool: str) -> dict[str, Lint]:
    """The lints of a tool, by name: lints.csv lies beside the program."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lints.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return {
            row["lint"]: Lint(
                row["lint"], row["class"], row["severity"], row["cwe"], row["reason"]
            )
            for row in csv.DictReader(file)
            if row["tool"] == tool
        }


def listed(dataset: str) -> list[str]:
    """The files that the dataset lists, which must be as they were then: what has
    changed since is not linted, or a number would be of no known state."""
    paths = []
    with open(dataset, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for line in lines:
        digest, _, path = line.partition("  ")
        if not path:
            raise ToolFailed(f"{dataset}: not a list as sha256sum writes it")
        with open(path, "rb") as source:
            if hashlib.sha256(source.read()).hexdigest() != digest:
                raise ToolFailed(f"{path}: has changed since {dataset} was made")
        paths.append(path)
    return paths


def run(
    command: tool.Command, raw: str, output: str, env: Mapping[str, str] | None = None
) -> Ran:
    """Run a linter, and keep what it says in raw."""
    errors = os.path.join(raw, "errors.txt")
    return tool.run(command, os.path.join(raw, output), errors, env=env)


def document(text: str, what: str) -> dict[str, Any]:
    """A JSON object, or the failure of what wrote it."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ToolFailed(f"{what}: its output is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise ToolFailed(f"{what}: its output is not an object")
    return found
