"""pins.py - what a requirements file locks, counted apart from the scanner

pip-audit passes over files that are named in a requirements file, and over lines
whose marker does not hold, without a word.  So what it has seen is held against this.
"""

import re

from bundle import Lock, Package
from tool import ToolFailed

PIN = re.compile(
    r"([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*==\s*([A-Za-z0-9.!+_-]+)\s*(?:;.*|--hash.*)?"
)
OTHER = ("-r", "-c", "-e", "--requirement", "--constraint", "--editable")


def canonical(name: str) -> str:
    """A name as PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines without comments and put together where they go on, with the number
    of their first one."""
    found, start, line = [], 1, ""
    for number, part in enumerate(text.splitlines(), 1):
        part = re.sub(r"(^|\s+)#.*", "", part)
        line += part.removesuffix("\\")
        if part.endswith("\\"):
            continue
        if line.strip():
            found.append((start, line.strip()))
        start, line = number + 1, ""
    return [*found, (start, line.strip())] if line.strip() else found


def read(name: str, path: str) -> Lock:
    """The pins of a file; anything else in it is refused."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except UnicodeDecodeError:
        raise ToolFailed(f"{name}: not a text") from None
    packages = set()
    for number, line in logical_lines(text):
        pin = PIN.fullmatch(line)
        if pin:
            packages.add(Package(canonical(pin[1]), pin[2]))
        elif line.startswith(OTHER):
            raise ToolFailed(
                f"{name}:{number}: pip-audit does not read what {line!r} names"
            )
        elif not line.startswith("--"):
            raise ToolFailed(f"{name}:{number}: not a pinned version: {line[:80]!r}")
    return Lock(name, path, frozenset(packages), len(packages))
