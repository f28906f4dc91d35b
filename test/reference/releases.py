#!/usr/bin/env python3
"""releases.py - look up when versions were released, for datasets/lib/depscan-*-releases.csv

usage: build/checkers/venv/bin/python test/reference/releases.py DAY LOCK ... >RELEASES.csv

Of each package in the lock files (requirements files, and those of cargo): the
locked version, those that the advisories in ADVISORY_DB name as fixed, and the
latest one released until DAY, neither yanked nor a pre-release.  For Python the
index that pip is set up for is asked, by pip, once a package: a version is
released when the first of its files is uploaded.  For Rust nothing is asked: cargo
has all versions in the cache of its index, after "cargo fetch" of that lock file.
What is yanked is so today.  What is not found is left out.
"""

import csv
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from glob import glob
from typing import Any, NamedTuple

from packaging.utils import (  # type: ignore[import]
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version  # type: ignore[import]

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
sys.dont_write_bytecode = True
sys.path[:0] = [
    os.path.join(ROOT, path)
    for path in (
        "datasets",
        "workloads/depscan-own/python",
        "workloads/depscan-own/rust",
    )
]
import pins  # type: ignore[import]
import semver  # type: ignore[import]
from lib.advisories import here  # type: ignore[import]


class Release(NamedTuple):
    released: date
    yanked: bool
    order: Any
    pre: bool


Releases = dict[str, Release]  # by version


def of_pip(names: set[str]) -> Iterator[tuple[str, Releases]]:
    from pip._internal.commands import create_command
    from pip._internal.models.link import Link

    command: Any = create_command("download")
    options, _ = command.parse_args([])
    with command._build_session(options) as session:
        collector = command._build_package_finder(options, session)._link_collector
        for name in sorted(names):
            found: Releases = {}
            for url in collector.search_scope.get_index_urls_locations(name):
                page = collector.fetch_response(Link(url))
                for file_name, uploaded, yanked in files(page) if page else []:
                    add_file(found, file_name, uploaded, yanked)
            yield name, found


def files(page: Any) -> Iterator[tuple[str, str, bool]]:
    """Name, time of upload and whether it is yanked, of each file on a page of the
    simple API, in JSON or, as some mirrors have it, in attributes of HTML."""
    from pip._internal.index.collector import HTMLLinkParser

    if "json" in page.content_type:
        for file in json.loads(page.content)["files"]:
            yield (
                file["filename"],
                file.get("upload-time") or "",
                bool(file.get("yanked")),
            )
    else:
        parser = HTMLLinkParser(page.url)
        parser.feed(page.content.decode(page.encoding or "utf-8"))
        for anchor in parser.anchors:
            path = (anchor["href"] or "").partition("#")[0]
            yield (
                path.rpartition("/")[2],
                anchor.get("data-upload-time") or "",
                "data-yanked" in anchor,
            )


def add_file(found: Releases, name: str, uploaded: str, yanked: bool) -> None:
    """A file belongs to a version, which is yanked if all of its files are."""
    try:
        parse = parse_wheel_filename if name.endswith(".whl") else parse_sdist_filename
        version = parse(name)[1]
    except ValueError:
        return
    if not uploaded:
        return
    day, text = date.fromisoformat(uploaded[:10]), str(version)
    if text in found:
        day, yanked = min(day, found[text].released), yanked and found[text].yanked
    found[text] = Release(day, yanked, version, version.is_prerelease)


def of_cargo(names: set[str]) -> Iterator[tuple[str, Releases]]:
    home = os.environ.get("CARGO_HOME", os.path.expanduser("~/.cargo"))
    for name in sorted(names):
        lower = name.lower()
        folder = {1: "1", 2: "2", 3: f"3/{lower[:1]}"}.get(
            len(name), f"{lower[:2]}/{lower[2:4]}"
        )
        found: Releases = {}
        for path in glob(f"{home}/registry/index/*/.cache/{folder}/{lower}"):
            with open(path, "rb") as file:
                lines = [
                    json.loads(part)
                    for part in file.read().split(b"\0")
                    if part[:1] == b"{"
                ]
            for one in lines:
                if "pubtime" in one:
                    day = datetime.fromisoformat(one["pubtime"]).date()
                    order = semver.order(one["vers"])
                    found[one["vers"]] = Release(
                        day, one["yanked"], order, order is not None and order[1] == 0
                    )
        yield name, found


def fixed(ecosystem: str, names: set[str]) -> dict[str, set[str]]:
    """What any snapshot of the database names as fixed, or the least that does."""
    versions: dict[str, set[str]] = {}
    folder = os.environ.get("ADVISORY_DB")
    for snapshot in here(folder) if folder else []:
        if (snapshot.name == "pypa-advisory-database") != (ecosystem == "python"):
            continue
        for package, files in snapshot.records(ecosystem).items():
            for text in files.values() if package in names else []:
                versions.setdefault(package, set()).update(
                    of_advisory(ecosystem, text.decode())
                )
    return versions


def of_advisory(ecosystem: str, text: str) -> Iterator[str]:
    if ecosystem == "python":
        for match in re.findall(r"^\s*- fixed: ['\"]?([^\s'\"]+)", text, re.MULTILINE):
            try:
                yield str(Version(match))
            except InvalidVersion:
                pass
    else:
        for block in re.findall(
            r"^patched\s*=\s*\[(.*?)\]", text, re.MULTILINE | re.DOTALL
        ):
            for requirement in re.findall(r'"([^"]+)"', block):
                yield semver.least(requirement.strip())


def locked(paths: list[str]) -> dict[str, dict[str, set[str]]]:
    """By ecosystem and package: the locked versions."""
    found: dict[str, dict[str, set[str]]] = {"python": {}, "rust": {}}
    for path in paths:
        if path.endswith(".lock"):
            with open(path, "rb") as file:
                entries = tomllib.load(file).get("package", [])
            for one in entries:
                if one.get("source", "").startswith("registry+"):
                    found["rust"].setdefault(one["name"], set()).add(one["version"])
        else:
            for package in pins.read(path, path).packages:
                found["python"].setdefault(package.name, set()).add(package.version)
    return found


def latest(found: Releases, until: date) -> str:
    """The greatest version of those until a day; empty if there is none."""
    some = [
        (one.order, version)
        for version, one in found.items()
        if one.released <= until and not one.yanked and not one.pre and one.order
    ]
    return max(some)[1] if some else ""


def main() -> None:
    if len(sys.argv) < 3:
        print("usage: releases.py DAY LOCK ...", file=sys.stderr)
        sys.exit(2)
    until = date.fromisoformat(sys.argv[1])
    print(f"# as of {until}")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["ecosystem", "package", "version", "released", "yanked", "latest"])
    packages = locked(sys.argv[2:])
    for ecosystem, look_up in (("python", of_pip), ("rust", of_cargo)):
        names = set(packages[ecosystem])
        mended = fixed(ecosystem, names)
        for name, found in look_up(names):
            newest = latest(found, until)
            wanted = packages[ecosystem][name] | mended.get(name, set()) | {newest}
            for version, one in sorted(found.items()):
                if version not in wanted and version.partition("+")[0] not in wanted:
                    continue
                out.writerow(
                    [
                        ecosystem,
                        name,
                        version,
                        one.released,
                        int(one.yanked),
                        int(version == newest),
                    ]
                )


if __name__ == "__main__":
    main()
