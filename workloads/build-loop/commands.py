"""commands.py - how the drivers of build-loop run the tools, and why they cannot"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

MISSING, FAILED = 69, 70  # EX_UNAVAILABLE, EX_SOFTWARE of sysexits.h
ALONE = "BUILD_LOOP_ALONE"  # set where there is no network

Command = Sequence[str | Path]


class Unable(Exception):
    """Why the work cannot be done, in a line, and the exit status."""

    def __init__(self, reason: str, status: int = FAILED) -> None:
        super().__init__(reason)
        self.status = status


class Commands:
    """Runs commands in the folder at, with nothing of the caller's environment but
    PATH; what they print is kept in logs."""

    def __init__(self, at: Path, logs: Path, environment: Mapping[str, str]) -> None:
        self.at, self.logs = at, logs
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            **environment,
        }

    def version(self, name: str, command: Command) -> str:
        try:
            said = subprocess.check_output(
                command, env=self.environment, stderr=subprocess.STDOUT, text=True
            )
        except (OSError, subprocess.CalledProcessError):
            raise Unable(f"no {name} that works: make deps", MISSING) from None
        version = re.search(r"\d+(\.\d+)+", said)
        if not version:
            raise Unable(f"{name} does not say its version: {said[:80]!r}")
        return version[0]

    def tries(self, step: str, command: Command, **environment: str) -> int:
        """The exit status; what is printed goes to STEP.log."""
        with open(self.logs / f"{step}.log", "ab") as log:
            return subprocess.run(
                command,
                cwd=self.at,
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            ).returncode

    def do(self, step: str, command: Command, **environment: str) -> None:
        status = self.tries(step, command, **environment)
        if status:
            raise Unable(f"{step}: {self.first_error(step, status)}")

    def first_error(self, step: str, status: int) -> str:
        log = self.logs / f"{step}.log"
        lines = log.read_text(errors="replace").splitlines()
        errors = [
            line
            for line in lines
            if re.search(r"error(\[\w+\])?: ", line, re.IGNORECASE)
        ]
        return (errors or [f"exit status {status}, see {log}"])[0].strip()

    def first_line(self, step: str, command: Command) -> tuple[str, float]:
        """What the program prints first, and when."""
        with (
            open(self.logs / f"{step}.log", "ab") as log,
            subprocess.Popen(
                command,
                cwd=self.at,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            ) as program,
        ):
            assert program.stdout
            line = program.stdout.readline()
            at = time.perf_counter()
            program.stdout.read()
        if program.returncode:
            raise Unable(f"{step}: {self.first_error(step, program.returncode)}")
        return line.rstrip("\n"), at


def alone() -> str:
    """Go on without a network, if that is allowed: what is to be said of it."""
    if ALONE not in os.environ:
        probe = ["unshare", "-rn", "true"]
        try:
            allowed = subprocess.run(probe, stderr=subprocess.DEVNULL, check=False)
        except FileNotFoundError:
            allowed = None
        if allowed and allowed.returncode == 0:
            os.environ[ALONE] = "yes"
            os.execvp("unshare", ["unshare", "-rn", *sys.argv])
        return (
            "A network was there, since unshare -rn is not allowed: "
            "only the options of the tools keep builds from it."
        )
    return "There was no network: all ran in a network namespace of its own."
