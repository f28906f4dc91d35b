"""figures.py - findings and dates become numbers; README.md defines them

What is not known has no number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from bundle import Package, Releases
from finding import Finding
from scan import Sample
from severity import LEVELS, Rating

DAY = 86400
YEAR = 365.25 * DAY


class Versions(NamedTuple):
    """How an ecosystem compares versions."""

    order: Callable[[str], Any | None]  # None: not a version
    line: Callable[[str], Any]  # equal for versions that are said to be compatible

    def later(self, one: str, other: str) -> bool:
        first, second = self.order(one), self.order(other)
        return first is not None and second is not None and bool(first > second)


def counts(
    rated: Mapping[int, Rating], findings: list[Finding], packages: int
) -> Iterator[Sample]:
    """What is known to be wrong."""
    by = {level: 0 for level in LEVELS}
    for rating in rated.values():
        by[rating.severity] += 1
    yield "", "vulnerabilities", "1", len(findings)
    for level, count in by.items():
        yield level, "vulnerabilities", "1", count
    yield "", "packages", "1", packages
    yield "", "vulnerabilities_per_100", "1", 100 * len(findings) / packages
    affected = len({finding.package for finding in findings})
    yield "", "affected_share", "%", 100 * affected / packages
    if findings:
        yield (
            "",
            "rated_share",
            "%",
            100 * (len(findings) - by["unrated"]) / len(findings),
        )


def information(kinds: Iterable[str], findings: list[Finding]) -> Iterator[Sample]:
    for kind in kinds:
        count = sum(finding.kind == kind for finding in findings)
        yield kind, "informational", "1", count


def fixes(finding: Finding, versions: Versions) -> list[str]:
    """What has the fix and is newer than what is locked, in ascending order; first
    what is compatible with that, last what is no version, as "> 1.2" is."""
    locked = versions.order(finding.package.version)
    line = versions.line(finding.package.version)
    usable = []
    for version in finding.fixed:
        order = versions.order(version)
        if order is None or locked is None:
            usable.append((2, 0, version))
        elif order > locked:
            usable.append((versions.line(version) != line, order, version))
    return [version for *_, version in sorted(usable)]


def fix_released(
    finding: Finding, versions: Versions, releases: Releases | None
) -> date | None:
    """When the first of the fixes was released.  If that was yanked, it was a
    later one, which is not known."""
    if not releases:
        return None
    for version in fixes(finding, versions)[:1]:
        known = releases.find(Package(finding.package.name, version))
        return known.released if known and not known.yanked else None
    return None


def fixing(
    findings: list[Finding], versions: Versions, releases: Releases | None, today: date
) -> Iterator[Sample]:
    """How soon there was a fix, and for how long it has not been taken."""
    if not findings:
        return
    with_fix = sum(bool(fixes(finding, versions)) for finding in findings)
    yield "", "fix_available_share", "%", 100 * with_fix / len(findings)
    if not releases:
        return
    took = []
    for finding in findings:
        released = fix_released(finding, versions, releases)
        if released and finding.published:
            took.append((released - date.fromisoformat(finding.published)).days)
        if released and released <= today:
            yield "", "exposure_lag", "s", (today - released).days * DAY
    for days in took:
        yield "", "time_to_patch", "s", days * DAY
    if took:
        yield (
            "",
            "patched_before_share",
            "%",
            100 * sum(days <= 0 for days in took) / len(took),
        )
    yield "", "time_to_patch_unknown", "1", len(findings) - len(took)


def ages(
    packages: set[Package], versions: Versions, releases: Releases
) -> Iterator[Sample]:
    """How old what is locked is, of packages whose dates are known."""
    behind, seconds = 0, 0
    for package in packages:
        latest, newest = releases.latest[package.name]
        locked = releases.find(package)
        if locked and versions.later(latest, package.version):
            behind += 1
            seconds += max(0, (newest - locked.released).days) * DAY
    yield "", "outdated", "1", behind
    yield "", "outdated_share", "%", 100 * behind / len(packages)
    yield "", "libyears", "1", seconds / YEAR


def undated(packages: set[Package], releases: Releases) -> list[Package]:
    """Those of which the release, or the latest one of the package, is not known."""
    return sorted(
        package
        for package in packages
        if not releases.find(package) or package.name not in releases.latest
    )


def newer(packages: set[Package], releases: Releases, day: date) -> int:
    """How many were released after a day, as far as that is known."""
    found = (releases.find(package) for package in packages)
    return sum(one.released > day for one in found if one)
