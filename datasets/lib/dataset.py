"""dataset.py - what the fetchers share: seeded draws, and whole files only"""

import contextlib
import gzip
import hashlib
import json
import os
import sys


def die(what):
    sys.exit(f"{os.path.basename(sys.argv[0])}: {what}")


def splitmix64(seed):
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


def below(draws, n):
    """A number from 0 to n - 1.  The bias, n / 2^64, cannot be seen here."""
    return next(draws) * n >> 64


class Content:
    """A CSV on its way into a gzip file: counts and hashes what is written."""

    def __init__(self, out):
        self.out = out
        self.sha256 = hashlib.sha256()
        self.bytes = 0
        self.lines = 0

    def write(self, data):
        self.out.write(data)
        self.sha256.update(data)
        self.bytes += len(data)
        self.lines += data.count(b"\n")


@contextlib.contextmanager
def replaced(path):
    """A temporary name beside path, renamed to it if all goes well."""
    temporary = f"{path}.{os.getpid()}"
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(temporary)


def save(path, chunks, pins, meta):
    """Write the chunks of a CSV to the gzip file path, and path.json, which
    says what it is.  The content's SHA-256 must be one of pins: the compressed
    bytes depend on the version of zlib, the content does not."""
    with replaced(path) as temporary:
        with open(temporary, "wb") as raw:
            # no name and no time, so that the same content gives the same file
            with gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
                content = Content(out)
                for chunk in chunks:
                    content.write(chunk)
        digest = content.sha256.hexdigest()
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
            "content_bytes": content.bytes,
            "rows": content.lines - 1,
        }
        # first the description: make looks at the dataset's time alone
        with replaced(path + ".json") as described:
            with open(described, "w", encoding="utf-8") as out:
                json.dump(meta, out, indent=2)
                out.write("\n")
