"""harness.py - what both implementations of depscan share: all but the scanner

usage: run dataset raw scratch round

Empties the folder scratch, and works there.  Leaves in the folder raw what the
scanner printed, and evidence.json, or, if there was no scan, reason.txt and exit
status 69 (no tool) or 70 (it failed).  Of a scan that did not run there is no number.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple, Protocol

import scan
import tool
from bundle import Bundle, Lock, Package, lock_paths, unpack
from evidence import compared, described, subject
from figures import Versions, ages, counts, fixing, information, newer, undated
from finding import Hit, merged
from scan import Result, Sample
from severity import rate
from tool import ToolFailed

# a value for each finding: each round would give all of them again
PER_FINDING = ("time_to_patch", "exposure_lag")

SNAPSHOTS = "this was live, with ADVISORY_DB=folder snapshots are used"

# where the network is to be reached, its way there is the user's
NETWORK = (
    "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
)  # fmt: skip


class Job(NamedTuple):
    """What a scanner is to do, and where."""

    bundle: Bundle
    locks: list[Lock]  # those with something to check
    raw: str
    scratch: str

    @property
    def live(self) -> bool:
        return self.bundle.mode == "live"

    def path(self, lock: Lock, suffix: str) -> str:
        """Of a file that is kept."""
        return os.path.join(self.raw, lock.file_name(suffix))

    def environment(self) -> dict[str, str]:
        """No settings of the user's, but those of the network if it is used."""
        network = {"NO_PROXY": "127.0.0.1"}
        if self.live:
            network = {name: os.environ[name] for name in NETWORK if name in os.environ}
        return network | {
            **tool.environment(self.scratch),
            "CARGO_HOME": self.scratch,
            "PYTHONHASHSEED": "0",  # pip-audit prints aliases in the order of a set
        }


class Scanned(NamedTuple):
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

    def scan(self, job: Job) -> Scanned: ...


def isolated() -> None:
    """Go on under the Python that has the scanners' libraries, without the
    settings of the user's."""
    if sys.flags.isolated:
        return
    python = tool.installed("venv/bin/python")
    os.execv(python, [python, "-I", "-B", os.path.realpath(sys.argv[0]), *sys.argv[1:]])


def dated(
    packages: set[Package], scanner: Scanner, bundle: Bundle, caveats: list[str]
) -> Iterable[Sample]:
    """The figures that need the dates of the packages, of those that have some."""
    releases = bundle.releases
    if not releases:
        return
    unknown = undated(packages, releases)
    yield "", "release_unknown", "1", len(unknown)
    if unknown:
        caveats.append(
            f"Of {len(unknown)} of {len(packages)} packages the release or the latest version"
            f" is not known, so the ages are not theirs: the first is {unknown[0].name} {unknown[0].version}."
        )
    known = packages.difference(unknown)
    if not known:
        return
    caveats.append(
        f"What is outdated is so as of {releases.as_of}, but for what has been yanked since."
    )
    yield from ages(known, scanner.versions, releases)
    if bundle.mode == "snapshot":
        day = date.fromisoformat(bundle.snapshot["date"])
        later = newer(packages, releases, day)
        yield "", "newer_than_snapshot", "1", later
        if later:
            caveats.append(
                f"{'At least ' if unknown else ''}{later} of {len(packages)} locked versions were released after {day}, the day of the"
                " advisories, which cannot know of them: none found is none known then."
            )


def summed_up(
    scanner: Scanner, bundle: Bundle, locks: list[Lock], done: Scanned, once: bool
) -> tuple[list[Sample], dict[str, Any]]:
    """The samples, once with those of each finding, and the evidence for them."""
    packages = {package for lock in locks for package in lock.packages}
    findings = merged(done.hits)
    weak = [finding for finding in findings if finding.kind == "vulnerability"]
    rated = {id(finding): rate(finding) for finding in weak}
    today = date.fromisoformat(done.snapshot["date"])
    caveats = [*bundle.caveats, *done.caveats]
    caveats += [
        f"{lock.name}: {lock.others} packages are not the registry's; no advisory is about these."
        for lock in locks
        if lock.others
    ]
    rows = [
        ("scan", "wall_time", "s", done.seconds),
        *counts(rated, weak, len(packages)),
        *information(scanner.kinds, findings),
        *fixing(weak, scanner.versions, bundle.releases, today),
        *dated(packages, scanner, bundle, caveats),
    ]
    for one in weak:
        for word in rated[id(one)].odd:
            caveats.append(f"{one.id}: {word!r} is no severity, so it does not count.")
    rows = [row for row in rows if once or row[1] not in PER_FINDING]
    day = (
        {"releases_as_of": bundle.releases.as_of.isoformat()} if bundle.releases else {}
    )
    return rows, day | {
        "tools": [{"name": scanner.tool, "version": done.version}],
        "mode": bundle.mode,
        "snapshots": [done.snapshot],
        "subjects": [subject(lock) for lock in locks],
        "findings": [
            described(one, rated.get(id(one)), scanner.versions, bundle.releases)
            for one in findings
        ],
        "caveats": caveats,
    }


def check(scanner: Scanner, dataset: str, raw: str, scratch: str, turn: int) -> Result:
    isolated()
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    bundle = unpack(dataset, os.path.join(scratch, "dataset"), scanner.ecosystem)
    found = lock_paths(bundle, scanner.ecosystem)
    locks = [scanner.read(name, path) for name, path in found]
    some = [lock for lock in locks if lock.packages]
    if not some:
        raise ToolFailed("nothing to check: no lock file has a package of the registry")
    job = Job(bundle, some, raw, scratch)
    try:
        done = scanner.scan(job)
    except ToolFailed as why:
        if job.live:
            raise ToolFailed(f"{why}; {SNAPSHOTS}") from None
        raise
    rows, evidence = summed_up(scanner, bundle, locks, done, once=turn == 1)
    if bundle.expected is None:
        return Result(rows, evidence)
    return Result(rows, evidence, compared(evidence["findings"], bundle.expected))


def main(scanner: Scanner) -> None:
    def work(dataset: str, raw: str, scratch: str, turn: int) -> Result:
        return check(scanner, dataset, raw, scratch, turn)

    folder = os.path.abspath
    given: dict[str, Callable[[str], Any]] = {"dataset": str, "raw": folder}
    scan.main("depscan", given | {"scratch": folder, "round": int}, work)
