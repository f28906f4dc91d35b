"""load.py - JSON by the standard library"""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

OBJECT = dict
ARRAY = list


def refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def parse(data: bytes) -> Any:
    return json.loads(data.decode(), parse_constant=refuse)


def members(node: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return node.items()


encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(record: dict[str, Any]) -> bytes:
    return encode(record).encode() + b"\n"
