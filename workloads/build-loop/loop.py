"""loop.py - what the drivers of build-loop share: see README.md

A driver builds a copy of its subject in a folder of its own, changes it, builds and
runs it again, and reports how long that took.  Nothing is reported unless all of
it went well.
"""

import os
import shutil
import sys
import tarfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import scan
import tool
from commands import Commands, alone
from scan import Result, Sample
from tool import Command, ToolFailed

TYPICAL = "core_edit"  # the step that the whole is judged by


class Edit(NamedTuple):
    """What is replaced by what in which file of the subject: it is there once."""

    path: str
    old: str
    new: str


class Turn(NamedTuple):
    """How long its parts took, in seconds."""

    build: float
    run: float


class Loop:
    """A round: its folders, its clock, and what is to be reported of it."""

    def __init__(self, here: Path, dataset: Path, scratch: Path, raw: Path) -> None:
        self.name, self.dataset, self.raw = here.name, dataset, raw
        self.work = scratch / "work"
        shutil.rmtree(self.work, ignore_errors=True)
        self.subject = self.work / "subject"
        shutil.copytree(here / "subject", self.subject)
        # as if written an hour ago: all that is changed is newer
        self.written = int(time.time()) - 3600
        for path in self.subject.rglob("*"):
            os.utime(path, (self.written, self.written))
        self.expected = (self.subject / "expected.txt").read_text().splitlines()
        self.samples: list[Sample] = []
        self.answer: list[str] = []
        self.tools: list[dict[str, str]] = []
        self.subjects: list[dict[str, str | int]] = [
            {
                "name": "report",
                "path": f"workloads/build-loop/{self.name}",
                "status": "checked",
            }
        ]
        self.caveats: list[str] = []
        self.commands = Commands(
            self.subject,
            raw,
            tool.environment(self.folder("home")),
        )

    def folder(self, name: str) -> Path:
        path = self.work / name
        path.mkdir()
        return path

    def sample(self, case: str, metric: str, unit: str, value: float) -> None:
        self.samples.append((case, metric, unit, value))

    def took(self, case: str, seconds: float) -> None:
        self.sample(case, "wall_time", "s", seconds)

    def size(self, case: str, *paths: Path) -> None:
        """All files, in bytes: those below folders, too."""
        files = [file for path in paths for file in (path, *path.rglob("*"))]
        total = sum(
            file.stat().st_size
            for file in files
            if file.is_file() and not file.is_symlink()
        )
        self.sample(case, "artifact_size", "B", total)

    def tool(self, name: str, command: Command) -> None:
        """A tool of the evidence."""
        version = tool.version(command, self.commands.environment)
        self.tools.append({"name": name, "version": version})

    def unpack(self, kind: str, wanted: Sequence[str]) -> Path:
        """The folder with the packages of the dataset, none of those wanted missing."""
        try:
            with tarfile.open(self.dataset) as tar:
                members = [m for m in tar if os.path.dirname(m.name) == kind]
                tar.extractall(self.work, members)
        except (OSError, tarfile.TarError) as error:
            raise ToolFailed(f"{self.dataset}: {error}") from None
        folder = self.work / kind
        for name in wanted:
            if not (folder / name).exists():
                raise ToolFailed(
                    f"the dataset has no {name}, so it was not fetched: delete "
                    f"{self.dataset}, and make it where the registry can be reached"
                )
        return folder

    def turn(
        self,
        step: str,
        change: Callable[[], None],
        build: Callable[[], None],
        program: Command,
        edits: int,
    ) -> Turn:
        """Change, build, run until the first line is seen, which must be the one
        after so many edits."""
        start = time.perf_counter()
        change()
        changed = time.perf_counter()
        build()
        built = time.perf_counter()
        line, seen = self.commands.first_line(step, program)
        if line != self.expected[edits]:
            stale = edits and line in self.expected[:edits]
            what = "the edit had no effect" if stale else "wrong output"
            raise ToolFailed(f"{step}: {what}: {line!r}, want {self.expected[edits]!r}")
        self.answer.append(f"{step}: {line}\n")
        self.sample(step, "loop_time", "s", seen - start)
        if step == TYPICAL:
            self.sample("", "loop_time", "s", seen - start)
        return Turn(built - changed, seen - built)

    def edit(self, edit: Edit, mtime: int | None = None) -> None:
        path = self.subject / edit.path
        text = path.read_text()
        if text.count(edit.old) != 1:
            raise ToolFailed(f"{edit.path}: {edit.old!r} is not in it once")
        path.write_text(text.replace(edit.old, edit.new))
        if mtime:
            os.utime(path, (mtime, mtime))

    def evidence(self) -> dict[str, Any]:
        return {
            "tools": self.tools,
            "subjects": self.subjects,
            "findings": [],
            "caveats": self.caveats,
        }


def main(measure: Callable[[Loop], None]) -> None:
    def work(dataset: Path, scratch: Path, raw: Path) -> Result:
        network = alone()
        loop = Loop(Path(sys.argv[0]).absolute().parent, dataset, scratch, raw)
        loop.caveats += [
            network,
            "Page cache warm: the files of toolchain and packages had been read before.",
        ]
        try:
            measure(loop)
        finally:
            shutil.rmtree(loop.work, ignore_errors=True)
        return Result(loop.samples, loop.evidence(), "".join(loop.answer))

    def path(text: str) -> Path:
        return Path(text).absolute()

    scan.main("build-loop", {"packages.tar": path, "scratch": path, "raw": path}, work)
