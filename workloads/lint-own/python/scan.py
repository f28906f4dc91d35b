"""scan.py - what both linters share: the table of lints, and what is left behind

A linter that did not do its work must not look like one that found nothing: what
goes wrong is an exception here, becomes reason.txt, and no sample is written.
"""

import contextlib
import csv
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

SEVERITIES = ("high", "medium", "low")


class Unavailable(Exception):
    """A tool is missing, and how to get it."""

    status = 69


class Failed(Exception):
    """A tool did not do its work, and why."""

    status = 70


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


@dataclass
class Ran:
    """A command that ended."""

    status: int
    output: str
    error: str
    seconds: float


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
            raise Failed(f"{dataset}: not a list as sha256sum writes it")
        with open(path, "rb") as source:
            if hashlib.sha256(source.read()).hexdigest() != digest:
                raise Failed(f"{path}: has changed since {dataset} was made")
        paths.append(path)
    return paths


def run(command: Sequence[str], hint: str, env: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end; the hint says how to get it if it is missing."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=env
        )
    except OSError as error:
        raise Unavailable(f"{command[0]}: {error.strerror}: {hint}") from None
    seconds = time.monotonic() - started
    return Ran(
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
        seconds,
    )


def first_line(text: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def last_line(text: str) -> str:
    """The last one, where a traceback has its message."""
    return first_line("\n".join(reversed(text.splitlines())))


def document(text: str, what: str) -> dict[str, Any]:
    """A JSON object, or the failure of what wrote it."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Failed(f"{what}: its output is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise Failed(f"{what}: its output is not an object")
    return found


def write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def leave_evidence(raw: str, evidence: dict[str, Any]) -> None:
    text = json.dumps(evidence, indent=1, ensure_ascii=False)
    write(os.path.join(raw, "evidence.json"), text + "\n")


def report(rows: Iterable[tuple[str, str, str, float]]) -> None:
    """Case, metric, unit and value of each sample, all at once."""
    text = "".join(
        f"{case},{metric},{unit},{value:.9g}\n" for case, metric, unit, value in rows
    )
    if os.environ.get("SAMPLES_FD"):
        with os.fdopen(int(os.environ["SAMPLES_FD"]), "w") as out:
            out.write(text)
    else:
        sys.stdout.write(text)


def give_up(raw: str, problem: str, status: int) -> NoReturn:
    """Say why, and keep it with the round."""
    reason = " ".join(problem.split())
    with contextlib.suppress(OSError):
        write(os.path.join(raw, "reason.txt"), reason + "\n")
    print(f"lint: {reason}", file=sys.stderr)
    sys.exit(status)


def main(arguments: Sequence[str], work: Callable[[str, str, str], None]) -> None:
    """Work on a dataset, with a scratch folder and one for what is left behind."""
    if len(sys.argv) != 1 + len(arguments):
        print(f"usage: run {' '.join(arguments)}", file=sys.stderr)
        sys.exit(2)
    raw = sys.argv[3]
    try:
        work(*sys.argv[1:])
    except (Unavailable, Failed) as problem:
        give_up(raw, str(problem), problem.status)
    except (KeyError, TypeError, ValueError) as problem:
        why = f"{type(problem).__name__}: {problem}"
        give_up(raw, f"the output of a tool is not understood: {why}", Failed.status)
    except OSError as error:
        print(f"lint: {error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(1)
