"""depscan.py - what the datasets of depscan-* are made by: lock files and the
advisories on what is in them, in one archive

    snapshot.json           the mode, and what the advisories are a snapshot of
    PATH                    the lock files, python/PATH and rust/PATH
    advisories/python/PACKAGE/ID.yaml, advisories/rust/crates/PACKAGE/ID.md
    releases.csv            when versions were released, if that is known
    expected.json           what must be found, if that is known
"""

import json
import os
import re
import sys
import tarfile
from collections.abc import Callable, Mapping
from typing import Any

from lib import members
from lib.advisories import Pair, Records, Snapshot, given, newest
from lib.members import archive

# the names of the packages in a lock file
NAMES = {
    "python": re.compile(
        rb"^[ \t]*([A-Za-z0-9._-]+)[\s\\]*(?:\[[^\]]*\])?[\s\\]*==", re.MULTILINE
    ),
    "rust": re.compile(rb"""^[ \t]*name[ \t]*=[ \t]*["']([^"']+)""", re.MULTILINE),
}
FOLDERS = {"python": "advisories/python", "rust": "advisories/rust/crates"}

Files = dict[str, bytes]
Locks = Mapping[str, Mapping[str, bytes]]  # by ecosystem and path


def normal(ecosystem: str, name: str) -> str:
    """A name of which there is one spelling: PEP 503's, or as it is."""
    return re.sub(r"[-_.]+", "-", name).lower() if ecosystem == "python" else name


def names(ecosystem: str, locks: Mapping[str, bytes]) -> set[str]:
    """The packages in the lock files."""
    return {
        normal(ecosystem, name.decode())
        for lock in locks.values()
        for name in NAMES[ecosystem].findall(lock)
    }


def subset(ecosystem: str, records: Records, wanted: set[str]) -> Records:
    """The advisories on these packages, also those that the database files under
    another spelling: all of them, if there is none, since a scanner without any
    cannot be told from one that did not find its database."""
    some = {
        package: files
        for package, files in records.items()
        if normal(ecosystem, package) in wanted
    }
    return some or records


def placed(ecosystem: str, records: Records) -> Files:
    """Advisories, by their path in the archive."""
    return {
        f"{FOLDERS[ecosystem]}/{package}/{name}": data
        for package, files in records.items()
        for name, data in files.items()
    }


def described(snapshot: Snapshot, records: Records) -> dict[str, Any]:
    return {
        "name": snapshot.name,
        "commit": snapshot.commit,
        "date": snapshot.date,
        "sha256": snapshot.sha256(),
        "advisories": sum(map(len, records.values())),
    }


def passed_over(pair: Pair, last: Pair) -> list[str]:
    """The newer snapshots that were not taken, as a caveat."""
    return [
        "The snapshots are those closest in time to each other:"
        f" {one.name} {one.commit} of {one.date}, which is newer, was not used."
        for ecosystem, one in last.items()
        if one.date > pair[ecosystem].date
    ]


def was_snapshot(path: str) -> bool:
    """Whether a dataset is here already that has snapshots in it."""
    try:
        with tarfile.open(path) as archive:
            said = archive.extractfile("snapshot.json")
            return said is not None and json.load(said)["mode"] == "snapshot"
    except (OSError, tarfile.TarError, KeyError, ValueError):
        return False


def announced(path: str, pair: Pair) -> str:
    """What a dataset is made from, for who waits for it."""
    name = os.path.basename(path).removesuffix(".tar")
    if pair:
        of = ", ".join(f"{one.name} of {one.date}" for one in pair.values())
        return f"{name}: against the snapshots {of}"
    before = " (before: snapshots)" if was_snapshot(path) else ""
    return f"{name}: ADVISORY_DB is not given: the services are asked{before}"


def with_snapshots(locks: Locks, pair: Pair, caveats: Mapping[str, list[str]]) -> Files:
    """snapshot.json, and the advisories on what is locked."""
    said: dict[str, Any] = {"mode": "snapshot" if pair else "live", "caveats": caveats}
    files: Files = {}
    for ecosystem, snapshot in pair.items():
        records = snapshot.records(ecosystem)
        said[ecosystem] = described(snapshot, records)
        wanted = names(ecosystem, locks[ecosystem])
        files |= placed(ecosystem, subset(ecosystem, records, wanted))
    return {"snapshot.json": json.dumps(said, indent=2).encode()} | files


def under(locks: Locks) -> Files:
    """Lock files, by their path in the archive."""
    return {
        f"{ecosystem}/{path}": data
        for ecosystem, some in locks.items()
        for path, data in some.items()
    }


def keep(path: str, files: Mapping[str, bytes], origin: str, generated: bool) -> None:
    """Write the archive, and what it is."""
    about = {"origin": origin, "generated": generated, "rows": None}
    members.keep(path, archive(files), None, about)


def keep_scanned(
    path: str,
    locks: Locks,
    releases: str,
    origin: str,
    choose: Callable[[list[list[Snapshot]]], Pair],
    caveats: Mapping[str, list[str]],
) -> None:
    """Write a dataset of lock files, the advisories of ADVISORY_DB on what is in
    them, and the dates that a file of this folder has; say what it is made from."""
    each = given()
    pair = choose(each) if each else {}
    news = announced(path, pair)
    more = passed_over(pair, newest(each)) if each else []
    known = {side: [*caveats.get(side, []), *more] for side in locks}
    files = with_snapshots(locks, pair, known) | under(locks)
    here = os.path.dirname(os.path.realpath(__file__))
    with open(os.path.join(here, releases), "rb") as dates:
        files["releases.csv"] = dates.read()
    keep(path, files, origin, generated=False)
    print(news, file=sys.stderr)
