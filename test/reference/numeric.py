#!/usr/bin/python3
"""numeric.py - the reference answer of the benchmark numeric, on standard output

usage: numeric.py parameters.txt

All of it is computed in whole numbers: matrices in units of 2^-10, the Fourier
transform in fixed point with 96 bits behind the point, twiddles from square
roots.  What the answer rounds must be further from a boundary than any program
in double precision can err, else the parameters are of no use: a line on
standard error says so, and the exit status is 1.

The bound is that of Higham, Accuracy and Stability of Numerical Algorithms,
2nd edition, theorem 24.2, for the 2-norm of the error, which bounds that of
every bin.
"""

import math
import sys
from collections.abc import Iterator
from operator import mul

BITS = 96  # behind the point
ONE = 1 << BITS
MASK = (1 << 64) - 1
U = 2.0**-53  # the unit roundoff of double precision


def draws(seed: int) -> Iterator[int]:
    """splitmix64, each number from its place: they need not be made in order."""
    place = 0
    while True:
        place += 1
        z = (seed + place * 0x9E3779B97F4A7C15) & MASK
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        yield z ^ z >> 31


def entries(stream: Iterator[int], count: int) -> list[int]:
    """In units of 2^-10."""
    return [(next(stream) >> 53) - 1024 for _ in range(count)]


def matmul(n: int, seed: int) -> list[str]:
    stream = draws(seed)
    a, b = entries(stream, n * n), entries(stream, n * n)
    columns = [b[j::n] for j in range(n)]
    c = [
        sum(map(mul, a[i * n : i * n + n], column))
        for i in range(n)
        for column in columns
    ]
    checksum = 0
    for x in c:
        checksum = (checksum * 6364136223846793005 + x) % 2**64
    return [f"trace {sum(c[i * n + i] for i in range(n))}", f"checksum {checksum}"]


Fixed = tuple[list[int], list[int]]  # real and imaginary parts


def roots(log2: int) -> Fixed:
    """exp(-2 pi i k / n) for k < n / 2: the angle is halved log2 - 1 times."""
    cos, sin = -ONE, 0  # half a turn
    re, im = [ONE], [0]
    for _ in range(log2 - 1):
        if cos < 0:
            cos, sin = 0, ONE
        else:
            half = math.isqrt((ONE + cos) << (BITS - 1))
            cos, sin = half, (sin << (BITS - 1)) // half
        # the old ones, and each of them turned by the new angle
        turned_re = [(c * cos + s * sin) >> BITS for c, s in zip(re, im)]
        turned_im = [(s * cos - c * sin) >> BITS for c, s in zip(re, im)]
        re = [x for pair in zip(re, turned_re) for x in pair]
        im = [x for pair in zip(im, turned_im) for x in pair]
    return re, im


def transform(re: list[int], im: list[int], w: Fixed) -> Fixed:
    """By recursion: even and odd points apart."""
    n = len(re)
    if n == 1:
        return re, im
    even_re, even_im = transform(re[::2], im[::2], w)
    odd_re, odd_im = transform(re[1::2], im[1::2], w)
    step = 2 * len(w[0]) // n
    cos, sin = w[0][::step], w[1][::step]
    turned_re = [
        (c * x - s * y) >> BITS for c, s, x, y in zip(cos, sin, odd_re, odd_im)
    ]
    turned_im = [
        (s * x + c * y) >> BITS for c, s, x, y in zip(cos, sin, odd_re, odd_im)
    ]
    return (
        [x + y for x, y in zip(even_re, turned_re)]
        + [x - y for x, y in zip(even_re, turned_re)],
        [x + y for x, y in zip(even_im, turned_im)]
        + [x - y for x, y in zip(even_im, turned_im)],
    )


def rounded(what: str, value: int, bound: float) -> int:
    """The nearest whole number, if there is no doubt which it is."""
    whole = (value + ONE // 2) >> BITS
    margin = 0.5 - abs(value - (whole << BITS)) / ONE
    if margin <= bound:
        sys.exit(
            f"numeric.py: {what}: {margin:.2g} from a boundary of rounding, "
            f"and errors may be {bound:.2g}"
        )
    return whole


def fft(log2: int, seed: int) -> list[str]:
    n = 1 << log2
    stream = draws(seed)
    points = entries(stream, 2 * n)
    weights = [2 * (next(stream) >> 62) - 3 for _ in range(n)]
    re, im = transform(
        [x << BITS for x in points[::2]], [x << BITS for x in points[1::2]], roots(log2)
    )

    # mu is how far a twiddle may be off: its angle is rounded twice, at most
    # pi in size, its sine and cosine once each, to one unit in the last place
    mu = (2 * math.pi + 2 * math.sqrt(2)) * U
    gamma_4 = 4 * U / (1 - 4 * U)
    eta = log2 * (mu + gamma_4 * (math.sqrt(2) + mu))
    bound = eta / (1 - eta) * math.sqrt(n * sum(x * x for x in points))
    lines = []
    for k in (0, 1, n // 2, n - 1):
        pair = [rounded(f"bin {k}", part[k], bound) for part in (re, im)]
        lines.append(f"bin {k} {pair[0]} {pair[1]}")

    # the weighted error of the bins, and that of products and sums, made in
    # pairs or in blocks of at most 128 that are added in pairs
    norm = math.sqrt(sum(w * w for w in weights))
    sums = []
    for part in (re, im):
        total = sum(map(mul, weights, part))
        size = sum(abs(w * x) for w, x in zip(weights, part)) / ONE
        error = norm * bound + (log2 + 129) * U * (size + norm * bound)
        sums.append(rounded("checksum", total, error))
    lines.append(f"checksum {sums[0]} {sums[1]}")
    return lines


def pi(samples: int, seed: int) -> list[str]:
    stream = draws(seed)
    inside = 0
    for _ in range(samples):
        x, y = next(stream) >> 33, next(stream) >> 33
        inside += x * x + y * y < 2**62
    return [f"inside {inside}"]


def main() -> None:
    if len(sys.argv) != 2:
        print("usage: numeric.py parameters.txt", file=sys.stderr)
        sys.exit(2)
    with open(sys.argv[1], encoding="ascii") as text:
        *lines, end = text.read().splitlines()
    assert end == "end"
    value = {name: int(number) for name, number in map(str.split, lines)}
    cases = (
        ("matmul", matmul, value["matmul_n"]),
        ("fft", fft, value["fft_log2"]),
        ("pi", pi, value["pi_samples"]),
    )
    answer = [
        f"{name} {repeat + 1} {line}"
        for number, (name, case, size) in enumerate(cases)
        for repeat in range(value["repeats"])
        for line in case(size, value["seed"] + 3 * repeat + number)
    ]
    print("\n".join(answer))


if __name__ == "__main__":
    main()
