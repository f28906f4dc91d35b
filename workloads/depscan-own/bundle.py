"""bundle.py - the dataset: lock files, and what is known of what is in them

datasets/lib/depscan.py says what is in the archive.
"""

import csv
import hashlib
import json
import os
import tarfile
from datetime import date
from typing import Any, NamedTuple

from tool import ToolFailed


class Package(NamedTuple):
    name: str
    version: str


class Lock(NamedTuple):
    """A lock file."""

    name: str  # its path in the tree it is of
    path: str  # and here
    packages: frozenset[Package]  # those of the registry
    entries: int  # as many as the tool must have seen
    others: int = 0  # of another registry or a repository: no advisory is about these

    def sha256(self) -> str:
        with open(self.path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()

    def file_name(self, suffix: str) -> str:
        """What the files that are about it are called."""
        return self.name.replace("/", "-") + suffix


class Release(NamedTuple):
    released: date
    yanked: bool


class Releases(NamedTuple):
    """When versions were released, as far as it is known, and which one was the
    latest of its package on a day."""

    as_of: date
    versions: dict[Package, Release]
    latest: dict[str, tuple[str, date]]

    def find(self, package: Package) -> Release | None:
        return self.versions.get(plain(package))


def plain(package: Package) -> Package:
    """What comes after a plus sign in a version does not count."""
    return Package(package.name, package.version.partition("+")[0])


class Bundle(NamedTuple):
    folder: str
    mode: str  # live, snapshot or fixture
    snapshot: dict[str, Any]  # as evidence has it; empty if live
    releases: Releases | None
    expected: list[dict[str, Any]] | None
    caveats: list[str]

    def advisories(self, ecosystem: str) -> str:
        return os.path.join(self.folder, "advisories", ecosystem)


def read_releases(path: str, ecosystem: str) -> Releases:
    """The rows of an ecosystem.  The first line is "# as of DAY"."""
    versions: dict[Package, Release] = {}
    latest: dict[str, tuple[str, date]] = {}
    with open(path, encoding="utf-8") as file:
        as_of = date.fromisoformat(file.readline().removeprefix("# as of ").strip())
        for row in csv.DictReader(file):
            if row["ecosystem"] == ecosystem:
                package = Package(row["package"], row["version"])
                released = date.fromisoformat(row["released"])
                versions[plain(package)] = Release(released, row["yanked"] == "1")
                if row["latest"] == "1":
                    latest[package.name] = (package.version, released)
    return Releases(as_of, versions, latest)


def load(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: str) -> None:
    """Write a member, which is a file somewhere below the folder."""
    content = archive.extractfile(member)
    path = os.path.normpath(os.path.join(folder, member.name))
    if not content or not path.startswith(folder + os.sep):
        raise ValueError(f"{member.name} is no file in it")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content.read())


def unpack(archive: str, folder: str, ecosystem: str) -> Bundle:
    """What the dataset has for an ecosystem."""
    try:
        with tarfile.open(archive) as packed:
            for member in packed:
                extract(packed, member, folder)
        said = load(os.path.join(folder, "snapshot.json"))
        releases = os.path.join(folder, "releases.csv")
        expected = os.path.join(folder, "expected.json")
        return Bundle(
            folder,
            said["mode"],
            said.get(ecosystem, {}),
            read_releases(releases, ecosystem) if os.path.exists(releases) else None,
            load(expected)[ecosystem] if os.path.exists(expected) else None,
            said.get("caveats", {}).get(ecosystem, []),
        )
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise ToolFailed(f"{archive}: not a dataset of depscan: {error}") from None


def lock_paths(bundle: Bundle, ecosystem: str) -> list[tuple[str, str]]:
    """Name and path of each lock file, sorted by name."""
    top = os.path.join(bundle.folder, ecosystem)
    found = []
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            found.append((os.path.relpath(path, top), path))
    return sorted(found)
