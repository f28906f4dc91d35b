"""load.py - JSON by orjson, both ways"""

from collections.abc import Iterable
from typing import Any

import orjson  # type: ignore

OBJECT = dict
ARRAY = list
parse = orjson.loads


def members(node: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return node.items()


def dump(record: dict[str, Any]) -> bytes:
    line: bytes = orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
    return line
