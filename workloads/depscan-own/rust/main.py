"""main.py - lock files of cargo, by cargo-audit

usage: run dataset raw scratch round

The figures are in ../README.md, all that is not cargo-audit's in harness.py.
"""

import json
import os
import sys
import tomllib
from datetime import UTC, datetime
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import semver
import tool
from bundle import Lock, Package
from figures import Versions
from finding import Advisory, Hit
from harness import Job, Scanned, main
from tool import ToolFailed

# the index that advisories are about: cargo-audit looks at packages of no other
REGISTRY = "/crates.io-index"
DATABASE = [
    "About half of the advisories have no severity.",
    "Dates are days; that of an advisory is when it was reported.",
    "Whether a locked version has been yanked is not looked up.",
]
CAVEATS: dict[str, list[str]] = {
    "fixture": [],
    "snapshot": DATABASE,
    "live": [*DATABASE, "The first scan fetches the database, in its wall_time."],
}


def report(lock: Lock, path: str, errors: str, want: int | None) -> dict[str, Any]:
    """What cargo-audit says of a lock file, if it has read all of that, and all
    advisories.  A notice on itself may follow the line of JSON."""
    last = tool.last_line(errors) or "it said nothing"
    try:
        with open(path, encoding="utf-8") as file:
            found: dict[str, Any] = json.loads(file.readline())
        packages = found["lockfile"]["dependency-count"]
        advisories = found["database"]["advisory-count"]
        ignored = found["settings"]["ignore"]
        found["vulnerabilities"]["list"], found["warnings"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ToolFailed(f"{lock.name}: cargo-audit left no report: {last}") from None
    if packages != lock.entries:
        raise ToolFailed(
            f"{lock.name}: cargo-audit saw {packages} of {lock.entries} packages"
        )
    if not advisories or want is not None and advisories != want:
        raise ToolFailed(
            f"{lock.name}: cargo-audit read {advisories} advisories, want {want or 'some'}"
        )
    if ignored:
        raise ToolFailed(
            f"{lock.name}: cargo-audit was told to ignore {', '.join(ignored)}"
        )
    return found


def advisory(entry: dict[str, Any]) -> Advisory:
    about = entry["advisory"]
    return Advisory(
        about["id"],
        set(about["aliases"]),
        about["title"],
        about["date"],
        "",
        [about["cvss"]] if about["cvss"] else [],
        # one without a lower limit is met by what is older than the weakness
        [
            semver.least(requirement)
            for requirement in entry["versions"]["patched"]
            if not all(part.strip().startswith("<") for part in requirement.split(","))
        ],
    )


def hits(lock: Lock, found: dict[str, Any]) -> list[Hit]:
    entries = [("vulnerability", entry) for entry in found["vulnerabilities"]["list"]]
    for kind, some in found["warnings"].items():
        entries += [(kind, entry) for entry in some]
    return [
        Hit(
            lock.name,
            kind,
            Package(entry["package"]["name"], entry["package"]["version"]),
            advisory(entry),
        )
        for kind, entry in entries
    ]


class CargoAudit:
    ecosystem = "rust"
    tool = "cargo-audit"
    kinds: tuple[str, ...] = ("unmaintained", "unsound", "notice")
    versions = Versions(semver.order, semver.line)

    def read(self, name: str, path: str) -> Lock:
        """What is locked: all packages, and those that are the registry's."""
        try:
            with open(path, "rb") as file:
                entries = tomllib.load(file).get("package", [])
            packages = frozenset(
                Package(one["name"], one["version"])
                for one in entries
                if one.get("source", "").endswith(REGISTRY)
            )
            others = sum(
                not one["source"].endswith(REGISTRY)
                for one in entries
                if one.get("source")
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ToolFailed(f"{name}: not a lock file of cargo: {error}") from None
        return Lock(name, path, packages, len(entries), others)

    def scan(self, job: Job) -> Scanned:
        program, env = tool.installed("bin/cargo-audit"), job.environment()
        release = tool.version([program], env)
        database, want = os.path.join(job.scratch, "database"), None
        if not job.live:
            database = job.bundle.advisories(self.ecosystem)
            want = sum(len(files) for _, _, files in os.walk(database))
        # not where a configuration could be found
        empty = os.path.join(job.scratch, "empty")
        os.mkdir(empty)
        found: list[Hit] = []
        seconds, last = 0.0, {}
        for lock in job.locks:
            output, errors = job.path(lock, ".json"), job.path(lock, ".err")
            command = [
                program,
                "audit",
                "--db",
                database,
                "--no-yanked",
                "--json",
                "--file",
                lock.path,
            ]
            offline = [] if job.live else ["--no-fetch"]
            ran = tool.run(command + offline, output, errors, empty, env)
            seconds += ran.seconds
            last = report(lock, output, ran.errors, want)
            found += hits(lock, last)
        data = self.fetched(last["database"]) if job.live else job.bundle.snapshot
        return Scanned(release, data, found, seconds, CAVEATS[job.bundle.mode])

    def fetched(self, database: dict[str, Any]) -> dict[str, Any]:
        """What the live database says of itself."""
        today = datetime.now(UTC).date().isoformat()
        said = {
            "name": "rustsec-advisory-db",
            "date": today,
            "advisories": database["advisory-count"],
        }
        return said | (
            {"commit": database["last-commit"]} if database.get("last-commit") else {}
        )


if __name__ == "__main__":
    main(CargoAudit())
