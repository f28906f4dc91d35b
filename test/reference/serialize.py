#!/usr/bin/env python3
"""serialize.py - the answer to a dataset of serialize

usage: serialize.py messages.jsonl

Written after the formats' specifications, without their libraries: the schema
comes from messages.proto itself, and MessagePack and Protobuf are decoded here,
byte for byte.  It trusts nothing but the JSON: if the others do not decode to
the same message, it fails.
"""

import base64
import json
import os
import re
import struct
import sys
import zlib
from collections import defaultdict
from typing import Any, NamedTuple

PROTO = os.path.join(
    os.path.dirname(__file__), "../../workloads/serialize/messages.proto"
)
KINDS = {"small": "Flight", "medium": "Aircraft", "large": "Day"}
FORMATS = ("json", "msgpack", "protobuf")
DEFAULTS: dict[str, Any] = {"string": "", "bool": False, "double": 0.0}


class Field(NamedTuple):
    label: str  # optional, repeated or nothing
    kind: str
    name: str


Schema = dict[str, dict[int, Field]]  # fields by number, of each message


def schema() -> Schema:
    with open(PROTO, encoding="utf-8") as file:
        text = re.sub("//.*", "", file.read())
    return {
        message: {
            int(number): Field(label, kind, name)
            for label, kind, name, number in re.findall(
                r"(?:(optional|repeated) )?(\w+) (\w+) = (\d+);", body
            )
        }
        for message, body in re.findall(r"message (\w+) \{(.*?)\}", text, re.DOTALL)
    }


class Reader:
    """Takes bytes from the front."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        assert len(taken) == count, "truncated"
        self.at += count
        return taken

    def unpack(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def more(self) -> bool:
        return self.at < len(self.data)

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.unpack("B")
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value


# the forms of numbers, by the first byte, and of lengths
NUMBERS = dict(
    zip(range(0xCB, 0xD4), (">d", ">B", ">H", ">I", ">Q", ">b", ">h", ">i", ">q"))
)
STRINGS = {0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
ARRAYS = {0xDC: ">H", 0xDD: ">I"}
MAPS = {0xDE: ">H", 0xDF: ">I"}


def msgpack(reader: Reader) -> Any:
    first = reader.unpack("B")
    if first < 0x80:
        return first
    if first >= 0xE0:
        return first - 0x100
    if first in (0xC2, 0xC3):
        return first == 0xC3
    if first in NUMBERS:
        return reader.unpack(NUMBERS[first])
    if 0xA0 <= first < 0xC0 or first in STRINGS:
        length = reader.unpack(STRINGS[first]) if first in STRINGS else first & 0x1F
        return reader.take(length).decode()
    length = first & 0x0F
    if 0x90 <= first < 0xA0 or first in ARRAYS:
        if first in ARRAYS:
            length = reader.unpack(ARRAYS[first])
        return [msgpack(reader) for _ in range(length)]
    assert first < 0x90 or first in MAPS, f"a first byte of {first:#x}"
    if first in MAPS:
        length = reader.unpack(MAPS[first])
    return {msgpack(reader): msgpack(reader) for _ in range(length)}


def protobuf(messages: Schema, message: str, data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    reader = Reader(data)
    while reader.more():
        number, wire_type = divmod(reader.varint(), 8)
        label, kind, name = messages[message][number]
        assert wire_type == expected_wire_type(label, kind), f"{name}: {wire_type}"
        if label == "repeated" and wire_type == 2 and kind.startswith("sint"):
            packed = Reader(reader.take(reader.varint()))
            found[name] = []
            while packed.more():
                found[name].append(scalar(packed, kind))
        elif wire_type == 2:
            value = reader.take(reader.varint())
            item: Any = (
                protobuf(messages, kind, value) if kind in messages else value.decode()
            )
            if label == "repeated":
                found.setdefault(name, []).append(item)
            else:
                found[name] = item
        else:
            found[name] = scalar(reader, kind)
    whole = {}
    for label, kind, name in messages[message].values():
        if name in found or label != "optional":
            default = [] if label == "repeated" else DEFAULTS.get(kind, 0)
            whole[name] = found.get(name, default)
    return whole


def expected_wire_type(label: str, kind: str) -> int:
    if label == "repeated" or kind == "string" or kind[0].isupper():
        return 2
    return 1 if kind in ("double", "fixed64") else 0


def scalar(reader: Reader, kind: str) -> Any:
    match kind:
        case "double":
            return reader.unpack("<d")
        case "fixed64":
            return reader.unpack("<Q")
    value = reader.varint()
    match kind:
        case "bool":
            return bool(value)
        case "sint32" | "sint64":
            return value >> 1 if value % 2 == 0 else -(value >> 1) - 1
        case "int32" | "int64":
            return value - (1 << 64) if value >> 63 else value
    return value


def main() -> None:
    messages = schema()
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    with open(sys.argv[1], encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            given = json.loads(line)
            kind, text = given["kind"], given["json"].encode()
            packed, wire = (base64.b64decode(given[name]) for name in FORMATS[1:])
            reader = Reader(packed)
            for decoded in (
                json.loads(text),
                msgpack(reader),
                protobuf(messages, KINDS[kind], wire),
            ):
                again = json.dumps(decoded, separators=(",", ":"), ensure_ascii=False)
                assert again.encode() == text, f"{again}\n{text.decode()}"
            assert not reader.more(), "more than a message"
            for name, data in zip(FORMATS, (text, packed, wire)):
                count = counts[kind, name]
                count[0] += 1
                count[1] += len(data)
                count[2] = zlib.crc32(data, count[2])
                count[3] = zlib.crc32(text, count[3])
    print("format,kind,messages,bytes,encoded_crc32,decoded_crc32")
    for kind in KINDS:
        for name in FORMATS:
            number, size, encoded, decoded = counts[kind, name]
            print(f"{name},{kind},{number},{size},{encoded:08x},{decoded:08x}")


if __name__ == "__main__":
    main()
