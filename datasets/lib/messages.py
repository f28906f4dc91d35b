"""messages.py - messages of flights, each in three formats

What messages-quick.jsonl and messages-full.jsonl share.  The encoders are
written out after the formats' specifications, so that they are no library's
that reads them later: RFC 8259, the MessagePack specification of 2017, and the
encoding of Protocol Buffers, version 3.
"""

import base64
import calendar
import csv
import datetime
import gzip
import hashlib
import json
import os
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .dataset import below, die, replaced, splitmix64

SEED = 2013
KM_PER_MI = 1.609344
LATE_MIN = 15

Message = dict[str, Any]
Schema = list[tuple[str, Any]]  # names and types, numbered from 1

ROUTE: Schema = [
    ("origin", "string"),
    ("dest", "string"),
    ("label", "string"),
    ("distance_km", "double"),
]
FLIGHT: Schema = [
    ("id", "fixed64"),
    ("scheduled_ms", "int"),
    ("carrier", "string"),
    ("number", "int"),
    ("tailnum", "string"),
    ("route", ROUTE),
    ("status", "string"),
    ("on_time", "bool"),
    ("dep_delay_min", "sint"),
    ("arr_delay_min", "sint"),
    ("air_time_min", "int"),
    ("speed_kmh", "double"),
]
AIRCRAFT: Schema = [
    ("tailnum", "string"),
    ("destinations", "string"),
    ("flights", FLIGHT),
    ("net_delay_min", "sint"),
    ("mean_delay_min", "double"),
]
CARRIER_DAY: Schema = [
    ("carrier", "string"),
    ("flights", "int"),
    ("cancelled", "int"),
    ("mean_delay_min", "double"),
]
DAY: Schema = [
    ("date", "string"),
    ("start_ms", "int"),
    ("flights", FLIGHT),
    ("carriers", CARRIER_DAY),
    ("arr_delays_min", "sint"),
]
KINDS = {"small": FLIGHT, "medium": AIRCRAFT, "large": DAY}
OPTIONAL = {"tailnum", "dep_delay_min", "arr_delay_min", "air_time_min"}
OPTIONAL |= {"speed_kmh", "mean_delay_min"}


class Size(NamedTuple):
    """How many messages of a kind, and how often a repeat goes through them."""

    messages: int
    passes: int


def to_json(message: Message) -> str:
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False)


def to_msgpack(value: Any) -> bytes:
    match value:
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int():
            return msgpack_int(value)
        case float():
            return b"\xcb" + struct.pack(">d", value)
        case str():
            text = value.encode()
            return msgpack_length(0xA0, 32, b"\xd9\xda\xdb", len(text)) + text
        case list():
            items = b"".join(map(to_msgpack, value))
            return msgpack_length(0x90, 16, b"\x00\xdc\xdd", len(value)) + items
        case dict():
            pairs = b"".join(to_msgpack(k) + to_msgpack(v) for k, v in value.items())
            return msgpack_length(0x80, 16, b"\x00\xde\xdf", len(value)) + pairs
    raise TypeError(value)


def msgpack_int(value: int) -> bytes:
    """The shortest form; that of an unsigned number if it is not negative."""
    if -32 <= value < 128:
        return struct.pack(">b" if value < 0 else ">B", value)
    forms = zip(b"\xd0\xd1\xd2\xd3" if value < 0 else b"\xcc\xcd\xce\xcf", "bhiq")
    for first, form in forms:
        try:
            number = struct.pack(">" + (form if value < 0 else form.upper()), value)
            return bytes([first]) + number
        except struct.error:
            pass
    raise OverflowError(value)


def msgpack_length(fixed: int, limit: int, firsts: bytes, length: int) -> bytes:
    """The first bytes of what has a length: firsts are those for lengths of one
    (0: there is none), two and four bytes."""
    if length < limit:
        return bytes([fixed | length])
    if length < 1 << 8 and firsts[0]:
        return struct.pack(">BB", firsts[0], length)
    if length < 1 << 16:
        return struct.pack(">BH", firsts[1], length)
    return struct.pack(">BI", firsts[2], length)


def varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; a negative number has 64 bits."""
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value: int) -> bytes:
    return varint(2 * value if value >= 0 else -2 * value - 1)


def to_protobuf(message: Message, schema: Schema) -> bytes:
    out = b""
    for number, (name, kind) in enumerate(schema, 1):
        if name not in message:
            continue
        value = message[name]
        if isinstance(value, list) and kind == "sint":
            packed = b"".join(map(zigzag, value))
            if packed:
                out += varint(number << 3 | 2) + varint(len(packed)) + packed
        elif isinstance(value, list):
            for item in value:
                out += protobuf_field(number, kind, item)
        elif value or name in OPTIONAL or isinstance(value, dict):
            out += protobuf_field(number, kind, value)
    return out


def protobuf_field(number: int, kind: Any, value: Any) -> bytes:
    match kind:
        case "int" | "bool":
            return varint(number << 3) + varint(value)
        case "sint":
            return varint(number << 3) + zigzag(value)
        case "fixed64":
            return varint(number << 3 | 1) + struct.pack("<Q", value)
        case "double":
            return varint(number << 3 | 1) + struct.pack("<d", value)
        case "string":
            data: bytes = value.encode()
        case _:
            data = to_protobuf(value, kind)
    return varint(number << 3 | 2) + varint(len(data)) + data


def flight(line: str, row: dict[str, str]) -> Message:
    """A row of the table as a message; what is not known is absent."""

    def known(column: str) -> int | None:
        return None if row[column] in ("NA", "") else int(row[column])

    arr_delay, air_time = known("arr_delay"), known("air_time")
    status = "arrived"
    if arr_delay is None:
        status = "cancelled" if known("dep_time") is None else "diverted"
    distance_km = int(row["distance"]) * KM_PER_MI
    columns = ("year", "month", "day", "hour", "minute")
    local = tuple(int(row[column]) for column in columns)
    message = {
        "id": int.from_bytes(hashlib.sha256(line.encode()).digest()[:8], "big"),
        "scheduled_ms": calendar.timegm((*local, 0)) * 1000,
        "carrier": row["carrier"],
        "number": int(row["flight"]),
        "tailnum": None if row["tailnum"] in ("NA", "") else row["tailnum"],
        "route": {
            "origin": row["origin"],
            "dest": row["dest"],
            "label": f"{row['origin']} → {row['dest']}",
            "distance_km": distance_km,
        },
        "status": status,
        "on_time": arr_delay is not None and arr_delay < LATE_MIN,
        "dep_delay_min": known("dep_delay"),
        "arr_delay_min": arr_delay,
        "air_time_min": air_time,
        "speed_kmh": distance_km / (air_time / 60) if air_time else None,
    }
    return present(message)


def present(message: Message) -> Message:
    return {name: value for name, value in message.items() if value is not None}


def delays(flights: list[Message]) -> list[int]:
    return [f["arr_delay_min"] for f in flights if "arr_delay_min" in f]


def mean(numbers: list[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def aircraft(flights: list[Message]) -> Message:
    known = delays(flights)
    return present(
        {
            "tailnum": flights[0]["tailnum"],
            "destinations": sorted({f["route"]["dest"] for f in flights}),
            "flights": flights,
            "net_delay_min": sum(known),
            "mean_delay_min": mean(known),
        }
    )


def day(date: datetime.date, flights: list[Message]) -> Message:
    carriers = defaultdict(list)
    for message in flights:
        carriers[message["carrier"]].append(message)
    return {
        "date": date.isoformat(),
        "start_ms": calendar.timegm(date.timetuple()) * 1000,
        "flights": flights,
        "carriers": [carrier_day(*carrier) for carrier in sorted(carriers.items())],
        "arr_delays_min": delays(flights),
    }


def carrier_day(carrier: str, flights: list[Message]) -> Message:
    return present(
        {
            "carrier": carrier,
            "flights": len(flights),
            "cancelled": sum(f["status"] == "cancelled" for f in flights),
            "mean_delay_min": mean(delays(flights)),
        }
    )


def distinct(draws: Iterator[int], n: int, count: int) -> list[int]:
    """Different numbers from 0 to n - 1, in the order they are drawn."""
    drawn: dict[int, None] = {}
    while len(drawn) < count:
        drawn[below(draws, n)] = None
    return list(drawn)


def draw(lines: list[str], sizes: Mapping[str, Size]) -> Iterator[tuple[str, Message]]:
    """Messages and their kinds: small is one flight, medium the first 20 to 40
    of an aircraft, large all of a day."""
    draws = splitmix64(SEED)
    rows = list(csv.DictReader(lines))
    flights = [flight(*pair) for pair in zip(lines[1:], rows)]
    by_tailnum = defaultdict(list)
    by_date = defaultdict(list)
    for row, message in zip(rows, flights):
        if "tailnum" in message:
            by_tailnum[message["tailnum"]].append(message)
        date = datetime.date(int(row["year"]), int(row["month"]), int(row["day"]))
        by_date[date].append(message)
    busy = [by_tailnum[t] for t in sorted(by_tailnum) if len(by_tailnum[t]) >= 40]
    dates = sorted(by_date)
    for i in distinct(draws, len(flights), sizes["small"].messages):
        yield "small", flights[i]
    for i in distinct(draws, len(busy), sizes["medium"].messages):
        yield "medium", aircraft(busy[i][: 20 + below(draws, 21)])
    for i in distinct(draws, len(dates), sizes["large"].messages):
        yield "large", day(dates[i], by_date[dates[i]])


def make(
    path: str, sizes: Mapping[str, Size], repeats: int, pins: Mapping[str, str]
) -> None:
    """Write the dataset path from flights.csv.gz beside it, and path.json."""
    source = os.path.join(os.path.dirname(path), "flights.csv.gz")
    with open(source + ".json", encoding="utf-8") as described:
        origin = json.load(described)
    if origin["content_sha256"] not in pins:
        die(f"{source}: not a table this is pinned for")
    with gzip.open(source, "rt", encoding="utf-8", newline="") as table:
        lines = table.read().splitlines()

    counts = {kind: size._asdict() for kind, size in sizes.items()}
    out = [to_json({"repeats": repeats, **counts})]
    amounts: dict[str, int] = defaultdict(int)
    for kind, message in draw(lines, sizes):
        encoded = {
            "json": to_json(message).encode(),
            "msgpack": to_msgpack(message),
            "protobuf": to_protobuf(message, KINDS[kind]),
        }
        texts = {k: base64.b64encode(data).decode() for k, data in encoded.items()}
        texts["json"] = encoded["json"].decode()
        out.append(to_json({"kind": kind, **texts}))
        # of a repeat: all its passes
        amounts[f"{kind}_messages"] += sizes[kind].passes
        for name, data in encoded.items():
            amounts[f"{name}_{kind}_bytes"] += sizes[kind].passes * len(data)

    content = "".join(line + "\n" for line in out).encode()
    digest = hashlib.sha256(content).hexdigest()
    pin = pins[origin["content_sha256"]]
    if digest != pin:
        die(f"{path}: the content's sha256 is {digest}, want {pin}")
    meta = {
        "name": os.path.basename(path),
        "origin": f"messages drawn, seed {SEED}, from: {origin['origin']}",
        "generated": origin["generated"],
        "seed": SEED,
        "sha256": digest,
        "bytes": len(content),
        "content_sha256": digest,
        "content_bytes": len(content),
        "rows": len(out) - 1,
        "amounts": amounts,
    }
    with replaced(path) as temporary, replaced(path + ".json") as described:
        with open(temporary, "wb") as whole:
            whole.write(content)
        with open(described, "w", encoding="utf-8") as out_json:
            json.dump(meta, out_json, indent=2)
            out_json.write("\n")


def main(sizes: Mapping[str, Size], repeats: int, pins: Mapping[str, str]) -> None:
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} output", file=sys.stderr)
        sys.exit(2)
    make(sys.argv[1], sizes, repeats, pins)
