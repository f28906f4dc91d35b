"""main.py - flights by carrier and month: read gzipped CSV, aggregate, write

The rules are in ../README.md.
"""

import bisect
import csv
import gzip
import itertools
import operator
import os
import re
import sys
import time
import zlib
from collections.abc import Iterator

DELAY_MAX = 2880  # minutes, two days: a greater delay is malformed
UNKNOWN = 2 * DELAY_MAX + 1
ROUTE_FLIGHTS = 10  # fewer arrivals make no worst route
MISSING = ("NA", "")
INTEGER = re.compile(r"-?[0-9]{1,9}")

Key = tuple[str, str, str, str]  # carrier, month, origin, destination
Counts = list[int]  # of a key: see FLIGHTS and so on
FLIGHTS, CANCELLED, AIR_TIME, DISTANCE, ARRIVALS, ARR_DELAY = range(6)

HEADER = (
    "carrier,month,flights,cancelled,mean_dep_delay_min,p95_dep_delay_min,"
    "air_time_min,distance_mi,worst_route\n"
)


class Malformed(Exception):
    """A row that is not one."""


def integer(text: str) -> int:
    if not INTEGER.fullmatch(text):
        raise Malformed
    return int(text)


class Delays(dict[str, int]):
    """From a delay's text to its place in a histogram, computed once a text."""

    def __missing__(self, text: str) -> int:
        if text in MISSING:
            place = UNKNOWN
        else:
            delay = integer(text)
            if not -DELAY_MAX <= delay <= DELAY_MAX:
                raise Malformed
            place = delay + DELAY_MAX
        self[text] = place
        return place


class Amounts(dict[str, int]):
    """From an amount's text to its value, computed once a text."""

    def __missing__(self, text: str) -> int:
        amount = 0 if text in MISSING else integer(text)
        if amount < 0:
            raise Malformed
        self[text] = amount
        return amount


class Group:
    """A carrier in a month: a line of the report."""

    def __init__(self) -> None:
        self.delays = [0] * (UNKNOWN + 1)  # how many of each, and of unknown
        self.routes: list[tuple[str, Counts]] = []


Groups = dict[tuple[str, int], Group]


class Cells(dict[Key, tuple[Counts, list[int]]]):
    """From a key, as the file has it, to what is counted of it, and the delays
    of its group: lists, since nothing is faster to add to."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: Groups = {}

    def __missing__(self, key: Key) -> tuple[Counts, list[int]]:
        carrier, month, origin, dest = key
        check_code(carrier, 2)
        check_code(origin, 3)
        check_code(dest, 3)
        group = self.groups.setdefault((carrier, check_month(month)), Group())
        counts = [0] * 6
        group.routes.append((f"{origin}-{dest}", counts))
        self[key] = counts, group.delays
        return self[key]


def check_code(text: str, length: int) -> None:
    if not re.fullmatch(rf"[A-Z0-9]{{{length}}}", text):
        raise Malformed


def check_month(text: str) -> int:
    month = integer(text)
    if not 1 <= month <= 12:
        raise Malformed
    return month


def columns(header: list[str]) -> list[int]:
    """The places of the key's columns, then of the others."""
    names = "carrier month origin dest dep_time dep_delay arr_delay air_time distance"
    for name in names.split():
        if header.count(name) != 1:
            found = "more than one" if name in header else "no"
            raise LookupError(f"{found} column {name}")
    return [header.index(name) for name in names.split()]


def explain(header: list[str], row: list[str]) -> str:
    """What is wrong with a row."""
    if len(row) != len(header):
        return f"{len(row)} fields, want {len(header)}"
    for name, text in zip(header, row):
        try:
            if name == "month":
                check_month(text)
            elif name == "carrier":
                check_code(text, 2)
            elif name in ("origin", "dest"):
                check_code(text, 3)
            elif name in ("dep_delay", "arr_delay"):
                Delays()[text]
            elif name in ("air_time", "distance"):
                Amounts()[text]
        except Malformed:
            return f'{name}: bad value: "{text[:40]}"'
    raise AssertionError(row)


def parse(path: str) -> Groups:
    """Read the flights, and group them by carrier and month."""
    with gzip.open(path, "rt", encoding="latin-1", newline="") as text:
        reader = csv.reader(text, strict=True)
        header = next(reader, None)
        if header is None:
            sys.exit(f"etl: {path}: no header")
        row = header
        try:
            places = columns(header)
        except LookupError as problem:
            sys.exit(f"etl: {path}:1: {problem.args[0]}")

        key_of = operator.itemgetter(*places[:4])
        values_of = operator.itemgetter(*places[4:])
        width = len(header)
        cells, delays, amounts = Cells(), Delays(), Amounts()
        try:
            for row in reader:
                if len(row) != width:
                    if row:
                        raise Malformed
                    continue
                counts, histogram = cells[key_of(row)]
                dep_time, dep_delay, arr_delay, air_time, distance = values_of(row)
                distance_mi = amounts[distance]
                counts[FLIGHTS] += 1
                if dep_time in MISSING:
                    counts[CANCELLED] += 1
                else:
                    counts[DISTANCE] += distance_mi
                counts[AIR_TIME] += amounts[air_time]
                histogram[delays[dep_delay]] += 1
                place = delays[arr_delay]
                if place != UNKNOWN:
                    counts[ARRIVALS] += 1
                    counts[ARR_DELAY] += place - DELAY_MAX
        except Malformed:
            line = reader.line_num - sum(field.count("\n") for field in row)
            sys.exit(f"etl: {path}:{line}: {explain(header, row)}")
    return cells.groups


def mean(total: int, count: int) -> str:
    """To the hundredth, halves away from zero."""
    hundredths = (200 * abs(total) + count) // (2 * count)
    sign = "-" if total < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def percentile_95(delays: list[int], count: int) -> int:
    """The smallest delay that at least 95 % do not exceed: nearest rank."""
    rank = (95 * count + 99) // 100
    place = bisect.bisect_left(list(itertools.accumulate(delays)), rank)
    return place - DELAY_MAX


def worst_route(routes: list[tuple[str, Counts]]) -> str:
    """The highest mean arrival delay, then the lowest name."""
    worst: tuple[str, Counts] | None = None
    for route in routes:
        name, counts = route
        if counts[ARRIVALS] < ROUTE_FLIGHTS:
            continue
        if worst:
            mine = counts[ARR_DELAY] * worst[1][ARRIVALS]
            its = worst[1][ARR_DELAY] * counts[ARRIVALS]
            if mine < its or (mine == its and name > worst[0]):
                continue
        worst = route
    return worst[0] if worst else "NA"


def transform(groups: Groups) -> Iterator[str]:
    """The lines of the report."""
    for (carrier, month), group in sorted(groups.items()):
        totals = [
            sum(column) for column in zip(*(counts for _, counts in group.routes))
        ]
        delays = group.delays[:UNKNOWN]
        known = sum(delays)
        average = p95 = "NA"
        if known:
            total = sum(map(operator.mul, delays, range(-DELAY_MAX, DELAY_MAX + 1)))
            average = mean(total, known)
            p95 = str(percentile_95(delays, known))
        yield (
            f"{carrier},{month},{totals[FLIGHTS]},{totals[CANCELLED]},{average},{p95},"
            f"{totals[AIR_TIME]},{totals[DISTANCE]},{worst_route(group.routes)}\n"
        )


def write(lines: list[str], path: str) -> None:
    text = (HEADER + "".join(lines)).encode("ascii")
    writing = path
    try:
        with open(path, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
            out.write(text)
        writing = "standard output"
        with open(1, "wb", closefd=False) as answer:
            answer.write(text)
    except OSError as error:
        sys.exit(f"etl: {writing}: {error.strerror}")


def report_phases(*at_s: float) -> None:
    if "SAMPLES_FD" in os.environ:
        lines = (
            f"{phase},wall_time,s,{end - start:.9f}\n"
            for phase, start, end in zip(
                ("parse", "transform", "write"), at_s, at_s[1:]
            )
        )
        os.write(int(os.environ["SAMPLES_FD"]), "".join(lines).encode())


def main() -> None:
    if len(sys.argv) != 3:
        print("usage: etl flights.csv.gz report.csv.gz", file=sys.stderr)
        sys.exit(2)
    _, source, target = sys.argv
    try:
        start = time.monotonic()
        groups = parse(source)
        parsed = time.monotonic()
        lines = list(transform(groups))
        transformed = time.monotonic()
        write(lines, target)
        report_phases(start, parsed, transformed, time.monotonic())
    except OSError as error:
        sys.exit(f"etl: {source}: {error.strerror or error}")
    except (EOFError, csv.Error, zlib.error) as error:
        sys.exit(f"etl: {source}: {error}")


if __name__ == "__main__":
    main()
