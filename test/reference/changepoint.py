#!/usr/bin/env python3
"""changepoint.py - vectors for changepoint from ruptures and SciPy

usage: changepoint.py FOLDER

Writes FOLDER/changepoint.csv, values of several series, and what changepoint must
find in them: changepoint-partition.csv, the optimal partition alone, and
changepoint-want.csv, the changes that the rank test confirms.

Made with ruptures 1.1.10, NumPy 2.4.6 and SciPy 1.17.1.  Partitions come from
ruptures' PELT and from a dynamic programme that looks at all of them; their
costs must be equal, or nothing is written.
"""

import csv
import importlib
import math
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

# neither has types
ruptures: Any = importlib.import_module("ruptures")
stats: Any = importlib.import_module("scipy.stats")

LEAST, FACTOR, ALPHA, THRESHOLD = 4, 3.0, 0.05, 1.01
FEW, EXACT = 12, 50  # up to so many against so many or more
NONE = 1 + 1e-9  # a threshold of nothing

Array = Any


def noise(y: Array, small: float) -> float:
    sigma = np.median(np.abs(np.diff(y))) / (math.sqrt(2) * stats.norm.ppf(0.75))
    return float(max(sigma, small / 3, 1e-5 * np.ptp(y)))


def prepared(y: Array, sigma: float) -> Array:
    """In units of sigma, and no further than 3 from the median around."""
    z = np.empty(len(y))
    for i in range(len(y)):
        middle = np.median(y[max(0, i - LEAST + 1) : i + LEAST])
        z[i] = (middle + np.clip(y[i] - middle, -3 * sigma, 3 * sigma)) / sigma
    return z


def cost_of(z: Array, ends: Sequence[int], penalty: float) -> float:
    begins = [0, *ends[:-1]]
    return penalty * (len(ends) - 1) + sum(
        float(np.sum((z[a:b] - z[a:b].mean()) ** 2))
        for a, b in zip(begins, ends, strict=True)
    )


def exhaustive(z: Array, penalty: float) -> list[int]:
    """The ends of the stretches of the best partition, of all there are."""
    n = len(z)
    s1: Array = np.concatenate((np.zeros(1), np.cumsum(z)))
    s2: Array = np.concatenate((np.zeros(1), np.cumsum(z * z)))
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    back = np.zeros(n + 1, dtype=int)
    for t in range(LEAST, n + 1):
        s = np.arange(t - LEAST + 1)
        costs = best[s] + penalty + s2[t] - s2[s] - (s1[t] - s1[s]) ** 2 / (t - s)
        back[t] = int(np.argmin(costs))
        best[t] = costs[back[t]]
    ends = [n]
    while back[ends[0]] > 0:
        ends.insert(0, int(back[ends[0]]))
    return ends


def best(z: Array, penalty: float) -> list[int]:
    pelt = ruptures.Pelt(model="l2", min_size=LEAST, jump=1).fit(z).predict(penalty)
    ends = exhaustive(z, penalty)
    a, b = cost_of(z, pelt, penalty), cost_of(z, ends, penalty)
    if not math.isclose(a, b, rel_tol=1e-9):
        print(f"PELT's cost is {a}, the least is {b}", file=sys.stderr)
        if a < b:
            sys.exit("which cannot be")
    return ends[:-1]


def autocorrelation(z: Array, at: list[int]) -> float:
    """Of lag 1 within the stretches, with Marriott and Pope's correction."""
    parts = [part - part.mean() for part in np.split(z, at)]
    products = sum(float(np.dot(part[1:], part[:-1])) for part in parts)
    r = products / sum(float(np.dot(part, part)) for part in parts)
    r += (1 + 3 * r) * len(parts) / len(z)
    return min(max(r, 0.0), 0.9)


def partition(y: Array, threshold: float, logs: bool, size: float) -> list[int]:
    small = math.log(threshold) if logs else (threshold - 1) * size
    z = prepared(y, noise(y, small))
    penalty = FACTOR * math.log(len(z))
    at = best(z, penalty)
    r = autocorrelation(z, at)
    return best(z, penalty * (1 + r) / (1 - r)) if at and r > 0 else at


def few_p(few: Array, many: Array) -> float:
    """By the sum of uniform numbers."""
    n, m = len(few), len(many)
    u = float(stats.mannwhitneyu(few, many).statistic)
    x = (min(u, n * m - u) + 0.5 + n * (n + 1) / 4) / (m + (n + 1) / 2)
    return min(1.0, 2 * float(stats.irwinhall(n).cdf(x)))


def test(x: Array, y: Array) -> tuple[float, float]:
    """p and the Hodges-Lehmann estimate of y - x."""
    shift = float(np.median(np.subtract.outer(y, x)))
    if len(x) <= FEW and len(y) >= EXACT:
        return few_p(x, y), shift
    if len(y) <= FEW and len(x) >= EXACT:
        return few_p(y, x), shift
    exact = len(x) < EXACT and len(y) < EXACT
    p = stats.mannwhitneyu(y, x, method="exact" if exact else "asymptotic").pvalue
    return float(p), shift


def confirmed(y: Array, at: list[int], small: float) -> list[tuple[int, float]]:
    at = list(at)
    while at:
        bounds = [0, *at, len(y)]
        tests = [
            test(y[a:b], y[b:c])
            for a, b, c in zip(bounds, bounds[1:], bounds[2:], strict=False)
        ]
        p = [min(1, t[0] * (len(y) - 2 * LEAST + 1)) for t in tests]
        worst = int(np.argmax([t[0] for t in tests]))
        smallest = int(np.argmin([abs(t[1]) for t in tests]))
        if p[worst] > ALPHA:
            del at[worst]
        elif abs(tests[smallest][1]) < small:
            del at[smallest]
        else:
            return list(zip(at, p, strict=True))
    return []


def steps(draws: Any, lengths: Sequence[int], levels: Sequence[float]) -> Array:
    n = sum(lengths)
    return np.repeat(np.array(levels, dtype=float), lengths) + draws.normal(size=n)


def outliers(draws: Any, y: Array, share: float) -> Array:
    hit = draws.random(len(y)) < share
    return np.where(hit, y + draws.choice([-1, 1], len(y)) * 9, y)


def walk(draws: Any, n: int) -> Array:
    return np.cumsum(draws.normal(size=n))


def autocorrelated(draws: Any, n: int, r: float) -> Array:
    y = draws.normal(size=n)
    for i in range(1, n):
        y[i] = r * y[i - 1] + math.sqrt(1 - r * r) * y[i]
    return y


def series() -> dict[str, Array]:
    draws = np.random.default_rng(20122017)
    made = {
        "noise": steps(draws, [120], [0]),
        "step": steps(draws, [30, 30], [0, 3]),
        "end": steps(draws, [40, 5], [0, 5]),
        "many": steps(draws, [25, 12, 60, 9, 30, 44], [0, 4, -2, 6, 1, 3]),
        "long": steps(draws, [180, 120, 100], [0, 1.5, -1]),
        "outliers": outliers(draws, steps(draws, [40, 40], [0, 4]), 0.07),
        "walk": walk(draws, 200),
        "small": steps(draws, [30, 30], [0, 3]) * 0.02,
    }
    values = {name: np.round(np.exp(0.05 * y), 9) for name, y in made.items()}
    values["negative"] = np.round(steps(draws, [30, 30, 20], [-2, 2, -1]), 6)
    last, alike = steps(draws, [96, 4], [0, 3.5]), autocorrelated(draws, 150, 0.5)
    values["last"] = np.round(np.exp(0.05 * last), 9)
    values["alike"] = np.round(np.exp(0.05 * alike), 9)
    return values


def main(folder: str) -> None:
    values = series()
    rows: dict[str, list[list[Any]]] = {
        "changepoint": [["set", "value"]],
        "changepoint-partition": [["set", "index"]],
        "changepoint-want": [["set", "index", "before", "after", "p"]],
    }
    for name, x in values.items():
        rows["changepoint"] += [[name, repr(float(v))] for v in x]
        logs = bool(np.all(x > 0))
        y = np.log(x) if logs else x
        size = float(np.median(np.abs(x)))
        rows["changepoint-partition"] += [
            [name, at + 1] for at in partition(y, NONE, logs, size)
        ]
        small = math.log(THRESHOLD) if logs else (THRESHOLD - 1) * size
        found = confirmed(y, partition(y, THRESHOLD, logs, size), small)
        bounds = [0, *(at for at, _ in found), len(y)]
        for i, (at, p) in enumerate(found):
            before = float(np.median(x[bounds[i] : at]))
            after = float(np.median(x[at : bounds[i + 2]]))
            rows["changepoint-want"].append(
                [name, at + 1, repr(before), repr(after), repr(p)]
            )
    for file, lines in rows.items():
        with open(f"{folder}/{file}.csv", "w", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(lines)


if __name__ == "__main__":
    main(sys.argv[1])
