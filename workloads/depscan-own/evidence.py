"""evidence.py - what evidence.json says, and what the control must answer

schemas/evidence.schema.json has the fields; what is unknown is left out.
"""

import json
from collections.abc import Iterable
from typing import Any

from bundle import Lock, Releases
from figures import Versions, fix_released, fixes
from finding import Finding
from severity import Rating


def subject(lock: Lock) -> dict[str, Any]:
    about = {
        "name": lock.name,
        "path": lock.name,
        "sha256": lock.sha256(),
        "packages": len(lock.packages),
    }
    if lock.packages:
        return about | {"status": "checked"}
    return about | {
        "status": "not_applicable",
        "reason": "no package of the registry is in it",
    }


def described(
    finding: Finding,
    rating: Rating | None,
    versions: Versions,
    releases: Releases | None,
) -> dict[str, Any]:
    """A finding as evidence.json has it."""
    released = fix_released(finding, versions, releases)
    known = {
        "title": finding.title,
        "severity": rating.severity if rating else "",
        "severity_source": rating.source if rating else "",
        "cvss": rating.vector if rating else "",
        "published": finding.published,
        "fix_released": released.isoformat() if released else "",
    }
    return {
        "subject": finding.subject,
        "kind": finding.kind,
        "id": finding.id,
        "aliases": finding.aliases,
        "package": finding.package.name,
        "version": finding.package.version,
        "fixed": fixes(finding, versions),
    } | {key: value for key, value in known.items() if value}


def compared(findings: list[dict[str, Any]], expected: list[dict[str, Any]]) -> str:
    """What must be found and was not, and what was found and must not be."""

    def lines(some: Iterable[dict[str, Any]]) -> set[str]:
        keys = sorted({key for one in expected for key in one})
        return {json.dumps({key: one.get(key) for key in keys}) for one in some}

    found, wanted = lines(findings), lines(expected)
    sides = {"missing": wanted - found, "unexpected": found - wanted}
    return "".join(
        f"{word}: {', '.join(sorted(some)) or 'none'}\n" for word, some in sides.items()
    )
