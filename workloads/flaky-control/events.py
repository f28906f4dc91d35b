"""events.py - what the event lines of a test program say of its tests

The lines are those of Rust's libtest (--format json), and of plumbline_events.py for
pytest. Other lines in between are what tests wrote, and are passed over.
"""

import dataclasses
import json
import re
from typing import Any

from tool import ToolFailed

EVENT = re.compile(rb'\{ ?"type": ?".*')
ENDS = {"ok": "passed", "failed": "failed", "ignored": "ignored"}


@dataclasses.dataclass
class Test:
    name: str
    result: str = "started"  # then "ok", "failed" or "ignored"
    seconds: float | None = None


@dataclasses.dataclass
class Program:
    """What is known of a test program that ran."""

    tests: list[Test]
    count: int | None  # how many tests it has, run or not
    tools: dict[str, str]
    totals: dict[str, int] | None  # None: it did not come to its end
    refused: str  # what could not be collected

    def culprit(self) -> Test | None:
        """The test that was running when the program ended before its end."""
        if self.totals is None and self.tests and self.tests[-1].result == "started":
            return self.tests[-1]
        return None


def decode(line: bytes) -> dict[str, Any] | None:
    found = EVENT.search(line)
    if not found:
        return None
    try:
        event = json.loads(found.group())
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def end(program: Program, tests: dict[str, Test], event: dict[str, Any]) -> None:
    test = tests.get(event["name"])
    if test is None or test.result != "started":
        raise ToolFailed(f"{event['name']} ended without having started")
    test.result = event["event"]
    test.seconds = event.get("exec_time")


def read(lines: list[bytes]) -> Program:
    """The events, in their order; a failure if they contradict each other."""
    program = Program([], None, {}, None, "")
    tests: dict[str, Test] = {}
    for event in filter(None, map(decode, lines)):
        match event:
            case {"type": "suite", "event": "started"}:
                program.count = event.get("test_count")
                program.tools = event.get("tools", {})
            case {"type": "suite", "event": "ok" | "failed"}:
                program.totals = {name: event[name] for name in ENDS.values()}
            case {"type": "test", "event": "started", "name": name}:
                if name in tests:
                    raise ToolFailed(f"there is more than one test {name}")
                tests[name] = Test(name)
                program.tests.append(tests[name])
            case {"type": "test", "event": "ok" | "failed" | "ignored"}:
                end(program, tests, event)
            case {"type": "collect", "name": name, "message": message}:
                program.refused = ": ".join([name, *message])
    check(program)
    return program


def check(program: Program) -> None:
    """Every test that started has ended, or was the last; the totals agree."""
    for test in program.tests:
        if test.result == "started" and test is not program.culprit():
            raise ToolFailed(f"the end of {test.name} cannot be read")
    if program.totals is not None:
        results = [ENDS[test.result] for test in program.tests]
        counted = {name: results.count(name) for name in ENDS.values()}
        if counted != program.totals:
            raise ToolFailed(f"events say {counted}, the suite says {program.totals}")
