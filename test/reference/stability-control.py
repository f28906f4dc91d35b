#!/usr/bin/env python3
"""stability-control.py - the answer of stability-control, by zlib and struct

usage: stability-control.py parameters
"""

import struct
import sys
import zlib

MASK = (1 << 64) - 1


def mixed(z: int) -> int:
    """What splitmix64 makes of its state."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def main() -> None:
    with open(sys.argv[1], encoding="ascii") as lines:
        values = {name: int(value) for name, value in map(str.split, lines)}
    for kind in range(values["kinds"]):
        words = [
            mixed(values["seed"] + kind + i * 0x9E3779B97F4A7C15 & MASK)
            for i in range(1, values["block_B"] // 8 + 1)
        ]
        block = struct.pack(f"<{len(words)}Q", *words)
        print(kind, f"{zlib.crc32(block):08x}")


if __name__ == "__main__":
    main()
