"""main.py - matrices, Fourier transforms and random points, in lists

The rules are in ../README.md.
"""

import cmath
import functools
import math
from collections.abc import Iterator
from itertools import islice
from operator import add, mul, sub

from harness import MASK, Clock, Items, Parameters, main

Matrix = list[list[float]]


def splitmix64(seed: int) -> Iterator[int]:
    """Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
    OOPSLA 2014; constants by Vigna."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def entries(draws: Iterator[int], count: int) -> list[float]:
    """Multiples of 2^-10 in [-1, 1)."""
    return [((draw >> 53) - 1024) / 1024 for draw in islice(draws, count)]


def multiply(a: Matrix, b: Matrix) -> Matrix:
    columns = list(zip(*b))
    return [[sum(map(mul, row, column)) for column in columns] for row in a]


def matmul(parameters: Parameters, seed: int, clock: Clock) -> Items:
    n = parameters.matmul_n
    draws = splitmix64(seed)
    a = [entries(draws, n) for _ in range(n)]
    b = [entries(draws, n) for _ in range(n)]
    with clock.timed("matmul"):
        c = multiply(a, b)

    whole = [int(x * 2**20) for row in c for x in row]
    yield "trace", str(sum(whole[:: n + 1]))
    checksum = 0
    for x in whole:
        checksum = (checksum * 6364136223846793005 + x) & MASK
    yield "checksum", str(checksum)


class Plan:
    """What of a Fourier transform depends on the number of points alone."""

    def __init__(self, log2: int) -> None:
        n = 1 << log2
        self.log2 = log2
        self.twiddles = [cmath.exp(-2j * cmath.pi * k / n) for k in range(n // 2)]
        self.reversed = [0]  # the bits of the place, in reverse
        for _ in range(log2):
            doubled = [2 * place for place in self.reversed]
            self.reversed = doubled + [place + 1 for place in doubled]

    def forward(self, points: list[complex]) -> list[complex]:
        """Radix 2, in sweeps that are all alike: each joins neighbours, so that
        half of the points become twice as many transforms as before, each of
        half as many points; 2^shift in a row have the same twiddle."""
        x = [points[place] for place in self.reversed]
        for shift in reversed(range(self.log2)):
            run = range(1 << shift)
            twiddles = [w for w in self.twiddles[:: len(run)] for _ in run]
            even = x[::2]
            turned = list(map(mul, twiddles, x[1::2]))
            x = [*map(add, even, turned), *map(sub, even, turned)]
        return x


plan = functools.cache(Plan)


def in_1024ths(re: float, im: float) -> str:
    return f"{round(re * 1024)} {round(im * 1024)}"


def fft(parameters: Parameters, seed: int, clock: Clock) -> Items:
    n = 1 << parameters.fft_log2
    transform = plan(parameters.fft_log2)
    draws = splitmix64(seed)
    parts = entries(draws, 2 * n)
    points = list(map(complex, parts[::2], parts[1::2]))
    weights = [2 * (draw >> 62) - 3 for draw in islice(draws, n)]
    with clock.timed("fft"):
        bins = transform.forward(points)

    for k in (0, 1, n // 2, n - 1):
        yield f"bin {k}", in_1024ths(bins[k].real, bins[k].imag)
    re = math.fsum(weight * x.real for weight, x in zip(weights, bins))
    im = math.fsum(weight * x.imag for weight, x in zip(weights, bins))
    yield "checksum", in_1024ths(re, im)


def count_inside(seed: int, samples: int) -> int:
    draws = splitmix64(seed)
    inside = 0
    for x, y in islice(zip(draws, draws), samples):
        x >>= 33
        y >>= 33
        if x * x + y * y < 1 << 62:
            inside += 1
    return inside


def pi(parameters: Parameters, seed: int, clock: Clock) -> Items:
    with clock.timed("pi"):
        inside = count_inside(seed, parameters.pi_samples)
    yield "inside", str(inside)


if __name__ == "__main__":
    main({"matmul": matmul, "fft": fft, "pi": pi})
