"""osv.py - a service like the one of OSV, for this machine only: a snapshot of
the advisories, as YAML, answers what a scanner asks

usage: python -I osv.py folder

Prints one line of JSON, {"url", "advisories", "seconds"}, as soon as it answers,
on a port of 127.0.0.1 that is free, and ends with its standard input.

    POST /v1/query {"package": {"name", "ecosystem"}, "version"}   {"vulns": [record ...]}
    GET /v1/vulns/ID                                               the record
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NoReturn

import yaml
from packaging.utils import canonicalize_name  # type: ignore[import]
from packaging.version import InvalidVersion, Version  # type: ignore[import]

Record = dict[str, Any]


def die(what: str) -> NoReturn:
    sys.exit(f"osv: {what}")


def load(folder: str) -> Iterator[Record]:
    """All records.  The base loader leaves everything text: 0.10 is a version and
    no number, and a date stays as it is written."""
    for top, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(top, name)
            try:
                with open(path, encoding="utf-8") as file:
                    record = yaml.load(file, Loader=yaml.CBaseLoader)
                record["id"].strip()
                for entry in record["affected"]:
                    entry["package"]["name"], entry["package"]["ecosystem"]
            except (
                yaml.YAMLError,
                ValueError,
                KeyError,
                TypeError,
                AttributeError,
            ) as error:
                die(
                    f"{os.path.relpath(path, folder)}: not an advisory: {' '.join(str(error).split())}"
                )
            yield record


def version(text: str) -> Any | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def in_range(asked: Any, events: list[dict[str, str]]) -> bool:
    """Whether a version is affected, from the events in their order.  A range
    with what is no version says nothing."""
    steps = []
    for event in events:
        for what, text in event.items():
            at = version(text)
            if at is None:
                return False
            steps.append((at, what != "fixed", what))
    inside = False
    for at, _, what in sorted(steps):
        if what == "introduced" and asked >= at:
            inside = True
        elif what == "fixed" and asked >= at or what == "last_affected" and asked > at:
            inside = False
    return inside


def affects(record: Record, name: str, asked: str) -> bool:
    """Whether a record is about this version: by its list of versions, or by one
    of its ranges."""
    parsed = version(asked)
    for entry in record["affected"]:
        package = entry["package"]
        if package["ecosystem"] != "PyPI" or canonicalize_name(package["name"]) != name:
            continue
        for listed in entry.get("versions", []):
            if listed == asked or parsed is not None and version(listed) == parsed:
                return True
        for span in entry.get("ranges", []):
            if (
                span["type"] == "ECOSYSTEM"
                and parsed is not None
                and in_range(parsed, span["events"])
            ):
                return True
    return False


class Service(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, records: list[Record]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.by_id = {record["id"]: record for record in records}
        self.by_name: dict[str, list[Record]] = {}
        for record in records:
            names = {
                canonicalize_name(entry["package"]["name"])
                for entry in record["affected"]
            }
            for name in names:
                self.by_name.setdefault(name, []).append(record)


class Handler(BaseHTTPRequestHandler):
    server: Service
    protocol_version = "HTTP/1.1"

    def answer(self, status: int, what: Any) -> None:
        data = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            query = json.loads(body)
            name = canonicalize_name(query["package"]["name"])
            some = self.server.by_name.get(name, [])
            found = [
                record for record in some if affects(record, name, query["version"])
            ]
        except (ValueError, KeyError, TypeError) as error:
            self.answer(400, {"message": str(error)})
            return
        self.answer(200, {"vulns": found} if found else {})

    def do_GET(self) -> None:
        record = self.server.by_id.get(self.path.removeprefix("/v1/vulns/"))
        self.answer(
            200 if record else 404, record or {"message": "there is no such advisory"}
        )

    def log_message(self, *_: object) -> None:
        """Nothing: a request is no news."""


def main() -> None:
    if len(sys.argv) != 2:
        print("usage: osv.py folder", file=sys.stderr)
        sys.exit(2)
    begin = time.perf_counter()
    records = list(load(sys.argv[1]))
    with Service(records) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        said = {
            "url": f"http://127.0.0.1:{service.server_port}/v1",
            "advisories": len(records),
            "seconds": time.perf_counter() - begin,
        }
        print(json.dumps(said), flush=True)
        sys.stdin.read()
        service.shutdown()


if __name__ == "__main__":
    main()
