"""members.py - datasets that are several files: the files, and the list of them

A list is a text, a line for each of its members, which lie beside it:
"sha256  bytes  name".
"""

import gzip
import hashlib
import io
import json
import os
import sys
import tarfile
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from lib.dataset import die, replaced


def output() -> str:
    """The one argument of a script."""
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} output", file=sys.stderr)
        sys.exit(2)
    return sys.argv[1]


def beside(path: str, name: str) -> str:
    return os.path.join(os.path.dirname(path), name)


def described(path: str) -> dict[str, Any]:
    """What the description of a dataset says."""
    with open(path + ".json", encoding="utf-8") as file:
        meta: dict[str, Any] = json.load(file)
    return meta


def archive(files: Mapping[str, bytes]) -> bytes:
    """A tar that depends on nothing but the files' names and contents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            tar.addfile(member, io.BytesIO(files[name]))
    return out.getvalue()


def keep(
    path: str, data: bytes, pins: Collection[str] | None, meta: Mapping[str, object]
) -> None:
    """Write the data to path, not compressed, and path.json, which says what it
    is.  The SHA-256 must be one of pins, unless what it is made from may change."""
    digest = hashlib.sha256(data).hexdigest()
    if pins is not None and digest not in pins:
        die(f"{path}: the content's sha256 is {digest}, want {' or '.join(pins)}")
    size = {"sha256": digest, "bytes": len(data)}
    with replaced(path) as temporary, replaced(path + ".json") as description:
        with open(temporary, "wb") as out:
            out.write(data)
        about = {
            "name": os.path.basename(path),
            "origin": meta["origin"],
            "generated": meta["generated"],
            **size,
            **{f"content_{name}": value for name, value in size.items()},
            **meta,
        }
        with open(description, "w", encoding="utf-8") as out_json:
            json.dump(about, out_json, indent=2, ensure_ascii=False)
            out_json.write("\n")


def first_flights(rows: int | None, pins: Mapping[str, str]) -> None:
    """Make a dataset of the first rows of flights.csv.gz, or of all: pins says,
    by the content of that, what must come of it."""
    path = output()
    source = beside(path, "flights.csv.gz")
    meta = described(source)
    pin = pins.get(meta["content_sha256"])
    if not pin:
        die(f"{source}: not a table this is pinned for")
    with gzip.open(source) as table:
        header, *lines = table.read().splitlines(keepends=True)
    lines = lines[:rows]
    few = "" if rows is None else f"the first {rows} rows of: "
    about = {"origin": few + meta["origin"], "generated": meta["generated"]}
    keep(path, header + b"".join(lines), [pin], about | {"rows": len(lines)})


def some_parts(parts: Sequence[str], pins: Mapping[str, str]) -> None:
    """Make a dataset of some parts of compat.json: pins says, by the content of
    that, what must come of it."""
    path = output()
    source = beside(path, "compat.json")
    meta = described(source)
    pin = pins.get(meta["content_sha256"])
    if not pin:
        die(f"{source}: not a document this is pinned for")
    with open(source, encoding="utf-8") as file:
        document = json.load(file)
    some = {part: document[part] for part in parts}
    data = json.dumps(some, ensure_ascii=False, separators=(",", ":")).encode()
    about = {
        "origin": f"{', '.join(parts)} of: {meta['origin']}",
        "generated": meta["generated"],
        "rows": data.count(b'"__compat":'),
    }
    keep(path, data, [pin], about)


def list_of(json_name: str, csv_name: str, pins: Collection[str]) -> None:
    """Make the list of a JSON and a CSV file, each a dataset of its own."""
    path = output()
    members: Sequence[tuple[str, dict[str, Any]]] = [
        (name, described(beside(path, name))) for name in (json_name, csv_name)
    ]
    for name, meta in members:
        member = beside(path, name)
        try:
            with open(member, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except OSError as error:
            die(f"{member}: {error.strerror}")
        if digest != meta["sha256"]:
            die(
                f"{member}: not what {name}.json says: it was changed by hand;"
                " delete it to make it again"
            )
    text = "".join(
        f"{meta['sha256']}  {meta['bytes']}  {name}\n" for name, meta in members
    )
    (_, of_json), (_, of_csv) = members
    total = of_json["bytes"] + of_csv["bytes"]
    keep(
        path,
        text.encode(),
        pins,
        {
            "origin": "; ".join(f"{name}: {meta['origin']}" for name, meta in members),
            "generated": any(meta["generated"] for _, meta in members),
            # what the list stands for; its digest is that of the list, in
            # which those of its members are
            "bytes": total,
            "content_bytes": total,
            "rows": of_json["rows"] + of_csv["rows"],
            "amounts": {
                "json_bytes": of_json["bytes"],
                "csv_bytes": of_csv["bytes"],
                "json_records": of_json["rows"],
                "csv_records": of_csv["rows"],
            },
        },
    )
