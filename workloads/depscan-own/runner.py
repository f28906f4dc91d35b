"""runner.py - running a scanner so that nothing but its arguments decides"""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bundle import Failed, Missing

CHECKERS = "build/checkers"
HINT = 'run "make deps-security"'

# where the network is to be reached, its way there is the user's
NETWORK = (
    "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
)  # fmt: skip


class Ran(NamedTuple):
    status: int
    seconds: float
    last: str  # the last line of standard error


def checker(name: str) -> str:
    """The path of a tool that make has installed."""
    path = os.path.abspath(f"{CHECKERS}/bin/{name}")
    if not os.access(path, os.X_OK):
        raise Missing(f"{name} is not installed in {CHECKERS}: {HINT}")
    return path


def environment(home: str, live: bool) -> dict[str, str]:
    """No settings of the user's, but those of the network if it is used."""
    kept = NETWORK if live else ()
    clean = {name: os.environ[name] for name in kept if name in os.environ}
    return (
        clean
        | ({} if live else {"NO_PROXY": "127.0.0.1"})
        | {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "HOME": home,
            "CARGO_HOME": home,
            "TMPDIR": home,
            "PYTHONHASHSEED": "0",  # pip-audit prints aliases in the order of a set
        }
    )


def run(
    command: Sequence[str],
    folder: str,
    env: Mapping[str, str],
    output: str,
    errors: str,
) -> Ran:
    """Run a tool in a folder; what it prints goes to two files."""
    try:
        with open(output, "wb") as out, open(errors, "wb") as err:
            begin = time.perf_counter()
            status = subprocess.run(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=False,
            ).returncode
            seconds = time.perf_counter() - begin
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from None
    with open(errors, encoding="utf-8", errors="replace") as said:
        lines = [line.strip() for line in said if line.strip()]
    return Ran(status, seconds, lines[-1] if lines else "it said nothing")
