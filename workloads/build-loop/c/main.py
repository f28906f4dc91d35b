"""build-loop/c - the loop of C, with make"""

import os

from compiled import Toolchain, measure
from loop import Edit, Loop, main

LEAF = Edit("table.c", "EDITION = 1", "EDITION = 2")
CORE = Edit("tally.c", "LATE_MIN = 15", "LATE_MIN = 30")


def driver(loop: Loop) -> None:
    for name in ("cc", "make"):
        loop.tool(name, [name])
    jobs = os.cpu_count() or 1
    loop.caveats.append(
        f"cc -O2 by make, {jobs} jobs; there are no packages to be fetched."
    )
    folder = loop.subject / "build"
    build = ["make", "-s", f"-j{jobs}"]
    measure(loop, Toolchain(build, {}, folder, folder / "report", LEAF, CORE))


main(driver)
