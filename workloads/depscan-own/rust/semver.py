"""semver.py - versions of crates: how they compare, and where a requirement begins"""

import re
from typing import Any

VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
LEAST = re.compile(r"(?:>=|=|\^|~)?\s*(\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?)")


def order(text: str) -> Any | None:
    """A key by which versions sort as Semantic Versioning 2.0.0, 11, says; None
    if it is no version."""
    match = VERSION.fullmatch(text)
    if not match:
        return None
    numbers = tuple(int(part) for part in match.groups()[:3])
    if not match[4]:
        return (numbers, 1, ())
    parts = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in match[4].split(".")
    )
    return (numbers, 0, parts)


def line(text: str) -> Any:
    """Versions that cargo takes for compatible have the same: the first number
    that is not 0, and those before it."""
    match = VERSION.fullmatch(text)
    if not match:
        return None
    numbers = [int(part) for part in match.groups()[:3]]
    leading = next((n for n, number in enumerate(numbers) if number), 2)
    return tuple(numbers[: leading + 1])


def least(requirement: str) -> str:
    """The least version that meets a requirement; the requirement itself if that
    cannot be read from it, as from > 1.2.3."""
    for part in requirement.split(","):
        match = LEAST.fullmatch(part.strip())
        if match:
            number, dash, rest = match[1].partition("-")
            return ".".join([*number.split("."), "0", "0"][:3]) + dash + rest
    return requirement
