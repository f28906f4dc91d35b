"""main.py - @BENCH@; the rules are in ../README.md"""

import os
import sys
import time
from typing import NoReturn

ARGUMENTS = 1
USAGE = "usage: @USAGE@"


def die(what: str) -> NoReturn:
    sys.exit(f"@BENCH@: {what}")


def answer(arguments: list[str]) -> None:
    """FILL-IN: read the dataset, refuse what the rules call malformed, and write the
    answer to standard output."""
    die("not implemented")


def main() -> None:
    arguments = sys.argv[1:]
    if len(arguments) != ARGUMENTS:
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    start = time.monotonic()
    answer(arguments)
    # FILL-IN: the cases that the rules name
    if "SAMPLES_FD" in os.environ:
        line = f"all,wall_time,s,{time.monotonic() - start:.9f}\n"
        os.write(int(os.environ["SAMPLES_FD"]), line.encode())


if __name__ == "__main__":
    main()
