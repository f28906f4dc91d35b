"""test_control.py - tests that fail as often as they are meant to

The dataset says how often: NAME SEED PERCENT, a line each. ../README.md has the rule.
"""

import os
import unittest

MASK = 0xFFFFFFFFFFFFFFFF
TURN = int(os.environ["BENCH_ITER"])
state: set[str] = set()

with open(os.environ["BENCH_DATASET"], encoding="ascii") as lines:
    PARAMETERS = {
        name: (int(seed), int(percent)) for name, seed, percent in map(str.split, lines)
    }


def splitmix64(seed: int) -> int:
    """The first number after this seed: Steele, Lea and Flood (OOPSLA 2014)."""
    z = (seed + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def pass_or_fail(name: str) -> None:
    seed, percent = PARAMETERS[name]
    draw = splitmix64(seed ^ (TURN * 0x1000193)) % 100
    assert draw >= percent, f"{draw} is below {percent}"


def test_always() -> None:
    pass_or_fail("always")


def test_order_a() -> None:
    state.add("ready")


def test_order_b() -> None:
    assert "ready" in state, "test_order_a has not run yet"


def test_p03() -> None:
    pass_or_fail("p03")


def test_p10() -> None:
    pass_or_fail("p10")


def test_p30() -> None:
    pass_or_fail("p30")


@unittest.skip("a test that is skipped is no run")
def test_skipped() -> None:
    raise AssertionError


def test_stable() -> None:
    pass_or_fail("stable")
