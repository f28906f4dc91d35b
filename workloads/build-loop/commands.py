"""commands.py - how the drivers of build-loop run the tools, and without a network"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import tool
from tool import Command, ToolFailed

ALONE = "BUILD_LOOP_ALONE"  # set where there is no network


class Commands:
    """Runs commands in the folder at; what they print is kept in logs."""

    def __init__(self, at: Path, logs: Path, environment: dict[str, str]) -> None:
        self.at, self.logs, self.environment = at, logs, environment

    def tries(self, step: str, command: Command, **environment: str) -> int:
        """The exit status; what is printed goes to STEP.log."""
        log, env = self.logs / f"{step}.log", self.environment | environment
        return tool.run(command, log, log, self.at, env).status

    def do(self, step: str, command: Command, **environment: str) -> None:
        status = self.tries(step, command, **environment)
        if status:
            raise ToolFailed(f"{step}: {self.first_error(step, status)}")

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
            raise ToolFailed(f"{step}: {self.first_error(step, program.returncode)}")
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
