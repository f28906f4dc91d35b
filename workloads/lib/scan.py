"""scan.py - what a program that runs tools of others does, whatever the tools

The contract is in docs/benchmark-spec.md, "Scans".  A tool that did not do its work
must not look like one that found nothing: what goes wrong is an exception, becomes
reason.txt, and then there is no sample.
"""

import contextlib
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, NoReturn

from tool import ToolFailed, ToolMissing

Sample = tuple[str, str, str, float]  # case, metric, unit, value


class Result(NamedTuple):
    """What came of the work."""

    samples: Iterable[Sample]
    evidence: Mapping[str, Any]
    answer: str = ""


def write(path: str, text: str) -> None:
    """A file that is whole or absent."""
    with open(f"{path}.new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(f"{path}.new", path)


def give_up(name: str, raw: str, why: str, status: int) -> NoReturn:
    """Say why, and keep it with the round."""
    reason = " ".join(why.split())
    with contextlib.suppress(OSError):
        write(os.path.join(raw, "reason.txt"), f"{reason}\n")
    print(f"{name}: {reason}", file=sys.stderr)
    sys.exit(status)


def main(
    name: str,
    arguments: Mapping[str, Callable[[str], Any]],
    work: Callable[..., Result],
) -> None:
    """Work with the arguments, each made by its function, of which "raw" is the
    folder that is kept.  Samples are the last that is written."""
    try:
        pairs = zip(arguments.values(), sys.argv[1:], strict=True)
        given = [made(text) for made, text in pairs]
    except ValueError:
        print(f"usage: run {' '.join(arguments)}", file=sys.stderr)
        sys.exit(2)
    raw = str(given[list(arguments).index("raw")])
    rows = io.StringIO()
    try:
        result = work(*given)
        csv.writer(rows, lineterminator="\n").writerows(result.samples)
        evidence = json.dumps(result.evidence, indent=2, ensure_ascii=False)
        write(os.path.join(raw, "evidence.json"), f"{evidence}\n")
    except (ToolMissing, ToolFailed) as problem:
        give_up(name, raw, str(problem), problem.status)
    except (LookupError, TypeError, ValueError) as problem:
        why = f"{type(problem).__name__}: {problem}"
        what = f"the output of a tool is not understood: {why}"
        give_up(name, raw, what, ToolFailed.status)
    except OSError as error:
        sys.exit(f"{name}: {error.filename or raw}: {error.strerror}")
    print(result.answer, end="", flush=True)
    if descriptor := os.environ.get("SAMPLES_FD"):
        with open(int(descriptor), "w", encoding="utf-8") as out:
            out.write(rows.getvalue())
