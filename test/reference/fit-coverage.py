#!/usr/bin/env python3
"""fit-coverage.py - how often the intervals of fit(1) have the true value in them

usage: fit-coverage.py

Simulates rounds of six sizes under several kinds of noise and prints, by start-up
and cost, noise and rounds: the coverage of the intervals of intercept and slope,
and of Sen's for a slope from all rounds together.  Takes a minute, needs numpy.
"""

import math
from typing import Any

import numpy as np

SIZES = np.array([1000, 3000, 10000, 30000, 100000, 336776.0])
FIRST, SECOND = np.triu_indices(len(SIZES), 1)
TIMES = 4000
Array = Any  # of numpy: its types differ by version
draws = np.random.default_rng(7)


def slopes(y: Array) -> Array:
    return (y[..., SECOND] - y[..., FIRST]) / (SIZES[SECOND] - SIZES[FIRST])


def rank(n: int) -> int:
    """The largest k for which x[k] and x[n + 1 - k] enclose the median 95 times
    of a hundred."""
    k = 1
    while 1 - sum(math.comb(n, i) for i in range(k + 1)) / 2 ** (n - 1) >= 0.95:
        k += 1
    return k


def coverage(estimates: Array, truth: float) -> float:
    """Of the medians over the rounds."""
    ordered = np.sort(estimates, axis=1)
    k = rank(ordered.shape[1])
    return float(np.mean((ordered[:, k - 1] <= truth) & (truth <= ordered[:, -k])))


def sen(y: Array, truth: float) -> float:
    """Of Sen's interval, from pairs within the rounds."""
    n = len(SIZES)
    every = np.sort(slopes(y).reshape(len(y), -1), axis=1)
    sd = math.sqrt(y.shape[1] * n * (n - 1) * (2 * n + 5) / 18)
    k = int((every.shape[1] - 1.959963984540054 * sd) // 2)
    return float(np.mean((every[:, k - 1] <= truth) & (truth <= every[:, -k])))


def noise(kind: str, rounds: int) -> Array:
    """Factors."""
    shape = TIMES, rounds, len(SIZES)
    runs = draws.standard_normal(shape)
    if kind == "normal":
        return np.exp(0.03 * runs)
    if kind == "heavy":
        return np.exp(0.02 * draws.standard_t(2, shape).clip(-30, 30))
    if kind == "slow runs":
        slow = (draws.random(shape) < 0.1) * draws.exponential(0.3, shape)
        return np.exp(0.02 * runs) * (1 + slow)
    speed = draws.standard_normal(shape[:2])
    if kind == "drift":
        for i in range(1, rounds):
            speed[:, i] = 0.7 * speed[:, i - 1] + math.sqrt(0.51) * speed[:, i]
    return np.exp(0.02 * runs + 0.03 * speed[..., None])


def main() -> None:
    print("start_s,item_s,noise,rounds,intercept,slope,sen")
    for start, item in (1e-3, 0.42e-6), (20e-3, 2e-6):
        for kind in "normal", "heavy", "slow runs", "slow rounds", "drift":
            for rounds in 12, 20:
                y = (start + item * SIZES) * noise(kind, rounds)
                slope = np.median(slopes(y), axis=-1)
                intercept = np.median(y - slope[..., None] * SIZES, axis=-1)
                shares = (
                    coverage(intercept, start),
                    coverage(slope, item),
                    sen(y, item),
                )
                print(
                    f"{start},{item},{kind},{rounds},"
                    + ",".join(f"{s:.3f}" for s in shares)
                )


if __name__ == "__main__":
    main()
