"""harness.py - read the parameters, run the cases under the clock, answer

The rules are in ../README.md.  What is computed, and how, is each program's own.
"""

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

MASK = 0xFFFFFFFFFFFFFFFF


class Parameters(NamedTuple):
    matmul_n: int
    fft_log2: int
    pi_samples: int
    repeats: int
    seed: int


# from the least to the greatest of each
RANGES = (
    range(1, 4096 + 1),
    range(1, 24 + 1),
    range(1, 1_000_000_000 + 1),
    range(1, 100 + 1),
    range(0xFFFFFFFF + 1),
)


class Clock:
    """What is timed, of which case."""

    def __init__(self) -> None:
        self.samples: list[str] = []

    @contextlib.contextmanager
    def timed(self, case: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        seconds = time.monotonic() - start
        self.samples.append(f"{case},wall_time,s,{seconds:.9f}\n")


# the items of the answer, each with its value
Items = Iterator[tuple[str, str]]
# a repeat of a case: from the parameters, the seed of its stream, and the clock
Case = Callable[[Parameters, int, Clock], Items]


class Malformed(Exception):
    """A line that is not the one it should be."""


def read(path: str) -> Parameters:
    with open(path, "rb") as text:
        lines = text.read().splitlines(keepends=True)
    values: list[int] = []
    for number, (name, allowed) in enumerate(zip(Parameters._fields, RANGES)):
        want = f"{path}:{number + 1}: want {name}, from {allowed[0]} to {allowed[-1]}"
        if number == len(lines):
            raise Malformed(want)
        # one way only: a blank, no leading zeros, an LF at the end
        line = re.fullmatch(rb"([a-z0-9_]+) (0|[1-9][0-9]{0,9})\n", lines[number])
        if not line or line[1] != name.encode() or int(line[2]) not in allowed:
            raise Malformed(want)
        values.append(int(line[2]))
    end = len(values)
    if lines[end : end + 1] != [b"end\n"]:
        raise Malformed(f"{path}:{end + 1}: want end")
    if lines[end + 1 :]:
        raise Malformed(f"{path}:{end + 2}: more after the end")
    return Parameters(*values)


def run(parameters: Parameters, cases: dict[str, Case], clock: Clock) -> str:
    """The answer."""
    return "".join(
        f"{name} {repeat + 1} {item} {value}\n"
        for number, (name, case) in enumerate(cases.items())
        for repeat in range(parameters.repeats)
        for item, value in case(
            parameters, parameters.seed + len(cases) * repeat + number, clock
        )
    )


def main(cases: dict[str, Case]) -> None:
    if len(sys.argv) != 2:
        print("usage: numeric parameters.txt", file=sys.stderr)
        sys.exit(2)
    path = sys.argv[1]
    try:
        parameters = read(path)
    except Malformed as problem:
        sys.exit(f"numeric: {problem}")
    except OSError as error:
        sys.exit(f"numeric: {path}: {error.strerror}")
    clock = Clock()
    answer = run(parameters, cases, clock)
    try:
        with open(1, "wb", closefd=False) as out:
            out.write(answer.encode("ascii"))
    except OSError as error:
        sys.exit(f"numeric: standard output: {error.strerror}")
    if "SAMPLES_FD" in os.environ:
        os.write(int(os.environ["SAMPLES_FD"]), "".join(clock.samples).encode("ascii"))
