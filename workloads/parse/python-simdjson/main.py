"""main.py - project, normalise and serialise what a JSON and a CSV file hold

The rules are in ../README.md.  How JSON is parsed and written is in load.py.
"""

import csv
import io
import itertools
import operator
import os
import re
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn

from load import ARRAY, OBJECT, dump, members, parse

LINE = r"[0-9a-f]{64}  (0|[1-9][0-9]{0,14})  ([A-Za-z0-9][A-Za-z0-9._-]*\.%s)\n"
LIST = re.compile((LINE % "json" + LINE % "csv").encode())
SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
INTEGER = re.compile(r"-?[0-9]{1,9}")
BUG = re.compile(r"(?:bugzil\.la|crbug\.com|webkit\.org/b)/[0-9]+")
REGISTRATION = re.compile(r"N([0-9]{1,5})([A-Z]{0,2})")

BROWSERS = ("chrome", "edge", "firefox", "nodejs", "safari")
FLAGS = (("deprecated", "d"), ("experimental", "e"), ("standard_track", "s"))
COLUMNS = (
    "year",
    "month",
    "day",
    "dep_time",
    "dep_delay",
    "arr_delay",
    "carrier",
    "flight",
    "tailnum",
    "origin",
    "dest",
    "air_time",
    "distance",
)
MISSING = ("NA", "")
DELAY_MAX = 2880  # minutes, two days: a greater delay is malformed

Row = tuple[str, ...]
Record = dict[str, Any]
Phases = list[tuple[str, float]]
Steps = tuple[
    Callable[[bytes], Any],
    Callable[[Any], list[Record]],
    Callable[[list[Record]], Iterator[tuple[str, int]]],
]


class Malformed(ValueError):
    """Input that breaks a rule, and which."""


def die(where: str, what: object) -> NoReturn:
    sys.exit(f"parse: {where}: {what}")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What texts that differ in case only have in common, of a text in NFC."""
    return nfc(text.casefold())


def optional(holder: Any, name: str, kind: Any) -> Any:
    """A member of this kind; None, if it is null or not there."""
    value = holder.get(name)
    if value is not None and not isinstance(value, kind):
        raise Malformed(f"{name}: of another type")
    return value


def some(holder: Any, name: str, kind: Any) -> list[Any]:
    """A member that is one of this kind or an array of them."""
    value = holder.get(name)
    if value is None:
        return []
    if isinstance(value, kind):
        return [value]
    if isinstance(value, ARRAY):
        values = list(value)
        if all(isinstance(element, kind) for element in values):
            return values
    raise Malformed(f"{name}: of another type")


def features(document: Any) -> Iterator[tuple[str, Any]]:
    """All that has a __compat, by its path."""
    if not isinstance(document, OBJECT):
        raise Malformed("not an object")
    nodes = [
        (name, node)
        for name, node in members(document)
        if name not in ("__meta", "browsers")
    ]
    while nodes:
        path, node = nodes.pop()
        if not isinstance(node, OBJECT):
            raise Malformed(f"{path}: not an object")
        for name, value in members(node):
            if name != "__compat":
                nodes.append((f"{path}.{name}", value))
            elif value is not None:
                yield path, value


def version(statement: Any) -> str | bool | None:
    """Since when."""
    added = optional(statement, "version_added", (str, bool))
    if isinstance(added, str):
        return nfc(added.removeprefix("≤"))
    return added or None


def feature(path: str, compat: Any) -> Record:
    if not isinstance(compat, OBJECT):
        raise Malformed(f"{path}: __compat: not an object")
    path = nfc(path)
    description = optional(compat, "description", str)
    if description is not None:
        description = nfc(description)
    mdn_url = optional(compat, "mdn_url", str)
    status = optional(compat, "status", OBJECT)
    if status is not None:
        status = "".join(
            [letter for name, letter in FLAGS if optional(status, name, bool)]
        )
    urls = [url.partition("#") for url in some(compat, "spec_url", str)]
    support = optional(compat, "support", OBJECT)
    bugs: list[str] = []
    versions: Record = dict.fromkeys(BROWSERS)
    if support is not None:
        for browser in BROWSERS:
            statements = some(support, browser, OBJECT)
            added = [version(statement) for statement in statements]
            if added:
                versions[browser] = added[0]
            for statement in statements:
                for note in some(statement, "notes", str):
                    bugs += BUG.findall(note)
    return {
        "path": path,
        "key": fold(path),
        "description": description,
        "folded": description and fold(description),
        "mdn_url": mdn_url and nfc(mdn_url),
        "anchors": [nfc(anchor) for _, sign, anchor in urls if sign],
        "status": status,
        "bugs": bugs,
        "support": versions,
    }


def feature_counts(records: list[Record]) -> Iterator[tuple[str, int]]:
    yield "described", sum(record["description"] is not None for record in records)
    yield "anchors", sum(len(record["anchors"]) for record in records)
    yield "bugs", sum(len(record["bugs"]) for record in records)
    versions = [added for record in records for added in record["support"].values()]
    yield "versions", len(versions) - versions.count(None)


def parse_csv(data: bytes) -> list[Row]:
    """The columns of use, row by row."""
    reader = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    header: list[str] = next(reader, [])
    for name in COLUMNS:
        if header.count(name) != 1:
            found = "more than one" if name in header else "no"
            raise Malformed(f"{found} column {name}")
    pick = operator.itemgetter(*map(header.index, COLUMNS))
    rows = []
    for row in reader:
        if len(row) == len(header):
            rows.append(pick(row))
        elif row:
            raise Malformed(
                f"line {reader.line_num}: {len(row)} fields, want {len(header)}"
            )
    return rows


def number(text: str, low: int, high: int) -> int:
    if INTEGER.fullmatch(text):
        value = int(text)
        if low <= value <= high:
            return value
    raise Malformed(f'bad number: "{text[:40]}"')


def known(text: str, low: int, high: int) -> int | None:
    return None if text in MISSING else number(text, low, high)


def clock(hours: int, minutes: int) -> str:
    return f"{hours:02}:{minutes:02}"


def departure(text: str) -> str | None:
    """517 is 5:17."""
    time_of_day = known(text, 0, 2400)
    if time_of_day is None:
        return None
    hours, minutes = divmod(time_of_day, 100)
    if minutes > 59:
        raise Malformed(f'bad time: "{text}"')
    return clock(hours, minutes)


def flight(row: Row) -> Record:
    year, month, day, dep_time, dep_delay, arr_delay, *rest = row
    carrier, number_of_flight, tailnum, origin, dest, air_time, distance = rest
    name = nfc(carrier + number_of_flight)
    registration = REGISTRATION.fullmatch(tailnum)
    minutes = known(air_time, 0, 5999)
    return {
        "flight": name,
        "key": fold(name),
        "date": f"{number(year, 0, 9999):04}-{number(month, 1, 12):02}"
        f"-{number(day, 1, 31):02}",
        "route": nfc(f"{origin}-{dest}"),
        "tail": None if tailnum in MISSING else nfc(tailnum),
        "registration": registration and registration.groups(),
        "departed": departure(dep_time),
        "dep_delay": known(dep_delay, -DELAY_MAX, DELAY_MAX),
        "arr_delay": known(arr_delay, -DELAY_MAX, DELAY_MAX),
        "air_time": None if minutes is None else clock(*divmod(minutes, 60)),
        "distance": known(distance, 0, 999999999),
    }


def flight_counts(records: list[Record]) -> Iterator[tuple[str, int]]:
    yield "registrations", sum(r["registration"] is not None for r in records)
    delays = [r["dep_delay"] or 0 for r in records]
    delays += [r["arr_delay"] or 0 for r in records]
    yield "delay_min", sum(delays)
    times = [r["air_time"].split(":") for r in records if r["air_time"]]
    yield "air_min", sum(int(hours) * 60 + int(minutes) for hours, minutes in times)


def transform_json(document: Any) -> list[Record]:
    records = list(itertools.starmap(feature, features(document)))
    records.sort(key=operator.itemgetter("path"))
    return records


def transform_csv(rows: list[Row]) -> list[Record]:
    records = list(map(flight, rows))
    records.sort(key=operator.itemgetter("key"))
    return records


def convert(
    name: str,
    source: str,
    size: int,
    steps: Steps,
    out: BinaryIO,
    phases: Phases,
) -> str:
    """Do one of the two files; its lines of the answer."""
    parse_it, transform, counts = steps
    start_s = time.monotonic()
    try:
        with open(source, "rb") as file:
            data = file.read()
        if len(data) != size:
            raise Malformed(f"{len(data)} bytes, the list says {size}")
        parsed = parse_it(data)
        parsed_s = time.monotonic()
        records = transform(parsed)
        totals = list(counts(records))
        transformed_s = time.monotonic()
        lines = b"".join(map(dump, records))
    except OSError as error:
        die(source, error.strerror)
    except (ValueError, csv.Error) as error:
        die(source, error)
    try:
        out.write(lines)
    except OSError as error:
        die(out.name, error.strerror)
    answer = [
        *totals,
        ("records", len(records)),
        ("bytes", len(lines)),
        ("crc32", f"{zlib.crc32(lines):08x}"),
    ]
    end_s = time.monotonic()
    phases += [
        (f"{name}_parse", parsed_s - start_s),
        (f"{name}_transform", transformed_s - parsed_s),
        (f"{name}_serialize", end_s - transformed_s),
    ]
    return "".join(f"{name} {what} {value}\n" for what, value in answer)


PARTS: tuple[tuple[str, Steps], ...] = (
    ("json", (parse, transform_json, feature_counts)),
    ("csv", (parse_csv, transform_csv, flight_counts)),
)


def job(source: str, target: str) -> tuple[str, Phases]:
    """All of it, once: the answer, and how long what took."""
    try:
        with open(source, "rb") as file:
            found = LIST.fullmatch(file.read())
    except OSError as error:
        die(source, error.strerror)
    if not found:
        die(source, "not a list of a .json and a .csv: sha256  bytes  name")
    sizes, names = map(int, found.groups()[::2]), found.groups()[1::2]
    folder = os.path.dirname(source)
    answer, phases = "", Phases()
    try:
        # unbuffered, since each part is written at once
        with open(target, "wb", buffering=0) as out:
            for (name, steps), size, member in zip(PARTS, sizes, names):
                start_s = time.monotonic()
                path = os.path.join(folder, member.decode())
                answer += convert(name, path, size, steps, out, phases)
                phases.append((name, time.monotonic() - start_s))
    except OSError as error:
        die(target, error.strerror)
    return answer, phases


def main() -> None:
    if len(sys.argv) not in (3, 4) or not SECONDS.fullmatch((*sys.argv, "0")[3]):
        print("usage: parse list.txt parse.jsonl [seconds]", file=sys.stderr)
        sys.exit(2)
    source, target, *seconds = sys.argv[1:]
    times_s: list[float] = []
    start_s = end_s = time.monotonic()
    while not times_s or end_s - start_s < float(seconds[0] if seconds else 0):
        begun_s = end_s
        answer, phases = job(source, target)
        end_s = time.monotonic()
        times_s.append(end_s - begun_s)
    try:
        os.write(1, answer.encode())
        if "SAMPLES_FD" in os.environ:
            lines = [f"{phase},wall_time,s,{took_s:.9f}\n" for phase, took_s in phases]
            if seconds:
                lines = [f"operation,operation_time,s,{s:.9f}\n" for s in times_s]
            with open(int(os.environ["SAMPLES_FD"]), "w", closefd=False) as out:
                out.write("".join(lines))
    except OSError as error:
        die("standard output", error.strerror)


if __name__ == "__main__":
    main()
