"""listing.py - datasets that are a list of files of the tree, by content

A line for each, as sha256sum writes it: "sha256  path".
"""

import hashlib
from collections.abc import Iterable

from lib.members import keep, output


def write_list(files: Iterable[str], origin: str, made_up: bool) -> None:
    """Make the list, in the order of the names; each file is in it once."""
    path = output()
    lines = []
    for name in sorted(set(files)):
        with open(name, "rb") as file:
            lines.append(f"{hashlib.sha256(file.read()).hexdigest()}  {name}\n")
    data = "".join(lines).encode()
    about = {"origin": origin, "generated": made_up, "rows": len(lines)}
    keep(path, data, None, about)
