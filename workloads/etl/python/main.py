"""main.py - flights by carrier and month: read gzipped CSV, aggregate, write

The rules are in ../README.md.
"""

import csv
import gzip
import operator
import os
import re
import sys
import time
import zlib

DELAY_MAX = 2880  # minutes, two days: a greater delay is malformed
UNKNOWN = 2 * DELAY_MAX + 1
ROUTE_FLIGHTS = 10  # fewer arrivals make no worst route
MISSING = ("NA", "")
INTEGER = re.compile(r"-?[0-9]{1,9}", re.ASCII)

HEADER = ("carrier,month,flights,cancelled,mean_dep_delay_min,p95_dep_delay_min,"
          "air_time_min,distance_mi,worst_route\n")


class Malformed(Exception):
    """A row that is not one."""


def integer(text):
    if not INTEGER.fullmatch(text):
        raise Malformed
    return int(text)


class Delays(dict):
    """From a delay's text to its place in a histogram, computed once a text."""

    def __missing__(self, text):
        if text in MISSING:
            place = UNKNOWN
        else:
            delay = integer(text)
            if not -DELAY_MAX <= delay <= DELAY_MAX:
                raise Malformed
            place = delay + DELAY_MAX
        self[text] = place
        return place


class Amounts(dict):
    """From an amount's text to its value, computed once a text."""

    def __missing__(self, text):
        amount = 0 if text in MISSING else integer(text)
        if amount < 0:
            raise Malformed
        self[text] = amount
        return amount


class Group:
    """A carrier in a month: a line of the report."""

    def __init__(self):
        self.delays = [0] * (UNKNOWN + 1)  # how many of each, and of unknown
        self.routes = []


class Cells(dict):
    """From carrier, month, origin and destination, as the file has them, to
    what is counted of them: a list, since nothing is faster to add to."""

    def __init__(self):
        super().__init__()
        self.groups = {}

    def __missing__(self, key):
        carrier, month, origin, dest = key
        check_code(carrier, 2)
        check_code(origin, 3)
        check_code(dest, 3)
        group = self.groups.setdefault((carrier, check_month(month)), Group())
        cell = self[key] = [0, 0, 0, 0, 0, 0, group.delays]
        group.routes.append((f"{origin}-{dest}", cell))
        return cell


def check_code(text, length):
    if not re.fullmatch(rf"[A-Z0-9]{{{length}}}", text):
        raise Malformed


def check_month(text):
    month = integer(text)
    if not 1 <= month <= 12:
        raise Malformed
    return month


CHECKS = {
    "month": check_month,
    "dep_time": str,
    "dep_delay": Delays().__getitem__,
    "arr_delay": Delays().__getitem__,
    "carrier": lambda text: check_code(text, 2),
    "origin": lambda text: check_code(text, 3),
    "dest": lambda text: check_code(text, 3),
    "air_time": Amounts().__getitem__,
    "distance": Amounts().__getitem__,
}


def explain(header, row):
    """What is wrong with a row."""
    if len(row) != len(header):
        return f"{len(row)} fields, want {len(header)}"
    for name, text in zip(header, row):
        try:
            CHECKS.get(name, str)(text)
        except Malformed:
            return f'{name}: bad value: "{text[:40]}"'
    raise AssertionError(row)


def parse(path):
    """Read the flights: the groups, by carrier and month."""
    with gzip.open(path, "rt", encoding="latin-1", newline="") as text:
        reader = csv.reader(text, strict=True)
        header = next(reader, None)
        if header is None:
            sys.exit(f"etl: {path}: no header")
        for name in CHECKS:
            if header.count(name) != 1:
                found = "more than one" if name in header else "no"
                sys.exit(f"etl: {path}:1: {found} column {name}")
        try:
            return accumulate(reader, header)
        except Malformed as malformed:
            row = malformed.args[0]
            line = reader.line_num - sum(field.count("\n") for field in row)
            sys.exit(f"etl: {path}:{line}: {explain(header, row)}")


def accumulate(reader, header):
    width = len(header)
    key_of = operator.itemgetter(*map(header.index, ("carrier", "month", "origin", "dest")))
    values_of = operator.itemgetter(*map(header.index, (
        "dep_time", "dep_delay", "arr_delay", "air_time", "distance")))
    cells, delays, amounts = Cells(), Delays(), Amounts()
    missing, unknown = MISSING, UNKNOWN
    row = header
    try:
        for row in reader:
            if len(row) != width:
                if row:
                    raise Malformed
                continue
            cell = cells[key_of(row)]
            dep_time, dep_delay, arr_delay, air_time, distance = values_of(row)
            distance = amounts[distance]
            cell[0] += 1
            cell[1] += amounts[air_time]
            if dep_time in missing:
                cell[2] += 1
            else:
                cell[3] += distance
            cell[6][delays[dep_delay]] += 1
            place = delays[arr_delay]
            if place != unknown:
                cell[4] += 1
                cell[5] += place - DELAY_MAX
    except Malformed:
        raise Malformed(row) from None
    return cells.groups


def mean(total, count):
    """To the hundredth, halves away from zero."""
    hundredths = (200 * abs(total) + count) // (2 * count)
    sign = "-" if total < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def percentile_95(delays, count):
    rank = (95 * count + 99) // 100
    for place, number in enumerate(delays):
        rank -= number
        if rank <= 0:
            return place - DELAY_MAX


def worst_route(routes):
    """The highest mean arrival delay, then the lowest name."""
    worst = None
    for name, (*_, arrivals, delay, _) in routes:
        if arrivals < ROUTE_FLIGHTS:
            continue
        if worst:
            mine, its = delay * worst[1], worst[2] * arrivals
            if mine < its or (mine == its and name > worst[0]):
                continue
        worst = name, arrivals, delay
    return worst[0] if worst else "NA"


def transform(groups):
    """The lines of the report."""
    lines = []
    for (carrier, month), group in sorted(groups.items()):
        flights, air_time, cancelled, distance = (
            sum(column) for column in zip(*(cell[:4] for _, cell in group.routes)))
        delays = group.delays[:UNKNOWN]
        known = sum(delays)
        total = sum(map(operator.mul, delays, range(-DELAY_MAX, DELAY_MAX + 1)))
        average, p95 = (mean(total, known), percentile_95(delays, known)) if known else ("NA", "NA")
        lines.append(f"{carrier},{month},{flights},{cancelled},{average},{p95},"
                     f"{air_time},{distance},{worst_route(group.routes)}\n")
    return lines


def write(lines, path):
    text = (HEADER + "".join(lines)).encode("ascii")
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        out.write(text)
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def report_phases(*at_s):
    if "SAMPLES_FD" in os.environ:
        lines = (f"{phase},wall_time,s,{end - start:.9f}\n" for phase, start, end
                 in zip(("parse", "transform", "write"), at_s, at_s[1:]))
        os.write(int(os.environ["SAMPLES_FD"]), "".join(lines).encode())


def main():
    if len(sys.argv) != 3:
        print("usage: etl flights.csv.gz report.csv.gz", file=sys.stderr)
        sys.exit(2)
    _, source, target = sys.argv
    try:
        start = time.monotonic()
        groups = parse(source)
        parsed = time.monotonic()
        lines = transform(groups)
        transformed = time.monotonic()
        write(lines, target)
        report_phases(start, parsed, transformed, time.monotonic())
    except OSError as error:
        sys.exit(f"etl: {error.filename or source}: {error.strerror or error}")
    except (EOFError, csv.Error, zlib.error) as error:
        sys.exit(f"etl: {source}: {error}")


if __name__ == "__main__":
    main()
