"""service.py - osv.py as a process beside this one, and what it knows"""

import contextlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from tool import ToolFailed

HERE = os.path.dirname(os.path.realpath(__file__))


class Service:
    """A service that answers."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.url: str = said["url"]
        self.said = said
        self.records: dict[str, dict[str, Any]] = {}  # asked for, by id
        no_proxy = urllib.request.ProxyHandler({})
        self.opener = urllib.request.build_opener(no_proxy)

    def record(self, name: str) -> dict[str, Any] | None:
        """The advisory of that id; None if there is none."""
        if name in self.records:
            return self.records[name]
        try:
            with self.opener.open(f"{self.url}/vulns/{name}", timeout=60) as answer:
                self.records[name] = json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise ToolFailed(
                    f"the advisory service answers {name} with {error.code}"
                ) from None
            return None
        except (OSError, ValueError) as error:
            raise ToolFailed(f"the advisory service: {name}: {error}") from None
        return self.records[name]


@contextlib.contextmanager
def serving(folder: str, want: int) -> Iterator[Service]:
    """The service on the records in a folder, which must be so many.  It ends
    with its standard input, which is open as long as this process lives."""
    command = [sys.executable, "-I", "-B", os.path.join(HERE, "osv.py"), folder]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        try:
            line = process.stdout.readline()
            if not line:
                raise ToolFailed(
                    f"the advisory service did not start: {process.stderr.read().strip()}"
                )
            said = json.loads(line)
            if not said["advisories"] or said["advisories"] != want:
                raise ToolFailed(
                    f"the advisory database has {said['advisories']} advisories, want {want or 'some'}"
                )
            yield Service(said)
        finally:
            process.stdin.close()
            process.terminate()
