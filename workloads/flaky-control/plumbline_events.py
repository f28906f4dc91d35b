"""plumbline_events.py - a plugin of pytest: what happens, as it happens

With --events FILE, a line of JSON is written to FILE when the suite and each test
begin and end, of the form that Rust's libtest has. A report at the end would not be
there if the suite crashed.
"""

import importlib.metadata
import json
import os
import platform
from typing import Any


def pytest_addoption(parser: Any) -> None:
    parser.addoption("--events", metavar="FILE", help="write events to FILE")


def pytest_configure(config: Any) -> None:
    path = config.getoption("--events")
    if path:
        config.pluginmanager.register(Events(config, path))


def named(nodeid: str) -> str:
    """As Rust names a test: its module, which is the file, and its function."""
    return nodeid.replace(".py::", "::", 1)


class Events:
    def __init__(self, config: Any, path: str) -> None:
        self.descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        self.results: dict[str, str] = {}
        self.seconds: dict[str, float] = {}
        self.tools = {"python": platform.python_version()}
        packages = ["pytest"]
        if config.pluginmanager.hasplugin("pytest_randomly"):
            packages.append("pytest-randomly")
        for package in packages:
            self.tools[package] = importlib.metadata.version(package)

    def write(self, **event: object) -> None:
        """At once, so that a crash loses nothing."""
        os.write(self.descriptor, json.dumps(event).encode() + b"\n")

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            lines = str(report.longrepr).splitlines()
            self.write(type="collect", name=report.nodeid, message=lines[-1:])

    def pytest_collection_finish(self, session: Any) -> None:
        count = len(session.items)
        self.write(type="suite", event="started", test_count=count, tools=self.tools)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.results[nodeid], self.seconds[nodeid] = "ok", 0.0
        self.write(type="test", event="started", name=named(nodeid))

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Of set-up, call and tear-down: one that failed fails the test."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.results[report.nodeid] = "failed"
        elif report.skipped and not hasattr(report, "wasxfail"):
            self.results[report.nodeid] = "ignored"

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        result, seconds = self.results[nodeid], self.seconds[nodeid]
        name = named(nodeid)
        self.write(type="test", name=name, event=result, exec_time=seconds)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        count = list(self.results.values()).count
        self.write(
            type="suite",
            event="failed" if exitstatus else "ok",
            passed=count("ok"),
            failed=count("failed"),
            ignored=count("ignored"),
        )
