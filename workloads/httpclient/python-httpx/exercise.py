"""exercise.py - the steps of requests, whatever client sends them

The rules are in ../README.md.
"""

import asyncio
import contextlib
import os
import re
import sys
import time
from array import array
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, TextIO

TIMEOUT_S = 20
LINE_BYTES = 16
CONCURRENCY_MAX = 1000
REQUESTS_MAX = 10_000_000


class Failure(Exception):
    """What is wrong, and where."""


class Step(NamedTuple):
    concurrency: int
    requests: int


class Reply(NamedTuple):
    status: int
    delay_us: str | None
    body: bytes


class Seen:
    """What came of the requests of a step.  The arrays are there from the start:
    memory does not grow with the requests."""

    def __init__(self, requests: int) -> None:
        self.latency_s = array("d", [0]) * requests
        self.delay_us = array("q", [0]) * requests
        self.count = self.ok = self.body_bytes = self.checksum = 0

    def add(self, id: int, reply: Reply, latency_s: float) -> None:
        size = len(reply.body)
        self.latency_s[self.count] = latency_s
        self.delay_us[self.count] = int(reply.delay_us or 0)
        self.count += 1
        self.ok += reply.status == 200
        self.body_bytes += size
        self.checksum += id * (1000 * size + reply.status)


# a client's way to GET an address
Fetch = Callable[[str], Awaitable[Reply]]
# opens a client for so many connections at once
Opener = Callable[[int], AbstractAsyncContextManager[Fetch]]


def read_steps(path: str) -> list[Step]:
    try:
        with open(path, "rb") as file:
            *lines, rest = file.read().split(b"\n")
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    steps: list[Step] = []
    for number, line in enumerate(lines, 1):
        if line == b"end" and steps and number == len(lines) and not rest:
            return steps
        match = re.fullmatch(rb"([1-9][0-9]{0,7}) ([1-9][0-9]{0,7})", line)
        step = Step(int(match[1]), int(match[2])) if match else Step(0, 0)
        if not (
            1 <= step.concurrency <= CONCURRENCY_MAX
            and 1 <= step.requests <= REQUESTS_MAX
            and all(step.concurrency != other.concurrency for other in steps)
        ):
            raise Failure(f"{path}:{number}: not a step")
        steps.append(step)
    raise Failure(f"{path}: truncated: the last line is not the word end")


def check(url: str, id: int, reply: Reply) -> None:
    if reply.status not in (200, 503):
        raise Failure(f"{url}: id {id}: status {reply.status}")
    if not reply.delay_us or not re.fullmatch("[0-9]{1,9}", reply.delay_us):
        raise Failure(f"{url}: id {id}: no X-Delay-Us")
    size = len(reply.body)
    line = b"%015d\n" % id
    if reply.body != (line * (size // LINE_BYTES + 1))[:size]:
        raise Failure(f"{url}: id {id}: not its body")


async def work(fetch: Fetch, url: str, ids: Iterator[int], seen: Seen) -> None:
    """One request after the other, as long as there are ids."""
    for id in ids:
        start = time.perf_counter()
        reply = await fetch(f"{url}/?i={id}")
        latency_s = time.perf_counter() - start
        check(url, id, reply)
        seen.add(id, reply, latency_s)


async def accepted(fetch: Fetch, url: str) -> int:
    """The connections that the server has accepted so far."""
    reply = await fetch(f"{url}/stats")
    match = re.search(rb"^accepts ([0-9]+)$", reply.body, re.MULTILINE)
    if match is None:
        raise Failure(f"{url}/stats: no line accepts")
    return int(match[1])


async def run(
    opener: Opener, url: str, steps: list[Step], samples: TextIO | None
) -> list[str]:
    """The lines of the answer; the samples are written, if anyone asks."""
    answer = ["concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum"]
    before = first = 0
    async with opener(max(step.concurrency for step in steps)) as fetch:
        for concurrency, requests in steps:
            ids = iter(range(first + 1, first + requests + 1))
            seen = Seen(requests)
            cpu_s, start = time.process_time(), time.perf_counter()
            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, requests)):
                    group.create_task(work(fetch, url, ids, seen))
            wall_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu_s
            accepts = await accepted(fetch, url)
            errors = requests - seen.ok
            answer.append(
                f"{concurrency},{requests},{seen.ok},{errors},"
                f"{seen.body_bytes},{sum(seen.delay_us)},{seen.checksum % 2**64}"
            )
            if samples:
                case = f"c{concurrency}"
                samples.write(
                    f"{case},wall_time,s,{wall_s:.9f}\n"
                    f"{case},cpu_time,s,{cpu_s:.9f}\n"
                    f"{case},cpu_per_request,s,{cpu_s / requests:.9f}\n"
                    f"{case},connections,1,{accepts - before}\n"
                    f"{case},error_rate,%,{100 * errors / requests:.6f}\n"
                )
                for latency_s, delay_us in zip(seen.latency_s, seen.delay_us):
                    overhead_s = latency_s - delay_us / 1e6
                    samples.write(
                        f"{case},latency,s,{latency_s:.9f}\n"
                        f"{case},overhead,s,{overhead_s:.9f}\n"
                    )
            before, first = accepts, first + requests
    return answer


def write(answer: list[str]) -> None:
    try:
        sys.stdout.write("\n".join(answer) + "\n")
        sys.stdout.flush()
    except OSError as error:
        # what is still in the buffer would fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise Failure(f"standard output: {error.strerror}") from None


def first_of(error: BaseException) -> BaseException:
    """Of the errors of several tasks the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def main(opener: Opener, problems: tuple[type[Exception], ...]) -> None:
    """Exercise a client; problems is what its requests may raise."""
    if len(sys.argv) != 3:
        print("usage: httpclient url steps.txt", file=sys.stderr)
        sys.exit(2)
    url, path = sys.argv[1:]
    try:
        steps = read_steps(path)
        with contextlib.ExitStack() as stack:
            samples = None
            if "SAMPLES_FD" in os.environ:
                fd = int(os.environ["SAMPLES_FD"])
                samples = stack.enter_context(open(fd, "w", closefd=False))
            write(asyncio.run(run(opener, url, steps, samples)))
    except Exception as errors:
        error = first_of(errors)
        if not isinstance(error, (Failure, *problems)):
            raise
        what = str(error).partition("\n")[0]
        if not isinstance(error, Failure):
            what = f"{url}: {type(error).__name__}: {what}"
        print(f"httpclient: {what}", file=sys.stderr)
        sys.exit(1)
