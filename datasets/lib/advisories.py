"""advisories.py - snapshots of the advisory databases, in the folder ADVISORY_DB

A snapshot is an archive NAME-COMMIT-DATE.tar.xz (or .gz, or not compressed), or
a folder with a file snapshot.json that says {"name", "commit", "date"}.

As a program, it prints which ones the datasets are made from: a line for each of
"newest" or "closest", ecosystem, name, commit, day and SHA-256, or "live" if
ADVISORY_DB is not set.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from lib.dataset import die

# by ecosystem: the name of the database, and which of its files are advisories
DATABASES = {
    "python": (
        "pypa-advisory-database",
        re.compile(r"(?:^|/)vulns/([^/]+)/([^/]+\.yaml)$"),
    ),
    "rust": ("rustsec-advisory-db", re.compile(r"(?:^|/)crates/([^/]+)/([^/]+\.md)$")),
}
ARCHIVE = re.compile(
    r"(?P<name>[a-z-]+)-(?P<commit>[0-9a-f]{7,40})-(?P<date>\d{4}-\d\d-\d\d)\.tar(\.xz|\.gz)?"
)

Records = dict[str, dict[str, bytes]]  # of a package, by file name


class Snapshot(NamedTuple):
    """A database as it was on a day."""

    path: str
    name: str
    commit: str
    date: str

    def files(self) -> Iterator[tuple[str, bytes]]:
        """All its files, by path."""
        if os.path.isdir(self.path):
            for folder, _, names in os.walk(self.path):
                for name in names:
                    with open(os.path.join(folder, name), "rb") as file:
                        inside = os.path.relpath(file.name, self.path)
                        yield inside, file.read()
            return
        try:
            with tarfile.open(self.path) as archive:
                for member in archive:
                    content = archive.extractfile(member)
                    if content:
                        yield member.name, content.read()
        except (tarfile.TarError, EOFError, OSError) as error:
            die(f"{self.path}: {error}")

    def sha256(self) -> str:
        """Of the archive, or of the list of a folder's files by name."""
        if not os.path.isdir(self.path):
            with open(self.path, "rb") as archive:
                return hashlib.sha256(archive.read()).hexdigest()
        lines = (f"{hashlib.sha256(data).hexdigest()}  {p}" for p, data in self.files())
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def records(self, ecosystem: str) -> Records:
        """Its advisories, by package; there must be some."""
        found: Records = {}
        for path, data in self.files():
            match = DATABASES[ecosystem][1].search(path)
            if match:
                found.setdefault(match[1], {})[match[2]] = data
        if not found:
            die(f"{self.path}: there is no advisory in it")
        return found


def of_folder(path: str) -> Snapshot:
    """What the snapshot.json of a folder says."""
    try:
        with open(os.path.join(path, "snapshot.json"), encoding="utf-8") as file:
            said = json.load(file)
        return Snapshot(path, *(str(said[key]) for key in ("name", "commit", "date")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        die(f"{path}/snapshot.json: want name, commit and date: {error}")


def here(folder: str) -> list[Snapshot]:
    """All snapshots in a folder."""
    found = []
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        die(f"ADVISORY_DB={folder}: {error.strerror}")
    for name in names:
        path = os.path.join(folder, name)
        match = ARCHIVE.fullmatch(name)
        if match:
            found.append(Snapshot(path, match["name"], match["commit"], match["date"]))
        elif os.path.exists(os.path.join(path, "snapshot.json")):
            found.append(of_folder(path))
    return found


def day(snapshot: Snapshot) -> date:
    try:
        return date.fromisoformat(snapshot.date)
    except ValueError:
        die(f"{snapshot.path}: {snapshot.date} is not a day")


Pair = dict[str, Snapshot]  # by ecosystem


def sides(folder: str) -> list[list[Snapshot]]:
    """Of each database, in their order, its snapshots: at least one."""
    found = here(folder)
    each = []
    for name, _ in DATABASES.values():
        each.append([snapshot for snapshot in found if snapshot.name == name])
        if not each[-1]:
            die(f"ADVISORY_DB={folder}: there is no {name}-COMMIT-DATE.tar.xz")
    return each


def newest(each: list[list[Snapshot]]) -> Pair:
    """The newest snapshot of each database."""
    return dict(zip(DATABASES, (max(side, key=day) for side in each), strict=True))


def closest(each: list[list[Snapshot]]) -> Pair:
    """One snapshot of each database: those closest in time to each other, and of
    these the newest.  A newer one of one side alone would know more of it."""
    apart: Callable[[tuple[Snapshot, Snapshot]], tuple[int, int]] = lambda both: (
        abs((day(both[0]) - day(both[1])).days),
        -day(both[0]).toordinal(),
    )
    best = min(((p, r) for p in each[0] for r in each[1]), key=apart)
    return dict(zip(DATABASES, best, strict=True))


def given() -> list[list[Snapshot]]:
    """What is in ADVISORY_DB; nothing if that is not set."""
    folder = os.environ.get("ADVISORY_DB")
    return sides(folder) if folder else []


def main() -> None:
    each = given()
    for choose in (newest, closest) if each else ():
        for ecosystem, of in choose(each).items():
            about = (ecosystem, of.name, of.commit, of.date, of.sha256())
            print(choose.__name__, *about)
    if not each:
        print("live")


if __name__ == "__main__":
    main()
