"""dataset.py - what the fetchers share: seeded draws, and whole files only"""

import contextlib
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NoReturn


def die(what: str) -> NoReturn:
    sys.exit(f"{os.path.basename(sys.argv[0])}: {what}")


def splitmix64(seed: int) -> Iterator[int]:
    """An endless sequence of 64-bit integers: Steele, Lea and Flood, "Fast
    splittable pseudorandom number generators", OOPSLA 2014; the constants are
    those of Vigna's splitmix64.c.  Written out, since the sequence must be the
    same for every Python."""
    mask = 0xFFFFFFFFFFFFFFFF
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def below(draws: Iterator[int], n: int) -> int:
    """A number from 0 to n - 1.  The bias, n / 2^64, cannot be seen here."""
    return next(draws) * n >> 64


@contextlib.contextmanager
def replaced(path: str) -> Iterator[str]:
    """A temporary name beside path, renamed to it if all goes well."""
    temporary = f"{path}.{os.getpid()}"
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(temporary)


def save(
    path: str, chunks: Iterable[bytes], pins: Collection[str], meta: dict[str, Any]
) -> None:
    """Write the chunks of a CSV to the gzip file path, and path.json, which
    says what it is.  The content's SHA-256 must be one of pins: the compressed
    bytes depend on the version of zlib, the content does not."""
    sha256 = hashlib.sha256()
    content_bytes = lines = 0
    with replaced(path) as temporary, replaced(path + ".json") as described:
        # no name and no time, so that the same content gives the same file
        with (
            open(temporary, "wb") as raw,
            gzip.GzipFile("", "wb", 6, raw, mtime=0) as out,
        ):
            for chunk in chunks:
                out.write(chunk)
                sha256.update(chunk)
                content_bytes += len(chunk)
                lines += chunk.count(b"\n")
        digest = sha256.hexdigest()
        if digest not in pins:
            die(f"{path}: the content's sha256 is {digest}, want {' or '.join(pins)}")
        with open(temporary, "rb") as made:
            data = made.read()
        meta = {
            "name": os.path.basename(path),
            **meta,
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "content_sha256": digest,
            "content_bytes": content_bytes,
            "rows": lines - 1,
        }
        with open(described, "w", encoding="utf-8") as out_json:
            json.dump(meta, out_json, indent=2)
            out_json.write("\n")
