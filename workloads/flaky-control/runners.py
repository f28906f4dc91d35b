"""runners.py - the command lines of test programs: pytest and Rust's libtest"""

import dataclasses
import os
from pathlib import Path

import process
import tool
from tool import ToolFailed

LIST_LIMIT_S = 5.0


@dataclasses.dataclass(frozen=True)
class Command:
    """A test program: how it is called, and where its events are."""

    name: str
    words: list[str]
    environment: dict[str, str]
    output: Path
    errors: Path
    events: Path
    statuses: tuple[int, ...]  # after its tests, whether they passed or not

    def event_lines(self) -> list[bytes]:
        return self.events.read_bytes().splitlines() if self.events.exists() else []

    def last_words(self) -> str:
        """Of what it said besides."""
        text = self.errors.read_text(encoding="utf-8", errors="replace")
        return tool.last_line(text) or "no word"

    def listed(self) -> int | None:
        """How many tests a program of libtest says it has, without running them."""
        words = [self.words[0], "--list", "--format", "terse"]
        log = self.output.with_suffix(".list")
        ended = process.run(words, self.environment, log, self.errors, LIST_LIMIT_S)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        count = sum(line.endswith(": test") for line in lines)
        return count if ended.status == 0 and count else None


@dataclasses.dataclass(frozen=True)
class Pytest:
    shuffled: bool

    def commands(self, folder: Path, raw: Path, turn: int) -> list[Command]:
        """Plugins are only those that are named here, and none reseeds: what is
        drawn in a test differs from run to run, as it does for its users."""
        python = tool.installed("venv/bin/python")
        log, events = raw / "pytest.txt", raw / "events.jsonl"
        words = [python, "-m", "pytest", "-q", "--tb=short"]
        words += ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider"]
        words += ["-p", "plumbline_events", "--events", str(events)]
        if self.shuffled:
            words += ["-p", "pytest_randomly", "--randomly-dont-reset-seed"]
            words += [f"--randomly-seed={turn}"]
        environment = {
            "PYTHONPATH": str(folder.resolve()),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        words.append(str(folder))
        return [Command("pytest", words, environment, log, log, events, (0, 1))]

    def tools(self, _folder: Path) -> dict[str, str]:
        """The events say it."""
        return {}


@dataclasses.dataclass(frozen=True)
class Libtest:
    shuffled: bool

    def commands(self, folder: Path, raw: Path, turn: int) -> list[Command]:
        """One thread, since tests at the same time would be another order in each
        run. The format is unstable, so it is asked for as the compiler's own
        developers do; the toolchain's version is in the seal."""
        programs = sorted((folder / "tests").iterdir())
        if not programs:
            raise ToolFailed("there is no test program")
        words = ["-Z", "unstable-options", "--format", "json", "--report-time"]
        words += ["--test-threads", "1"]
        if self.shuffled:
            words += ["--shuffle-seed", str(turn)]
        environment = {"RUSTC_BOOTSTRAP": "1"}
        return [
            Command(
                program.name,
                [str(program), *words],
                environment,
                raw / f"{program.name}.jsonl",
                raw / f"{program.name}.txt",
                raw / f"{program.name}.jsonl",
                (0, 101),
            )
            for program in programs
        ]

    def tools(self, folder: Path) -> dict[str, str]:
        return {"rustc": (folder / "rustc.txt").read_text().strip()}


Runner = Pytest | Libtest
