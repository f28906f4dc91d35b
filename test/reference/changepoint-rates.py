#!/usr/bin/python3
"""changepoint-rates.py - how often changepoint is wrong, and how often it finds

usage: changepoint-rates.py [series] [option ...]

Simulates so many series (default 2000) of each kind and length, gives them to
the changepoint in PATH, with the options, and prints as CSV the share with a
change: of the noises, which have none, and of the steps, those that were found
at most two values from where they are.  The same call draws the same numbers.
"""

import csv
import io
import math
import random
import subprocess
import sys
from collections.abc import Callable

Draw = Callable[[random.Random, int], list[float]]

NOISE = 0.05  # of the level
STEP = 3  # sigma


def normal(draws: random.Random, n: int) -> list[float]:
    return [1 + NOISE * draws.gauss(0, 1) for _ in range(n)]


def log_normal(draws: random.Random, n: int) -> list[float]:
    return [draws.lognormvariate(0, NOISE) for _ in range(n)]


def outliers(draws: random.Random, n: int) -> list[float]:
    """5 % are 5 to 15 sigma off, four of five of them upwards."""

    def one() -> float:
        z = draws.gauss(0, 1)
        if draws.random() < 0.05:
            z += draws.choice([1, 1, 1, 1, -1]) * draws.uniform(5, 15)
        return math.exp(NOISE * z)

    return [one() for _ in range(n)]


def skewed(draws: random.Random, n: int) -> list[float]:
    """A floor, and above it an exponential distribution."""
    return [1 + NOISE * draws.expovariate(1) for _ in range(n)]


def two_modes(draws: random.Random, n: int) -> list[float]:
    """One value of five is 5 % higher, and there is hardly other noise."""
    return [
        (1.05 if draws.random() < 0.2 else 1) * draws.lognormvariate(0, 0.002)
        for _ in range(n)
    ]


def two_values(draws: random.Random, n: int) -> list[float]:
    """The same without any other noise, as of sizes and counts."""
    return [1.05 if draws.random() < 0.2 else 1.0 for _ in range(n)]


def autocorrelated(draws: random.Random, n: int) -> list[float]:
    """AR(1) with 0.3: values that are not independent."""
    z, values = draws.gauss(0, 1), []
    for _ in range(n):
        z = 0.3 * z + math.sqrt(1 - 0.3**2) * draws.gauss(0, 1)
        values.append(math.exp(NOISE * z))
    return values


def stepped(noise: Draw, after: Callable[[int], int]) -> Draw:
    """With a step before the last after(n) values."""
    up = math.exp(NOISE * STEP)

    def draw(draws: random.Random, n: int) -> list[float]:
        values = noise(draws, n)
        return [v * up if i >= n - after(n) else v for i, v in enumerate(values)]

    return draw


KINDS: dict[str, tuple[Draw, Callable[[int], int] | None]] = {
    "normal": (normal, None),
    "log-normal": (log_normal, None),
    "outliers": (outliers, None),
    "skewed": (skewed, None),
    "two modes": (two_modes, None),
    "two values": (two_values, None),
    "autocorrelated": (autocorrelated, None),
}
for name, noise, after in [
    ("step in the middle", log_normal, lambda n: n // 2),
    ("step in the middle, outliers", outliers, lambda n: n // 2),
    ("step before the last 10", log_normal, lambda n: 10),
    ("step before the last 6", log_normal, lambda n: 6),
    ("step before the last 4", log_normal, lambda n: 4),
]:
    KINDS[name] = (stepped(noise, after), after)


def found(values: list[list[float]], options: list[str]) -> dict[int, list[int]]:
    """The changes of each series that has some."""
    text = io.StringIO()
    text.write("series,value\n")
    for i, x in enumerate(values):
        text.writelines(f"{i},{v!r}\n" for v in x)
    out = subprocess.run(
        ["changepoint", *options, "-C", "-s", "-g", "series", "-v", "value"],
        input=text.getvalue(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    changes: dict[int, list[int]] = {}
    for row in csv.DictReader(io.StringIO(out)):
        changes.setdefault(int(row["series"]), []).append(int(row["index"]) - 1)
    return changes


def main(count: int, options: list[str]) -> None:
    print("kind,n,series,share_percent")
    for kind, (draw, after) in KINDS.items():
        for n in (20, 50, 200, 1000):
            draws = random.Random(f"{kind} {n}")
            series = count if n < 1000 else (count + 1) // 2
            changes = found([draw(draws, n) for _ in range(series)], options)
            hits = sum(
                1
                for at in changes.values()
                if after is None or any(abs(i - (n - after(n))) <= 2 for i in at)
            )
            print(f'"{kind}",{n},{series},{100 * hits / series:.1f}', flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, sys.argv[2:])
