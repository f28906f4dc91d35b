"""load.py - JSON parsed by simdjson and written by the standard library"""

import json
from collections.abc import Iterator
from typing import Any

import simdjson  # type: ignore

OBJECT = simdjson.Object
ARRAY = simdjson.Array


def parse(data: bytes) -> Any:
    return simdjson.Parser().parse(data)


def members(node: Any) -> Iterator[tuple[str, Any]]:
    """Not items(), which would make Python objects of all that is below."""
    return ((name, node[name]) for name in node)


encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(record: dict[str, Any]) -> bytes:
    return encode(record).encode() + b"\n"
