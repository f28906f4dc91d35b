"""process.py - run a program in a process group of its own, for so long at most"""

import contextlib
import dataclasses
import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Ended:
    status: int | None  # as subprocess has it; None: it had to be stopped
    seconds: float

    def how(self) -> str:
        if self.status is None:
            return f"was stopped after {self.seconds:.1f} s"
        if self.status < 0:
            return f"was ended by {signal.Signals(-self.status).name}"
        return f"exited with {self.status}"


def run(
    command: list[str],
    environment: Mapping[str, str],
    output: Path,
    errors: Path,
    limit_s: float,
) -> Ended:
    """Nothing that it started is left. The clock stops when the program has ended,
    without polling."""
    with open(output, "ab") as out, open(errors, "ab") as err:
        start_s = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment,
            process_group=0,
        )
        try:
            handle = os.pidfd_open(process.pid)
            try:
                in_time, _, _ = select.select([handle], [], [], max(limit_s, 0))
            finally:
                os.close(handle)
            seconds = time.monotonic() - start_s
        finally:
            # it is not reaped yet, so that its group cannot be another's
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return Ended(process.returncode if in_time else None, seconds)
