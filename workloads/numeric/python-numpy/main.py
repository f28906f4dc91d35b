"""main.py - matrices, Fourier transforms and random points, by numpy

The rules are in ../README.md.
"""

import os

# one thread: OpenBLAS, or whatever numpy was built with, reads these once
for library in ("OPENBLAS", "MKL", "BLIS", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy as np
import numpy.typing as npt
from harness import Clock, Items, Parameters, main

Draws = npt.NDArray[np.uint64]

CHUNK = 1 << 16  # draws: their arrays fit into a cache


def splitmix64(seed: int, first: int, count: int) -> Draws:
    """Some draws of a stream, from its number first on, the first being 0:
    Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
    OOPSLA 2014; constants by Vigna."""
    z = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    z *= np.uint64(0x9E3779B97F4A7C15)
    z += np.uint64(seed)
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def entries(draws: Draws) -> npt.NDArray[np.float64]:
    """Multiples of 2^-10 in [-1, 1)."""
    return ((draws >> np.uint64(53)).astype(np.float64) - 1024) / 1024


def matmul(parameters: Parameters, seed: int, clock: Clock) -> Items:
    n = parameters.matmul_n
    a, b = entries(splitmix64(seed, 0, 2 * n * n)).reshape(2, n, n)
    with clock.timed("matmul"):
        c = a @ b

    whole = (c * 2**20).astype(np.int64)
    yield "trace", str(whole.trace())
    # Horner's rule, as a sum of products modulo 2^64
    powers = np.full(n * n, 6364136223846793005, dtype=np.uint64)
    powers[0] = 1
    powers = np.cumprod(powers, dtype=np.uint64)[::-1]
    yield "checksum", str((whole.ravel().view(np.uint64) * powers).sum())


def in_1024ths(re: float, im: float) -> str:
    return f"{round(re * 1024)} {round(im * 1024)}"


def fft(parameters: Parameters, seed: int, clock: Clock) -> Items:
    n = 1 << parameters.fft_log2
    points = entries(splitmix64(seed, 0, 2 * n)).view(np.complex128)
    weights = 2 * (splitmix64(seed, 2 * n, n) >> np.uint64(62)).astype(np.float64) - 3
    with clock.timed("fft"):
        bins = np.fft.fft(points)

    for k in (0, 1, n // 2, n - 1):
        yield f"bin {k}", in_1024ths(bins[k].real, bins[k].imag)
    # sum() adds in pairs
    re, im = (weights * bins.real).sum(), (weights * bins.imag).sum()
    yield "checksum", in_1024ths(re, im)


def count_inside(seed: int, samples: int) -> int:
    inside = 0
    for first in range(0, 2 * samples, CHUNK):
        draws = splitmix64(seed, first, min(CHUNK, 2 * samples - first))
        draws >>= np.uint64(33)
        draws *= draws
        squares = draws[::2] + draws[1::2]
        inside += int(np.count_nonzero(squares < np.uint64(1 << 62)))
    return inside


def pi(parameters: Parameters, seed: int, clock: Clock) -> Items:
    with clock.timed("pi"):
        inside = count_inside(seed, parameters.pi_samples)
    yield "inside", str(inside)


if __name__ == "__main__":
    main({"matmul": matmul, "fft": fft, "pi": pi})
