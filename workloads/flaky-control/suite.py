"""suite.py - one run of a test suite in fresh processes, reported as samples

usage: run round raw limit_s dataset

The rules are in README.md.
"""

import os
import sys
from pathlib import Path

import events
import process
import scan
from events import Test
from runners import Command, Runner
from scan import Result, Sample
from tool import ToolFailed

ORDER = {
    False: "The order of the tests is the same in every round: what depends on it is not seen.",
    True: "The order of the tests is another in each round, decided by its number.",
}


class Run:
    """What came of all programs of the suite."""

    def __init__(self) -> None:
        self.tests: list[Test] = []
        self.tools: dict[str, str] = {}
        self.caveats: list[str] = []
        self.seconds = 0.0
        self.whole = True
        self.collected: int | None = 0  # None: a program did not say how many

    def add(self, command: Command, ended: process.Ended) -> None:
        program = events.read(command.event_lines())
        self.seconds += ended.seconds
        self.tools |= program.tools
        self.collect(program.count)
        culprit = program.culprit()
        if culprit:
            self.whole = False
            culprit.result = "failed"
            left = (program.count or len(program.tests)) - len(program.tests)
            self.caveats.append(
                f"{command.name} {ended.how()} during {culprit.name}, which counts as "
                f"failed; tests that had no turn: {left}."
            )
        elif program.totals is None or ended.status not in command.statuses:
            what = program.refused or command.last_words()
            raise ToolFailed(f"{command.name} {ended.how()}: {what}")
        self.tests += program.tests

    def collect(self, count: int | None) -> None:
        known = self.collected is not None and count is not None
        self.collected = (self.collected or 0) + (count or 0) if known else None

    def ran(self) -> list[Test]:
        return [test for test in self.tests if test.result != "ignored"]

    def skipped(self) -> int:
        return len(self.tests) - len(self.ran())


def environment(turn: int, dataset: str) -> dict[str, str]:
    """The caller's, without what would tell the tests or their runner more."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "SAMPLES_FD" and not name.startswith(("PYTEST_", "RUST_TEST_"))
    }
    return kept | {
        "BENCH_ITER": str(turn),
        "BENCH_DATASET": os.path.abspath(dataset),
        "PYTHONHASHSEED": str(turn),
        "RUST_BACKTRACE": "0",
    }


def run(runner: Runner, turn: int, raw: Path, limit_s: float, dataset: str) -> Run:
    folder = Path(sys.argv[0]).parent
    given = environment(turn, dataset)
    result = Run()
    result.tools = runner.tools(folder)
    result.caveats = [ORDER[runner.shuffled]]
    for command in runner.commands(folder, raw, turn):
        left_s = limit_s - result.seconds
        if left_s <= 0:
            result.whole = False
            result.collect(command.listed())
            result.caveats.append(f"The tests of {command.name} had no turn.")
            continue
        ended = process.run(
            command.words,
            given | command.environment,
            command.output,
            command.errors,
            left_s,
        )
        result.add(command, ended)
    names = [test.name for test in result.tests]
    for name in names:
        if names.count(name) > 1:
            raise ToolFailed(f"there is more than one test {name}")
    if not result.ran():
        raise ToolFailed("the suite ran no test")
    if result.skipped():
        result.caveats.append(
            f"Tests that were skipped, which is no run: {result.skipped()}."
        )
    return result


def evidence(result: Run, name: str) -> dict[str, object]:
    return {
        "tools": [
            {"name": tool, "version": version}
            for tool, version in sorted(result.tools.items())
        ],
        "subjects": [{"name": name, "status": "checked", "tests": len(result.ran())}],
        "findings": [],
        "caveats": result.caveats,
    }


def samples(result: Run) -> list[Sample]:
    """Times only where the suite came to its end: else they are unknown. How many
    tests there are says how many had no turn."""
    rows: list[Sample] = []
    for test in result.ran():
        rows.append((test.name, "test_failed", "1", int(test.result == "failed")))
        if test.seconds is not None:
            rows.append((test.name, "test_time", "s", test.seconds))
    if result.collected is not None:
        expected = result.collected - result.skipped()
        rows.append(("", "tests_collected", "1", expected))
    if result.whole:
        in_tests = sum(test.seconds or 0 for test in result.tests)
        rows.append(("", "setup_time", "s", result.seconds - in_tests))
        rows.append(("suite", "wall_time", "s", result.seconds))
    return rows


def main(runner: Runner) -> None:
    folder = Path(sys.argv[0]).parent
    name = f"{folder.parent.name}/{folder.name}"

    def work(turn: int, raw: Path, limit_s: float, dataset: str) -> Result:
        result = run(runner, turn, raw, limit_s, dataset)
        failed = sum(test.result == "failed" for test in result.ran())
        answer = f"{name}: round {turn}: {failed} of {len(result.ran())} tests failed\n"
        return Result(samples(result), evidence(result, name), answer)

    arguments = {"round": int, "raw": Path, "limit_s": float, "dataset": str}
    scan.main(name, arguments, work)
