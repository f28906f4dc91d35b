#!/usr/bin/env python3
"""fit.py - vectors for fit(1) from SciPy, and the rule written again

usage: fit.py FOLDER

Writes FOLDER/fit.csv (samples) and FOLDER/fit-want.csv (what fit must say of
them).  A round's line is scipy.stats.theilslopes, which leaves out pairs of the
same x, with the joint intercept: the median of y - slope x.  The interval of a
median is that of scipy.stats.quantile_test, which inverts the sign test.
"""

import csv
import os
import random
import sys
from statistics import median

from scipy import stats  # type: ignore[import]

SIZES = (1000, 3000, 10000, 30000, 100000, 336776)


def interval(values: list[float]) -> tuple[float, float, float]:
    """The median and its ends, by order statistics."""
    test = stats.quantile_test(values, q=0, p=0.5)
    ends = test.confidence_interval(0.95)
    return median(values), float(ends.low), float(ends.high)


def off(a: float, b: float, sizes: tuple[int, ...], y: list[float], size: int) -> float:
    """The share of the value at a size that is not on the line."""
    shares = [1 - (a + b * x) / v for x, v in zip(sizes, y, strict=True) if x == size]
    return round(median(shares), 12) if abs(median(shares)) < 1e-12 else median(shares)


def noisy(draws: random.Random, items: float, start: float, each: float) -> float:
    value = (start + each * items) * draws.lognormvariate(0, 0.03)
    return round(value * (1 + (draws.random() < 0.1) * draws.random()), 9)


def curved(draws: random.Random, items: float, start: float, each: float) -> float:
    return noisy(draws, items**1.1, start, each)


PROGRAMS = {
    # name: the function, start-up, cost of an item, sizes
    "c": (noisy, 1e-3, 4.2e-7, SIZES),
    "curved": (curved, 1e-3, 1e-6, SIZES),
    "python": (noisy, 20e-3, 2e-6, SIZES),
    "rust": (noisy, 3e-3, 3.1e-7, SIZES),
    "twice": (noisy, 2e-3, 1e-6, (1000, 1000, 50000, 50000, 100000)),
}


def main() -> None:
    folder = sys.argv[1]
    draws = random.Random(1968)
    lines: dict[str, list[tuple[float, float]]] = {}
    ends: dict[str, list[tuple[float, float]]] = {}
    with open(os.path.join(folder, "fit.csv"), "w", encoding="ascii") as out:
        out.write(
            "implementation,round,position,phase,status,case,metric,unit,value,count\n"
        )
        for number in range(1, 21):
            for name, (law, start, each, sizes) in PROGRAMS.items():
                y = [law(draws, items, start, each) for items in sizes]
                turns = list(range(len(sizes)))
                draws.shuffle(turns)
                for position, i in enumerate(turns, 1):
                    key = f"{name},{number},{position},timed,ok,"
                    out.write(f"{key},wall_time,s,{y[i]!r},1\n")
                    out.write(f"{key},input_items,1,{sizes[i]},1\n")
                fit = stats.theilslopes(y, sizes, method="joint")
                a, b = float(fit.intercept), float(fit.slope)
                lines.setdefault(name, []).append((a, b))
                ends.setdefault(name, []).append(
                    (off(a, b, sizes, y, min(sizes)), off(a, b, sizes, y, max(sizes)))
                )
    reference = min(PROGRAMS, key=lambda name: median(b for _, b in lines[name]))
    with open(os.path.join(folder, "fit-want.csv"), "w", encoding="ascii") as out:
        want = csv.writer(out, lineterminator="\n")
        estimates = ["intercept", "slope", "slope_ratio", "break_even"]
        want.writerow(
            ["implementation", "rounds", "sizes", "items_min", "items_max"]
            + [e + end for e in estimates for end in ("", "_lo", "_hi")]
            + [
                e + end
                for e in ("residual_min", "residual_max")
                for end in ("", "_lo", "_hi")
            ]
            + ["confidence"]
        )
        for name, (_, _, _, sizes) in PROGRAMS.items():
            mine, its = lines[name], lines[reference]
            row: list[object] = [name, 20, len(set(sizes)), min(sizes), max(sizes)]
            for i in 0, 1:
                row += interval([line[i] for line in mine])
            if name == reference:
                row += [""] * 6
            else:
                pairs = list(zip(mine, its, strict=True))
                row += interval([m[1] / r[1] for m, r in pairs])
                row += interval(
                    [
                        max(0.0, (r[0] - m[0]) / (m[1] - r[1]))
                        if m[1] > r[1]
                        else 1e300
                        for m, r in pairs
                    ]
                )
            for i in 0, 1:
                row += interval([end[i] for end in ends[name]])
            want.writerow([*row, 1 - 2 * stats.binom.cdf(5, 20, 0.5)])


if __name__ == "__main__":
    main()
