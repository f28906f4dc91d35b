"""finding.py - what a scanner reports, once for each weakness of each package"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bundle import Package


@dataclass
class Advisory:
    """What one record of a database says."""

    id: str
    aliases: set[str] = field(default_factory=set)
    title: str = ""
    published: str = ""  # a day, if it is known
    label: str = ""  # a severity in words
    vectors: list[str] = field(default_factory=list)  # CVSS
    fixed: list[str] = field(default_factory=list)

    def names(self) -> set[str]:
        return {self.id} | self.aliases


@dataclass
class Hit:
    """A record that is about a locked package."""

    subject: str
    kind: str
    package: Package
    advisory: Advisory


@dataclass
class Finding:
    """Records that are about the same weakness of a package."""

    subject: str
    kind: str
    package: Package
    advisories: list[Advisory]

    def names(self) -> set[str]:
        return {name for one in self.advisories for name in one.names()}

    @property
    def id(self) -> str:
        """The database's own: PYSEC and RUSTSEC come before GHSA and CVE here."""
        own = [one.id for one in self.advisories]
        return min(own, key=lambda name: (name.startswith(("CVE-", "GHSA-")), name))

    @property
    def aliases(self) -> list[str]:
        return sorted(self.names() - {self.id})

    @property
    def published(self) -> str:
        """The first day, as days sort as text; empty if none is known."""
        return min(
            (one.published for one in self.advisories if one.published), default=""
        )

    @property
    def title(self) -> str:
        by_rank = sorted(self.advisories, key=lambda one: one.id != self.id)
        return next((one.title for one in by_rank if one.title), "")

    @property
    def fixed(self) -> list[str]:
        """As the records name them, each once."""
        return list(dict.fromkeys(v for one in self.advisories for v in one.fixed))


def merged(hits: Iterable[Hit]) -> list[Finding]:
    """One finding for all records of a package that are of one kind and share an
    id or an alias, whatever the lock file they were found by."""
    findings: list[Finding] = []
    for hit in hits:
        same = [
            finding
            for finding in findings
            if (finding.package, finding.kind) == (hit.package, hit.kind)
            and finding.names() & hit.advisory.names()
        ]
        if not same:
            findings.append(Finding(hit.subject, hit.kind, hit.package, [hit.advisory]))
            continue
        first, *others = same
        for other in others:
            first.advisories += other.advisories
            findings.remove(other)
        if hit.advisory.id not in {one.id for one in first.advisories}:
            first.advisories.append(hit.advisory)
    return sorted(
        findings, key=lambda finding: (finding.package, finding.kind, finding.id)
    )
