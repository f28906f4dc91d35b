#!/usr/bin/python3
"""httpclient.py - the answer of httpclient, from the rules alone

usage: httpclient.py median_ms:sigma percent bytes seed steps.txt

No request is sent: what the server will do is drawn by the rules of
mockserver(1), written down here again.  A second way is taken where there is
one: SplitMix64 is run as a sequence, not jumped into, and logarithms and
powers are decimal, with 30 digits.
"""

import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

getcontext().prec = 30
MASK = (1 << 64) - 1


def splitmix64(state: int) -> Iterator[int]:
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def fraction(output: int) -> Decimal:
    """The middle of one of 2^53 parts of (0, 1)."""
    return (Decimal(output >> 11) + Decimal("0.5")) / Decimal(1 << 53)


def arctangent_of_inverse(n: int) -> Decimal:
    total, power, k = Decimal(0), 1 / Decimal(n), 1
    while power > Decimal("1e-35"):
        total += power / k if k % 4 == 1 else -power / k
        power, k = power / (n * n), k + 2
    return total


# J. Machin, 1706
PI = 4 * (4 * arctangent_of_inverse(5) - arctangent_of_inverse(239))


def cosine(x: Decimal) -> Decimal:
    """Of an angle from 0 to 2 pi, by its series around the nearer end."""
    x = min(x, 2 * PI - x)
    total = term = Decimal(1)
    k = 0
    while abs(term) > Decimal("1e-28"):
        k += 2
        term *= -x * x / (k * (k - 1))
        total += term
    return total


def main() -> None:
    if len(sys.argv) != 6:
        print(str(__doc__).split("\n")[2], file=sys.stderr)
        sys.exit(2)
    delay, percent, mean_bytes, seed, path = sys.argv[1:]
    median_ms, sigma = (Decimal(part) for part in delay.split(":"))
    with open(path, encoding="ascii") as file:
        *lines, end = file.read().splitlines()
    assert end == "end", end

    outputs = splitmix64(int(seed))
    for _ in range(4):
        next(outputs)  # those of id 0
    size = int(mean_bytes)
    number = 0
    print("concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum")
    for line in lines:
        concurrency, requests = map(int, line.split())
        ok = body_bytes = delays_us = checksum = 0
        for _ in range(requests):
            number += 1
            u1, u2, u3, u4 = (fraction(next(outputs)) for _ in range(4))
            normal = (-2 * u1.ln()).sqrt() * cosine(2 * PI * u2)
            delay_us = min(
                1000 * median_ms * (sigma * normal).exp(), Decimal(60_000_000)
            )
            status = 503 if 100 * u3 < Decimal(percent) else 200
            body = size // 2 + int(u4 * (size + 1))
            ok += status == 200
            body_bytes += body
            delays_us += int(delay_us.to_integral_value(ROUND_HALF_EVEN))
            checksum += number * (1000 * body + status)
        print(
            concurrency,
            requests,
            ok,
            requests - ok,
            body_bytes,
            delays_us,
            checksum % (MASK + 1),
            sep=",",
        )


if __name__ == "__main__":
    main()
