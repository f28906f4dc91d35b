"""tool.py - run tools of others: where they are, which version, what they print"""

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

AnyPath = str | os.PathLike[str]
Command = Sequence[AnyPath]


class ToolMissing(Exception):
    """A tool is not here, or does not even start: which one."""

    status = 69

    def __str__(self) -> str:
        return f"{super().__str__()}: make deps-security"


class ToolFailed(Exception):
    """A tool did not do its work: why."""

    status = 70


class Ran(NamedTuple):
    """A command that ended."""

    status: int
    seconds: float
    output: str
    errors: str


def first_line(text: str) -> str:
    """The first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def last_line(text: str) -> str:
    """The last one, where a traceback has its message."""
    return first_line("\n".join(reversed(text.splitlines())))


def installed(name: str) -> str:
    """The path of what make has installed into build/checkers."""
    path = f"build/checkers/{name}"
    if not os.access(path, os.X_OK):
        raise ToolMissing(f"there is no {path}")
    return os.path.abspath(path)


def environment(home: AnyPath) -> dict[str, str]:
    """No settings of the user's."""
    path = os.environ.get("PATH", os.defpath)
    folder = os.fspath(home)
    return {"PATH": path, "LC_ALL": "C.UTF-8", "HOME": folder, "TMPDIR": folder}


def version(command: Command, env: Mapping[str, str] | None = None) -> str:
    """The version that a tool says it has."""
    words = [*(os.fspath(word) for word in command), "--version"]
    try:
        said = subprocess.run(
            words,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise ToolMissing(f"{words[0]}: {error.strerror}") from None
    found = re.search(r"\d+(\.\d+)+", said.stdout)
    if said.returncode or not found:
        why = first_line(said.stderr) or f"exit status {said.returncode}"
        raise ToolMissing(f"{' '.join(words)}: {why}")
    return found[0]


def run(
    command: Command,
    output: AnyPath,
    errors: AnyPath,
    at: AnyPath = ".",
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run a command in a folder; what it prints is appended to two files as it
    comes, so that it is there whatever happens, and returned."""
    with open(output, "a+b") as out, open(errors, "a+b") as err:
        starts = out.tell(), err.tell()
        begin = time.perf_counter()
        try:
            status = subprocess.run(
                command,
                cwd=at,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=False,
            ).returncode
        except OSError as error:
            raise ToolMissing(f"{os.fspath(command[0])}: {error.strerror}") from None
        seconds = time.perf_counter() - begin
        said = []
        for file, start in zip((out, err), starts, strict=True):
            file.seek(start)
            said.append(file.read().decode(errors="replace"))
    return Ran(status, seconds, *said)
