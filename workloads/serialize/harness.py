"""harness.py - what the Python implementations of serialize share

All but the formats: the dataset, the check that every encoding can be decoded
and is the canonical one, the clock, and the answer.  The rules are in README.md.
"""

import base64
import gc
import importlib
import json
import math
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

# generated from messages.proto, see README.md; it has no types
messages_pb2 = importlib.import_module("messages_pb2")

FORMATS = ("json", "msgpack", "protobuf")
KINDS = {
    "small": messages_pb2.Flight,
    "medium": messages_pb2.Aircraft,
    "large": messages_pb2.Day,
}
MOST = 1_000_000  # messages, passes, repeats
DOUBLE_MIN, DOUBLE_END = 1e-3, 1e15

Plain = dict[str, Any]


class Codec(NamedTuple):
    """A format for a kind of message.  Objects are what the format's library
    works with; plain ones are dictionaries with the fields in order."""

    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]
    from_plain: Callable[[Plain], Any]
    to_plain: Callable[[Any], Plain]


ForKind = Callable[[str], Codec]
Codecs = Mapping[str, Mapping[str, Codec]]  # for a kind, of a format


class Malformed(Exception):
    """What is wrong, and on which line."""


class Kind(NamedTuple):
    """All messages of a kind."""

    passes: int
    plain: list[Plain]
    encodings: dict[str, list[bytes]]


class Dataset(NamedTuple):
    repeats: int
    kinds: dict[str, Kind]


def protobuf(kind: str) -> Codec:
    """Protobuf by Google's library, which has no rival in Python."""
    message = KINDS[kind]
    return Codec(
        message.SerializeToString,
        message.FromString,
        lambda plain: message(**plain),
        protobuf_to_plain,
    )


def protobuf_to_plain(message: Any) -> Plain:
    plain: Plain = {}
    for field in message.DESCRIPTOR.fields:
        # what is optional is alone in a oneof
        if field.containing_oneof and not message.HasField(field.name):
            continue
        value = getattr(message, field.name)
        if field.message_type and field.is_repeated:
            plain[field.name] = [protobuf_to_plain(item) for item in value]
        elif field.message_type:
            plain[field.name] = protobuf_to_plain(value)
        else:
            plain[field.name] = list(value) if field.is_repeated else value
    return plain


def canonical_json(plain: Plain) -> bytes:
    text = json.dumps(plain, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def check_doubles(value: Any) -> None:
    """Those of other magnitudes are not written alike by all libraries."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            check_doubles(item)
    elif isinstance(value, float):
        zero = value == 0 and math.copysign(1, value) > 0
        if not zero and not DOUBLE_MIN <= abs(value) < DOUBLE_END:
            raise ValueError(f"number out of range: {value}")


def members(value: Any, names: tuple[str, ...]) -> list[Any]:
    """The values of an object that has these members and no others."""
    if not isinstance(value, dict) or sorted(value) != sorted(names):
        raise ValueError(f"want an object of {', '.join(names)}")
    return [value[name] for name in names]


def number(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MOST:
        raise ValueError(f"want a number from 1 to {MOST}")
    return value


def string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("want a string")
    return value


def binary(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def check(codecs: Mapping[str, Codec], encodings: Mapping[str, bytes]) -> Plain:
    """The message, if each encoding can be decoded, all give the same one, and
    each is what is made of it here, byte for byte."""
    for name, codec in codecs.items():
        plain = codec.to_plain(codec.decode(encodings[name]))
        if canonical_json(plain) != encodings["json"]:
            raise ValueError(f"{name} decodes to another message than JSON says")
    for name, codec in codecs.items():
        if codec.encode(codec.from_plain(plain)) != encodings[name]:
            raise ValueError(f"{name} is not the canonical encoding")
    check_doubles(plain)
    return plain


def read(path: str, codecs: Codecs) -> Dataset:
    """Nothing is taken that was not checked."""
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    miscounted = ValueError("not as many messages of each kind as line 1 says")
    at = 1
    try:
        first = members(json.loads(lines[0].decode()), ("repeats", *KINDS))
        dataset = Dataset(number(first[0]), {})
        wanted: list[str] = []
        for kind, size in zip(KINDS, first[1:]):
            count, passes = map(number, members(size, ("messages", "passes")))
            wanted += [kind] * count
            dataset.kinds[kind] = Kind(passes, [], {name: [] for name in FORMATS})
        for at, line in enumerate(lines[1:], 2):
            values = members(json.loads(line.decode()), ("kind", *FORMATS))
            kind, text, *packed = map(string, values)
            if wanted[at - 2 : at - 1] != [kind]:
                raise miscounted
            encodings = dict(zip(FORMATS, [text.encode(), *map(binary, packed)]))
            messages = dataset.kinds[kind]
            messages.plain.append(check(codecs[kind], encodings))
            for name in FORMATS:
                messages.encodings[name].append(encodings[name])
        if len(lines) <= len(wanted):
            at = len(lines) + 1
            raise miscounted
    except Exception as error:  # every library has exceptions of its own
        reason = " ".join(str(error).split()) or type(error).__name__
        raise Malformed(f"{path}:{at}: {reason}") from error
    return dataset


class Clock:
    """Times cases, and keeps what is to be reported of them."""

    def __init__(self, repeats: int) -> None:
        self.repeats = repeats
        self.samples: list[str] = []

    def repeat(
        self, case: str, passes: int, function: Callable[[Any], Any], items: list[Any]
    ) -> list[Any]:
        """The results of the last pass.  Those of the one before are dropped in
        each pass, also in the first: one pass goes before the clock."""
        results = [function(item) for item in items]
        for _ in range(self.repeats):
            start = time.perf_counter()
            for _ in range(passes):
                results = [function(item) for item in items]
            seconds = time.perf_counter() - start
            each = seconds / (passes * len(items))
            self.samples.append(f"{case},wall_time,s,{seconds:.9f}\n")
            self.samples.append(f"{case},message_time,s,{each:.12f}\n")
        return results

    def size(self, case: str, mean_bytes: float) -> None:
        self.samples.append(f"{case},encoded_size,B,{mean_bytes}\n")


def crc32(chunks: Iterable[bytes]) -> str:
    crc = 0
    for chunk in chunks:
        crc = zlib.crc32(chunk, crc)
    return f"{crc:08x}"


def measure(dataset: Dataset, codecs: Codecs, clock: Clock) -> str:
    """The answer."""
    lines = ["format,kind,messages,bytes,encoded_crc32,decoded_crc32"]
    for kind, messages in dataset.kinds.items():
        for name, codec in codecs[kind].items():
            case, passes = f"{name}_{kind}", messages.passes
            objects = [codec.from_plain(plain) for plain in messages.plain]
            encoded = clock.repeat(f"{case}_encode", passes, codec.encode, objects)
            decoded = clock.repeat(
                f"{case}_decode", passes, codec.decode, messages.encodings[name]
            )
            count, size = len(encoded), sum(map(len, encoded))
            clock.size(case, size / count)
            texts = (canonical_json(codec.to_plain(item)) for item in decoded)
            lines.append(
                f"{name},{kind},{count},{size},{crc32(encoded)},{crc32(texts)}"
            )
    return "".join(line + "\n" for line in lines)


def main(json_codec: ForKind, msgpack_codec: ForKind) -> None:
    if len(sys.argv) != 2:
        print("usage: serialize messages.jsonl", file=sys.stderr)
        sys.exit(2)
    path = sys.argv[1]
    codecs = {
        kind: dict(
            zip(FORMATS, (json_codec(kind), msgpack_codec(kind), protobuf(kind)))
        )
        for kind in KINDS
    }
    try:
        dataset = read(path, codecs)
    except OSError as error:
        sys.exit(f"serialize: {path}: {error.strerror}")
    except Malformed as error:
        sys.exit(f"serialize: {error}")
    # what was read is the benchmark's: the collector need not go through it
    gc.freeze()
    clock = Clock(dataset.repeats)
    answer = measure(dataset, codecs, clock)
    try:
        with open(1, "wb", closefd=False) as out:
            out.write(answer.encode())
    except OSError as error:
        sys.exit(f"serialize: standard output: {error.strerror}")
    if "SAMPLES_FD" in os.environ:
        samples = "".join(clock.samples).encode()
        with open(int(os.environ["SAMPLES_FD"]), "wb", closefd=False) as out:
            out.write(samples)
