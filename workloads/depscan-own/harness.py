"""harness.py - what both implementations of depscan share: all but the scanner

usage: run dataset raw scratch

Empties the folder scratch, and works there.  Leaves in the folder raw what the
scanner printed, and evidence.json, or, if there was no scan, reason.txt and exit
status 69 (no tool) or 70 (it failed).  Of a scan that did not run there is no number.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, NoReturn, Protocol

from bundle import Bundle, Failed, Lock, Missing, Package, lock_paths, unpack
from evidence import compared, described, subject
from figures import Row, Versions, ages, counts, fixing, information, newer, undated
from finding import Hit, merged
from runner import CHECKERS, HINT
from severity import rate

SNAPSHOTS = "this was live, with ADVISORY_DB=folder snapshots are used"


class Job(NamedTuple):
    """What a scanner is to do, and where."""

    bundle: Bundle
    locks: list[Lock]  # those with something to check
    raw: str
    scratch: str


class Scan(NamedTuple):
    """What it did."""

    version: str  # of the tool
    snapshot: dict[str, Any]
    hits: list[Hit]
    seconds: float
    caveats: list[str]


class Scanner(Protocol):
    ecosystem: str
    tool: str
    kinds: tuple[str, ...]  # of information on packages
    versions: Versions

    def read(self, name: str, path: str) -> Lock: ...

    def scan(self, job: Job) -> Scan: ...


def isolated() -> None:
    """Go on under the Python that has the scanners' libraries, without the
    settings of the user's."""
    if sys.flags.isolated:
        return
    python = os.path.abspath(f"{CHECKERS}/venv/bin/python")
    if not os.access(python, os.X_OK):
        raise Missing(f"there is no {CHECKERS}/venv with pip-audit and cvss: {HINT}")
    os.execv(python, [python, "-I", "-B", os.path.realpath(sys.argv[0]), *sys.argv[1:]])


def give_up(raw: str, why: Exception, status: int) -> NoReturn:
    line = " ".join(str(why).split())
    with open(os.path.join(raw, "reason.txt"), "w", encoding="utf-8") as file:
        file.write(line + "\n")
    print(f"depscan: {line}", file=sys.stderr)
    sys.exit(status)


def dated(
    packages: set[Package], scanner: Scanner, bundle: Bundle, caveats: list[str]
) -> Iterable[Row]:
    """The figures that need the dates of all packages."""
    releases = bundle.releases
    if not releases:
        return
    unknown = undated(packages, releases)
    if unknown:
        caveats.append(
            f"No ages: of {len(unknown)} of {len(packages)} packages the release or the latest version"
            f" is not known, the first is {unknown[0].name} {unknown[0].version}."
        )
        return
    caveats.append(
        f"What is outdated is so as of {releases.as_of}, but for what has been yanked since."
    )
    yield from ages(packages, scanner.versions, releases)
    if bundle.mode == "snapshot":
        day = date.fromisoformat(bundle.snapshot["date"])
        later = newer(packages, releases, day)
        yield "", "newer_than_snapshot", "1", later
        if later:
            caveats.append(
                f"{later} of {len(packages)} locked versions were released after {day}, the day of the"
                " advisories, which cannot know of them: none found is none known then."
            )


def report(rows: Iterable[Row]) -> None:
    """Samples, if they are asked for, in one piece."""
    if descriptor := os.environ.get("SAMPLES_FD"):
        with open(int(descriptor), "w", encoding="utf-8") as samples:
            samples.write(
                "".join(
                    f"{case},{metric},{unit},{value!r}\n"
                    for case, metric, unit, value in rows
                )
            )


def summed_up(
    scanner: Scanner, bundle: Bundle, locks: list[Lock], scan: Scan
) -> tuple[list[Row], dict[str, Any]]:
    """The samples, and the evidence for them."""
    packages = {package for lock in locks for package in lock.packages}
    findings = merged(scan.hits)
    weak = [finding for finding in findings if finding.kind == "vulnerability"]
    rated = {id(finding): rate(finding) for finding in weak}
    today = date.fromisoformat(scan.snapshot["date"])
    caveats = [*bundle.caveats, *scan.caveats]
    caveats += [
        f"{lock.name}: {lock.others} packages are not the registry's; no advisory is about these."
        for lock in locks
        if lock.others
    ]
    rows = [
        ("scan", "wall_time", "s", scan.seconds),
        *counts(rated, weak, len(packages)),
        *information(scanner.kinds, findings),
        *fixing(weak, scanner.versions, bundle.releases, today),
        *dated(packages, scanner, bundle, caveats),
    ]
    for one in weak:
        for word in rated[id(one)].odd:
            caveats.append(f"{one.id}: {word!r} is no severity, so it does not count.")
    return rows, {
        "tools": [{"name": scanner.tool, "version": scan.version}],
        "mode": bundle.mode,
        "snapshots": [scan.snapshot],
        "subjects": [subject(lock) for lock in locks],
        "findings": [
            described(one, rated.get(id(one)), scanner.versions, bundle.releases)
            for one in findings
        ],
        "caveats": caveats,
    }


def check(scanner: Scanner, dataset: str, raw: str, scratch: str) -> None:
    bundle = unpack(dataset, os.path.join(scratch, "dataset"), scanner.ecosystem)
    found = lock_paths(bundle, scanner.ecosystem)
    locks = [scanner.read(name, path) for name, path in found]
    some = [lock for lock in locks if lock.packages]
    if not some:
        raise Failed("nothing to check: no lock file has a package of the registry")
    try:
        scan = scanner.scan(Job(bundle, some, raw, scratch))
    except Failed as why:
        live = bundle.mode == "live"
        raise Failed(f"{why}; {SNAPSHOTS}" if live else why) from None
    rows, evidence = summed_up(scanner, bundle, locks, scan)
    path = os.path.join(raw, "evidence.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(evidence, file, indent=2, ensure_ascii=False)
        file.write("\n")
    if bundle.expected is not None:
        print(compared(evidence["findings"], bundle.expected), end="")
    else:
        print(f"{len(locks)} lock files, {len(evidence['findings'])} findings")
    report(rows)


def main(scanner: Scanner) -> None:
    if len(sys.argv) != 4:
        print("usage: run dataset raw scratch", file=sys.stderr)
        sys.exit(2)
    dataset = sys.argv[1]
    raw, scratch = os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
    try:
        isolated()
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)
        check(scanner, dataset, raw, scratch)
    except Missing as why:
        give_up(raw, why, 69)
    except Failed as why:
        give_up(raw, why, 70)
    except OSError as error:
        sys.exit(f"depscan: {error}")
