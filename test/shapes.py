#!/usr/bin/python3
"""shapes.py - samples of made-up processes whose memory has a known shape

usage: shapes.py shape samples series [B_per_sample]

Writes samples(5) of so many implementations, 000, 001, ..., of three processes
each, that were sampled every 5 milliseconds.  All have 50 MiB to begin with and
normal noise of their own strength (of at most 64 KiB if linear), and show whole pages.  Each shape draws from
the same seed: the same call gives the same bytes.
"""

import math
import random
import sys
from collections.abc import Callable, Iterator

MIB = 1 << 20
HEADER = "implementation,round,position,phase,status,case,metric,unit,value,count"

Shape = Callable[[random.Random, int], Iterator[float]]


def linear(per_sample: float) -> Shape:
    return lambda draws, n: (per_sample * i for i in range(n))


def flat(draws: random.Random, n: int) -> Iterator[float]:
    return (0 for _ in range(n))


def pulses(draws: random.Random, n: int) -> Iterator[float]:
    """Now and then something short and large, as a collector leaves it."""
    return ((draws.random() < 0.3) * draws.uniform(0, 8) * MIB for _ in range(n))


def plateau(draws: random.Random, n: int) -> Iterator[float]:
    """A cache that fills more and more slowly."""
    rise, pace = draws.uniform(1, 30) * MIB, draws.uniform(0.03, 0.2) * n
    return (rise * (1 - math.exp(-i / pace)) for i in range(n))


def ramp(draws: random.Random, n: int) -> Iterator[float]:
    """Growth that ends, after at most 0.6 of the time."""
    rise, end = draws.uniform(1, 30) * MIB, draws.uniform(0.1, 0.6) * n
    return (rise * min(1, i / end) for i in range(n))


def sawtooth(draws: random.Random, n: int) -> Iterator[float]:
    rise, begin = draws.uniform(1, 30) * MIB, draws.random()
    period = draws.uniform(3, n / 4)
    return (rise * ((i / period + begin) % 1) for i in range(n))


def walk(draws: random.Random, n: int) -> Iterator[float]:
    """A random walk without bounds."""
    step, at = draws.choice((0.02, 0.1, 0.5)) * MIB, 0.0
    for _ in range(n):
        at = max(at + draws.gauss(0, step), -45 * MIB)
        yield at


def bounded(draws: random.Random, n: int) -> Iterator[float]:
    """A random walk between 0 and 16 MiB."""
    step, at = draws.choice((0.05, 0.2, 1.0)) * MIB, 8.0 * MIB
    for _ in range(n):
        at = 16 * MIB - abs(16 * MIB - abs(at + draws.gauss(0, step)))
        yield at


def steps(count: int) -> Shape:
    """Something large taken at once, so many times."""

    def shape(draws: random.Random, n: int) -> Iterator[float]:
        rise = draws.uniform(1, 30) * MIB
        at = [draws.random() * n for _ in range(count)]
        return (rise * sum(i > t for t in at) for i in range(n))

    return shape


SHAPES: dict[str, Shape] = {
    "flat": flat,
    "pulses": pulses,
    "plateau": plateau,
    "ramp": ramp,
    "sawtooth": sawtooth,
    "walk": walk,
    "bounded": bounded,
    "step": steps(1),
    "steps": steps(2),
}


def main() -> None:
    name, samples, series = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    shape = linear(float(sys.argv[4])) if name == "linear" else SHAPES[name]
    draws = random.Random(1945)
    print(HEADER)
    for implementation in range(series):
        for process in (1, 2, 3):
            noise = draws.choice((0, 64, 256, 1024)) * 1024
            if name == "linear":
                noise = min(noise, 64 * 1024)
            key = f"{implementation:03},{process},1,timed,ok,,tree_"
            for i, more in enumerate(shape(draws, samples), 1):
                memory = max(0, 50 * MIB + more + draws.gauss(0, noise))
                print(f"{key}time,s,{i * 0.005:.3f},1")
                print(f"{key}anon,B,{int(memory) // 4096 * 4096},1")


if __name__ == "__main__":
    main()
