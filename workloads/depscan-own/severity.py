"""severity.py - how bad a weakness is, in one scale for both ecosystems

GitHub's label, if a record has one, or else the base score of a CVSS vector; and
if there is neither, unrated: nothing is guessed.
"""

from typing import NamedTuple

from finding import Finding

LABELS = {
    "CRITICAL": "critical",
    "HIGH": "high",
    "MODERATE": "medium",
    "MEDIUM": "medium",
    "LOW": "low",
}
# the qualitative scale of CVSS, from the specifications of versions 3 and 4
SCALE = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))
LEVELS = ("critical", "high", "medium", "low", "unrated")


class Rating(NamedTuple):
    severity: str
    source: str
    vector: str  # empty if there is none
    odd: list[str]  # words and vectors that are none


def score(vector: str) -> float | None:
    """The base score of a vector; None if it is malformed, or of version 2, whose
    scale is another one."""
    from cvss import CVSS3, CVSS4, CVSSError  # type: ignore[import]

    try:
        if vector.startswith("CVSS:4"):
            return float(CVSS4(vector).base_score)
        if vector.startswith("CVSS:3"):
            return float(CVSS3(vector).scores()[0])
    except CVSSError:
        pass
    return None


def rate(finding: Finding) -> Rating:
    """Of several labels the worst counts, and of several vectors: those of
    version 4 before those of version 3."""
    odd = []
    labels = set()
    for label in sorted({one.label for one in finding.advisories if one.label}):
        known = LABELS.get(label.upper())
        labels |= {known} if known else set()
        odd += [] if known else [label]
    scored = []
    for vector in sorted({v for one in finding.advisories for v in one.vectors}):
        base = score(vector)
        if base is None:
            odd.append(vector)
        else:
            scored.append((vector.startswith("CVSS:4"), base, vector))
    best = max(scored, default=None)
    vector = best[2] if best else ""
    if labels:
        return Rating(min(labels, key=LEVELS.index), "ghsa", vector, odd)
    level = next((word for least, word in SCALE if best and best[1] >= least), None)
    if best and level:
        return Rating(level, "cvss4" if best[0] else "cvss3", vector, odd)
    return Rating("unrated", "none", vector, odd)
