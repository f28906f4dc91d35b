"""main.py - requirements files, by pip-audit

usage: run dataset raw scratch round

The figures are in ../README.md, all that is not pip-audit's in harness.py.
"""

import contextlib
import importlib.metadata
import json
import os
import sys
from datetime import UTC, datetime
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import pins
import tool
from bundle import Lock, Package
from figures import Versions
from finding import Advisory, Hit
from harness import Job, Scanned, main
from service import Service, serving
from tool import ToolFailed

CAVEATS: dict[str, list[str]] = {
    "fixture": [],
    "snapshot": [
        "Which advisories are about a version is decided by a service on this machine, osv.py.",
        "The database of PyPA lacks many advisories that GitHub's has: the count is a lower bound.",
        "Most of its advisories have no severity. Dates are days.",
    ],
    "live": [
        "The service says neither how bad a weakness is nor when it was published."
    ],
}


def order(text: str) -> Any | None:
    from packaging.version import InvalidVersion, Version  # type: ignore[import]

    try:
        return Version(text)
    except InvalidVersion:
        return None


def line(text: str) -> Any:
    """Versions with the same first number are said to be compatible."""
    parsed = order(text)
    return parsed.release[0] if parsed else None


def skipped(pin: dict[str, Any]) -> str:
    """Why pip-audit passed over a pin.  Whatever the answer, it says of a request
    that failed that there is no such package."""
    reason = str(pin["skip_reason"])
    lost = "not found on PyPI" in reason
    return reason + (", or the service was out of reach" if lost else "")


def report(lock: Lock, path: str, errors: str) -> list[dict[str, Any]]:
    """What pip-audit says of each pin, if it has looked at every one."""
    last = tool.last_line(errors) or "it said nothing"
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)["dependencies"]
        for one in found:
            if "skip_reason" in one:
                raise ToolFailed(
                    f"{lock.name}: pip-audit did not check {one['name']}: {skipped(one)}"
                )
        seen = {Package(pins.canonical(one["name"]), one["version"]) for one in found}
    except (OSError, ValueError, KeyError, TypeError):
        raise ToolFailed(f"{lock.name}: pip-audit left no report: {last}") from None
    if seen != lock.packages:
        other = min(seen ^ lock.packages)
        raise ToolFailed(
            f"{lock.name}: pip-audit checked {len(seen)} of {lock.entries} pins: see {other.name} {other.version}"
        )
    return list(found)


def fixed(record: dict[str, Any], name: str) -> list[str]:
    """The versions of a package that end a range of a record."""
    return [
        event["fixed"]
        for entry in record["affected"]
        if pins.canonical(entry["package"]["name"]) == name
        for span in entry.get("ranges", [])
        if span["type"] == "ECOSYSTEM"
        for event in span["events"]
        if "fixed" in event
    ]


def about(record: dict[str, Any], name: str) -> bool:
    """Whether a record holds, and for a package: an alias may be the id of one
    that was withdrawn, or that is about other packages."""
    return not record.get("withdrawn") and any(
        pins.canonical(entry["package"]["name"]) == name for entry in record["affected"]
    )


def advisory(record: dict[str, Any], name: str) -> Advisory:
    """What a record says of a package."""
    specific = record.get("database_specific") or {}
    return Advisory(
        record["id"],
        set(record.get("aliases", [])),
        record.get("summary", ""),
        record.get("published", "")[:10],
        specific.get("severity", ""),
        [one["score"] for one in record.get("severity", [])],
        fixed(record, name),
    )


def hits(lock: Lock, found: list[dict[str, Any]], service: Service | None) -> list[Hit]:
    """Each record that pip-audit found, also those that it has merged."""
    all_of = []
    for one in found:
        package = Package(pins.canonical(one["name"]), one["version"])
        for vuln in one["vulns"]:
            names = {vuln["id"], *vuln["aliases"]}
            records = (
                [service.record(name) for name in sorted(names)] if service else []
            )
            known = [
                advisory(record, package.name)
                for record in records
                if record and about(record, package.name)
            ]
            plain = Advisory(
                vuln["id"], set(vuln["aliases"]), fixed=vuln["fix_versions"]
            )
            all_of += [
                Hit(lock.name, "vulnerability", package, of) for of in known or [plain]
            ]
    return all_of


class PipAudit:
    ecosystem = "python"
    tool = "pip-audit"
    kinds: tuple[str, ...] = ()
    versions = Versions(order, line)

    def read(self, name: str, path: str) -> Lock:
        return pins.read(name, path)

    def scan(self, job: Job) -> Scanned:
        program, env = tool.installed("bin/pip-audit"), job.environment()
        release = importlib.metadata.version("pip-audit")
        found, seconds = [], 0.0
        with contextlib.ExitStack() as stack:
            service, source = None, ["-s", "pypi"]
            if not job.live:
                folder = job.bundle.advisories(self.ecosystem)
                records = sum(len(files) for _, _, files in os.walk(folder))
                service = stack.enter_context(serving(folder, records))
                source = ["-s", "osv", "--osv-url", f"{service.url}/query"]
            for lock in job.locks:
                output, errors = job.path(lock, ".json"), job.path(lock, ".err")
                command = self.command(program, lock, job) + source + ["-o", output]
                ran = tool.run(command, os.devnull, errors, job.scratch, env)
                seconds += ran.seconds
                found += hits(lock, report(lock, output, ran.errors), service)
            if service:
                self.keep(service, job.raw)
        today = datetime.now(UTC).date().isoformat()
        now = {"name": "the registry's advisories", "date": today}
        data = now if job.live else job.bundle.snapshot
        return Scanned(release, data, found, seconds, CAVEATS[job.bundle.mode])

    def command(self, program: str, lock: Lock, job: Job) -> list[str]:
        """Hashes are demanded where the file has some; it is never installed."""
        with open(lock.path, encoding="utf-8") as file:
            check = "--require-hashes" if "--hash=" in file.read() else "--no-deps"
        cache = os.path.join(job.scratch, "cache")
        return [
            program, "-r", lock.path, check, "--disable-pip", "-f", "json",
            "--progress-spinner", "off", "--cache-dir", cache,
        ]  # fmt: skip

    def keep(self, service: Service, raw: str) -> None:
        """The service as it was, and the records that its answers came from."""
        for name, what in (
            ("service.json", service.said),
            ("advisories.json", service.records),
        ):
            with open(os.path.join(raw, name), "w", encoding="utf-8") as file:
                json.dump(what, file, indent=2, sort_keys=True, ensure_ascii=False)


if __name__ == "__main__":
    main(PipAudit())
