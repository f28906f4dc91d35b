"""compiled.py - the loop of a language whose programs are built before they run"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from loop import Edit, Loop
from tool import Command


class Toolchain(NamedTuple):
    """How the subject is built."""

    build: Command
    environment: dict[str, str]
    folder: Path  # all that a build leaves
    program: Path
    leaf: Edit
    core: Edit


def measure(loop: Loop, toolchain: Toolchain) -> None:
    program = (toolchain.program, "flights.csv")

    def touch() -> None:
        os.utime(loop.subject / toolchain.core.path)

    turns: tuple[tuple[str, Callable[[], None], int], ...] = (
        ("clean", lambda: None, 0),
        ("noop", lambda: None, 0),
        ("touch", touch, 0),
        ("leaf_edit", lambda: loop.edit(toolchain.leaf), 1),
        ("core_edit", lambda: loop.edit(toolchain.core), 2),
    )
    for step, change, edits in turns:

        def build(step: str = step) -> None:
            loop.commands.do(step, toolchain.build, **toolchain.environment)

        turn = loop.turn(step, change, build, program, edits)
        loop.took(step, turn.build)
        if step == "noop":
            loop.took("run", turn.run)
        if step == "clean":
            sizes(loop, toolchain)


def sizes(loop: Loop, toolchain: Toolchain) -> None:
    loop.size("build_folder", toolchain.folder)
    loop.size("binary", toolchain.program)
    if not shutil.which("strip"):
        loop.caveats.append(
            "The size of the stripped binary is unknown: no strip here."
        )
        return
    stripped = loop.work / "stripped"
    loop.commands.do("strip", ["strip", "-o", stripped, toolchain.program])
    loop.size("stripped", stripped)
